"""Codes, broken guides and documentation name the same findings."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from prepress.load.options import WRONG
from prepress.press.log import CODES
from tests.test_preflight import ELSEWHERE, PAGES

ROOT = Path(__file__).resolve().parents[1]
REPORTERS = {"error", "warning", "notice", "fault", "add", "Problem"}
"""What a finding is made with; its first argument is the code."""
CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
# These need a file system that refuses, a file too large to keep, a server or an option; they have own tests.
WITHOUT_FOLDER = {
    "link-chain", "link-dead", "link-moved", "guide-missing", "guide-unreadable-file", "nesting-too-deep",
    "plan-start-not-monday",
}  # fmt: skip


def find_codes() -> set[str]:
    codes = {code for _, code in CODES} | {WRONG}
    for path in (ROOT / "prepress").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and read_name(node.func) in REPORTERS and node.args:
                codes |= {part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)}
    return {code for code in codes if isinstance(code, str) and CODE.fullmatch(code)}


def read_name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_code_is_documented_and_nothing_else() -> None:
    documented = re.findall(r"^\*\*`([a-z0-9-]+)`\*\*", (ROOT / "CHECKS.md").read_text(encoding="utf-8"), re.M)
    assert len(documented) == len(set(documented))
    assert set(documented) == find_codes()


def test_every_code_has_a_broken_guide() -> None:
    folders = {path.name for path in (ROOT / "tests" / "broken").iterdir()}
    codes = {code for code in find_codes() if not code.startswith("press-")}
    assert folders == codes - WITHOUT_FOLDER


def test_every_code_of_the_press_is_shown_by_a_page() -> None:
    """A build finds them, and no check: a folder of Markdown alone cannot show them."""
    assert set(PAGES) | ELSEWHERE == {code for code in find_codes() if code.startswith("press-")}
    assert set(PAGES).isdisjoint(ELSEWHERE)
