"""Fields: what can be filled in on a screen, and what it is called.

Names are made of what has a permanent id (an exercise, a worksheet, a task of a checklist), so that what somebody
has filled in finds its field again in the next edition. Nothing is laid out for them: a field lies over the box,
the ruled lines or the cell that is printed in any case, and the pages stay those of the printed book.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

from prepress.press.proof import POINTS, Item, Proof
from prepress.press.sheet_fields import list_spaces

NAME, LABEL, TASK = "data-field", "data-label", "data-task"
LINE = 7.1 * 72 / 25.4
"""Points from one ruled line to the next."""
MM = 72 / 25.4
"""Points of a millimeter."""
LONGEST_LABEL = 120
BOXED = frozenset({"check", "principles"})
"""Lists whose items each have a box."""
LINE_OF_SOURCE = re.compile(r"--line-\d+-")
"""What the id of a piece of a block says of its place in the author's file, which any edit moves."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field: name, what it is for, kind (box, line, cell), page by index, and its edges in pt.

    `element` is the name of the element that it hangs in.
    """

    name: str
    label: str
    kind: str
    page: int
    extent: tuple[float, float, float, float]
    element: str


def name_fields(root: Any, key: str) -> None:
    """Give every box to tick, ruled space and empty cell a name and a label; `key` is the chapter's."""
    _name_below(root, key, "", Counter())


def list_fields(proof: Proof) -> tuple[Field, ...]:
    """Return the fields of a laid-out chapter."""
    found = (
        field
        for index, page in enumerate(proof.pages)
        for item in page.items
        if (kind := _find_kind(item))
        for field in _make_fields(item, kind, index)
    )
    return tuple({field.name: field for field in found}.values())


def _make_fields(item: Item, kind: str, page: int) -> list[Field]:
    """Return the field of a box or cell, or one for every ruled line: readers disagree how far lines are apart."""
    name, label = item.box.element.get(NAME), item.box.element.get(LABEL)
    left, top, right, bottom = (edge * POINTS for edge in item.extent)
    if kind == "sheet":
        return [
            Field(f"{name}.{number}", f"{label}, {each} {number}", each, page, _place(left, top, edges), name)
            for number, (each, edges) in enumerate(list_spaces(item.box.element), 1)
        ]
    if kind != "line":
        return [Field(name, label, kind, page, (left, top, right, bottom), name)]
    count = round((bottom - top) / LINE)
    return [
        Field(
            f"{name}.{number}",
            f"{label}, line {number} of {count}",
            kind,
            page,
            (left, top + (number - 1) * LINE, right, top + number * LINE),
            name,
        )
        for number in range(1, count + 1)
    ]


def _place(left: float, top: float, edges: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return the edges in pt of what a sheet, whose upper left is at `left` and `top`, draws at edges in mm."""
    x, y, right, bottom = (edge * MM for edge in edges)
    return left + x, top + y, left + right, top + bottom


def _find_kind(item: Item) -> str:
    if item.box.element is None or not item.box.element.get(NAME):
        return ""
    if "sheet-body" in item.classes:
        return "sheet"
    if item.box.element_tag == "li::before":
        return "box"
    if isinstance(item.box, boxes.TableCellBox):
        return "cell"
    return "line" if item.is_space else ""


def _name_below(parent: Any, owner: str, prompt: str, counts: Counter[str]) -> None:
    for element in parent:
        if not isinstance(element.tag, str):
            continue
        classes = (element.get("class") or "").split()
        inner = LINE_OF_SOURCE.sub("--", element.get("id") or owner)
        if "prompt" in classes or "label" in classes:
            prompt = _read_words(element)
        if element.tag == "li" and ("task" in classes or parent.get("class") in BOXED):
            _name(element, element.get(TASK) or f"{owner}.box", _read_words(element), counts)
        elif "sheet-body" in classes:
            _name(element, f"{inner}.sheet", _read_words(parent.find("h2")), counts)
        elif "ruled" in classes:
            _name(element, f"{inner}.lines", prompt or "Notes", counts)
        elif element.tag == "table" and "fill" in classes:
            _name_cells(element, f"{inner}.table", counts)
        _name_below(element, inner, prompt, counts)


def _name_cells(table: Any, name: str, counts: Counter[str]) -> None:
    """Name the empty cells of a table, except those of weeks and pages, which the plan fills in or leaves free."""
    counts[name] += 1
    heads = [_read_words(head) for head in table.find("thead").iter("th")]
    for number, row in enumerate(table.find("tbody").iter("tr"), 1):
        line = _read_words(row[0]) or f"row {number}"
        for column, cell in enumerate(row, 1):
            if not _read_words(cell) and cell.get("class") != "week":
                head = "".join(heads[column - 1 : column]) or f"column {column}"
                _name(cell, f"{name}-{counts[name]}.{number}.{column}", f"{head}, {line}", counts)


def _name(element: Any, name: str, label: str, counts: Counter[str]) -> None:
    """Name an element; the second of the same name is number 2."""
    counts[name] += 1
    element.set(NAME, name if counts[name] == 1 else f"{name}-{counts[name]}")
    element.set(LABEL, label[:LONGEST_LABEL])


def _read_words(element: Any) -> str:
    return " ".join("".join(_list_texts(element)).split())


def _list_texts(element: Any) -> Iterator[str]:
    """Yield the texts of an element without what stands beside it in the outer column."""
    if isinstance(element.tag, str) and "note" not in (element.get("class") or "").split():
        yield element.text or ""
        for child in element:
            yield from _list_texts(child)
            yield child.tail or ""
