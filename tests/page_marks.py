"""Compare the e-book with the printed pages: each block begins on the page that is marked last before it.

The letters of both are compared. A table counts as one block. What one product says alone, or says elsewhere, is
named here and left out: labels, facts of an exercise, terms explained at a chapter's end, a part's question.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from tests.folios import Book

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
BLOCKS = frozenset(
    f"{XHTML}{tag}" for tag in ("p", "h1", "h2", "h3", "h4", "li", "pre", "dt", "table", "caption", "figcaption")
)
SILENT = frozenset({f"{XHTML}dd", "{http://www.w3.org/2000/svg}svg"})
OWN = frozenset(
    {
        "terms",
        "facts",
        "on-paper",
        "label",
        "chapter-number",
        "note",
        "minutes",
        "summary",
        "head",
        "row-head",
        "in-words",
    }
)
"""Classes of what the e-book alone says, or what stands in another place on paper."""
FRONT_AND_LINES = ("cover.xhtml", "title.xhtml", "nav.xhtml", "colophon.xhtml", "sheets.xhtml")
NOTES = "Notes"
WINDOW = 12
"""Letters: a block is known by its first ones, or by the next if a note stands between them."""


@dataclass(frozen=True)
class Block:
    """A block of text in the e-book: its first letters, and the page that was marked last before it."""

    document: str
    folio: str
    letters: str


@dataclass(frozen=True)
class Marks:
    """The e-book's page list, the marks in its text in their order, and the blocks behind them."""

    listed: tuple[tuple[str, str], ...]
    marked: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]


def read_marks(path: Path) -> Marks:
    with zipfile.ZipFile(path) as book:
        package = etree.fromstring(book.read("EPUB/content.opf"))
        hrefs = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
        spine = [hrefs[item.get("idref")] for item in package.iter(f"{OPF}itemref")]
        trees = {name: etree.fromstring(book.read(f"EPUB/{name}")) for name in spine}
    (pages,) = (nav for nav in trees["nav.xhtml"].iter(f"{XHTML}nav") if nav.get(f"{OPS}type") == "page-list")
    listed = tuple((link.text, link.get("href")) for link in pages.iter(f"{XHTML}a"))
    walk = _Walk()
    for name, tree in trees.items():
        walk.read(tree.find(f"{XHTML}body"), name)
    return Marks(listed, tuple(walk.marked), tuple(walk.blocks))


class _Walk:
    """Reads documents from beginning to end, with the page that it is on."""

    def __init__(self) -> None:
        self.folio = ""
        self.marked: list[tuple[str, str]] = []
        self.blocks: list[Block] = []

    def read(self, element: etree._Element, name: str, *, compared: bool = True) -> None:
        if element.get(f"{OPS}type") == "pagebreak":
            self.folio = element.get("aria-label")
            self.marked.append((self.folio, f"{name}#{element.get('id')}"))
            return
        compared = compared and name not in FRONT_AND_LINES and not _is_own(element, name)
        if compared and element.tag in BLOCKS:
            self._add(element, name)
        for child in element:
            if isinstance(child.tag, str):
                self.read(child, name, compared=compared and element.tag != f"{XHTML}table")

    def _add(self, element: etree._Element, name: str) -> None:
        marks = [each for each in element[:1] if each.get(f"{OPS}type") == "pagebreak" and not element.text]
        folio = marks[0].get("aria-label") if marks else self.folio
        letters = keep_letters("".join(_list_texts(element)))
        if len(letters) >= WINDOW:
            self.blocks.append(Block(name, folio, letters))


def _is_own(element: etree._Element, name: str) -> bool:
    question = {"exercise"} if name.startswith("part-") else set()
    return element.tag in SILENT or bool((OWN | question) & set((element.get("class") or "").split()))


def _list_texts(element: etree._Element) -> Iterator[str]:
    """Yield the texts of a block, without the blocks in it; an address is known by where it leads."""
    if element.getparent().getparent().get("class") == "addresses":
        links = (link.get("href") for link in element.iter(f"{XHTML}a"))
        yield from (href.partition("://")[2] for href in links if ":" in href)
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in BLOCKS and not _is_own(child, ""):
            yield from _list_texts(child)
        yield child.tail or ""


def keep_letters(text: str) -> str:
    return "".join(filter(str.isalpha, text)).casefold()


def list_printed(book: Book) -> dict[str, str]:
    """Return the letters of the pages that are numbered in figures and hold text, by their folios."""
    texts = dict(zip(book.labels, book.texts, strict=True))
    return {
        label: keep_letters(text) for label, text in texts.items() if label.isdigit() and text not in {"", NOTES}
    }


def find_strays(marks: Marks, printed: dict[str, str]) -> tuple[list[Block], list[Block]]:
    """Return the blocks that begin on another page than the marked one, and those that are on no page at all."""
    strays, unprinted = [], []
    for block in marks.blocks:
        windows = [block.letters[start : start + WINDOW] for start in (0, WINDOW)]
        windows = [window for window in windows if len(window) == WINDOW]
        shown = [folio for folio, page in printed.items() if any(window in page for window in windows)]
        if block.folio not in shown:
            (strays if shown else unprinted).append(block)
    return strays, unprinted
