"""The printed page list: the e-book marks where a page of the workbook begins.

EPUB 3.3, appendix D.2 (`pagebreak`); EPUB Accessibility 1.1, section 2.3.4 (page navigation).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from markupsafe import Markup

from prepress.model.artifact import PageBreak
from prepress.model.document import Kind, Node
from prepress.render.markup import join_markup, make_element

PLACED = frozenset({
    Kind.HEADING, Kind.PARAGRAPH, Kind.BULLET_LIST, Kind.ORDERED_LIST, Kind.ITEM, Kind.QUOTE, Kind.CODE_BLOCK,
    Kind.TABLE, Kind.ADMONITION, Kind.TAB, Kind.DEFINITION_LIST, Kind.FIGURE, Kind.DIAGRAM, Kind.MATH_BLOCK,
    Kind.DIRECTIVE,
})  # fmt: skip
"""Blocks that are known by their place, in both products."""


def name_place(node: Node) -> str:
    """Return the place of a block as both products name it, or nothing."""
    if node.kind not in PLACED or node.get("tight"):
        return ""
    return f"{node.place.file}:{node.place.line}"


class PageBreaks:
    """Hands out the marks of printed pages, each once, and remembers in which document it was written."""

    def __init__(self, breaks: Sequence[PageBreak]) -> None:
        """Take the pages in their order; each is marked at the first of its openings that is written."""
        self.folios = tuple(each.folio for each in breaks)
        self.waiting: dict[str, list[str]] = defaultdict(list)
        for each in breaks:
            for name in each.openings:
                self.waiting[name].append(each.folio)
        self.documents: dict[str, str] = {}

    def mark(self, opening: str, document: str) -> Markup:
        """Return the marks of the pages that begin with an id or a place, for `document`."""
        return self._mark(self.waiting.pop(opening, []), document)

    def mark_rest(self, prefix: str, document: str) -> Markup:
        """Return the marks of the pages that begin with an id of this `prefix`, if none of it was written."""
        left = {folio for name, folios in self.waiting.items() if name.startswith(prefix) for folio in folios}
        return self._mark([folio for folio in self.folios if folio in left], document)

    def _mark(self, folios: Sequence[str], document: str) -> Markup:
        new = [folio for folio in folios if folio not in self.documents]
        self.documents |= dict.fromkeys(new, document)
        return join_markup(_write_mark(folio) for folio in new)

    def list_pages(self) -> tuple[tuple[str, str], ...]:
        """Return the page list: folio and address of each page that was marked."""
        return tuple(
            (folio, f"{self.documents[folio]}#page-{folio}") for folio in self.folios if folio in self.documents
        )


def _write_mark(folio: str) -> Markup:
    mark = {"epub__type": "pagebreak", "role": "doc-pagebreak", "id": f"page-{folio}", "aria_label": folio}
    return make_element("span", **mark)
