"""The tree while it grows: a stack of open nodes, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from prepress.model.document import NO_OPTIONS, Kind, Node, Option
from prepress.problems import Place, Problem


@dataclass(slots=True)
class Frame:
    """An open node; `token` is the type of the token that closes it, `html` the tag that does."""

    kind: Kind
    place: Place
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    options: Mapping[str, Option] = field(default_factory=lambda: NO_OPTIONS)
    html: str = ""

    def close(self) -> Node:
        """Return the finished node."""
        attrs = {name: value for name, value in self.attrs.items() if value}
        return Node(self.kind, self.place, "", attrs, tuple(self.children), self.options)


@dataclass(slots=True)
class Source:
    """The text of a file as the parser sees it; line numbers of the parser start at 0."""

    file: str
    first_line: int
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)

    def place(self, line: int, column: int = 1) -> Place:
        """Return the place of a line of the parser's."""
        return Place(self.file, line + self.first_line, column)

    def block_place(self, line: int) -> Place:
        """Return the place of the first character of a line that is not blank."""
        text = self.lines[line] if line < len(self.lines) else ""
        return self.place(line, len(text) - len(text.lstrip()) + 1)

    def find(self, content: str, position: int, first: int, last: int) -> Place:
        """Return the place of a position in an inline text that stands in the lines from first to last."""
        row = content.count("\n", 0, position)
        start = content.rfind("\n", 0, position) + 1
        words = content[start:].split("\n", 1)[0]
        column = position - start
        for line in range(min(first + row, last), last + 1):
            found = self.lines[line].find(words) if line < len(self.lines) else -1
            if found >= 0:
                return self.place(line, found + column + 1)
        return self.block_place(first)
