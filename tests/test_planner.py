"""The planner: the pages of the pack, what stands on them, and the sizes that a pen needs."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import page as validator
import pypdfium2
import pytest

import build
from prepress.load import load_guide
from prepress.model.edition import Edition
from prepress.render.planner import render_planner
from prepress.schedule import collect_figures, plan_weeks
from tests.conftest import SAMPLE, Built

CONTENT = Path(__file__).parents[1] / "content"


@pytest.fixture(scope="module")
def edition() -> Edition:
    guide = load_guide(CONTENT).guide
    assert guide is not None
    weeks = {level: plan_weeks(guide, level) for level in ("L6", "L7")}
    return Edition(guide, "all", weeks, collect_figures(guide))


def test_the_pack_has_84_pages(edition: Edition) -> None:
    """The colophon closes the pack; masters follow it."""
    for level in ("L6", "L7"):
        for paper in ("a4", "letter"):
            rendered = render_planner(edition, level, paper, None, "p.pdf")
            sheets = rendered.html.split("<section ")[1:]
            assert 'data-template="back"' in sheets[83]
            assert 'data-template="masters"' in sheets[84]
            assert rendered.sheets == len(sheets)


@pytest.mark.parametrize("level", ["L6", "L7"])
def test_every_exercise_stands_in_its_weeks(edition: Edition, level: str) -> None:
    html = render_planner(edition, level, "a4", None, "p.pdf").html
    sheets = html.split("<section ")[1:]
    for week in edition.weeks[level]:
        if week.floating:
            continue
        at = next(index for index, sheet in enumerate(sheets) if f'id="week-{week.number}"' in sheet)
        spread = sheets[at] + sheets[at + 1]
        for load in week.loads:
            for name in (*load.new, *(item.id for item in load.again)):
                assert f">{name}<" in spread or f">{name}  p." in spread, (week.number, name)


def test_spreads_begin_on_the_left(edition: Edition) -> None:
    html = render_planner(edition, "L6", "a4", None, "p.pdf").html
    sheets = html.split("<section ")[1:]
    for folio, sheet in enumerate(sheets, 1):
        if 'id="week-' in sheet or 'id="month-' in sheet:
            assert folio % 2 == 0


def test_sample_planner_is_one_page_a_sheet_and_accessible(sample: Built) -> None:
    for level in ("l6", "l7"):
        path = sample.folder / f"planner-{level}.pdf"
        pages = len(pypdfium2.PdfDocument(path))
        assert pages % 4 == 0
        assert validator.validate_pdf(str(path), profile="ua1").is_compliant


def test_dates_are_printed_with_a_start(tmp_path: Path) -> None:
    arguments = ["planner", "--content", str(SAMPLE), "--output", str(tmp_path), "--start", "2027-01-04", "-q"]
    assert build.main([*arguments, "--level", "l6"]) == build.MADE
    document = pypdfium2.PdfDocument(tmp_path / "planner-l6-2027-01-04.pdf")
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    assert "4 Jan" in words
    assert "10 Jan" in words
    assert not (tmp_path / "planner-l7-2027-01-04.pdf").exists()


def test_a_box_is_four_millimeters(sample: Built) -> None:
    """Measured in the file: the frame of 0.5 pt lies inside of 4 mm."""
    document = pypdfium2.PdfDocument(sample.folder / "planner-l6.pdf")
    scale = 600 / 72
    image = document[1].render(scale=scale, grayscale=True).to_pil()
    left, top = round(12 / 25.4 * 600), round((12 + 28) / 25.4 * 600)
    row = [image.getpixel((x, top + round(3.6 / 25.4 * 600))) for x in range(left - 10, left + 140)]
    dark = [index for index, value in enumerate(row) if value < 128]
    width = (dark[-1] - dark[0] + 1) / 600 * 25.4
    assert width == pytest.approx(4.0, abs=0.09)


def test_pages_and_chapters_are_those_of_the_books(sample: Built) -> None:
    """The week sends to the folio on which the workbook's chapter begins, and to its number in the e-book."""
    workbook = pypdfium2.PdfDocument(sample.folder / "workbook.pdf")
    entry = next(entry for entry in workbook.get_toc() if entry.get_title().endswith("The first page"))
    folio = workbook.get_page_label(entry.get_dest().get_index())
    with zipfile.ZipFile(sample.folder / "guide.epub") as book:
        chapter = next(book.read(name).decode() for name in book.namelist() if name.endswith("basics-first.xhtml"))
    number = re.search(r">Chapter (\d+)<", chapter)
    assert number
    document = pypdfium2.PdfDocument(sample.folder / "planner-l6.pdf")
    words = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    sheets = [text for text in words if "Work of the week" in text and "The first page" in text]
    assert sheets
    assert all(f"p. {folio}, ch. {number[1]}" in text for text in sheets)
