"""The order of the book: chapter numbers and the lines of its contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prepress.model.edition import Edition
from prepress.model.guide import Part


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of a table of contents; `anchor` is empty for a planned page."""

    number: str
    title: str
    anchor: str
    minutes: int


def number_chapters(edition: Edition) -> dict[str, str]:
    """Return the chapters' numbers by path, in book order; only written pages are counted."""
    guide = edition.guide
    paths = [path for part in guide.parts for path in part.pages if path in guide.pages]
    return {path: str(index) for index, path in enumerate(paths, 1)}


def list_contents(edition: Edition, part: Part, numbers: Mapping[str, str]) -> tuple[ContentsLine, ...]:
    """Return the lines of one part, planned pages included."""
    guide = edition.guide
    lines = []
    for path in part.pages:
        page = guide.pages.get(path)
        if page:
            lines.append(ContentsLine(numbers[path], page.title, page.slug, page.meta.minutes))
        elif path in guide.planned:
            lines.append(ContentsLine("", guide.planned[path].title, "", 0))
    return tuple(lines)


def has_pages(edition: Edition, part: Part) -> bool:
    """Tell whether any page of the part is written."""
    return any(path in edition.guide.pages for path in part.pages)
