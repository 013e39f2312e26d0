"""The worksheets: only what is written on, with the ids and the pages of the workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

import build
from tests.conftest import SAMPLE, Built
from tests.folios import Book, read_book


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Book:
    folder = tmp_path_factory.mktemp("worksheets")
    arguments = ["workbook", "--content", str(SAMPLE), "--output", str(folder), "--worksheets", "-q"]
    assert build.main(arguments) == build.MADE
    assert [path.name for path in folder.glob("*.pdf")] == ["workbook-worksheets.pdf"]
    return read_book(folder / "workbook-worksheets.pdf")


@pytest.mark.parametrize(
    "words",
    ["first.1 How many are two and two?", "first.2 Draw the box", "Write before you read on", "The box is drawn"],
)
def test_what_is_written_on_is_there(sheets: Book, words: str) -> None:
    assert any(words in text for text in sheets.texts)


@pytest.mark.parametrize("words", ["Two thirds of a thing", "I raise the odds", "Four, by counting", "Addresses"])
def test_prose_keys_and_addresses_are_not(sheets: Book, words: str) -> None:
    assert not any(words in text for text in sheets.texts)


def test_pages_named_are_those_of_the_workbook(sheets: Book, sample: Built) -> None:
    book = read_book(sample.folder / "workbook.pdf")
    pages = dict(zip(book.labels, book.texts, strict=True))
    text = next(text for text in sheets.texts if "first.1 How many" in text)
    origin, key = text.partition("workbook, page ")[2].split()[0], text.partition("Key → page ")[2].split()[0]
    assert "first.1 How many are two and two?" in pages[origin]
    assert "Four, by counting" in pages[key]
    profile = next(text for text in sheets.texts if "Write before you read on" in text)
    assert "Write before you read on" in pages[profile.partition("workbook, page ")[2].split()[0]]


def test_a_chapter_begins_a_leaf_and_the_first_page_names_it(sheets: Book) -> None:
    lines = {link.words: link.target for link in sheets.printed if link.page == 0}
    assert len(lines) == 2
    assert all(int(folio) % 2 for folio in lines)
    assert [(link.words, link.label) for link in sheets.printed if link.words != link.label] == []
    assert len(sheets.labels) % 2 == 0


def test_worksheets_of_one_part(tmp_path: Path) -> None:
    chosen = ["--part", "basics", "--worksheets", "--level", "l6", "--paper", "letter"]
    assert (
        build.main(["workbook", "--content", str(SAMPLE), "--output", str(tmp_path), *chosen, "-q"]) == build.MADE
    )
    texts = " ".join(read_book(tmp_path / "workbook-l6-letter-basics-worksheets.pdf").texts)
    assert "first.1 How many" in texts
    assert "Draw the box" not in texts, "an exercise for L7"
    assert "Start here" not in texts, "a chapter of another part"
