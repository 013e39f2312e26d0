"""The lines that the parser sees, each with the place it came from."""

from __future__ import annotations

from dataclasses import dataclass

from prepress.problems import Place


@dataclass(frozen=True, slots=True)
class Line:
    """A line of Markdown and where it stands; a snippet's line belongs to the snippet's file."""

    text: str
    file: str
    number: int
    shift: int = 0
    """Columns that were put before the text, where a snippet is included indented."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a page, snippets included; indexes of lines start at 0, columns at 1."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Return the text that is parsed."""
        return "\n".join(line.text for line in self.lines)

    def place(self, index: int, column: int = 1) -> Place:
        """Return the place of a column in a line; past the end it is the last line's."""
        line = self.lines[min(index, len(self.lines) - 1)]
        column = min(column, len(line.text) + 1) - line.shift
        return Place(line.file, line.number, max(1, column))

    def start_of(self, index: int) -> Place:
        """Return the place of a line's first character that is not blank."""
        text = self.lines[min(index, len(self.lines) - 1)].text
        return self.place(index, len(text) - len(text.lstrip()) + 1)

    def find_words(self, index: int, words: str) -> Place:
        """Return the place of the words in a line, or that of its first character."""
        text = self.lines[min(index, len(self.lines) - 1)].text
        column = text.find(words)
        return self.place(index, column + 1) if column >= 0 else self.start_of(index)


def split_lines(text: str, file: str, first_line: int) -> tuple[Line, ...]:
    """Return the lines of a text that begins at a line of a file; only line feeds end a line."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(Line(words, file, first_line + i) for i, words in enumerate(plain.split("\n")))
