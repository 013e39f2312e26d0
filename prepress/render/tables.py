"""Prepare a table for its template: heads, rows, and columns as wide as their words ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from prepress.model.document import Kind, Node
from prepress.render.code import cut_code

TEXT_WIDTH = 114.0
"""Width of the text column in mm (art direction, section 3)."""
FULL_WIDTH = 176.0
"""Width of both columns and the gap between them in mm."""
NESTED_WIDTH = 106.0
"""Width inside a level block or list, in mm."""
GUTTER = 4.0
"""Space between two columns of a table in mm; the last column has none after it."""
LETTER = 1.7
"""Width of a letter in mm, on average of a line in a table, with some air."""
HEAVY = 2.0
"""Width of a letter in mm, on average of a word that is set bold or begins with a wide one."""
NARROWEST = 11.0
COLUMNS_IN_TEXT = 3
LETTERS_ON_PHONE = 20
"""Letters that the columns of a table have together on a phone 360 px wide, at 160 percent and in a wide face."""
ROW_LINE = 4.1
"""Height of a line in a table in mm."""
ROW_AIR = 2.1
"""What a row adds to the height of its lines, in mm."""
SHORT = 84.0
"""A table lower than a third of a page, in mm, is not worth a break."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it prints; `align` is left, center or right."""

    content: Markup
    align: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table ready to print; `widths` are the columns' content widths in mm.

    One that is `crowded` is too wide for a small screen; a `wide` one takes both columns of a page, and one that
    is not `short` may break over pages.
    """

    caption: Markup
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    crowded: bool
    wide: bool
    short: bool


def view_table(
    node: Node,
    write: Callable[[Node], Markup],
    write_head: Callable[[Node], Markup] | None = None,
    *,
    nested: bool = False,
    wide: bool = False,
) -> TableView:
    """Return the table's parts, written with `write`; a table inside another block stays in its column.

    `write_head` writes the heads where a product may print one of them never or at each row. A table of more than
    three columns takes both columns of the page if its lines would break in one, and so does any that is to be
    `wide`.
    """
    rows = [child for child in node.children if child.kind is Kind.ROW]
    heads = [row for row in rows if row.get("head")]
    body = [row for row in rows if not row.get("head")]
    lengths = _measure_texts(rows)
    many = len(lengths) > COLUMNS_IN_TEXT
    natural = sum(map(_find_natural, lengths)) + GUTTER * (len(lengths) - 1)
    wide = not nested and (wide or (many and natural > TEXT_WIDTH))
    widths = measure_columns(rows, _find_width(wide=wide, nested=nested))
    captions = [child for child in node.children if child.kind is Kind.CAPTION]
    return TableView(
        caption=write(captions[0]) if captions else Markup(""),
        head=_view_row(heads[0], write_head or write) if heads else (),
        rows=tuple(_view_row(row, write) for row in body),
        widths=widths,
        crowded=many or _measure_words(rows) > LETTERS_ON_PHONE,
        wide=wide,
        short=_estimate_height(rows, widths) < SHORT,
    )


def _find_width(*, wide: bool, nested: bool) -> float:
    if nested:
        return NESTED_WIDTH
    return FULL_WIDTH if wide else TEXT_WIDTH


def _view_row(row: Node, write: Callable[[Node], Markup]) -> tuple[Cell, ...]:
    return tuple(
        Cell(Markup("").join(write(child) for child in cell.children), cell.get("align", "left"))
        for cell in row.children
    )


def measure_columns(rows: Sequence[Node], total: float) -> tuple[float, ...]:
    """Share `total` mm among the columns.

    If no line has to break, what is left is spread evenly. Otherwise a column whose lines fit into its share keeps
    to them, and the others share the rest by the square root of their longest text: the root lets a long column
    wrap rather than starve the others. No column is narrower than its longest word needs, as far as there is room.
    """
    room = total - GUTTER * (len(_list_columns(rows)) - 1)
    natural = [_find_natural(length) for length in _measure_texts(rows)]
    parts = [[_open_code(cell) for cell in column] for column in _list_columns(rows)]
    floors = [max(NARROWEST, 1.75 * max(_longest_word(text) for text in column)) for column in parts]
    return _respect_floors(_share_room(natural, room), floors, room)


def count_columns(node: Node) -> int:
    """Return how many columns a table has."""
    return max((len(row.children) for row in node.children if row.kind is Kind.ROW), default=0)


def _share_room(natural: list[float], room: float) -> list[float]:
    spare = room - sum(natural)
    if spare >= 0:
        return [width + spare / len(natural) for width in natural]
    shares = dict.fromkeys(range(len(natural)), 0.0)
    open_columns = set(shares)
    while open_columns:
        left = room - sum(shares[index] for index in shares.keys() - open_columns)
        total = sum(natural[index] ** 0.5 for index in open_columns)
        shares |= {index: left * natural[index] ** 0.5 / total for index in open_columns}
        content = {index for index in open_columns if natural[index] <= shares[index]}
        if not content:
            break
        shares |= {index: natural[index] for index in content}
        open_columns -= content
    return list(shares.values())


def _list_columns(rows: Sequence[Node]) -> list[list[Node]]:
    count = max((len(row.children) for row in rows), default=0)
    return [[row.children[at] for row in rows if at < len(row.children)] for at in range(count)]


def _measure_texts(rows: Sequence[Node]) -> list[int]:
    """Return the letters of the longest text of each column."""
    return [max(len(cell.plain_text()) for cell in column) for column in _list_columns(rows)]


def _measure_words(rows: Sequence[Node]) -> int:
    """Return the letters of the longest word of each column, together."""
    return sum(max(_longest_word(_open_code(cell)) for cell in column) for column in _list_columns(rows))


def _find_natural(length: int) -> float:
    """Return the width in mm of a column whose longest text has that many letters and does not break."""
    return max(NARROWEST, LETTER * length)


def _estimate_height(rows: Sequence[Node], widths: Sequence[float]) -> float:
    """Return about how high the rows are, in mm."""
    pairs = (zip(row.children, widths, strict=False) for row in rows)
    lines = (max(ceil(LETTER * len(cell.plain_text()) / width) for cell, width in pair) for pair in pairs)
    return sum(max(1, count) * ROW_LINE + ROW_AIR for count in lines)


def share_by_heads(node: Node, room: float) -> tuple[float, ...]:
    """Share `room` mm by the length of the heads alone; the longest word of each column still fits."""
    head, *rest = [[cell.plain_text() for cell in row.children] for row in node.children if row.kind is Kind.ROW]
    wishes = [len(text) + 2 for text in head]
    shares = [room * wish / sum(wishes) for wish in wishes]
    columns = [[row[index] for row in (head, *rest) if index < len(row)] for index in range(len(head))]
    return _respect_floors(shares, [HEAVY * max(map(_longest_word, column)) for column in columns], room)


def give_evidence_room(rows: Sequence[Sequence[Cell]], head: Sequence[Cell], room: float) -> tuple[float, ...]:
    """Share `room` mm so that names and heads fit, and the second column has the rest."""
    columns = zip(*(head, *rows), strict=True)
    widths = [max(NARROWEST, *(HEAVY * len(cell.content) for cell in column)) for column in columns]
    evidence = min(1, len(widths) - 1)
    widths[evidence] += room - sum(widths)
    return tuple(round(width, 2) for width in widths)


def _open_code(node: Node) -> str:
    """Return the words of a cell, with blanks where long code may break."""
    if node.kind is Kind.CODE:
        return " ".join(cut_code(node.text))
    return node.text + "".join(_open_code(child) for child in node.children)


def _longest_word(text: str) -> int:
    return max((len(word) for word in text.replace("-", "- ").replace("/", "/ ").split()), default=0)


def _respect_floors(shares: list[float], floors: list[float], room: float) -> tuple[float, ...]:
    if sum(floors) > room:
        return tuple(round(room * floor / sum(floors), 2) for floor in floors)
    lifted = [max(share, floor) for share, floor in zip(shares, floors, strict=True)]
    spare = [width - floor for width, floor in zip(lifted, floors, strict=True)]
    excess = sum(lifted) - room
    scale = excess / sum(spare) if sum(spare) else 0.0
    return tuple(round(width - extra * scale, 2) for width, extra in zip(lifted, spare, strict=True))
