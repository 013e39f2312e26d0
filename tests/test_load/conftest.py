"""Folders to load: a copy of the sample guide in which a test changes what it is about."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from prepress.load import Loaded, load_guide
from prepress.problems import Problem

SAMPLE = Path(__file__).parents[2] / "templates" / "starter"


@dataclass(frozen=True)
class Copy:
    """A folder that a test may change and load as often as it likes."""

    root: Path

    def write(self, path: str, text: str | bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands in {path} {text.count(old)} times"
        self.write(path, text.replace(old, new))

    def load(self) -> Loaded:
        return load_guide(self.root)

    def list_problems(self) -> list[tuple[str, str]]:
        return list_places(self.load().problems)


def list_places(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    return [(str(problem.place), problem.code) for problem in problems]


@pytest.fixture
def guide(tmp_path: Path) -> Copy:
    shutil.copytree(SAMPLE, tmp_path / "content")
    return Copy(tmp_path / "content")


@pytest.fixture
def folder(tmp_path: Path) -> Copy:
    (tmp_path / "project").mkdir()
    return Copy(tmp_path / "project")
