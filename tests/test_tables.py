"""Columns as wide as their words ask for."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from prepress.load.markdown import parse_markdown
from prepress.load.page import make_page
from prepress.model.artifact import PageBreak
from prepress.model.document import Kind, Node
from prepress.model.guide import Metadata
from prepress.problems import Place
from prepress.render.environment import make_environment
from prepress.render.epub_writer import EpubWriter
from prepress.render.page_breaks import PageBreaks
from prepress.render.tables import GUTTER, NESTED_WIDTH, TEXT_WIDTH, TableView, view_table
from prepress.render.workbook_writer import WorkbookWriter
from tests.test_golden import EDITION

PLACE = Place("page.md", 1)


def make_table(*rows: tuple[str, ...]) -> Node:
    cells = [
        tuple(Node(Kind.CELL, PLACE, children=(Node(Kind.TEXT, PLACE, text),)) for text in row) for row in rows
    ]
    heads = ["true", *[""] * (len(rows) - 1)]
    made = (
        Node(Kind.ROW, PLACE, attrs={"head": head}, children=row) for head, row in zip(heads, cells, strict=True)
    )
    return Node(Kind.TABLE, PLACE, children=tuple(made))


def view(*rows: tuple[str, ...], nested: bool = False) -> TableView:
    return view_table(make_table(*rows), lambda node: Markup(escape(node.text)), nested=nested)


def test_five_short_columns_stay_in_the_text() -> None:
    made = view(("Round", "Kind", "Guess", "Given", "Gap"), ("1", "Behavioral", "3", "2", "+1"))
    assert made.crowded
    assert not made.wide
    assert abs(sum(made.widths) + 4 * GUTTER - TEXT_WIDTH) < 0.1


def test_three_columns_of_long_words_are_too_wide_for_a_phone() -> None:
    assert view(("Activity", "L6", "L7"), ("Mock rounds", "40:00", "60:00")).crowded is False
    assert view(("Condition", "How it is broken", "What is measured"), ("The sheet", "Sympathy", "Yours")).crowded


DAYS = """
| Day | Do | Minutes | Done |
|---|---|---|---|
| −10 | Ask | 30 | Yes |
| 1 | Rest | 0 | No |
| Sum | | 30 | |
"""
PAGE = make_page("a.md", "", Metadata("A"), parse_markdown(DAYS, "a.md").body)


def test_a_row_that_begins_with_a_number_says_of_what() -> None:
    written = EpubWriter(EDITION, PAGE, "1", make_environment()).write(PAGE.body)
    heads = [re.sub("<[^>]*>", "", head) for head in re.findall("<dt>(.*?)</dt>", written)]
    assert heads == ["Day −10", "Day 1", "Sum"]


def test_a_printed_page_may_begin_with_a_row() -> None:
    printed = WorkbookWriter(EDITION, PAGE, "1", make_environment()).write(PAGE.body)
    (name,) = re.findall('<tr id="([^"]*)"><th scope="row"[^>]*>1<', printed)
    breaks = PageBreaks([PageBreak("7", (name,))])
    written = EpubWriter(EDITION, PAGE, "1", make_environment(), breaks).write(PAGE.body)
    before, _, after = written.partition('id="page-7"')
    assert (before.count("<dl>"), after.count("<dl>")) == (1, 2)


def test_four_long_columns_take_both() -> None:
    assert view(("a", "b", "c", "d"), ("word " * 9, "word " * 9, "word " * 9, "x")).wide


def test_what_does_not_break_leaves_its_room_to_what_does() -> None:
    week, study, work = view(("Week", "Study", "Work"), ("24, 26", "5:30", "word " * 30), nested=True).widths
    assert week < 20
    assert study < 20
    assert abs(week + study + work + 2 * GUTTER - NESTED_WIDTH) < 0.1


def test_a_table_is_short_by_its_height_and_not_by_its_rows() -> None:
    assert view(*[("a", "b")] * 12).short
    assert not view(("a", "b"), *[("word " * 60, "word " * 60)] * 5).short
