"""The layout's rules: dependencies point one way, and each library has one home."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "prepress"
STAGES = {"load", "checks", "schedule", "render", "press"}
HOMES = {
    "yaml": "load",
    "markdown_it": "load",
    "mdit_py_plugins": "load",
    "ftfy": "load",
    "jinja2": "render",
    "markupsafe": "render",
    "pygments": "render",
    "merman": "render",
    "cssselect2": "render",
    "tinycss2": "render",
    "latex2mathml": "render",
    "ziamath": "render",
    "segno": "render",
    "weasyprint": "press",
    "pikepdf": "press",
    "fontTools": "press",
    "pydyf": "press",
    "ebooklib": "press",
    "pypdfium2": "press",
    "icalendar": "press",
}
LONGEST_FUNCTION = 40
LONGEST_FILE = 300


def list_modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_stage(path: Path) -> str:
    """Return the first step below the package: a folder or a module."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def list_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", list_modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_dependencies_point_one_way(path: Path) -> None:
    stage = name_stage(path)
    for name in list_imports(path):
        if not name.startswith("prepress."):
            continue
        target = name.split(".")[1]
        if stage == "problems":
            pytest.fail(f"problems imports {name}")
        if stage == "model":
            assert target in {"model", "problems"}, name
        if stage in STAGES:
            assert target in {stage, "model", "problems"}, name


@pytest.mark.parametrize("path", list_modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_each_library_has_one_home(path: Path) -> None:
    for name in list_imports(path):
        home = HOMES.get(name.split(".")[0])
        assert home in {None, name_stage(path)}, f"{name} belongs in {home}"


def test_every_library_of_the_table_is_used() -> None:
    """A rule about a library that nobody imports would never fail."""
    used = {name.split(".")[0] for path in list_modules() for name in list_imports(path)}
    assert set(HOMES) <= used


@pytest.mark.parametrize("path", [*list_modules(), ROOT / "build.py"], ids=lambda path: path.name)
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name}: {length} lines"
