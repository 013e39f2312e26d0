"""What a renderer hands to a press: finished strings, nothing left to decide but where pages break."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Chapter:
    """One separately laid out piece of the workbook: a whole HTML document.

    `numbering` is `roman`, `arabic` or `none`, or `continued` for a ruled page between numbered ones; `starts` is
    `recto`, `verso` or `any`: the side of its first page.
    `opens` makes it the head of those after it that are `in_part`, in the outline. In its HTML an element with the
    attribute `data-page-of="ANCHOR"` is given the folio of that anchor as its text, one with `data-pages-of` the
    folios of several, each once and in order, those of `data-defined` bold; a link to `#ANCHOR` may point into any
    other chapter. `source` is the file that a layout finding is reported against. One that is not `bound` is laid
    out because the pages after it are counted from it, and is left out of the file.
    """

    key: str
    title: str
    html: str
    source: str
    numbering: str = "arabic"
    starts: str = "recto"
    in_part: bool = False
    opens: bool = False
    bound: bool = True


@dataclass(frozen=True, slots=True)
class RenderedWorkbook:
    """All chapters in order; `styles` is CSS text that all share, `base` the folder its addresses start from.

    `notes` is a document of one page, which is bound wherever a page would stay blank, and before what is not
    numbered at the end until the pages divide by `gathering` (4: two pages on either side of a folded leaf).
    With `forms`, what is written on is a field to fill in on a screen as well.
    """

    filename: str
    title: str
    author: str
    language: str
    paper: str
    styles: str
    base: str
    chapters: tuple[Chapter, ...]
    images: Mapping[str, bytes] = field(default_factory=dict)
    forms: bool = False
    notes: str = "<!DOCTYPE html><html lang='en'><head><title>Notes</title></head><body><p>Notes</p></body></html>"
    gathering: int = 1


@dataclass(frozen=True, slots=True)
class EpubDocument:
    """One XHTML file of the e-book; `properties` are those of the manifest (`svg`, `mathml`)."""

    name: str
    title: str
    xhtml: str
    properties: tuple[str, ...] = ()
    spine: bool = True


@dataclass(frozen=True, slots=True)
class EpubEntry:
    """A line of the e-book's contents and what stands below it."""

    title: str
    href: str
    children: tuple[EpubEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedEpub:
    """The e-book's documents in reading order, its contents, style sheet, pictures and metadata.

    The contents are told twice: `nav` is the navigation document, `ncx` what readers of EPUB 2 take instead.

    `cover` is an HTML document of one page that the press turns into a picture; `base` is where its addresses
    start from; `metadata` are properties of the package document (`schema:accessMode`) and their values.
    """

    filename: str
    title: str
    identifier: str
    language: str
    date: str
    authors: tuple[str, ...]
    rights: str
    description: str
    documents: tuple[EpubDocument, ...]
    nav: str
    ncx: str
    styles: str
    cover: str
    base: str
    images: Mapping[str, bytes]
    metadata: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RenderedPlanner:
    """A planner as one HTML document, one `section.sheet` a page; `base` is where its addresses start from.

    `cut` are the titles that are too long for two lines of a sheet and had to be cut.
    """

    filename: str
    title: str
    author: str
    language: str
    paper: str
    html: str
    base: str
    sheets: int
    cut: tuple[str, ...] = ()
