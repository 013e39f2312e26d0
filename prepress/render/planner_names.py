"""What the planner's sheets call exercises and pages, and where these stand in the books and among the sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prepress.model.artifact import PageMap
from prepress.model.guide import Guide

MOCKS = "MK"
"""The bank of mock rounds."""


@dataclass(frozen=True, slots=True)
class Item:
    """An exercise as a sheet names it; `gap` is 0 for what is new.

    `page` is its page in the workbook, `chapter` its chapter there and in the e-book; both are empty while it is
    only planned. `target` is the anchor of where it is ticked again; a mock round, which comes once, has there its
    score sheet.
    """

    id: str
    title: str
    page: str
    gap: int = 0
    chapter: str = ""
    target: str = ""

    @property
    def where(self) -> str:
        """Return where the exercise stands in the books, as `p. 120, ch. 9`."""
        return write_where(self.page, self.chapter)


@dataclass(frozen=True, slots=True)
class PageItem:
    """A page of the guide as a sheet names it; `minutes` is 0 while it is planned."""

    title: str
    where: str
    minutes: int


def write_where(page: str, chapter: str) -> str:
    """Return a page of the workbook and the chapter that it is in, there and in the e-book."""
    return ", ".join(part for part in (f"p. {page}" if page else "", f"ch. {chapter}" if chapter else "") if part)


class Names:
    """Finds titles, pages of the workbook and chapters of both books."""

    def __init__(self, guide: Guide, pages: PageMap | None, gaps: Sequence[int]) -> None:
        """Take the banks, the workbook's page map, and the gaps of repetitions."""
        self.guide = guide
        self.folios = pages.folios if pages else {}
        self.gaps = gaps
        self.chapters = _number_chapters(guide, pages)
        self.scored = {sheet.kind for sheet in guide.sheets.scores}

    def find(self, name: str, ordinal: int = 0) -> Item:
        """Return an exercise; `ordinal` says which repetition it is."""
        item = self.guide.bank.get(name)
        gap = self.gaps[ordinal - 1] if ordinal else 0
        page = self.folios.get(name.lower(), "")
        chapter = self.chapters.get(item.page, "") if item and page else ""
        return Item(name, item.title if item else "", page, gap, chapter, self._find_target(name))

    def _find_target(self, name: str) -> str:
        """Return the anchor of an exercise; nothing for a mock round of a kind without a score sheet."""
        item = self.guide.bank.get(name)
        if item is None or item.bank != MOCKS:
            return f"again-{name.lower()}"
        kind = item.facts.get("kind", "")
        return f"score-sheet-{kind}" if kind in self.scored else ""

    def find_page(self, path: str) -> PageItem:
        """Return a page of the guide."""
        page = self.guide.pages.get(path)
        if page is None:
            return PageItem(self.guide.title_of(path), "", 0)
        where = write_where(self.folios.get(page.slug, ""), self.chapters.get(path, ""))
        return PageItem(page.title, where, page.meta.minutes)


def _number_chapters(guide: Guide, pages: PageMap | None) -> dict[str, str]:
    """Return the chapters' numbers by path: those of the workbook whose pages are given."""
    written = [guide.pages[path] for part in guide.parts for path in part.pages if path in guide.pages]
    printed = [page.path for page in written if pages is None or page.slug in pages.folios]
    return {path: str(index) for index, path in enumerate(printed, 1)}
