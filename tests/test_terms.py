"""The index of terms: what counts as a use, what as an explanation, and what is too much for an index."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prepress.checks.subject import Subject
from prepress.checks.terms import check_unused
from prepress.load.markdown import parse_markdown
from prepress.load.page import make_page
from prepress.model.guide import Metadata, Term
from prepress.model.terms import TermFinder
from prepress.problems import Place, Severity
from prepress.render.environment import make_environment
from prepress.render.epub_writer import EpubWriter
from prepress.render.terms import MOST_USES, TermUses, index_terms
from prepress.render.workbook_writer import WorkbookWriter
from tests.test_golden import EDITION


def make_term(name: str, *forms: str) -> Term:
    return Term(name, name, forms, "x", (), Place("t"))


TERMS = {term.id: term for term in (make_term("cache", "caches"), make_term("cold cache"), make_term("S3"))}
GUIDE = replace(EDITION.guide, terms=TERMS)


def write_page(text: str) -> WorkbookWriter:
    body = parse_markdown(text, "a.md").body
    page = make_page("a.md", "", Metadata("A"), body)
    edition = replace(EDITION, guide=replace(GUIDE, pages={"a.md": page}))
    writer = WorkbookWriter(edition, page, "1", make_environment())
    writer.finder = TermFinder(GUIDE)
    writer.write(page.body)
    return writer


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two caches and a Cache.", ["cache", "cache"]),
        ("A cold\ncache is longer than a cache.", ["cold cache", "cache"]),
        ("A cachet, a pre-cache and a cache-hit are other words.", []),
        ("In S3, not in S30.", ["S3"]),
    ],
)
def test_whole_words_and_the_longer_one(text: str, found: list[str]) -> None:
    assert [term for _, _, term in TermFinder(GUIDE).find(text)] == found


def test_what_is_all_capitals_is_found_in_capitals_alone() -> None:
    finder = TermFinder(replace(GUIDE, terms={"STAR": make_term("STAR", "STAR answer")}))
    assert [start for start, _, _ in finder.find("A star is no STAR; a Star answer is one.")] == [13, 21]


def test_one_use_a_section_is_enough() -> None:
    writer = write_page("A cache, a cache.\n\n## One\n\nA cache, and S3.\n\n## Two\n\nNothing.\n")
    assert {term: len(anchors) for term, anchors in writer.terms.used.items()} == {"cache": 2, "S3": 1}


@pytest.mark.parametrize(
    "text", ["A cache, later.\n\n**Cache.** It keeps copies.\n", "## Caches\n\nThey keep copies.\n"]
)
def test_a_term_alone_in_bold_or_as_a_heading_is_explained(text: str) -> None:
    assert len(write_page(text).terms.explained["cache"]) == 1


def test_a_term_among_other_bold_words_is_not_explained() -> None:
    assert write_page("**No cache here.**\n").terms.explained == {}


def test_links_and_keys_are_left_alone() -> None:
    writer = write_page(
        "[A cache](a.md)\n\n//// exercise | a.1\n    lines: 2\n\nWhat?\n\n/// key\nA cache.\n///\n////\n"
    )
    writer.write_keys_of_page()
    assert writer.keys
    assert writer.terms.used == {}


def test_index_is_sorted_and_says_throughout() -> None:
    many = TermUses(used={"cache": [f"a{number}" for number in range(MOST_USES + 1)], "S3": ["s"]})
    lines = index_terms(GUIDE, [many])
    assert list(lines) == ["C", "S"]
    assert (lines["C"][0].throughout, len(lines["C"][0].anchors)) == (True, 4)
    assert (lines["S"][0].throughout, lines["S"][0].anchors) == (False, ("s",))


def write_on_screen(text: str) -> tuple[EpubWriter, str]:
    page = make_page("a.md", "", Metadata("A"), parse_markdown(text, "a.md").body)
    writer = EpubWriter(
        replace(EDITION, guide=replace(GUIDE, pages={"a.md": page})), page, "1", make_environment()
    )
    writer.finder = TermFinder(GUIDE)
    written = writer.write(page.body)
    writer.write_keys_of_page()
    return writer, written


def test_on_a_screen_the_first_use_in_a_chapter_calls_a_note() -> None:
    writer, written = write_on_screen("A cache, a cache.\n\n## One\n\nA cache.\n")
    assert written.count('href="#term--cache--note"') == 1
    assert (writer.explained, writer.terms.used) == (["cache"], {"cache": ["term--cache"]})


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("## A cache\n", ["cache"]),
        ("Words.[^1]\n\n[^1]: A cache.\n", ["cache"]),
        ("[A cache](a.md)\n", []),
        ("`cache` and\n\n    a cache\n", []),
    ],
)
def test_on_a_screen_headings_links_code_and_notes_are_left_alone(text: str, used: list[str]) -> None:
    writer, written = write_on_screen(text)
    assert "term--cache--note" not in written
    assert list(writer.terms.used) == used
    assert writer.explained == []


def test_a_heading_before_the_first_use_does_not_take_its_note() -> None:
    writer, written = write_on_screen("## A cache\n\nA cache.\n")
    assert writer.explained == ["cache"]
    assert written.index("term--cache--named") < written.index("term--cache--note")


def test_heads_of_a_wide_table_which_each_row_repeats_are_left_alone() -> None:
    _, written = write_on_screen(
        "| cache | S3 | c | d |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |\n| 5 | 6 | 7 | 8 |\n"
    )
    assert "term--" not in written
    assert written.count("<b>S3</b>") == 2


def test_a_call_in_a_key_leads_to_its_chapter_and_back() -> None:
    writer, _ = write_on_screen(
        "//// exercise | a.1\n    lines: 2\n\nWhat?\n\n/// key\nA cache [@somebody].[^1]\n///\n////\n\n[^1]: W\n"
    )
    ((name, _, key),) = writer.keys
    assert name == "a.1"
    assert 'href="a.xhtml#address-1"' in key
    assert 'id="a--cite-1"' in key
    assert writer.calls == {1: "answer-keys.xhtml#a--cite-1"}
    assert writer.cited == {"somebody": "answer-keys.xhtml#a--cite-1"}
    assert [back for _, _, back in writer.endnotes] == ["answer-keys.xhtml#a--call-1"]
    assert writer.document == "a.xhtml"


@pytest.mark.parametrize("planned", [True, False])
def test_a_term_that_no_page_uses_is_worse_once_all_are_written(planned: bool) -> None:
    page = make_page("a.md", "", Metadata("A"), parse_markdown("A cache.\n", "a.md").body)
    guide = replace(GUIDE, pages={"a.md": page}, planned={"b.md": Metadata("B")} if planned else {})
    found = list(check_unused(Subject(replace(EDITION, guide=guide), frozenset(), print, print)))
    assert [problem.message for problem in found] == ["no page uses `cold cache`", "no page uses `S3`"]
    assert {problem.severity for problem in found} == {Severity.NOTICE if planned else Severity.WARNING}
