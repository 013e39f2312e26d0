"""What is left of a page belongs to the reader's hand.

A finished page is given what only its layout knows: lines where its text ends early, a longer space under its last
question, and higher rows on a worksheet that does not fill its page. Nothing moves to another page for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from weasyprint.formatting_structure import boxes

from prepress.press.boxes import MM, Box, list_classes
from prepress.press.fields import NAME

LINE = 7.1 * MM
REST_GAP = 14.2 * MM
FEWEST_LINES = 6
"""Fewer lines look like a remnant, and stay white, unless they lengthen an answer space."""
HIGHEST_ROW = 21.3 * MM
"""Three lines: as much as somebody writes into a cell while another speaks."""
ON_PAGE = "-page-"
"""Between the name of the lines that end pages and the page's number in its chapter."""
BARS = frozenset({"level", "tab", "example"})
"""Blocks with a bar at their left; WeasyPrint 70 lets a part of a block reach down to the end of its page."""


def give_rest(page: Box) -> None:
    """Give what is left of a page, above the notes at its foot, to the reader's hand.

    The lines are an element that stands on every page of its document (`position: fixed`), without height.
    """
    feet = [box for box in page.children if isinstance(box, boxes.FootnoteAreaBox)]
    bottom = page.content_box_y() + page.height - sum(box.margin_height() for box in feet)
    root = page.children[0]
    sheets = [box for box in root.descendants() if "worksheet" in list_classes(box)]
    for sheet in sheets:
        _raise_rows(sheet, bottom)
    for box in root.descendants():
        if BARS & list_classes(box):
            box.height = max(0.0, find_end(box) - box.content_box_y())
    rests = [box for box in root.descendants(placeholders=True) if "rest" in list_classes(box)]
    for rest in rests:
        _set_apart(rest, page.page_type.index)
    if rests and not sheets and not _lengthen_answer(root, bottom):
        _rule_rest(rests[0], find_end(root), bottom)


def find_end(box: Box) -> float:
    """Return where what stands in the flow of a box ends, in pixels."""
    if isinstance(box, boxes.ParentBox) and not isinstance(box, boxes.LineBox | boxes.TableCellBox):
        ends = [find_end(child) for child in box.children if child.is_in_normal_flow()]
        if ends:
            return max(ends)
    return float(box.position_y + box.margin_height() - box.margin_bottom)


def _lengthen_answer(root: Box, bottom: float) -> bool:
    """Lengthen the answer space that a page ends with by what few lines are left; tell whether there was one."""
    spaces = [box for box in root.descendants() if "ruled" in list_classes(box) and box.is_in_normal_flow()]
    last = spaces[-1] if spaces else None
    if last is None or find_end(last) < find_end(root):
        return False
    lines = int((bottom - find_end(last) + 1) / LINE)
    few = lines * LINE < FEWEST_LINES * LINE + REST_GAP
    last.height += lines * LINE if few else 0
    return few


def _set_apart(box: Box, index: int) -> None:
    """Make the lines of a page an element of their own: those of other pages are not their continuation."""
    box.element = box.element.makeelement(box.element.tag, dict(box.element.attrib))
    name = (box.element.get(NAME) or "").partition(ON_PAGE)[0]
    if name:
        box.element.set(NAME, f"{name}{ON_PAGE}{index + 1}")


def _rule_rest(box: Box, end: float, bottom: float) -> None:
    """Rule what is left of a page down to its last line, if many lines fit."""
    lines = int((bottom - end - REST_GAP + 1) / LINE)
    if lines >= FEWEST_LINES:
        box.position_y, box.height = bottom - lines * LINE, lines * LINE


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
