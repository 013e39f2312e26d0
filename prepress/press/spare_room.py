"""What is left of a page belongs to the reader's hand.

A finished page is given what only its layout knows: lines where a chapter or its text before a sheet ends early,
and higher rows on a worksheet that does not fill its page. Nothing moves to another page for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from weasyprint.formatting_structure import boxes

from prepress.press.boxes import MM, Box, list_classes

LINE = 7.1 * MM
REST_GAP = 14.2 * MM
FEWEST_LINES = 6
"""Fewer lines look like a remnant, and stay white."""
HIGHEST_ROW = 21.3 * MM
"""Three lines: as much as somebody writes into a cell while another speaks."""


def give_rest(page: Box) -> None:
    """Give what is left of a page, above the notes at its foot, to the reader's hand."""
    feet = [box for box in page.children if isinstance(box, boxes.FootnoteAreaBox)]
    bottom = page.content_box_y() + page.height - sum(box.margin_height() for box in feet)
    for box in list(page.descendants()):
        if "rest" in list_classes(box):
            _rule_rest(box, bottom)
        elif "worksheet" in list_classes(box):
            _raise_rows(box, bottom)


def _rule_rest(box: Box, bottom: float) -> None:
    """Rule what is left of a page, if many lines fit."""
    top = box.position_y + REST_GAP
    lines = int((bottom - top) / LINE)
    if lines >= FEWEST_LINES:
        box.position_y, box.height = top, lines * LINE


def _raise_rows(sheet: Box, bottom: float) -> None:
    """Share what is left of a sheet's page among the high rows of its tables, up to three lines each."""
    rows = list(_find_rows(sheet))
    spare = bottom - sheet.border_box_y() - sheet.border_height()
    if not rows or spare <= 0:
        return
    gain = min(spare / len(rows), HIGHEST_ROW - max(row.height for row in rows))
    if gain > 0:
        _grow(sheet, {id(row) for row in rows}, gain)


def _find_rows(sheet: Box) -> Iterator[Box]:
    for table in sheet.descendants():
        if isinstance(table, boxes.TableBox) and "tall" in list_classes(table):
            for group in table.children:
                if not group.is_header:
                    yield from group.children


def _grow(box: Box, rows: set[int], gain: float) -> float:
    """Make each of the rows in a box higher by `gain` and move what follows; return how much the box has grown."""
    if id(box) in rows:
        for cell in box.children:
            cell.height += gain
        box.height += gain
        return gain
    grown = 0.0
    for child in box.children if isinstance(box, boxes.ParentBox) else ():
        child.translate(0, grown)
        grown += _grow(child, rows, gain)
    if grown:
        box.height += grown
    return grown
