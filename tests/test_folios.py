"""Every page number that the workbook prints is the one where its target stands."""

from __future__ import annotations

from pathlib import Path

import page as validator
import pikepdf
import pypdfium2
import pytest

import build
from prepress.press.folios import print_folios
from tests.conftest import SAMPLE, Built
from tests.folios import Book, count_references, flatten, read_book


@pytest.fixture(scope="module")
def book(sample: Built) -> Book:
    return read_book(sample.folder / "workbook.pdf")


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("volume")
    arguments = ["workbook", "--content", str(SAMPLE), "--output", str(folder), "--part", "basics", "-q"]
    assert build.main(arguments) == build.MADE
    return folder / "workbook-basics.pdf"


def test_every_folio_names_the_page_that_its_link_leads_to(book: Book) -> None:
    assert len(book.printed) > 20
    assert [(link.words, link.label) for link in book.printed if link.words != link.label] == []


def test_every_reference_in_the_text_is_followed(book: Book) -> None:
    for number, text in enumerate(book.texts):
        followed = [link for link in book.printed if link.page == number]
        assert len(followed) >= count_references(text), text


@pytest.mark.parametrize(
    ("page", "line", "target"),
    [
        ("Contents", "The first page", "One of everything that a page may hold"),
        ("Contents", "What each level says", "I raise the odds of a team"),
        ("Contents", "Answer keys", "Look here after you have written your own"),
        ("Exercises and sheets", "first.2", "first.2 Draw the box"),
        ("Exercises by id", "first.1", "first.1 How many are two and two?"),
        ("Sources", "Some Body", "as somebody wrote"),
    ],
)
def test_lists_lead_to_what_they_name(book: Book, page: str, line: str, target: str) -> None:
    number = next(
        index for index, text in enumerate(book.texts) if text.startswith(page) or f"{page} " in text[:60]
    )
    assert line in book.texts[number]
    assert any(link.page == number and target in link.target for link in book.printed)


def test_a_volume_has_the_pages_of_the_whole_book(book: Book, volume: Path) -> None:
    part = read_book(volume)
    whole = dict(zip(book.labels, book.texts, strict=True))
    numbered = {label: text for label, text in zip(part.labels, part.texts, strict=True) if label.isdecimal()}
    assert {"5", "8", "21"} <= set(numbered)
    assert {label: whole[label] for label in numbered} == numbered
    assert len(part.labels) % 4 == 0
    assert [(link.words, link.label) for link in part.printed if link.words != link.label] == []


def test_a_link_out_of_the_volume_is_words(volume: Path) -> None:
    text = flatten(" ".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(volume)))
    assert "Start here → page 1" in text, "the page of the whole book, which is not in this volume"
    with pikepdf.open(volume) as opened:
        links = [annotation for page in opened.pages for annotation in page.get("/Annots", ())]
        addresses = [str(link.A.URI) for link in links if "/A" in link]
    assert addresses
    assert all(address.startswith("https://") for address in addresses), addresses


@pytest.mark.parametrize("name", ["volume", "worksheets"])
def test_what_is_taken_from_the_book_is_accessible(name: str, volume: Path, tmp_path: Path) -> None:
    path = volume
    if name == "worksheets":
        arguments = ["workbook", "--content", str(SAMPLE), "--output", str(tmp_path), "--worksheets", "-q"]
        assert build.main(arguments) == build.MADE
        path = tmp_path / "workbook-worksheets.pdf"
    result = validator.validate_pdf(str(path), profile="ua1")
    assert result.is_compliant, result.to_json()


def test_a_part_without_pages_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["workbook", "--content", str(SAMPLE), "--output", str(tmp_path), "--part", "advanced"]
    assert build.main(arguments) == build.WRONG_USE
    refusal = capsys.readouterr().err
    assert "front, basics" in refusal
    assert refusal.count("\n") == 1


def print_pages(folios: dict[str, str], defined: str = "") -> str:
    from xml.etree import ElementTree

    root = ElementTree.fromstring(f'<p><span data-pages-of="{" ".join(folios)}" data-defined="{defined}"/></p>')
    print_folios(root, folios)
    for element in root.iter():
        element.attrib.clear()
    return ElementTree.tostring(root, encoding="unicode").replace("<a>", "").replace("</a>", "")


@pytest.mark.parametrize(
    ("folios", "defined", "printed"),
    [
        ({"a": "3", "b": "3", "c": "9"}, "", "3, 9"),
        ({"a": "3", "b": "4", "c": "5", "d": "8"}, "", "3–5, 8"),
        ({"a": "3", "b": "4"}, "", "3, 4"),
        ({"a": "3", "b": "4", "c": "5"}, "b", "3, <b>4</b>, 5"),
        ({"a": "iv", "b": "1", "c": "2", "d": "3"}, "", "iv, 1–3"),
    ],
)
def test_pages_in_a_row_are_a_range(folios: dict[str, str], defined: str, printed: str) -> None:
    assert print_pages(folios, defined) == f"<p><span>{printed}</span></p>"
