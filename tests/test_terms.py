"""The index of terms: what counts as a use, what as an explanation, and what is too much for an index."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prepress.load.markdown import parse_markdown
from prepress.load.page import make_page
from prepress.model.guide import Metadata, Term
from prepress.problems import Place
from prepress.render.environment import make_environment
from prepress.render.terms import MOST_USES, TermFinder, TermUses, index_terms
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
