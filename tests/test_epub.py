"""The e-book, opened again: EPUBCheck, and what a reading system relies on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree

import build
from prepress.load import load_guide
from prepress.render.diagram import draw_for_screen
from prepress.render.epub_metadata import describe_access
from tests.conftest import SAMPLE, Built
from tests.folios import read_book
from tests.heavy_epub import ask_epubcheck
from tests.page_marks import find_strays, keep_letters, list_printed, read_marks

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
ROOT = Path(__file__).parents[1]
MAKE_EPUB = """
import sys
from hashlib import sha256
from pathlib import Path
from prepress.editions import plan_edition
from prepress.load import load_guide
from prepress.model.artifact import PageMap
from prepress.press.epub import press_epub
from prepress.render.epub import render_epub
edition = plan_edition(load_guide(Path(sys.argv[1])).guide, None)
print(sha256(press_epub(render_epub(edition, PageMap(), "guide.epub")).data).hexdigest())
"""
INDEXED_RGB = 3
"""Color type of a PNG whose palette is RGB (PNG, section 11.2.1)."""


@pytest.fixture(scope="module")
def members(sample: Built) -> dict[str, bytes]:
    with zipfile.ZipFile(sample.folder / "guide.epub") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_epubcheck_finds_nothing(sample: Built) -> None:
    assert list(ask_epubcheck(sample.folder / "guide.epub")) == []


def test_epubcheck_would_find_what_only_its_usage_messages_tell(sample: Built, tmp_path: Path) -> None:
    book = tmp_path / "guide.epub"
    with zipfile.ZipFile(sample.folder / "guide.epub") as before, zipfile.ZipFile(book, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b'epub:type="glossary"', b'epub:type="words"'))
    assert {message.split(": ")[1] for message in ask_epubcheck(book)} == {"OPF-088"}


def test_level_edition_passes_too(tmp_path: Path) -> None:
    arguments = ["epub", "--content", str(SAMPLE), "--output", str(tmp_path), "--level", "l7", "-q"]
    assert build.main(arguments) == build.MADE
    assert list(ask_epubcheck(tmp_path / "guide-l7.epub")) == []
    with zipfile.ZipFile(tmp_path / "guide-l7.epub") as archive:
        package = archive.read("EPUB/content.opf").decode()
        title_page = archive.read("EPUB/title.xhtml").decode()
    assert "L7 edition</dc:title>" in package
    assert "L7 edition, workbook, edition" in package, "its pages are those of the workbook of the same level"
    assert "L7 edition" in title_page
    assert "555555555555" not in package, "another edition has another identifier"


def test_mimetype_comes_first_and_plain(sample: Built) -> None:
    with zipfile.ZipFile(sample.folder / "guide.epub") as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_contents_and_landmarks(members: dict[str, bytes]) -> None:
    nav = etree.fromstring(members["EPUB/nav.xhtml"])
    navs = {element.get(f"{OPS}type"): element for element in nav.iter(f"{XHTML}nav")}
    assert set(navs) == {"toc", "landmarks", "page-list"}
    titles = ["".join(link.itertext()) for link in navs["toc"].iter(f"{XHTML}a")]
    assert titles[:3] == ["1. Start here", "Part I. Basics", "2. The first page"]
    assert "A page to come" not in titles
    kinds = [link.get(f"{OPS}type") for link in navs["landmarks"].iter(f"{XHTML}a")]
    assert kinds == [
        *("cover", "titlepage", "toc", "bodymatter", "glossary", "index", "bibliography", "colophon"),
    ]


def test_every_document_is_in_the_language_and_linked(members: dict[str, bytes]) -> None:
    package = etree.fromstring(members["EPUB/content.opf"])
    assert package.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-US"
    spine = [item.get("idref") for item in package.iter(f"{OPF}itemref")]
    assert spine[:3] == ["page-cover", "page-title", "nav"]
    for name, data in members.items():
        if name.endswith(".xhtml"):
            assert etree.fromstring(data).get("lang") == "en-US"


def test_svg_is_declared_where_it_is(members: dict[str, bytes]) -> None:
    package = etree.fromstring(members["EPUB/content.opf"])
    declared = {item.get("href") for item in package.iter(f"{OPF}item") if "svg" in (item.get("properties") or "")}
    drawn = {
        name.removeprefix("EPUB/") for name, data in members.items() if b"<svg" in data and name.endswith(".xhtml")
    }
    assert declared == drawn == {"basics-first.xhtml"}


def test_metadata_says_what_there_is_and_claims_no_conformance(members: dict[str, bytes]) -> None:
    package = members["EPUB/content.opf"].decode()
    features = set(re.findall(r'"schema:accessibilityFeature">(\w+)<', package))
    assert ("index" in features) == ("EPUB/index-of-terms.xhtml" in members)
    listed = b'epub:type="page-list"' in members["EPUB/nav.xhtml"]
    assert {"pageBreakMarkers", "pageNavigation"} <= features and listed and "pageBreakSource" in package
    has_formulas = any(b"<math" in data for name, data in members.items() if name.endswith(".xhtml"))
    assert (">MathML<" in package) == has_formulas
    assert "conformsTo" not in package
    assert "No conformance to an accessibility standard is claimed." in package


def test_cover_has_the_size_that_shops_ask_for(members: dict[str, bytes]) -> None:
    header = members["EPUB/cover.png"][16:24]
    assert (int.from_bytes(header[:4], "big"), int.from_bytes(header[4:], "big")) == (1600, 2560)
    assert members["EPUB/cover.png"][25] == INDEXED_RGB


def test_a_standard_is_met_in_the_name_of_who_has_evaluated_it() -> None:
    guide = load_guide(SAMPLE).guide
    assert guide is not None
    claimed = dict(describe_access(replace(guide, certifier="Some Body"), "A", (), ()))
    assert claimed["dcterms:conformsTo"] == "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    assert claimed["a11y:certifiedBy"] == "Some Body"
    assert "claimed" not in claimed["schema:accessibilitySummary"]
    assert "dcterms:conformsTo" not in dict(describe_access(guide, "A", (), ()))


def test_same_guide_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    """In another folder, at another hour of another time zone, with Python's hashes in another order."""
    found = set()
    for number, zone in enumerate(("America/New_York", "Asia/Tokyo"), 1):
        folder = tmp_path / f"guide {number}"
        shutil.copytree(SAMPLE, folder)
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": str(number), "PYTHONPATH": str(ROOT)}
        command = (sys.executable, "-c", MAKE_EPUB, str(folder))
        found.add(subprocess.check_output(command, cwd=folder, env=environment, text=True))
    assert len(found) == 1


def test_ncx_has_the_depth_and_the_pages_of_the_contents(members: dict[str, bytes]) -> None:
    """Readers of EPUB 2 take it; the identifier is that of the package, or they refuse the book."""
    ncx = etree.fromstring(members["EPUB/toc.ncx"])
    told = {meta.get("name"): meta.get("content") for meta in ncx.iter(f"{NCX}meta")}
    package = etree.fromstring(members["EPUB/content.opf"])
    points = list(ncx.iter(f"{NCX}navPoint"))
    depths = [1 + sum(above.tag == f"{NCX}navPoint" for above in point.iterancestors()) for point in points]
    assert told["dtb:depth"] == str(max(depths)) == "3"
    assert told["dtb:uid"] == package.findtext(f".//{DC}identifier")
    nav = etree.fromstring(members["EPUB/nav.xhtml"])
    navs = {element.get(f"{OPS}type"): element for element in nav.iter(f"{XHTML}nav")}
    for kind, tag in (("toc", "navPoint"), ("page-list", "pageTarget")):
        linked = [link.get("href") for link in navs[kind].iter(f"{XHTML}a")]
        assert linked == [each.find(f"{NCX}content").get("src") for each in ncx.iter(f"{NCX}{tag}")]
    assert told["dtb:totalPageCount"] == str(len(linked))


def test_what_is_hidden_stays_within_what_a_kindle_takes(members: dict[str, bytes]) -> None:
    """Amazon's converter refuses a file with more than 10,000 hidden characters."""
    nav = etree.fromstring(members["EPUB/nav.xhtml"])
    hidden = [element for element in nav.iter(f"{XHTML}nav") if element.get("hidden")]
    assert hidden and "[hidden]" in members["EPUB/style.css"].decode()
    assert sum(len("".join(element.itertext())) for element in hidden) < 10_000


def test_planned_page_is_plain_text(members: dict[str, bytes]) -> None:
    page = members["EPUB/index.xhtml"].decode()
    assert "one that is planned" in page
    assert "basics-second" not in page


def test_reader_keeps_font_and_color(members: dict[str, bytes]) -> None:
    styles = members["EPUB/style.css"].decode()
    assert styles.count("font-family") == styles.count("font-family: ui-monospace, monospace") == 1
    assert "color:" not in styles.replace("currentColor", "").replace("color: inherit", "")


def test_page_list_is_that_of_the_workbook(sample: Built) -> None:
    """Every page in figures that holds text is marked, in order, and what follows a mark begins on its page."""
    marks = read_marks(sample.folder / "guide.epub")
    printed = list_printed(read_book(sample.folder / "workbook.pdf"))
    assert [folio for folio, _ in marks.listed] == list(printed)
    assert marks.listed == marks.marked
    assert len(marks.blocks) > 30
    assert find_strays(marks, printed) == ([], [])


def test_a_mark_in_a_wrong_place_is_found(sample: Built) -> None:
    """Two pages that change places, as every block of them, are strays: the comparison is one that can fail."""
    marks = read_marks(sample.folder / "guide.epub")
    printed = list_printed(read_book(sample.folder / "workbook.pdf"))
    first, second = [folio for folio in printed if any(block.folio == folio for block in marks.blocks)][:2]
    swapped = printed | {first: printed[second], second: printed[first]}
    strays, unprinted = find_strays(marks, swapped)
    assert unprinted == []
    assert {block.folio for block in strays} == {first, second}


def test_pages_of_a_sheet_stand_at_its_line(sample: Built, members: dict[str, bytes]) -> None:
    """A sheet is a line on a screen: its front shows the title, its other pages follow."""
    printed = list_printed(read_book(sample.folder / "workbook.pdf"))
    lines = list(etree.fromstring(members["EPUB/sheets.xhtml"]).iter(f"{XHTML}li"))
    assert lines
    for line in lines:
        folios = [int(mark.get("aria-label", "")) for mark in line.iter(f"{XHTML}span")]
        words, _, told = "".join(line.xpath(".//text()[not(parent::*[local-name() = 'b'])]")).partition(
            ", on paper"
        )
        assert keep_letters(words.partition(" (")[0]) in printed[str(folios[0])]
        assert told == f": page\u00a0{folios[0]}"
        assert folios == list(range(folios[0], folios[0] + len(folios)))


def find_ids(members: dict[str, bytes]) -> dict[str, etree._Element]:
    """Return every element that an address may name, by its address."""
    documents = {name: etree.fromstring(data) for name, data in members.items() if name.endswith(".xhtml")}
    return {
        f"{name.removeprefix('EPUB/')}#{element.get('id')}": element
        for name, document in documents.items()
        for element in document.iter()
        if element.get("id")
    }


def list_calls(members: dict[str, bytes], name: str) -> list[etree._Element]:
    """Return the terms of a document that call a note."""
    links = etree.fromstring(members[f"EPUB/{name}"]).iter(f"{XHTML}a")
    return [link for link in links if link.get("class") == "term"]


def test_a_term_calls_its_note_at_its_first_use_and_the_note_leads_back(members: dict[str, bytes]) -> None:
    calls = list_calls(members, "basics-first.xhtml")
    assert [call.get("href") for call in calls] == ["#term--box--note"]
    found = find_ids(members)
    for call in calls:
        assert (call.get(f"{OPS}type"), call.get("role")) == ("noteref", "doc-noteref")
        note = found["basics-first.xhtml" + call.get("href", "")]
        assert (note.tag, note.get(f"{OPS}type")) == (f"{XHTML}aside", "footnote")
        assert "A rectangle that stands for" in "".join(note.itertext())
        assert [link.get("href") for link in note.iter(f"{XHTML}a")] == [f"#{call.get('id')}"]


def test_index_of_terms_leads_to_first_uses(members: dict[str, bytes]) -> None:
    index = etree.fromstring(members["EPUB/index-of-terms.xhtml"])
    (glossary,) = (element for element in index.iter() if element.get(f"{OPS}type") == "glossary")
    terms = [element.text for element in glossary.iter(f"{XHTML}dfn")]
    assert terms == ["base rate", "box"]
    leading = [link.get("href", "") for link in glossary.iter(f"{XHTML}a")]
    assert "#term-box" in leading
    found = find_ids(members)
    uses = {href: found[href] for href in leading if not href.startswith("#")}
    assert {href: "".join(use.itertext()).lower() for href, use in uses.items()} == {
        "basics-first.xhtml#term--base-rate--named": "base rate",
        "basics-first.xhtml#term--box": "boxes",
    }


def test_sources_lead_to_their_citations_and_these_back(members: dict[str, bytes]) -> None:
    found = find_ids(members)
    sources = etree.fromstring(members["EPUB/sources.xhtml"])
    leading = [link.get("href", "") for link in sources.iter(f"{XHTML}a")]
    cited = [found[href] for href in leading if ".xhtml#" in href]
    assert cited
    assert {call.get("role") for call in cited} == {"doc-noteref"}
    for name, data in members.items():
        for link in etree.fromstring(data).iter(f"{XHTML}a") if name.endswith(".xhtml") else ():
            if link.get("class") == "back":
                href = link.get("href", "")
                assert (
                    found[href if ".xhtml" in href else name.removeprefix("EPUB/") + href].get("role")
                    == "doc-noteref"
                )


def test_exercises_lead_to_keys_and_back(members: dict[str, bytes]) -> None:
    found = find_ids(members)
    keys = [address for address in found if address.startswith("answer-keys.xhtml#key-")]
    assert keys
    for address in keys:
        back = found[address].find(f".//{XHTML}a").get("href")
        exercise = found[back]
        assert address in [link.get("href") for link in exercise.iter(f"{XHTML}a")]
        listed = members["EPUB/exercises.xhtml"].decode()
        assert f'href="{address}"' in listed
        assert f'href="{back}"' in listed


def test_a_diagram_has_its_own_ground_and_its_words_beside_it(members: dict[str, bytes]) -> None:
    page = etree.fromstring(members["EPUB/basics-first.xhtml"])
    (drawing,) = page.iter("{http://www.w3.org/2000/svg}svg")
    ground = drawing[1]
    left, top, width, height = (float(side) for side in drawing.get("viewBox", "").split())
    assert (ground.get("fill"), ground.get("d")) == ("#fff", f"M{left} {top}h{width}v{height}h{-width}z")
    (details,) = page.iter(f"{XHTML}details")
    assert "".join(details.itertext()).endswith(drawing[0].text or "missing")


def test_a_flowchart_is_drawn_the_narrower_way() -> None:
    boxes = " --> ".join(f"{name}[A step of the way]" for name in "ABCDE")
    across = draw_for_screen(f"flowchart LR\n    {boxes}", "Five steps")
    down = draw_for_screen(f"flowchart TD\n    {boxes}", "Five steps")
    widths = [float(ElementTree.fromstring(each).get("width", "").removesuffix("em")) for each in (across, down)]
    assert widths[0] == widths[1] < 10


def test_a_listing_is_wrapped_by_the_screen_alone(members: dict[str, bytes]) -> None:
    page = members["EPUB/basics-first.xhtml"].decode()
    assert "longer than print has room for" in page
    assert 'class="broken"' not in page


def test_what_stands_in_a_table_to_write_in_is_read_on_a_screen(members: dict[str, bytes]) -> None:
    page = etree.fromstring(members["EPUB/basics-first.xhtml"])
    (listed,) = (each for each in page.iter(f"{XHTML}ul") if each.get("class") == "on-paper lines")
    assert ["".join(item.itertext()) for item in listed] == ["Design"]
