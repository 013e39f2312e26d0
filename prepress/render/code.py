"""Set a listing: keywords and comments marked by weight and slant alone, long lines broken with a mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, _TokenType
from pygments.util import ClassNotFound

from prepress.model.document import Node

WIDTH = 61
"""Characters of the code face at 8.1 pt that fit the text column beside the gutter (art direction, section 4)."""
LONGEST_WORD = 18
"""Characters of code that stay together within a line of text."""
WORD = re.compile(r"\S+")
JOINT = re.compile(r"(?<=[._/:,=@(\[-])(?=\w)|(?<=[a-z])(?=[A-Z])")
LONG = re.compile(r"[^\0]{24}(?=[^\0])")
"""Where a long word of code may go over to the next line: behind what joins its parts, or where none does."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of a listing; `rest` are the parts of a line that was too long."""

    number: int
    content: Markup
    rest: tuple[Markup, ...]
    marked: bool


def cut_code(text: str) -> list[str]:
    """Return the pieces of code in a line of text, between which the line may break without a sign."""
    return WORD.sub(lambda word: _cut_word(word[0]), text).split("\0")


def _cut_word(word: str) -> str:
    return word if len(word) <= LONGEST_WORD else LONG.sub("\\g<0>\0", JOINT.sub("\0", word))


def list_code_lines(node: Node, width: int = WIDTH) -> tuple[CodeLine, ...]:
    """Return the listing's lines, none wider than `width` characters."""
    first = int(node.get("start") or 1)
    marked = _read_ranges(node.get("highlight"))
    return tuple(
        _set_line(number + first - 1, pieces, width, number in marked)
        for number, pieces in enumerate(_split_lines(node.text, node.get("language")), 1)
    )


Piece = tuple[str, str]


def _set_line(number: int, pieces: list[Piece], width: int, marked: bool) -> CodeLine:
    rows = _wrap(pieces, width)
    painted = [Markup("").join(_paint(text, name) for text, name in row) for row in rows]
    return CodeLine(number, painted[0], tuple(painted[1:]), marked)


def _paint(text: str, name: str) -> Markup:
    return Markup('<span class="{}">{}</span>').format(name, text) if name else escape(text)


def _wrap(pieces: list[Piece], width: int) -> list[list[Piece]]:
    """Break at the last space that fits; the rest is indented two characters, so it is two narrower."""
    rows: list[list[Piece]] = []
    rest = pieces
    while sum(len(text) for text, _ in rest) > width:
        line = "".join(text for text, _ in rest)
        indent = len(line) - len(line.lstrip())
        cut = line.rfind(" ", indent + 1, width + 1)
        cut = cut if cut > indent else width
        row, rest = _cut(rest, cut)
        rest = _strip_left(rest)
        rows.append(row)
        width = min(width, WIDTH - 2)
    return [*rows, rest]


def _cut(pieces: list[Piece], at: int) -> tuple[list[Piece], list[Piece]]:
    before: list[Piece] = []
    for index, (text, name) in enumerate(pieces):
        if len(text) > at:
            return [*before, (text[:at], name)], [(text[at:], name), *pieces[index + 1 :]]
        before.append((text, name))
        at -= len(text)
    return before, []


def _strip_left(pieces: list[Piece]) -> list[Piece]:
    if not pieces:
        return pieces
    return [(pieces[0][0].lstrip(), pieces[0][1]), *pieces[1:]]


def _split_lines(source: str, language: str) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for kind, value in _find_lexer(language).get_tokens(source):
        for index, text in enumerate(value.split("\n")):
            if index:
                lines.append([])
            if text:
                _append(lines[-1], text, _class_of(kind))
    while len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines


def _append(line: list[Piece], text: str, name: str) -> None:
    """Add a piece, joined to the one before if both look alike: fewer spans are laid out faster."""
    if line and line[-1][1] == name:
        line[-1] = (line[-1][0] + text, name)
    else:
        line.append((text, name))


def _class_of(kind: _TokenType) -> str:
    if kind[:1] == Keyword:
        return "kw"
    return "cm" if kind[:1] == Comment else ""


@cache
def _find_lexer(language: str) -> Lexer:
    try:
        return get_lexer_by_name(language or "text", stripnl=False)
    except ClassNotFound:
        return get_lexer_by_name("text", stripnl=False)


def _read_ranges(text: str) -> frozenset[int]:
    """Return the line numbers of `3-4 7`."""
    numbers: set[int] = set()
    for part in text.replace(",", " ").split():
        first, _, last = part.partition("-")
        if first.isdigit() and (not last or last.isdigit()):
            numbers.update(range(int(first), int(last or first) + 1))
    return frozenset(numbers)
