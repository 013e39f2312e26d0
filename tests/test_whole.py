"""The guide's own workbook, whole, on both papers: every page number is followed. The slowest test there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

from prepress.load import load_guide
from prepress.model.artifact import PageMap
from prepress.model.edition import Edition
from prepress.model.guide import Guide
from prepress.model.terms import find_used_terms
from prepress.press.epub import press_epub
from prepress.press.workbook import press_workbook
from prepress.render.epub import render_epub
from prepress.render.terms import index_terms
from prepress.render.workbook import render_workbook
from prepress.schedule import collect_figures, plan_weeks
from tests.folios import Book, count_references, flatten, read_book
from tests.page_marks import Marks, find_strays, list_printed, read_marks

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
FIRST_WORDS = 12


@dataclass(frozen=True)
class Whole:
    """The guide, its workbook on A4 and on Letter, the map of its pages, and those that the e-book marks."""

    guide: Guide
    chapters: dict[str, str]
    a4: Book
    letter: Book
    pages: PageMap
    marks: Marks

    def show(self, folio: str) -> str:
        """Return the text of the page with a folio."""
        return self.a4.texts[self.a4.labels.index(folio)]

    def show_following(self, folio: str) -> str:
        """Return the text of the page after the one with a folio."""
        return self.a4.texts[self.a4.labels.index(folio) + 1]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    guide = load_guide(ROOT / "content").guide
    assert guide is not None
    weeks = {level: plan_weeks(guide, level) for level in ("L6", "L7")}
    edition = Edition(guide, "all", weeks, collect_figures(guide))
    pages = PageMap()
    books = {}
    for paper in ("a4", "letter"):
        rendered = render_workbook(edition, paper, f"{paper}.pdf")
        artifact, pages = press_workbook(rendered, pages)
        assert [problem.message for problem in artifact.problems] == []
        (folder / f"{paper}.pdf").write_bytes(artifact.data)
        books[paper] = read_book(folder / f"{paper}.pdf")
    (folder / "guide.epub").write_bytes(press_epub(render_epub(edition, pages, "guide.epub")).data)
    marks = read_marks(folder / "guide.epub")
    chapters = {chapter.key: chapter.html for chapter in rendered.chapters}
    return Whole(guide, chapters, books["a4"], books["letter"], pages, marks)


def test_every_folio_names_the_page_that_its_link_leads_to(whole: Whole) -> None:
    assert len(whole.a4.printed) > 500
    assert [(link.words, link.label) for link in whole.a4.printed if link.words != link.label] == []


def test_every_reference_in_the_text_is_followed(whole: Whole) -> None:
    for number, text in enumerate(whole.a4.texts):
        followed = sum(link.page == number for link in whole.a4.printed)
        assert followed >= count_references(text), text


def list_lines(markup: str, path: str) -> Iterator[tuple[str, str]]:
    """Yield the anchor and the words of each line of a list."""
    for item in html.fromstring(markup).xpath(path):
        for link in item.xpath("./descendant::a[@data-page-of]")[:1]:
            yield link.get("data-page-of"), flatten(item.text_content())


def test_contents_lead_to_chapters_and_sections(whole: Whole) -> None:
    chapters = list(list_lines(whole.chapters["contents"], "//p[@class='contents-line']"))
    sections = list(list_lines(whole.chapters["contents"], "//ul[@class='contents-sections']/li"))
    assert len(chapters) > 10
    assert len(sections) > 50
    for anchor, words in (*chapters, *sections):
        title = words.rpartition(" ")[0].rpartition(" ")[0] if words.endswith(" min") else words
        title = title.rstrip("0123456789 ")
        assert title in whole.show(whole.pages.folios[anchor]), (anchor, title)


def test_exercises_lead_to_their_prompts_and_keys(whole: Whole) -> None:
    for page in whole.guide.pages.values():
        for exercise in page.exercises:
            assert exercise.id in whole.show(whole.pages.folios[exercise.id.lower()])
            if exercise.key:
                assert exercise.id in whole.show(whole.pages.folios[f"key-{exercise.id.lower()}"])


def fold(text: str) -> str:
    """Return the letters alone, since a line may end within a term, at a hyphen that is or is not its own."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def test_terms_are_on_the_pages_that_the_index_names(whole: Whole) -> None:
    """A term of two words may begin at the end of its page and end on the next."""
    forms = {term.term: (term.term, *term.forms) for term in whole.guide.terms.values()}
    found = 0
    for item in html.fromstring(whole.chapters["index-of-terms"]).xpath("//li[span/@data-pages-of]"):
        term = item.text.rstrip(", ")
        for anchor in item.xpath("./span/@data-pages-of")[0].split():
            folio = whole.pages.folios[anchor]
            text, following = fold(whole.show(folio)), fold(whole.show_following(folio))
            pairs = [(form.split()[0], form.split()[-1]) for form in forms[term] if " " in form]
            split = any(fold(first) in text and fold(last) in following for first, last in pairs)
            assert split or any(fold(form) in text for form in forms[term]), (term, anchor)
            found += 1
    assert found > 200
    assert index_terms(whole.guide, []) == {}


def test_the_check_of_terms_and_the_index_agree(whole: Whole) -> None:
    listed = html.fromstring(whole.chapters["index-of-terms"]).xpath("//li/@id")
    assert {name.removeprefix("index-of-terms--") for name in listed} == find_used_terms(whole.guide)


def test_papers_break_at_the_same_words(whole: Whole) -> None:
    first = [[" ".join(text.split()[:FIRST_WORDS]) for text in book.texts] for book in (whole.a4, whole.letter)]
    assert first[0] == first[1]
    assert whole.a4.labels == whole.letter.labels
    assert len(whole.a4.labels) % 4 == 0


def test_the_e_book_marks_every_page_where_it_begins(whole: Whole) -> None:
    """Page by page, on the real book: all that hold text, in order, each block behind the mark of its page."""
    printed = list_printed(whole.a4)
    assert len(printed) > 200
    assert [folio for folio, _ in whole.marks.listed] == list(printed)
    assert whole.marks.listed == whole.marks.marked
    assert len(whole.marks.blocks) > 2000
    assert find_strays(whole.marks, printed) == ([], [])
