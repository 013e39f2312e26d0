"""The masters behind a planner's pack: sheets to print as often as needed."""

from __future__ import annotations

from collections.abc import Iterator
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
    """A leaf's two sides, and what the list of masters calls it."""

    name: str
    pages: tuple[SheetPage, SheetPage]


@dataclass(frozen=True, slots=True)
class MasterLine:
    """A line of the list of masters: its pages in this file."""

    name: str
    first: int
    last: int


def list_masters(guide: Guide) -> Iterator[Master]:
    """Yield the masters: each is a leaf, so that its back lies behind its front in every print."""
    for sheet in list_score_sheets(guide):
        yield Master(f"Score sheet: {sheet.title.lower()}", _take_two(sheet.pages))
    yield Master("Story card", make_story_card(guide))
    for sheet in list_design_sheets(guide, set()):
        name = f"{sheet.id} {sheet.title}" if sheet.id else "blank"
        yield Master(f"Design sheet: {name}", _take_two(sheet.pages))
    yield Master("Coding log", (make_coding_master(guide), make_coding_master(guide)))
    yield Master("Decision record", (make_decision(), make_decision()))
    offer = make_offer(guide)
    if offer:
        yield Master("Offer worksheet", (offer, offer))


def _take_two(pages: tuple[SheetPage, ...]) -> tuple[SheetPage, SheetPage]:
    front, back = pages
    return front, back


def list_lines(masters: tuple[Master, ...], first: int) -> tuple[MasterLine, ...]:
    """Return the lines of the list of masters; `first` is the folio of the first master."""
    return tuple(
        MasterLine(master.name, first + 2 * index, first + 2 * index + 1) for index, master in enumerate(masters)
    )
