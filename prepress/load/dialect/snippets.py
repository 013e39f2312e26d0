"""Snippets: `--8<-- "file"`, with a section or lines, and `{! file !}` (pymdownx.snippets, markdown-include)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from prepress.load.source import Line
from prepress.problems import Place, Problem, error

Includes = Callable[[str], str | None]
LINE = re.compile(r"^(?P<indent>[ \t]*)(?P<escape>;*)-+8<-+[ \t]+(?P<quote>[\"'])(?P<name>.+?)(?P=quote)[ \t]*$")
INCLUDE = re.compile(r"^(?P<indent>[ \t]*)(?P<escape>\\?)\{![ ]*(?P<quote>)(?P<name>[^!\s]+)[ ]*!\}[ \t]*$")
FENCE = re.compile(r"^[ \t]*-+8<-+[ \t]*$")
SECTION = re.compile(
    r"-+8<-+[ \t]+\[[ \t]*(?P<side>start|end)[ \t]*:[ \t]*(?P<name>[\w-]+)[ \t]*\]", re.IGNORECASE
)
PART = re.compile(r"(?P<file>.*?)(?::(?P<first>\d+)?(?::(?P<last>\d+)?)?|:(?P<section>[A-Za-z][\w-]*))?$")
DEEPEST = 10
MOST_LINES = 500_000
"""Lines of a page with its snippets: each may ask for others."""


@dataclass(slots=True)
class Expander:
    """Puts snippets in their places; `includes` returns the text of a file of the guide, or nothing."""

    includes: Includes | None
    problems: list[Problem] = field(default_factory=list)
    count: int = 0

    def expand(self, lines: tuple[Line, ...], path: tuple[str, ...] = ()) -> Iterator[Line]:
        """Yield the lines with every snippet's lines in place of its mark."""
        listed = False
        for line in lines:
            if "8<" not in line.text and "{!" not in line.text:
                if listed and line.text.strip():
                    yield from self._include(line, line.text.strip(), _indent_of(line.text), path)
                else:
                    yield line
            elif FENCE.match(line.text):
                listed = not listed
            else:
                yield from self._expand_line(line, path)

    def _expand_line(self, line: Line, path: tuple[str, ...]) -> Iterator[Line]:
        found = LINE.match(line.text) or INCLUDE.match(line.text)
        if found is None:
            if not SECTION.search(line.text):
                yield line
        elif found["escape"]:
            yield Line(line.text.replace(found["escape"], "", 1), line.file, line.number)
        else:
            yield from self._include(line, found["name"], found["indent"], path)

    def _include(self, line: Line, name: str, indent: str, path: tuple[str, ...]) -> Iterator[Line]:
        part = PART.match(name)
        file = part["file"] if part else name
        place = Place(line.file, line.number, line.text.find(name) + 1)
        text = self._read(file, place, path)
        if text is None or part is None:
            return
        numbered = [Line(words, file, i) for i, words in enumerate(text.splitlines(), 1)]
        chosen = _choose(numbered, part)
        if not chosen and part["section"]:
            message = f"`{file}` has no section `{part['section']}`"
            self.problems.append(error("snippet-missing-section", place, message))
        for inner in self.expand(tuple(chosen), (*path, file)):
            self.count += 1
            if self.count > MOST_LINES:
                return
            yield Line(
                indent + inner.text if inner.text else "", inner.file, inner.number, inner.shift + len(indent)
            )

    def _read(self, file: str, place: Place, path: tuple[str, ...]) -> str | None:
        if file in path or len(path) >= DEEPEST:
            message = f"the snippet `{file}` includes itself"
            self.problems.append(error("snippet-circle", place, message))
            return None
        text = self.includes(file) if self.includes and "://" not in file else None
        if text is None:
            message = f"there is no snippet `{file}` in the guide"
            self.problems.append(error("snippet-missing", place, message))
        return text


def _indent_of(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _choose(lines: list[Line], part: re.Match[str]) -> list[Line]:
    """Return the lines of the section or the range that a name asks for."""
    if part["section"]:
        return _cut_section(lines, part["section"])
    first = int(part["first"] or 1)
    last = int(part["last"] or len(lines))
    return lines[max(0, first - 1) : last]


def _cut_section(lines: list[Line], name: str) -> list[Line]:
    chosen: list[Line] = []
    inside = False
    for line in lines:
        mark = SECTION.search(line.text)
        if mark and mark["name"] == name:
            inside = mark["side"].lower() == "start"
        elif inside:
            chosen.append(line)
    return chosen
