"""The codes to scan, read back from a rendered page with a decoder that knows nothing of how they were made."""

from __future__ import annotations

from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from lxml import html as markup

from prepress.render.qr import draw_code, trace_modules
from prepress.render.workbook import render_workbook
from prepress.render.workbook_pages import name_site
from tests.conftest import Built
from tests.test_golden import EDITION

PRINTED = 300 / 72
"""Pixels a point: what a plain printer draws, and less than a phone sees."""


def test_a_code_is_read_from_the_page(sample: Built) -> None:
    document = pypdfium2.PdfDocument(sample.folder / "workbook.pdf")
    found = [
        code
        for page in document
        for code in zxingcpp.read_barcodes(page.render(scale=PRINTED, grayscale=True).to_pil())
    ]
    assert [(code.text, code.format) for code in found] == [
        ("https://example.org/things", zxingcpp.BarcodeFormat.QRCode)
    ]
    corner = found[0].position
    width = (corner.top_right.x - corner.top_left.x) / PRINTED * 25.4 / 72
    assert width == pytest.approx(20, abs=0.3), "millimeters"


def test_a_code_is_told_to_those_who_do_not_see_it(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as opened:
        told = [
            str(item.Alt) for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert "QR code: https://example.org/things" in told


def test_a_code_is_one_path_of_black_modules() -> None:
    drawing = markup.fragment_fromstring(draw_code("https://example.org/"))
    assert [(element.tag, "fill" in element.attrib) for element in drawing] == [("title", False), ("path", False)]
    assert trace_modules([(1, 1, 0, 1), (0, 1, 0, 0)]) == "M0 0h2v1h-2zM3 0h1v1h-1zM1 1h1v1h-1z"


def test_a_site_gets_a_code_at_both_ends_of_a_chapter() -> None:
    sited = replace(EDITION, guide=replace(EDITION.guide, site="https://guide.example/em/"))
    chapters = {chapter.key: chapter.html for chapter in render_workbook(sited, "a4", "w.pdf").chapters}
    assert chapters["basics-first"].count("QR code: https://guide.example/em/basics/first/") == 2
    assert "guide.example" not in render_workbook(EDITION, "a4", "w.pdf").chapters[5].html


@pytest.mark.parametrize(
    ("path", "address"),
    [("index.md", "s/"), ("basics/index.md", "s/basics/"), ("basics/first.md", "s/basics/first/")],
)
def test_address_of_a_page_on_the_site(path: str, address: str) -> None:
    assert name_site("s/", path) == address
