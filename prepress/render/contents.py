"""The order of the book: chapter numbers and the lines of its contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prepress.model.document import Kind
from prepress.model.edition import Edition
from prepress.model.guide import CLOSING_SECTIONS, Page, Part


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section below its chapter's line."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of a table of contents; `anchor` is empty for a planned page."""

    number: str
    title: str
    anchor: str
    minutes: int
    sections: tuple[SectionLine, ...] = ()


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
            lines.append(
                ContentsLine(numbers[path], page.title, page.slug, page.meta.minutes, list_sections(page))
            )
        elif path in guide.planned:
            lines.append(ContentsLine("", guide.planned[path].title, "", 0))
    return tuple(lines)


def list_sections(page: Page) -> tuple[SectionLine, ...]:
    """Return the sections that deserve a line: those that no other chapter has as well."""
    headings = [node for node in page.body.children if node.kind is Kind.HEADING and node.get("level") == "2"]
    lines = [SectionLine(node.plain_text(), f"{page.slug}--{node.get('id')}") for node in headings]
    return tuple(line for line in lines if line.title not in CLOSING_SECTIONS)


def has_pages(edition: Edition, part: Part) -> bool:
    """Tell whether any page of the part is written."""
    return any(path in edition.guide.pages for path in part.pages)
