"""The preview: one page of each kind, as a PDF and as pictures, of nothing but real pages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

import build
from prepress.model.rendered import Chapter
from prepress.press.preview import choose_pages, guess_folios
from tests.conftest import SAMPLE

SHOWN = {
    "cover": "A Sample Guide",
    "imprint": "Before you print",
    "contents": "Contents",
    "part": "Part I",
    "chapter": "When you have worked through this chapter",
    "exercise": "What surprised me",
    "chapter-end": "Addresses",
    "keys": "Answer keys",
    "index": "Index of terms",
    "sources": "Sources",
    "colophon": "Colophon",
}


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview")
    assert build.main(["--preview", "--content", str(SAMPLE), "--output", str(folder), "-q"]) == build.MADE
    return folder


def test_nothing_else_is_made(preview: Path) -> None:
    files = [product["file"] for product in json.loads((preview / "build.json").read_text())["products"]]
    assert files[0] == "workbook-preview.pdf"
    assert all(file.startswith("workbook-preview/") and file.endswith(".png") for file in files[1:])


def test_every_kind_is_shown_once(preview: Path) -> None:
    document = pypdfium2.PdfDocument(preview / "workbook-preview.pdf")
    texts = [page.get_textpage().get_text_range() for page in document]
    pictures = {path.stem for path in (preview / "workbook-preview").glob("*.png")}
    assert len(texts) == len(set(texts)) == len(pictures)
    assert set(SHOWN) <= pictures
    for words in SHOWN.values():
        assert any(words in text for text in texts), words


def test_pictures_are_whole_pages(preview: Path) -> None:
    for path in (preview / "workbook-preview").glob("*.png"):
        with Image.open(path) as picture:
            assert picture.height / picture.width == pytest.approx(297 / 210, abs=0.01)
            assert picture.getextrema()[0] == 0, "something is printed"


def test_a_page_that_shows_two_kinds_is_shown_once() -> None:
    pages = [frozenset({"cover"}), frozenset({"level", "table"}), frozenset({"table"}), frozenset({"figure"})]
    assert list(choose_pages(pages)) == [(0, "cover"), (1, "levels"), (3, "figure")]


@pytest.mark.parametrize("other", [["--part", "basics"], ["--worksheets"]])
def test_other_choices_are_refused(other: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["--preview", *other]) == build.WRONG_USE
    assert capsys.readouterr().err.count("\n") == 1


def test_page_numbers_look_like_page_numbers(preview: Path) -> None:
    texts = [
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(preview / "workbook-preview.pdf")
    ]
    assert not any(re.search(r"\b00\b", text) for text in texts)


def test_folios_are_guessed_in_order_and_per_numbering() -> None:
    chapters = [
        Chapter("a", "A", f'<p id="one"></p>{" " * 12_000}<p id="two"></p>', "a", "roman"),
        Chapter("b", "B", '<p id="three"></p>', "b"),
        Chapter("c", "C", '<p id="four"></p>', "c"),
    ]
    assert guess_folios(chapters) == {"one": "i", "two": "iii", "three": "1", "four": "2"}
