"""Follow the page numbers that a workbook prints: each is a link, so the file says where it should lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
from pypdf import PdfReader

FOLIO = re.compile(r"\d+|[ivx]+")
REFERENCE = re.compile(r"→ ?(?:page )?(\d+|[ivx]+)\b")
EDGE = 1.0
"""Points around a link's box; its letters stand a little out of it."""


@dataclass(frozen=True)
class Link:
    """A link inside the book: its words, the label of the page that it leads to, and the text of that page."""

    page: int
    words: str
    label: str
    target: str


@dataclass(frozen=True)
class Book:
    """A workbook as another library reads it: labels and texts of its pages, and its inner links."""

    labels: tuple[str, ...]
    texts: tuple[str, ...]
    links: tuple[Link, ...]

    @property
    def printed(self) -> list[Link]:
        """The links whose words are a page number."""
        return [link for link in self.links if FOLIO.fullmatch(link.words)]


def read_book(path: Path) -> Book:
    labels = tuple(PdfReader(path).page_labels)
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage() for page in document]
    texts = tuple(flatten(page.get_text_range()) for page in pages)
    with pikepdf.open(path) as opened:
        index = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        links = tuple(_read_links(opened, pages, index, labels, texts))
    return Book(labels, texts, links)


def _read_links(opened, pages, index, labels, texts) -> Iterator[Link]:
    for number, page in enumerate(opened.pages):
        for annotation in page.get("/Annots", ()):
            if annotation.get("/Subtype") != "/Link" or "/Dest" not in annotation:
                continue
            left, bottom, right, top = (float(value) for value in annotation.Rect)
            words = pages[number].get_text_bounded(left - EDGE, bottom - EDGE, right + EDGE, top + EDGE)
            target = index[annotation.Dest[0].objgen]
            yield Link(number, flatten(words).strip(" ,–.:;()?!"), labels[target], texts[target])


def flatten(text: str) -> str:
    return " ".join(text.replace("\ufffe", "").replace("\u2060", "").split())


def count_references(text: str) -> int:
    """Return how many times a page's text says `→ page N` or `→ N`."""
    return len(REFERENCE.findall(text))
