"""The printed page list: blocks have the same name in both products, and the e-book marks where a page begins.

EPUB 3.3, appendix D.2 (`pagebreak`); EPUB Accessibility 1.1, section 2.3.4 (page navigation).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from prepress.model.artifact import PageBreak
from prepress.model.document import Kind, Node
from prepress.model.guide import Page
from prepress.render.markup import join_markup, make_element

NAMED = frozenset({
    Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM, Kind.CODE_BLOCK, Kind.DIAGRAM, Kind.TABLE, Kind.FIGURE,
    Kind.ADMONITION, Kind.MATH_BLOCK, Kind.QUOTE, Kind.DIRECTIVE, Kind.TAB,
})  # fmt: skip
"""Blocks that a printed page can begin with."""


def number_blocks(page: Page) -> dict[int, str]:
    """Return the names of a page's blocks by the identity of their nodes; notes are read elsewhere on screen."""
    blocks = (node for node in _walk_text(page.body) if node.kind in NAMED)
    return {id(node): f"{page.slug}/{number}" for number, node in enumerate(blocks, 1)}


def _walk_text(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children if node.kind is not Kind.NOTE else ():
        yield from _walk_text(child)


class PageBreaks:
    """Hands out the marks of printed pages, each once, and remembers in which document it was written."""

    def __init__(self, breaks: Sequence[PageBreak]) -> None:
        """Take the pages in their order, each with the block that begins it."""
        self.folios = tuple(each.folio for each in breaks)
        self.waiting: dict[str, list[str]] = defaultdict(list)
        for each in breaks:
            self.waiting[each.block].append(each.folio)
        self.documents: dict[str, str] = {}

    def mark(self, block: str, document: str) -> Markup:
        """Return the marks of the pages that begin with a block, to be written before it in `document`."""
        folios = self.waiting.pop(block, [])
        self.documents |= dict.fromkeys(folios, document)
        return join_markup(_write_mark(folio) for folio in folios)

    def list_pages(self) -> tuple[tuple[str, str], ...]:
        """Return the page list: folio and address of each page that was marked."""
        return tuple(
            (folio, f"{self.documents[folio]}#page-{folio}") for folio in self.folios if folio in self.documents
        )


def _write_mark(folio: str) -> Markup:
    mark = {"epub__type": "pagebreak", "role": "doc-pagebreak", "id": f"page-{folio}", "aria_label": folio}
    return make_element("span", **mark)
