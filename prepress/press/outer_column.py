"""The outer column: settle its notes, and mirror verso pages.

Every page is laid out as a recto, with text at 0 to 114 mm and notes at 124 to 176 mm. On a verso the text moves
out by 62 mm and the notes move to 0 to 52 mm. Widths never change, so nothing breaks differently. WeasyPrint has
no outer column: the hook is the call that every finished page gets before backgrounds, links and tags are made.
It is not public, and is tested against the version that the lock file pins.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint import layout
from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute

from prepress.press.boxes import MM, Box, list_classes
from prepress.press.places import find_place
from prepress.press.spare_room import give_rest
from prepress.problems import Problem, error

TEXT_SHIFT = 62 * MM
NOTE_SHIFT = -124 * MM
"""From the outer column of a recto to that of a verso."""
NOTE_GAP = 2.65 * MM
AIR = 1.5 * MM
"""Between the last note of a group and the wide element below it."""
TOLERANCE = 4 * MM
ENDLESS = -1e6
"""The room below a note that is not to be used, in pixels: so little that no note is ever cut at the page's end.

Without it WeasyPrint prints the rest of a note overleaf, and twice the note whose line moves there as well.
"""
CONTAINERS = frozenset({"html", "body", "main", "section"})


@contextmanager
def mirror_versos(source: str, problems: list[Problem]) -> Iterator[None]:
    """Settle and mirror every page that is laid out inside the block; report notes that do not fit."""
    lay_out_backgrounds = layout.layout_backgrounds

    def settle_and_mirror(page: Box, get_image: Any) -> None:
        excess, first = settle_notes(page)
        if excess > TOLERANCE:
            message = f"the notes of a page do not fit beside its text by {excess / MM:.0f} mm"
            hint = "move some of them into the text, or spread them"
            problems.append(error("press-notes-overflow", find_place(first, source), message, hint))
        give_rest(page)
        if page.page_type.side == "left":
            mirror(page.children[0])
        lay_out_backgrounds(page, get_image)

    lay_out_absolute = absolute.absolute_box_layout

    def lay_out_whole(context: Any, box: Box, around: Any, fixed: Any, _: float, skip: Any) -> Any:
        return lay_out_absolute(context, box, around, fixed, ENDLESS, skip)

    layout.layout_backgrounds = settle_and_mirror
    absolute.absolute_box_layout = lay_out_whole
    try:
        yield
    finally:
        layout.layout_backgrounds = lay_out_backgrounds
        absolute.absolute_box_layout = lay_out_absolute


def settle_notes(page: Box) -> tuple[float, Box | None]:
    """Let no two notes overlap, none cross a wide element and none leave the page.

    Each note starts at its own line. Between two wide elements the notes first push one another down; if the last
    has then gone too far, it pushes the others up. Returns by how many pixels the first note of the worst
    group had to leave its place, and that note.
    """
    root = page.children[0]
    top, bottom = page.content_box_y(), page.content_box_y() + page.height
    column = page.content_box_x() - NOTE_SHIFT
    walls = sorted((box.border_box_y(), box.border_box_y() + box.border_height()) for box in _find_wide(root))
    anchored = sorted(_find_notes(root), key=lambda pair: pair[1])
    starts = [top, *(end for _, end in walls)]
    ends = [*(start for start, _ in walls), bottom]
    excess, first = 0.0, None
    for start, end in zip(starts, ends, strict=True):
        group = [(note, y) for note, y in anchored if start - 1 <= y < end or (end == bottom and y >= end)]
        positions = _stack(group, start, end if end == bottom else end - AIR)
        for (note, _), position in zip(group, positions, strict=True):
            note.translate(column - note.position_x, position - note.position_y)
        if positions and start - positions[0] > excess:
            excess, first = start - positions[0], group[0][0]
    return excess, first


def _stack(group: list[tuple[Box, float]], start: float, end: float) -> list[float]:
    positions: list[float] = []
    floor = start - 40
    for note, line in group:
        positions.append(max(line, floor))
        floor = positions[-1] + note.margin_height()
    ceiling = end + NOTE_GAP
    for index in range(len(group) - 1, -1, -1):
        positions[index] = min(positions[index], ceiling - group[index][0].margin_height())
        ceiling = positions[index]
    return positions


def mirror(box: Box) -> None:
    """Move the text of a verso out and its notes to the other side; what takes both columns stays."""
    for child in box.all_children():
        if "both" in list_classes(child):
            continue
        if child.element_tag in CONTAINERS:
            mirror(child)
        elif _is_note(child):
            child.translate(NOTE_SHIFT)
        else:
            notes = [note for note, _ in _find_notes(child)]
            child.translate(TEXT_SHIFT)
            for wide in _find_wide(child):
                wide.translate(-TEXT_SHIFT)
            for note in notes:
                note.translate(NOTE_SHIFT - TEXT_SHIFT)


def _find_wide(box: Box) -> Iterator[Box]:
    """Yield what takes both columns, in blocks of the text column as well (a table in an exercise)."""
    for child in box.all_children() if isinstance(box, boxes.BlockBox) else ():
        if "both" in list_classes(child):
            yield child
        else:
            yield from _find_wide(child)


def _find_notes(box: Box, line: float | None = None) -> Iterator[tuple[Box, float]]:
    """Yield the notes, each with the top of the line that calls it."""
    for child in box.all_children() if hasattr(box, "all_children") else ():
        inner = getattr(child, "_box", child)
        if _is_note(inner):
            yield inner, inner.position_y if line is None else line
        else:
            yield from _find_notes(inner, inner.position_y if isinstance(inner, boxes.LineBox) else line)


def _is_note(box: Box) -> bool:
    pseudo = not box.element_tag or "::" in box.element_tag
    return not pseudo and "note" in list_classes(box) and bool(box.is_absolutely_positioned())
