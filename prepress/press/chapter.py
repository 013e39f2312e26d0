"""Lay out one chapter: a whole HTML document to pages, anchors and a PDF of its own."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from weasyprint import CSS, HTML, Document, Page
from weasyprint.text.fonts import FontConfiguration

from prepress.model.rendered import Chapter, RenderedWorkbook
from prepress.press.fetch import GuideFetcher
from prepress.press.fields import Field, list_fields, name_fields
from prepress.press.folios import print_folios, write_folio
from prepress.press.fonts import TypeCase, UsedFont
from prepress.press.line_breaks import hanging_spaces
from prepress.press.log import collect_problems
from prepress.press.openings import find_openings
from prepress.press.outer_column import mirror_versos
from prepress.press.places import place_elements, read_place
from prepress.press.preflight import check_proof
from prepress.press.proof import POINTS, pull_proof
from prepress.press.roles import name_roles
from prepress.problems import Place, Problem, notice, warning

FACE = "fonts/SourceSans3-Regular.otf.woff2"
CROSS = "xref:"
"""How a link into another chapter is marked until the chapters are joined."""
VARIANT = "pdf/a-2a"
"""PDF/UA-1 asks for nothing that this leaves out; the finished file declares both."""


ADDRESSES_LISTED, NOTES_AT_FOOT = "crowded", "crowded foot"
WAYS = ("", ADDRESSES_LISTED, NOTES_AT_FOOT)
"""Classes of a chapter's root: how it is laid out if the way before leaves a page with too many notes."""


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

    `calls` are the places that ask for a folio or lead to an anchor, with the anchor; `openings` is what begins on
    each page, `shows` the elements and classes on it.
    """

    chapter: Chapter
    start: int
    data: bytes
    pages: int
    anchors: Mapping[str, Anchor]
    bookmarks: tuple[Bookmark, ...]
    printed: Mapping[str, str]
    calls: tuple[tuple[str, Place], ...]
    fields: tuple[Field, ...]
    fonts: tuple[UsedFont, ...]
    problems: tuple[Problem, ...]
    openings: tuple[tuple[str, ...] | None, ...]
    shows: tuple[frozenset[str], ...]


class Compositor:
    """Lays out the chapters of one workbook, with its styles read and its fonts loaded once."""

    def __init__(self, rendered: RenderedWorkbook) -> None:
        """Parse the style sheet that all chapters share."""
        self.rendered = rendered
        self.fetcher = GuideFetcher(rendered.base, rendered.images)
        self.fonts = FontConfiguration()
        self.case = TypeCase()
        self.problems: list[Problem] = []
        self.targets = _list_targets(rendered)
        self.ways: dict[str, int] = {}
        self.crowded: dict[str, Problem] = {}
        with collect_problems("templates", self.problems):
            self.styles = CSS(
                string=rendered.styles,
                base_url=rendered.base,
                font_config=self.fonts,
                url_fetcher=self.fetcher,
            )

    def read_face(self) -> bytes:
        """Return the file of the font that fields are filled in with."""
        face: bytes = self.fetcher.fetch(self.rendered.base + FACE).read()
        return face

    def lay_out(self, chapter: Chapter, start: int, folios: Mapping[str, str]) -> LaidChapter:
        """Return the chapter, its first page numbered `start`, with the folios that are known printed.

        Where the notes of a page do not fit beside its text, the chapter is laid out again with fewer notes there.
        """
        way = self.ways.get(chapter.key, 0)
        laid = self._lay_out(chapter, start, folios, WAYS[way])
        while way + 1 < len(WAYS) and (crowded := _find_crowded(laid)):
            way += 1
            self.ways[chapter.key] = way
            self.crowded[chapter.key] = self.crowded.get(chapter.key, crowded)
            laid = self._lay_out(chapter, start, folios, WAYS[way])
        if way and not _find_crowded(laid):
            told = _tell_crowded(self.crowded[chapter.key], WAYS[way])
            laid = replace(laid, problems=(*laid.problems, told))
        return laid

    def _lay_out(self, chapter: Chapter, start: int, folios: Mapping[str, str], way: str) -> LaidChapter:
        problems: list[Problem] = []
        html = HTML(string=chapter.html, base_url=self.rendered.base, url_fetcher=self.fetcher)
        html.etree_element.set("class", way)
        place_elements(html.etree_element, chapter.source)
        if self.rendered.forms:
            name_fields(html.etree_element, chapter.key)
        printed = print_folios(html.etree_element, folios)
        calls = _list_calls(html.etree_element, chapter.source)
        _mark_cross_links(html.etree_element, self.targets)
        with (
            prepared_engine(),
            collect_problems(chapter.source, problems),
            mirror_versos(chapter.source, problems),
        ):
            styles = [self.styles, _set_first_page(start)]
            document = html.render(stylesheets=styles, font_config=self.fonts, pdf_variant=VARIANT)
            _keep_own_links(document)
            data = document.write_pdf(pdf_variant=VARIANT) if chapter.bound else b""
        fonts = self.case.read_fonts(document)
        names = {index: write_folio(start + index, chapter.numbering) for index in range(len(document.pages))}
        proof = pull_proof(chapter.source, [page._page_box for page in document.pages], names, fonts)
        return LaidChapter(
            chapter=chapter,
            start=start,
            data=data,
            pages=len(document.pages),
            anchors=_find_anchors(document),
            bookmarks=tuple(_read_bookmark(entry) for entry in document.make_bookmark_tree()),
            printed=printed,
            calls=calls,
            fields=list_fields(proof),
            fonts=fonts,
            problems=(*problems, *check_proof(proof)),
            openings=find_openings(document),
            shows=tuple(_list_shown(page) for page in document.pages),
        )


def _find_crowded(laid: LaidChapter) -> Problem | None:
    return next((problem for problem in laid.problems if problem.code == "press-notes-overflow"), None)


def _tell_crowded(crowded: Problem, way: str) -> Problem:
    """Return what became of notes that do not fit; the chapter's list names its addresses in any case."""
    if way == ADDRESSES_LISTED:
        message = f"{crowded.message}: the addresses of this chapter are named in its list alone"
        return notice("press-notes-crowded", crowded.place, message, "spread them, to have them beside the text")
    message = f"{crowded.message}: those of this chapter stand at the foot of its pages"
    return warning("press-notes-crowded", crowded.place, message, crowded.hint)


def _set_first_page(number: int) -> CSS:
    side = "right" if number % 2 else "left"
    return CSS(string=f"@page :first {{ counter-set: page {number} }} html {{ break-before: {side} }}")


@contextmanager
def prepared_engine() -> Iterator[None]:
    """Let the engine work faster, break lines and name roles as a book wants it."""
    with paused_collector(), hanging_spaces(), name_roles():
        yield


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


def _list_calls(root: Any, source: str) -> tuple[tuple[str, Place], ...]:
    """Return the anchors that folios and links ask for, with the place that asks."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    links = [(element, element.get("href") or "") for element in elements]
    asked = [(element, name) for element in elements for name in _list_asked(element)]
    asked += [(element, target[1:]) for element, target in links if target.startswith("#")]
    return tuple((anchor, read_place(element, source)) for element, anchor in asked if anchor)


def _list_asked(element: Any) -> tuple[str, ...]:
    return (element.get("data-page-of") or "", *(element.get("data-pages-of") or "").split())


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


def _keep_own_links(document: Document) -> None:
    """Leave each link its own box: WeasyPrint links the boxes inside it too, which belong to no tag of a link."""
    for page in document.pages:
        page.links[:] = [link for link in page.links if _is_link(link[3])]


def _is_link(box: Any) -> bool:
    return box.element_tag == box.element.tag and box.element.get("href") is not None


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
