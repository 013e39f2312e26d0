"""What makes the files right for a print shop: fonts embedded once, black alone, two standards, the same bytes."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace

import page as validator
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from prepress.press.finish import finish_pdf
from prepress.press.fonts import write_character_map
from prepress.press.gray import measure_gray
from prepress.press.workbook import press_workbook
from tests.conftest import Built
from tests.test_workbook import make_workbook

PRODUCTS = ("workbook.pdf", "planner-l6.pdf", "planner-l7.pdf")
COLORS = {"rg", "RG", "k", "K", "sc", "SC"}


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", PRODUCTS)
def test_files_keep_both_standards(sample: Built, name: str, profile: str) -> None:
    result = validator.validate_pdf(str(sample.folder / name), profile=profile)
    assert result.is_compliant, result.to_json()


@pytest.mark.parametrize("name", PRODUCTS)
def test_metadata_can_be_read_as_it_stands(sample: Built, name: str) -> None:
    with pikepdf.open(sample.folder / name) as opened:
        assert "/Filter" not in opened.Root.Metadata
        packet = opened.Root.Metadata.read_raw_bytes().decode()
        assert str(opened.docinfo.Title) in packet
    for words in ('pdfaid:part="2"', 'pdfaid:conformance="A"', 'pdfuaid:part="1"'):
        assert words in packet


def list_fonts(data: bytes) -> list[tuple[str, tuple[int, int]]]:
    with pikepdf.open(io.BytesIO(data)) as opened:
        return sorted(
            {
                (str(font.BaseFont), font.DescendantFonts[0].FontDescriptor.FontFile3.objgen)
                for page in opened.pages
                for font in page.get("/Resources", {}).get("/Font", {}).values()
            }
        )


def test_each_font_is_embedded_once(sample: Built) -> None:
    fonts = list_fonts((sample.folder / "workbook.pdf").read_bytes())
    assert len(fonts) > 5
    assert len({name for name, _ in fonts}) == len({number for _, number in fonts}) == len(fonts)


BODIES = (
    "<section><h1>Abc</h1><p>A cat &amp; office</p></section>",
    "<section><h1>Xyz</h1><p>Ein Öl → 3</p></section>",
)


def test_a_shared_font_prints_every_chapter_as_its_own_would() -> None:
    together = press_workbook(make_workbook(*BODIES))[0].data
    assert len(list_fonts(together)) == 2
    readers = PdfReader(io.BytesIO(together))
    document = pypdfium2.PdfDocument(together)
    for body, index in zip(BODIES, (0, 2), strict=True):
        alone = press_workbook(make_workbook(body))[0].data
        assert readers.pages[index].extract_text() == PdfReader(io.BytesIO(alone)).pages[0].extract_text().replace(
            "\n1", f"\n{index + 1}"
        )
        pages = (document[index], pypdfium2.PdfDocument(alone)[0])
        pictures = [page.render(scale=2, grayscale=True).to_pil() for page in pages]
        bottoms = [picture.crop((0, 160, *picture.size)) for picture in pictures]
        assert ImageChops.difference(*bottoms).getbbox() is None


def test_a_glyph_leads_back_to_its_characters() -> None:
    lines = write_character_map({3: "a", 4: "fi", 7: "\U0001f600"}).decode().splitlines()
    assert "3 beginbfchar" in lines
    assert "<0004> <00660069>" in lines
    assert "<0007> <d83dde00>" in lines


def list_operators(stream: object) -> set[str]:
    return {str(operator) for _, operator in pikepdf.parse_content_stream(stream)}


def find_colors(pdf: pikepdf.Pdf) -> set[str]:
    """Return what is colored in a file: operators, and color spaces of pictures, groups and shadings."""
    found = {name for page in pdf.pages for name in list_operators(page) & COLORS}
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and (item.get("/Subtype") == "/Form" or "/PatternType" in item):
            found |= list_operators(item) & COLORS
        if isinstance(item, (pikepdf.Stream, pikepdf.Dictionary)):
            group = item.get("/Group", {})
            spaces = (group.get("/CS"), item.get("/ColorSpace") if "/Subtype" in item else None)
            found |= {str(space) for space in spaces if space is not None and space != "/DeviceGray"}
    return found


@pytest.mark.parametrize("name", PRODUCTS)
def test_black_is_black_alone(sample: Built, name: str) -> None:
    with pikepdf.open(sample.folder / name) as opened:
        assert find_colors(opened) == set()


def test_grays_and_colors_become_gray() -> None:
    red = io.BytesIO()
    Image.new("RGB", (40, 40), (255, 0, 0)).save(red, "PNG")
    gradient = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><title>t</title><defs>'
        '<linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset=".5" stop-color="#0f0"/>'
        '<stop offset="1" stop-color="#00f"/>'
        '</linearGradient></defs><rect width="40" height="40" fill="url(#g)"/></svg>'
    )
    body = (
        f'<section><h1>A</h1><p style="color: #808080">gray</p><p style="color: red">red</p>'
        f'<img src="red.png" alt="red"/>{gradient}</section>'
    )
    artifact, _ = press_workbook(replace(make_workbook(body), images={"red.png": red.getvalue()}))
    with pikepdf.open(io.BytesIO(artifact.data)) as opened:
        assert find_colors(opened) == set()
        shades = {
            float(operands[0])
            for operands, operator in pikepdf.parse_content_stream(opened.pages[0])
            if str(operator) == "g"
        }
    assert {0.502, 0.299} <= {round(shade, 3) for shade in shades}
    pixels = pypdfium2.PdfDocument(artifact.data)[0].render(scale=1).to_pil().convert("RGB").getcolors(1 << 16)
    assert all(max(color) - min(color) <= 1 for _, color in pixels)
    assert any(abs(color[0] - 76) <= 2 for count, color in pixels if count > 200), "the red square is a gray one"


@pytest.mark.parametrize(
    ("color", "gray"), [([0.5], 0.5), ([0, 0, 0], 0), ([1, 1, 1], 1), ([1, 0, 0], 0.299), ([0, 0, 0, 1], 0)]
)
def test_brightness(color: list[float], gray: float) -> None:
    assert measure_gray(color) == gray


def test_no_stream_seems_longer_than_it_says() -> None:
    comment = next(text for n in range(999) if zlib.adler32(text := b"% note " + b"a" * n) % 256 == 13)
    with pikepdf.new() as pdf:
        for index in range(600):
            pdf.add_blank_page().Contents = pdf.make_stream(comment + b"\n" * (index % 2))
        assert b"\r\nendstream" not in finish_pdf(pdf, "T", "A", "en")


def test_joining_keeps_outline_destinations_labels_and_structure() -> None:
    one = '<section><h1 class="chapter-title" id="a">One</h1><p>to <a href="#b">two</a></p></section>'
    two = '<section><h1 class="chapter-title" id="b">Two</h1><ul><li>x</li></ul></section>'
    artifact, pages = press_workbook(make_workbook(one, two))
    assert pages.folios == {"a": "1", "b": "3"}
    with pikepdf.open(io.BytesIO(artifact.data)) as pdf, pdf.open_outline() as outline:
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        assert [(item.title, numbers[item.destination[0].objgen]) for item in outline.root] == [
            ("One", 0),
            ("Two", 2),
        ]
        (link,) = pdf.pages[0].Annots
        assert (numbers[link.Dest[0].objgen], str(link.Contents)) == (2, "two, page 3")
        assert [page.label for page in pdf.pages] == ["1", "2", "3"]
        sections = list(pdf.Root.StructTreeRoot.K.K)
        assert [str(section.S) for section in sections] == ["/Sect"] * 3
        kinds = [[str(kid.S) for kid in section.K[0].K] for section in (sections[0], sections[2])]
        assert kinds == [["/H1", "/P"], ["/H1", "/L"]]
        parents = list(pdf.Root.StructTreeRoot.ParentTree.Nums)[::2]
        assert parents == sorted(set(parents))
        used = [page.StructParents for page in pdf.pages if "/StructParents" in page]
        assert set(used) | {link.StructParent} == set(parents)


def test_a_wide_table_in_an_exercise_takes_both_columns_of_a_verso() -> None:
    table = '<table class="fill both"><tbody><tr><td>edge</td></tr></tbody></table>'
    body = f'<p>x</p><div style="break-before: page"><p>inner</p>{table}</div>'
    artifact, _ = press_workbook(make_workbook(f'<section class="flow"><h1>A</h1>{body}</section>'))
    assert artifact.problems == ()
    textpage = pypdfium2.PdfDocument(artifact.data)[1].get_textpage()
    text = textpage.get_text_range()
    lefts = [textpage.get_charbox(text.index(word))[0] * 25.4 / 72 for word in ("edge", "inner")]
    assert lefts == [pytest.approx(12, abs=1), pytest.approx(12 + 62, abs=1)]
