"""Prepare a table for its template: heads, rows, and columns as wide as their words ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
HEAVY = 2.0
"""Width of a letter in mm, on average of a word that is set bold or begins with a wide one."""
NARROWEST = 11.0
COLUMNS_IN_TEXT = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it prints; `align` is left, center or right."""

    content: Markup
    align: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table ready to print; `widths` are the columns' content widths in mm."""

    caption: Markup
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    wide: bool


def view_table(
    node: Node, write: Callable[[Node], Markup], *, nested: bool = False, wide: bool = False
) -> TableView:
    """Return the table's parts, written with `write`; a table inside another block stays in its column.

    One with more than three columns takes both columns of the page, and so does any that is to be `wide`.
    """
    rows = [child for child in node.children if child.kind is Kind.ROW]
    heads = [row for row in rows if row.get("head")]
    body = [row for row in rows if not row.get("head")]
    wide = not nested and (wide or max((len(row.children) for row in rows), default=0) > COLUMNS_IN_TEXT)
    captions = [child for child in node.children if child.kind is Kind.CAPTION]
    return TableView(
        caption=write(captions[0]) if captions else Markup(""),
        head=_view_row(heads[0], write) if heads else (),
        rows=tuple(_view_row(row, write) for row in body),
        widths=measure_columns(rows, _find_width(wide=wide, nested=nested)),
        wide=wide,
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
    """Share `total` mm among the columns by the square root of their longest text.

    The root lets a long column wrap rather than starve the short ones; no column is narrower than its longest
    word needs, as far as there is room.
    """
    count = max((len(row.children) for row in rows), default=0)
    cells = [[row.children[index] for row in rows if index < len(row.children)] for index in range(count)]
    texts = [[cell.plain_text() for cell in column] for column in cells]
    parts = [[_open_code(cell) for cell in column] for column in cells]
    room = total - GUTTER * (count - 1)
    wishes = [max(len(text) for text in column) ** 0.5 + 0.5 for column in texts]
    floors = [max(NARROWEST, 1.75 * max(_longest_word(text) for text in column)) for column in parts]
    shares = [room * wish / sum(wishes) for wish in wishes]
    return _respect_floors(shares, floors, room)


def share_by_heads(node: Node, room: float) -> tuple[float, ...]:
    """Share `room` mm by the length of the heads alone; the longest word of each column still fits."""
    head, *rest = [[cell.plain_text() for cell in row.children] for row in node.children if row.kind is Kind.ROW]
    wishes = [len(text) + 2 for text in head]
    shares = [room * wish / sum(wishes) for wish in wishes]
    columns = [[row[index] for row in (head, *rest) if index < len(row)] for index in range(len(head))]
    return _respect_floors(shares, [HEAVY * max(map(_longest_word, column)) for column in columns], room)


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
