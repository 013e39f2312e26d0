"""Sheets, radars and bars print the rows of the competency matrix, and no page can name another set of them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from prepress.checks.blocks import check_radar_scores
from prepress.checks.subject import Subject
from prepress.load import load_guide
from prepress.load.data import read_data
from prepress.load.markdown import parse_markdown
from prepress.load.page import make_page
from prepress.load.records import read_competencies
from prepress.model.edition import Edition
from prepress.model.guide import Metadata, Page
from prepress.render.environment import make_environment
from prepress.render.epub_writer import EpubWriter
from prepress.render.workbook_writer import WorkbookWriter
from prepress.render.worksheets import list_written
from prepress.schedule import collect_figures, plan_weeks

HERE = Path(__file__).parent
ROWS = """
- id: first
  name: First & last
  bars: {L6: 3, L7: 4}
  levels: [a, b, c, d]
- id: second
  name: Second
  bars: {L6: 2, L7: 2}
  levels: [e, f, g, h]
"""
FILLED = """
/// radar | One shape inside the other
    axes: competencies
    rings: 4
    scores: [3, 2]
    outside: [4, 1]
///
"""
PAGE = """
/// fill | Evidence first
    from: competencies

| Competency | Evidence | Score |
|---|---|---|
///

/// radar | Mark the scores
    axes: competencies
///

/// bars | What each level asks
///
"""


def make_edition(level: str, text: str) -> tuple[Edition, Page]:
    guide = load_guide(HERE.parent / "templates" / "starter").guide
    assert guide is not None
    page = make_page("sheet.md", "", Metadata("Sheet"), parse_markdown(text, "sheet.md").body)
    rows = read_competencies(read_data(ROWS, "data/competencies.yaml"))
    guide = replace(guide, competencies=rows, pages={**guide.pages, page.path: page})
    weeks = {name: plan_weeks(guide, name) for name in ("L6", "L7")}
    return Edition(guide, level, weeks, collect_figures(guide)), page


def write_page(level: str, writer_class: type[WorkbookWriter] | type[EpubWriter], text: str = PAGE) -> str:
    edition, page = make_edition(level, text)
    return str(writer_class(edition, page, "1", make_environment()).write(page.body))


def list_cells(made: str, kind: str) -> list[str]:
    table = re.search(rf'<table class="{kind}.*?</table>', made, re.DOTALL)
    assert table
    return [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", table[0])]


def test_a_sheet_has_a_row_for_each_competency() -> None:
    cells = list_cells(write_page("all", WorkbookWriter), "fill")
    heads = ["Competency", "Evidence", "Score"]
    assert cells == [*heads, "First &amp; last", "", "", "Second", "", ""]


def test_a_sheet_gives_its_room_to_the_evidence() -> None:
    head = re.search(r'<table class="fill.*?</thead>', write_page("all", WorkbookWriter), re.DOTALL)
    assert head
    names, evidence, score = (float(width) for width in re.findall(r"width: ([\d.]+)mm", head[0]))
    assert evidence > names + score


def test_a_radar_has_an_axis_for_each_competency() -> None:
    drawing = re.search(r"<svg.*?</svg>", write_page("all", WorkbookWriter), re.DOTALL)
    assert drawing
    assert re.findall(r"<text[^>]*>([^<]*)</text>", drawing[0])[-2:] == ["First &amp; last", "Second"]
    assert "On paper, axes for First &amp; last, Second." in write_page("all", EpubWriter)


def test_scores_are_drawn_on_their_axes_in_both_products() -> None:
    for writer_class in (WorkbookWriter, EpubWriter):
        drawing = re.search(r"<svg.*?</svg>", write_page("all", writer_class, FILLED), re.DOTALL)
        assert drawing
        shapes = [tag for tag in re.findall(r"<polygon[^>]*>", drawing[0]) if 'stroke-width=".7"' in tag]
        corners = [re.findall(r"(-?[\d.]+),(-?[\d.]+)", tag) for tag in shapes]
        assert corners == [[("0.00", "-25.50"), ("0.00", "17.00")], [("0.00", "-34.00"), ("0.00", "8.50")]]
        assert ["stroke-dasharray" in tag for tag in shapes] == [False, True]
        said = "scores: First &amp; last 3, Second 2; outside: First &amp; last 4, Second 1)</title>"
        assert said in drawing[0]
        assert ('fill="#fff" d="M-57 -44h114v86h-114z"' in drawing[0]) is (writer_class is EpubWriter)


def test_a_radar_that_is_filled_in_is_not_among_what_is_written_on() -> None:
    blank = FILLED.replace("    scores: [3, 2]\n    outside: [4, 1]\n", "")
    assert [len(list(list_written(make_edition("all", text)[1].body))) for text in (FILLED, blank)] == [0, 1]


@pytest.mark.parametrize("scores", ["[3]", "[3, 2, 1]", "[3, 5]", "[3, -1]", "[3, high]", "3"])
def test_scores_that_do_not_fit_the_axes_are_reported(scores: str) -> None:
    edition, page = make_edition("all", FILLED.replace("[3, 2]", scores))
    subject = Subject(edition, frozenset({"radar"}), parse_diagram=lambda *_: None, parse_formula=lambda _: None)
    found = [problem for problem in check_radar_scores(subject) if problem.place.file == page.place.file]
    assert [(problem.code, problem.place.line) for problem in found] == [("block-wrong-scores", 2)]


def test_bars_add_up_for_the_levels_of_the_edition() -> None:
    both = ["Competency", "L6", "L7", "First &amp; last", "3", "4", "Second", "2", "2", "Sum, of 8", "5", "6"]
    assert list_cells(write_page("all", WorkbookWriter), "read") == both
    one = ["Competency", "L7", "First &amp; last", "4", "Second", "2", "Sum, of 8", "6"]
    assert list_cells(write_page("l7", WorkbookWriter), "read") == one


def test_a_bar_is_one_of_the_four_levels() -> None:
    entry = read_data(ROWS.replace("L7: 4", "L7: 5"), "data/competencies.yaml")
    read_competencies(entry)
    assert [found.place.line for found in entry.findings.problems] == [4]


def test_the_pages_of_the_guide_name_no_competency_in_a_sheet_by_hand() -> None:
    guide = load_guide(HERE.parent / "content").guide
    assert guide is not None
    names = {row.name for row in guide.competencies}
    for page in guide.pages.values():
        for node in page.body.walk():
            if node.get("name") == "radar":
                assert not names.intersection(map(str, node.options["axes"])), page.path
