"""The folder while it is read: its files in a fixed order, their bytes and text, and what is wrong with them."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prepress.load.data import Entry, read_data
from prepress.load.text import decode_text
from prepress.model.guide import Guide
from prepress.problems import Place, Problem, error

Keep = Callable[[str, str, Callable[[], Any]], Any]
"""Returns what was made of a file when it held a text, or makes and keeps it."""
SNIPPET_MARKS = ("8<", "{!")


def make_always(file: str, text: str, make: Callable[[], Any]) -> Any:
    """Keep nothing."""
    return make()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a folder gave: a guide, or none if there was nothing to print, and the problems."""

    guide: Guide | None
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Folder:
    """A content folder while it is read.

    Paths are relative to `root` and have forward slashes. `unread` are the files that gave nothing, `included` the
    ones that a page took in as a snippet. Nothing outside of `root` is ever read.
    """

    root: Path
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    included: set[str] = field(default_factory=set)
    keep: Keep = make_always

    def list_files(self, below: str = "") -> tuple[str, ...]:
        """Return the paths of all files in a folder, sorted; hidden ones are left out."""
        home = self.root.resolve()
        files: list[str] = []
        waiting = [(self.root / below, (home / below).resolve())]
        while waiting:
            folder, real = waiting.pop()
            for entry in self._scan(folder):
                target = _resolve(Path(entry.path))
                if target is None or not target.is_relative_to(home):
                    self._refuse(entry.path, "it leads out of the folder")
                elif target.is_dir():
                    if not real.is_relative_to(target):
                        waiting.append((Path(entry.path), target))
                elif target.is_file():
                    files.append(Path(entry.path).relative_to(self.root).as_posix())
        return tuple(sorted(files))

    def _scan(self, folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return [entry for entry in entries if self._accept(entry)]
        except OSError as failure:
            self._refuse(str(folder), failure.strerror or str(failure))
            return []

    def _accept(self, entry: os.DirEntry[str]) -> bool:
        if entry.name.startswith("."):
            return False
        if _show(entry.name) != entry.name:
            self._refuse(entry.path, "its name is not UTF-8")
            return False
        return True

    def _refuse(self, path: str, reason: str) -> None:
        name = _show(Path(path).relative_to(self.root).as_posix())
        self.unread.add(name)
        self.problems.append(error("guide-unreadable-file", Place(name), f"cannot be read: {reason}"))

    def read_bytes(self, path: str) -> bytes:
        """Return a file's bytes; one that cannot be read is a problem and gives none."""
        try:
            return (self.root / path).read_bytes()
        except OSError as failure:
            self._refuse(str(self.root / path), failure.strerror or str(failure))
            return b""

    def read_text(self, path: str) -> str:
        """Return a file's text; what is not UTF-8 is a problem, and what is not text gives none."""
        text, problems = decode_text(self.read_bytes(path), path)
        self.problems += problems
        if problems and not text:
            self.unread.add(path)
        return text

    def read_data(self, path: str) -> Entry:
        """Return a YAML file; its findings are noted by `close`."""
        entry = read_data(self.read_text(path), path)
        if entry.findings.problems and not entry.exists:
            self.unread.add(path)
        return entry

    def find_newest(self, paths: Iterable[str]) -> str:
        """Return the day, in UTC, on which the newest of the files was written."""
        moment = max((self.root / path).stat().st_mtime for path in paths)
        return datetime.datetime.fromtimestamp(moment, datetime.UTC).date().isoformat()

    def close(self, entry: Entry) -> None:
        """Take over the findings of a file that was read to its end."""
        self.problems += entry.findings.problems

    def parse(self, path: str, text: str, make: Callable[[], Any]) -> Any:
        """Return what a file's text makes, of an unchanged one what was kept; snippets are other files."""
        if any(mark in text for mark in SNIPPET_MARKS):
            return make()
        return self.keep(path, text, make)

    def include(self, path: str) -> str | None:
        """Return the text of a snippet, only from inside the folder."""
        home = self.root.resolve()
        target = _resolve(home / path)
        if target is None or not target.is_relative_to(home) or not target.is_file():
            return None
        name = target.relative_to(home).as_posix()
        self.included.add(name)
        return self.read_text(name)


def _resolve(path: Path) -> Path | None:
    """Return where a path leads; one that is a circle of links, or no path at all, leads nowhere."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return None


def _show(name: str) -> str:
    """Return a file's name in a form that can be printed."""
    return os.fsencode(name).decode("utf-8", "replace")
