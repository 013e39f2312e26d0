"""The workbook, opened again with other libraries."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import page as validator
import pikepdf
import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader
from weasyprint import HTML

import build
from prepress.load.markdown import parse_markdown
from prepress.load.page import make_page
from prepress.model.artifact import Artifact
from prepress.model.guide import Metadata
from prepress.model.rendered import Chapter, RenderedWorkbook
from prepress.press.folios import write_folio
from prepress.press.line_breaks import hanging_spaces
from prepress.press.outer_column import MM
from prepress.press.pictures import make_printable
from prepress.press.workbook import needs_blank, press_workbook
from prepress.problems import Severity
from prepress.render.diagram import draw_for_paper
from prepress.render.environment import TEMPLATES, make_environment, read_styles
from prepress.render.exercise_lists import shorten_prompt
from prepress.render.workbook_pages import open_in_capitals
from prepress.render.workbook_writer import WorkbookWriter
from tests.conftest import SAMPLE, Built
from tests.test_golden import EDITION

LETTER = (612, 792)
A4 = (595, 842)


@pytest.fixture(scope="module")
def pdf(sample: Built) -> PdfReader:
    return PdfReader(sample.folder / "workbook.pdf")


def read_words(folder: Path, name: str) -> list[str]:
    document = pypdfium2.PdfDocument(folder / name)
    return [page.get_textpage().get_text_range() for page in document]


def test_pages_are_those_of_the_manifest(sample: Built, pdf: PdfReader) -> None:
    product = sample.manifest["products"][0]
    assert product["file"] == "workbook.pdf"
    assert product["pages"] == len(pdf.pages)
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pdf.pages} == {A4}


def test_front_matter_is_counted_in_roman_numerals(pdf: PdfReader) -> None:
    labels = pdf.page_labels
    assert labels[:4] == ["i", "ii", "iii", "iv"]
    first = labels.index("1")
    assert first % 2 == 0, "folio 1 stands on a right-hand page"
    numbered = [label for label in labels[first:] if label.isdecimal()]
    assert numbered == [str(number) for number in range(1, len(numbered) + 1)]
    assert labels[-1] == "Colophon"
    assert set(labels[first + len(numbered) : -1]) <= {"Notes"}, "ruled pages make up whole sheets"


def test_whole_sheets(pdf: PdfReader) -> None:
    assert len(pdf.pages) % 4 == 0


def test_contents_name_the_page_where_a_chapter_stands(pdf: PdfReader) -> None:
    texts = [page.extract_text() for page in pdf.pages]
    contents = next(text for text in texts if text.lstrip().startswith("iv") or "Contents" in text)
    folio = pdf.page_labels[
        next(index for index, text in enumerate(texts) if "One of everything that a page may hold" in text)
    ]
    line = next(line for line in contents.splitlines() if "The first page" in line)
    assert line.split()[0] == folio
    assert "planned" in next(line for line in contents.splitlines() if "A page to come" in line)


def test_every_internal_link_leads_to_a_page(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as opened:
        pages = {page.obj.objgen for page in opened.pages}
        links = [annotation for page in opened.pages for annotation in page.get("/Annots", ())]
        internal = [link for link in links if "/Dest" in link]
        assert len(internal) > 10
        assert all(link.Dest[0].objgen in pages for link in internal)
        external = [str(link.A.URI) for link in links if "/A" in link]
        assert all(address.startswith("https://") for address in external)
        assert "https://example.org/things" in external


def test_outline_has_parts_and_chapters(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as opened, opened.open_outline() as outline:
        titles = {item.title: [child.title for child in item.children] for item in outline.root}
    assert titles["Basics"] == ["The first page"]
    assert "Start here" in titles
    assert "Answer keys" in titles


def test_exercise_prompt_names_the_page_of_its_key(pdf: PdfReader) -> None:
    texts = [page.extract_text() for page in pdf.pages]
    key_page = next(index for index, text in enumerate(texts) if "Four, by counting." in text)
    exercise = [text for text in texts if "How many are two and two?" in text][1]
    assert f"page {pdf.page_labels[key_page]}" in exercise.replace("\xa0", " ")


def test_workbook_is_accessible(sample: Built) -> None:
    result = validator.validate_pdf(str(sample.folder / "workbook.pdf"), profile="ua1")
    assert result.is_compliant, result.to_json()


def test_running_heads_are_artifacts(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as opened:
        marks = [
            str(operands[0])
            for page in opened.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and "/Type" in operands[1]
        ]
    assert "/Artifact" in marks


def test_black_is_one_color(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as opened:
        operators = {str(operator) for page in opened.pages for _, operator in pikepdf.parse_content_stream(page)}
    assert "g" in operators
    assert not operators & {"rg", "RG"}


def test_fonts_are_embedded_subsets_of_ours(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as opened:
        names = {
            str(font.BaseFont)
            for page in opened.pages
            for font in page.get("/Resources", {}).get("/Font", {}).values()
        }
    assert names
    assert all("+Prep" in name for name in names), names


def test_letter_breaks_where_a4_does(sample: Built, tmp_path: Path) -> None:
    arguments = ["workbook", "--content", str(SAMPLE), "--output", str(tmp_path), "--paper", "letter", "-q"]
    assert build.main(arguments) == build.MADE
    letter = PdfReader(tmp_path / "workbook-letter.pdf")
    assert {(round(p.mediabox.width), round(p.mediabox.height)) for p in letter.pages} == {LETTER}
    first_words = [
        [" ".join(words.split()[:8]) for words in read_words(folder, name)]
        for folder, name in ((sample.folder, "workbook.pdf"), (tmp_path, "workbook-letter.pdf"))
    ]
    assert first_words[0] == first_words[1]


def test_level_leaves_the_other_out(tmp_path: Path) -> None:
    arguments = ["workbook", "--content", str(SAMPLE), "--output", str(tmp_path), "--level", "l6", "-q"]
    assert build.main(arguments) == build.MADE
    text = " ".join(read_words(tmp_path, "workbook-l6.pdf"))
    assert "I raise the odds of a team" in text
    assert "I decide which odds are multiplied" not in text
    assert "first.2" not in text


def test_same_guide_same_bytes(sample: Built, tmp_path: Path) -> None:
    arguments = ["--content", str(SAMPLE), "--output", str(tmp_path), "-q"]
    assert build.main(arguments) == build.MADE
    for product in sample.manifest["products"]:
        assert (tmp_path / product["file"]).read_bytes() == (sample.folder / product["file"]).read_bytes()


def make_workbook(*bodies: str) -> RenderedWorkbook:
    page = "<!DOCTYPE html><html lang='en'><head><title>T</title></head><body>{}</body></html>"
    chapters = tuple(
        Chapter(f"c{index}", f"Chapter {index}", page.format(body), f"c{index}.md")
        for index, body in enumerate(bodies)
    )
    names = ("fonts.css", "tokens.css", "workbook/paper-a4.css", "workbook/pages.css")
    styles = read_styles(*names, "workbook/elements.css", "workbook/blocks.css", "workbook/templates.css")
    base = TEMPLATES.as_uri() + "/"
    return RenderedWorkbook("w.pdf", "T", "A", "en", "a4", styles, base, chapters)


def test_folio_of_a_later_chapter_is_found() -> None:
    artifact, pages = press_workbook(
        make_workbook(
            '<section class="flow"><h1>A</h1><p>see <a href="#b" data-page-of="b"></a></p></section>',
            '<section class="flow"><h1>B</h1><p style="break-before: page" id="b">here</p></section>',
        )
    )
    assert artifact.problems == ()
    assert pages.folios["b"] == "4"
    assert "see 4" in PdfReader(io.BytesIO(artifact.data)).pages[0].extract_text()


def test_unknown_anchor_is_a_problem() -> None:
    artifact, _ = press_workbook(make_workbook('<h1>A</h1><p data-page-of="nowhere"></p>'))
    assert [problem.code for problem in artifact.problems] == ["press-unknown-page"]


def test_a_line_in_the_log_is_a_problem() -> None:
    artifact, _ = press_workbook(make_workbook('<h1>A</h1><p style="colour: red">x</p>'))
    assert [(p.code, p.place.file) for p in artifact.problems] == [("press-log", "c0.md")]


def test_missing_glyph_is_an_error() -> None:
    artifact, _ = press_workbook(make_workbook("<h1>A</h1><p>\U00013000</p>"))
    assert {problem.code for problem in artifact.problems} == {"press-missing-glyph"}


def press_notes(classes: str, count: int, words: int) -> tuple[Artifact, str]:
    """Return a page with numbered notes and room to write under them, and the words that it prints."""
    notes = "".join(f'<span class="{classes}">{"word " * words}a{index}z</span>, ' for index in range(count))
    rest = '<div class="ruled rest"></div>'
    body = f'<section class="flow"><h1>A</h1><p>x{notes} end</p>{rest}</section>'
    artifact, _ = press_workbook(make_workbook(body))
    pages = pypdfium2.PdfDocument(artifact.data)
    return artifact, " ".join(page.get_textpage().get_text_range() for page in pages)


@pytest.mark.parametrize(("count", "crowded"), [(9, False), (30, True)])
def test_addresses_that_do_not_fit_are_left_to_the_list(count: int, crowded: bool) -> None:
    artifact, words = press_notes("note listed", count, 40)
    assert [(p.code, p.severity) for p in artifact.problems] == (
        [("press-notes-crowded", Severity.NOTICE)] if crowded else []
    )
    assert ("a1z" in words) is not crowded


@pytest.mark.parametrize("count", [18, 40])
def test_other_notes_that_do_not_fit_stand_at_the_foot_and_none_is_lost(count: int) -> None:
    artifact, words = press_notes("note", count, 60)
    assert [(p.code, p.severity) for p in artifact.problems] == [("press-notes-crowded", Severity.WARNING)]
    assert [words.count(f"a{index}z") for index in range(count)] == [1] * count
    assert validator.validate_pdf_bytes(artifact.data, profile="ua1").is_compliant


def test_no_rule_crosses_notes_at_the_foot() -> None:
    assert count_rules(press_notes("note", 18, 60)[0].data) == 0


def count_rules(data: bytes) -> int:
    """Return how many rules cross the text column of the first page, 60 to 64 mm from its left edge."""
    picture = pypdfium2.PdfDocument(data)[0].render(scale=4, grayscale=True).to_pil()
    wide = [int(mm / 25.4 * 72 * 4) for mm in (60, 61, 62, 63, 64)]
    column = [all(picture.getpixel((x, y)) < 128 for x in wide) for y in range(picture.height)]
    return sum(now and not before for before, now in pairwise(column))


def test_rules_are_drawn_at_their_height_and_not_repeated_like_tiles() -> None:
    """Programs round the pitch of tiles to dots, so that what is typed on a screen would leave its rule."""
    spaces = '<div class="ruled" style="height: 106.5mm"></div><div class="ruled" style="height: 28.4mm"></div>'
    artifact, _ = press_workbook(make_workbook(f'<section class="flow">{spaces}</section>'))
    assert count_rules(artifact.data) == 15 + 4
    with pikepdf.open(io.BytesIO(artifact.data)) as pdf:
        assert not list(pdf.pages[0].Resources.get("/Pattern", {}).keys())


@pytest.mark.parametrize(("height", "lines"), [(60, 23), (150, 10), (180, 6), (190, 0), (241, 0)])
def test_the_rest_of_a_last_page_is_ruled_if_it_is_much(height: int, lines: int) -> None:
    body = f'<section class="flow"><div style="height: {height}mm"></div><div class="ruled rest"></div></section>'
    artifact, _ = press_workbook(make_workbook(body))
    assert artifact.pages == 1
    assert count_rules(artifact.data) == lines


def test_what_a_page_leaves_before_a_block_that_does_not_fit_is_ruled() -> None:
    blocks = "".join(f'<div style="height: {height}mm; break-inside: avoid"></div>' for height in (150, 200))
    body = f'<div class="ruled rest"></div><section class="flow">{blocks}</section>'
    artifact, _ = press_workbook(make_workbook(body))
    assert (artifact.pages, artifact.problems) == (2, ())
    assert count_rules(artifact.data) == 10


def test_each_ruled_rest_has_fields_of_its_own() -> None:
    blocks = "".join(f'<div style="height: {height}mm; break-inside: avoid"></div>' for height in (150, 160, 200))
    body = f'<div class="ruled rest"></div><section class="flow">{blocks}</section>'
    artifact, _ = press_workbook(replace(make_workbook(body), forms=True))
    with pikepdf.open(io.BytesIO(artifact.data)) as pdf:
        named = [[str(field.T) for field in page.get("/Annots", ())] for page in pdf.pages]
    assert named == [
        [f"c0.lines-page-1.{line}" for line in range(1, 11)],
        [f"c0.lines-page-2.{line}" for line in range(1, 10)],
        [],
    ]


@pytest.mark.parametrize(("height", "lines"), [(195, 2 + 3), (206, 2 + 2), (170, 2 + 7), (120, 2 + 12)])
def test_few_lines_that_are_left_lengthen_the_answer_space_above_them(height: int, lines: int) -> None:
    exercise = '<div class="exercise"><div class="ruled" style="height: 14.2mm"></div></div>'
    blocks = f'<div style="height: {height}mm"></div>{exercise}<div style="height: 200mm"></div>'
    body = f'<div class="ruled rest"></div><section class="flow">{blocks}</section>'
    artifact, _ = press_workbook(make_workbook(body))
    assert (artifact.pages, artifact.problems) == (2, ())
    assert count_rules(artifact.data) == lines


def test_the_bar_of_a_level_ends_with_its_text_where_the_page_goes_on_below() -> None:
    blocks = "".join(f'<div style="height: {height}mm; break-inside: avoid"></div>' for height in (100, 200))
    body = f'<section class="flow"><div class="level l6" style="margin: 0">{blocks}</div></section>'
    artifact, _ = press_workbook(make_workbook(body))
    assert artifact.pages == 2
    assert abs(find_lowest_mark(artifact.data, 22.2) - (31.6 + 100)) < 1


def find_lowest_mark(data: bytes, across: float = 60) -> float:
    """Return how far below the sheet's top the last mark `across` mm from its left edge stands, in mm."""
    picture = pypdfium2.PdfDocument(data)[0].render(scale=4, grayscale=True).to_pil()
    x = int(across / 25.4 * 72 * 4)
    lowest = max(y for y in range(picture.height) if picture.getpixel((x, y)) < 128)
    return lowest / 4 / 72 * 25.4


@pytest.mark.parametrize(("taken", "lowest"), [(0, 31.6 + 3 * 21.3), (160, 31.6 + 160 + 3 * 21.3), (200, 273.0)])
def test_high_rows_of_a_sheet_share_what_is_left_of_its_page(taken: int, lowest: float) -> None:
    rows = "<tr><td></td></tr>" * 3
    table = f'<table class="fill both tall" style="margin: 0"><tbody>{rows}</tbody></table>'
    body = f'<section class="worksheet both"><div style="height: {taken}mm"></div>{table}</section>'
    artifact, _ = press_workbook(make_workbook(f'<section class="flow">{body}</section>'))
    assert artifact.pages == 1
    assert abs(find_lowest_mark(artifact.data) - lowest) < 1


def test_a_note_at_the_end_of_a_page_is_printed_once_and_whole() -> None:
    note = f'<span class="note">{"aside " * 20}</span>'
    for height in (225, 228, 231, 234, 237):
        lines = f"first{note} " + "word " * 60
        body = f'<section class="flow"><div style="height: {height}mm"></div><p>{lines}</p></section>'
        artifact, _ = press_workbook(make_workbook(body))
        texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(artifact.data)]
        called = next(text for text in texts if "first" in text)
        assert [text.count("aside") for text in texts if "aside" in text] == [20]
        assert called.count("aside") == 20


WORDS = "A partner who wrote the principle down"


def test_no_word_is_lost_beside_a_note() -> None:
    note = '\u2060<a class="number" href="#here">[1]</a><span class="note">7</span>'
    style = "margin: 1em 0; width: {}mm"
    widths = [60 + step / 4 for step in range(120)]
    body = "".join(f'<p id="here" style="{style.format(width)}">{WORDS}{note}, then left</p>' for width in widths)
    artifact, _ = press_workbook(make_workbook(f'<section class="flow">{body}</section>'))
    text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(artifact.data))
    assert Counter(re.findall("[a-z]", text)) == Counter(re.findall("[a-z]", f"{WORDS}, then left") * len(widths))


def first_line(html: str, width: float) -> str:
    data = HTML(string=f'<p lang="en" style="width: {width}mm; hyphens: auto">{html}</p>').write_pdf()
    return str(pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range().splitlines()[0])


def test_a_space_alone_breaks_no_line() -> None:
    html = "Their manager who is assigned a <b>principle</b> has to find it in what you did, not in what you say"
    with hanging_spaces():
        lengths = [len(first_line(html, 40 + step / 4)) for step in range(160)]
    assert lengths == sorted(lengths), "a wider measure never holds less"


def test_versos_are_mirrored() -> None:
    body = (
        '<p>recto<span class="note">first</span></p>'
        '<p style="break-before: page; text-indent: 0">verso<span class="note">second</span></p>'
    )
    artifact, _ = press_workbook(make_workbook(f'<section class="flow"><h1>A</h1>{body}</section>'))
    document = pypdfium2.PdfDocument(artifact.data)
    lefts = {}
    for index, words in ((0, ("recto", "first")), (1, ("verso", "second"))):
        textpage = document[index].get_textpage()
        for word in words:
            at = textpage.get_text_range().index(word)
            lefts[word] = textpage.get_charbox(at)[0] * 25.4 / 72
    assert lefts["recto"] == pytest.approx(22, abs=1)
    assert lefts["first"] == pytest.approx(22 + 124, abs=1)
    assert lefts["second"] == pytest.approx(12, abs=1)
    assert lefts["verso"] == pytest.approx(12 + 62, abs=1)
    assert pytest.approx(3.7795, abs=1e-3) == MM


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_deep_grey_is_scaled(grey: int) -> None:
    deep = io.BytesIO()
    Image.new("I;16", (4, 4), grey * 257).save(deep, "PNG")
    with Image.open(io.BytesIO(make_printable(deep.getvalue()))) as flat:
        assert (flat.mode, flat.getpixel((1, 1))) == ("L", grey)


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n broken"])
def test_other_pictures_stay_as_they_are(data: bytes) -> None:
    assert make_printable(data) == data


def test_roman_folios() -> None:
    assert [write_folio(number, "roman") for number in (1, 4, 9, 14)] == ["i", "iv", "ix", "xiv"]
    assert write_folio(14, "arabic") == "14"


def test_sides() -> None:
    assert (needs_blank(2, "recto"), needs_blank(3, "recto"), needs_blank(3, "verso"), needs_blank(3, "any")) == (
        1,
        0,
        1,
        0,
    )


@pytest.mark.parametrize("markdown", ["| a | b |\n|---|---|\n", ":material-clock: and :rocket:\n"])
def test_odd_pages_are_accessible(markdown: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(markdown)
    (tmp_path / "mkdocs.yml").write_text("site_name: A site\n")
    assert build.main(["workbook", "--content", str(tmp_path), "--output", str(tmp_path), "-q"]) == 0
    result = validator.validate_pdf(str(tmp_path / "workbook.pdf"), profile="ua1")
    assert result.is_compliant, result.to_json()


@pytest.mark.parametrize(
    ("text", "opening"),
    [("Two managers with twenty years", "Two managers"), ("Week 7 at L6 is printed", "Week 7 at"), ("Short.", "")],
)
def test_a_chapter_opens_in_small_capitals(text: str, opening: str) -> None:
    body = open_in_capitals(parse_markdown(f"{text}\n\nNext.\n", "a.md").body)
    spans = [node.plain_text() for node in body.walk() if node.get("class") == "opening"]
    assert spans == ([opening] if opening else [])
    assert body.plain_text() == f"{text}Next."


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Read [their page](https://example.org/things) [@somebody].", 1),
        ("Read [their page](https://example.org/things), and think [@somebody].", 2),
        ("Read [another](https://example.org/other) [@somebody].", 2),
    ],
)
def test_a_link_whose_source_is_cited_behind_it_has_one_number(text: str, numbers: int) -> None:
    page = make_page("a.md", "", Metadata("A"), parse_markdown(text, "a.md").body)
    edition = replace(EDITION, guide=replace(EDITION.guide, pages={"a.md": page}))
    written = WorkbookWriter(edition, page, "1", make_environment()).write(page.body)
    assert written.count('class="number"') == numbers


@pytest.mark.parametrize(
    ("prompt", "shortest", "longest", "shown"),
    [
        (
            "Count. Then count again, and say why it differs.",
            40,
            130,
            "Count. Then count again, and say why it differs",
        ),
        ("Count. Then count again, and say why it differs.", 0, 46, "Count"),
        ("Count them again and say why the two of them differ.", 0, 30, "Count them again and say why\u00a0…"),
    ],
)
def test_a_prompt_is_shown_in_whole_sentences_if_it_can(
    prompt: str, shortest: int, longest: int, shown: str
) -> None:
    assert shorten_prompt(prompt, shortest, longest) == shown


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("3 KB of 7 things", "3\u00a0KB of 7 things"),
        ("4 × 5 = 20 weeks", "4\u00a0×\u00a05 = 20 weeks"),
        ("at (2 + 3) / 5 s", "at (2 + 3)\u00a0/\u00a05\u00a0s"),
        ("either / or", "either / or"),
    ],
)
def test_a_number_keeps_its_unit_and_its_factor(text: str, joined: str) -> None:
    page = make_page("a.md", "", Metadata("A"), parse_markdown(text, "a.md").body)
    written = WorkbookWriter(EDITION, page, "1", make_environment()).write(page.body)
    assert f"<p>{joined}</p>" in written


CHAIN = "graph TD\n    A[one] --> B[two] --> C[three]"


@pytest.mark.parametrize(
    ("source", "turned"),
    [
        (CHAIN, True),
        (CHAIN + " --> D[four] --> E[five] --> F[six]", False),
        ("graph TD\n    A[one] --> B[two]\n    A --> C[three]\n    A --> D[four]", False),
        (CHAIN.replace("TD", "LR"), False),
    ],
)
def test_a_chain_lies_on_its_side_where_its_words_stay_readable(source: str, turned: bool) -> None:
    as_written = f'id="diagram-{crc32(source.encode()):08x}"'
    assert (as_written not in draw_for_paper(source, "x")) is turned
