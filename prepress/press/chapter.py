"""Lay out one chapter: a whole HTML document to pages, anchors and a PDF of its own."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from weasyprint import CSS, HTML, Document, Page
from weasyprint.text.fonts import FontConfiguration

from prepress.model.rendered import Chapter, RenderedWorkbook
from prepress.press.fetch import GuideFetcher
from prepress.press.folios import print_folios
from prepress.press.line_breaks import hanging_spaces
from prepress.press.log import collect_problems
from prepress.press.outer_column import mirror_versos
from prepress.problems import Problem

CROSS = "xref:"
"""How a link into another chapter is marked until the chapters are joined."""
VARIANT = "pdf/ua-1"
POINTS = 0.75
"""Points in a CSS pixel."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a chapter: the page counts from 0, x and y are points from the page's top left."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline and where it leads."""

    title: str
    anchor: Anchor
    children: tuple[Bookmark, ...]


@dataclass(frozen=True, slots=True)
class LaidChapter:
    """A laid-out chapter; `printed` are the folios that it prints, by the anchor that they belong to.

    `shows` are the elements and classes on each of its pages.
    """

    chapter: Chapter
    start: int
    data: bytes
    pages: int
    anchors: Mapping[str, Anchor]
    bookmarks: tuple[Bookmark, ...]
    printed: Mapping[str, str]
    problems: tuple[Problem, ...]
    shows: tuple[frozenset[str], ...]


class Compositor:
    """Lays out the chapters of one workbook, with its styles read and its fonts loaded once."""

    def __init__(self, rendered: RenderedWorkbook) -> None:
        """Parse the style sheet that all chapters share."""
        self.rendered = rendered
        self.fetcher = GuideFetcher(rendered.base, rendered.images)
        self.fonts = FontConfiguration()
        self.problems: list[Problem] = []
        self.targets = _list_targets(rendered)
        with collect_problems("templates", self.problems):
            self.styles = CSS(
                string=rendered.styles,
                base_url=rendered.base,
                font_config=self.fonts,
                url_fetcher=self.fetcher,
            )

    def lay_out(self, chapter: Chapter, start: int, folios: Mapping[str, str]) -> LaidChapter:
        """Return the chapter, its first page numbered `start`, with the folios that are known printed."""
        problems: list[Problem] = []
        html = HTML(string=chapter.html, base_url=self.rendered.base, url_fetcher=self.fetcher)
        printed = print_folios(html.etree_element, folios)
        _mark_cross_links(html.etree_element, self.targets)
        side = "right" if start % 2 else "left"
        first = CSS(string=f"@page :first {{ counter-set: page {start} }} html {{ break-before: {side} }}")
        with (
            paused_collector(),
            hanging_spaces(),
            collect_problems(chapter.source, problems),
            mirror_versos(chapter.source, problems),
        ):
            document = html.render(stylesheets=[self.styles, first], font_config=self.fonts, pdf_variant=VARIANT)
            data = document.write_pdf(pdf_variant=VARIANT) if chapter.bound else b""
        return LaidChapter(
            chapter=chapter,
            start=start,
            data=data,
            pages=len(document.pages),
            anchors=_find_anchors(document),
            bookmarks=tuple(_read_bookmark(entry) for entry in document.make_bookmark_tree()),
            printed=printed,
            problems=tuple(problems),
            shows=tuple(_list_shown(page) for page in document.pages),
        )


@contextmanager
def paused_collector() -> Iterator[None]:
    """Stop Python's cyclic garbage collector: boxes are many and dropped at once; a render is a third faster."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _list_targets(rendered: RenderedWorkbook) -> frozenset[str] | None:
    """Return the anchors of what is bound; nothing for a whole book, where every anchor is."""
    if all(chapter.bound for chapter in rendered.chapters):
        return None
    trees = [HTML(string=chapter.html).etree_element for chapter in rendered.chapters if chapter.bound]
    return frozenset(element.get("id", "") for tree in trees for element in tree.iter())


def _mark_cross_links(root: Any, targets: frozenset[str] | None) -> None:
    """Mark links into other chapters; one that leads out of the volume stays as words alone."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    own = {element.get("id") for element in elements}
    for element in elements:
        target = element.get("href") or ""
        if not target.startswith("#") or target[1:] in own:
            continue
        if targets is None or target[1:] in targets:
            element.set("href", CROSS + target[1:])
        else:
            del element.attrib["href"]


def _find_anchors(document: Document) -> dict[str, Anchor]:
    """Return where each anchor begins: an element that runs over pages is anchored on all of them."""
    anchors: dict[str, Anchor] = {}
    for index, page in enumerate(document.pages):
        for name, box in page.anchors.items():
            anchors.setdefault(name, Anchor(index, box[0] * POINTS, box[1] * POINTS))
    return anchors


def _list_shown(page: Page) -> frozenset[str]:
    elements = {id(box.element): box.element for box in page._page_box.descendants() if box.element is not None}
    names = (name for element in elements.values() for name in (element.get("class") or "").split())
    return frozenset(names) | {element.tag for element in elements.values()}


def _read_bookmark(entry: Any) -> Bookmark:
    label, (page, x, y), below, _ = entry
    children = tuple(_read_bookmark(child) for child in below)
    return Bookmark(label, Anchor(page, x * POINTS, y * POINTS), children)
