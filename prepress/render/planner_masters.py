"""The masters behind a planner's pack: sheets to print as often as needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prepress.model.guide import Guide
from prepress.render.sheets import (
    SheetPage,
    list_design_sheets,
    list_score_sheets,
    make_coding_master,
    make_decision,
    make_offer,
    make_story_card,
)


@dataclass(frozen=True, slots=True)
class Master:
    """A leaf's two sides, what the list of masters calls it, and the anchor of its front."""

    name: str
    anchor: str
    pages: tuple[SheetPage, SheetPage]


@dataclass(frozen=True, slots=True)
class MasterLine:
    """A line of the list of masters: its anchor, and its pages in this file."""

    name: str
    anchor: str
    first: int
    last: int


def list_masters(guide: Guide) -> Iterator[Master]:
    """Yield the masters: each is a leaf, so that its back lies behind its front in every print."""
    for sheet in list_score_sheets(guide):
        yield Master(f"Score sheet: {sheet.title.lower()}", sheet.anchor, _take_two(sheet.pages))
    yield Master("Story card", "story-card", make_story_card(guide))
    for sheet in list_design_sheets(guide, set()):
        yield Master(name_design(sheet.id, sheet.title), sheet.anchor, _take_two(sheet.pages))
    yield Master("Coding log", "coding-log", (make_coding_master(guide), make_coding_master(guide)))
    yield Master("Decision record", "decision-record", (make_decision(), make_decision()))
    offer = make_offer(guide)
    if offer:
        yield Master("Offer worksheet", "offer-worksheet", (offer, offer))


def name_design(name: str, title: str) -> str:
    """Return what the list of masters calls the design sheet of an exercise, or of none."""
    return f"Design sheet: {name} {title}" if name else "Design sheet: blank"


def _take_two(pages: tuple[SheetPage, ...]) -> tuple[SheetPage, SheetPage]:
    front, back = pages
    return front, back


def list_lines(masters: Iterable[tuple[str, str, int]], first: int) -> tuple[MasterLine, ...]:
    """Return the lines of the list of masters: of each its name, its anchor and the number of its pages.

    `first` is the folio of the first master.
    """
    lines: list[MasterLine] = []
    for name, anchor, count in masters:
        at = lines[-1].last + 1 if lines else first
        lines.append(MasterLine(name, anchor, at, at + count - 1))
    return tuple(lines)
