"""The planner for A5 and for a tablet: sizes that a pen needs, and texts that fit."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import page as validator
import pytest
from fontTools.ttLib import TTFont
from lxml import html

from prepress.model.edition import Edition
from prepress.press.planner import press_planner
from prepress.problems import Severity
from prepress.render.planner import render_planner
from prepress.render.planner_paper import PAPERS
from prepress.render.type_size import ADVANCES, MILLIMETERS, choose_look, cut_text, measure_text
from prepress.schedule import plan_weeks
from tests.conftest import SAMPLE
from tests.sheets import Box, Stroke
from tests.small_papers import (
    CLOSE,
    CONTENT,
    LEVELS,
    SMALL,
    Made,
    list_boxes,
    list_sheets,
    load_edition,
    press_small,
)


@pytest.fixture(params=[(level, paper) for level in LEVELS for paper in SMALL], ids="-".join)
def made(request: pytest.FixtureRequest) -> Made:
    return press_small(*request.param)


@pytest.fixture
def edition() -> Edition:
    return load_edition(CONTENT)


def list_rules(strokes: list[Stroke], width: float) -> list[float]:
    """Return the heights of the lines that are `width` mm wide, from the top."""
    flat = [stroke for stroke in strokes if stroke.box.height < CLOSE and abs(stroke.box.width - width) < 0.02]
    return sorted(stroke.box.top for stroke in flat)


def test_each_sheet_is_one_page_of_the_papers_size(made: Made) -> None:
    assert not made.artifact.problems
    assert made.sheets.pages == made.rendered.sheets == len(made.anchors)
    assert len(set(made.anchors)) == len(made.anchors)
    for page in made.sheets.document:
        width, height = (value * MILLIMETERS for value in page.get_size())
        assert (width, height) == (
            pytest.approx(made.paper.width, abs=0.01),
            pytest.approx(made.paper.height, abs=0.01),
        )


def test_page_counts(made: Made) -> None:
    loads = [week for week in made.anchors if re.fullmatch(r"week-\d+", week)]
    assert len(loads) == 26
    if made.paper.name == "a5":
        assert made.sheets.pages % 4 == 0
        assert sum(anchor.startswith("week-") for anchor in made.anchors) == 4 * 26
        for folio, anchor in enumerate(made.anchors, 1):
            if re.fullmatch(r"(week|month)-\d+", anchor) or anchor == "hours-1":
                assert folio % 2 == 0, anchor
    else:
        assert made.sheets.pages <= 100
        assert sum(anchor.startswith("week-") for anchor in made.anchors) == 3 * 26


def test_nothing_is_printed_outside_the_live_area(made: Made) -> None:
    for index, (strokes, texts) in enumerate(made.pages):
        live = made.live(index)
        for stroke in strokes:
            assert live.holds(stroke.box, 0.01), (made.anchors[index], stroke)
        for text in texts:
            assert live.holds(text.box, 0.01), (made.anchors[index], text)


def test_weights_are_those_of_the_design(made: Made) -> None:
    dots = 0.36 / MILLIMETERS
    for index, (strokes, _) in enumerate(made.pages):
        allowed = {0, 0.35, 0.5, 0.8} | ({round(dots, 2)} if made.templates[index] == "a5/notes" else set())
        assert {round(stroke.weight, 2) for stroke in strokes} <= allowed, made.anchors[index]


def test_boxes_are_four_millimeters_and_signs_smaller_on_purpose(made: Made) -> None:
    squares = rounds = 0
    for index, (strokes, _) in enumerate(made.pages):
        for curved, box in list_boxes(strokes):
            sizes = (4.0, 3.376) if curved else (4.0,)
            size = next((size for size in sizes if abs(box.width - size) < 0.1), 0)
            assert (box.width, box.height) == pytest.approx((size, size), abs=CLOSE), made.anchors[index]
            squares += not curved
            rounds += curved
    assert squares > 400
    assert rounds > 400


def test_lines_are_71_and_635_hundredths_apart(made: Made) -> None:
    width = made.paper.live_width
    wide = {"a5": "a5/week-record", "tablet": "tablet/week-record"}[made.paper.name]
    for index in made.find(wide):
        rules = list_rules(made.pages[index][0], width)
        gaps = [round(lower - upper, 2) for upper, lower in pairwise(rules)]
        assert gaps.count(6.35) >= made.paper.log, gaps
        assert gaps.count(7.1) == 3, gaps
    for index in made.find("small/float-plan"):
        gaps = [round(lower - upper, 2) for upper, lower in pairwise(list_rules(made.pages[index][0], width))]
        assert gaps.count(7.1) == 6, gaps
        half = round((width + 5) / 2, 2) - 5
        gaps = [round(lower - upper, 2) for upper, lower in pairwise(list_rules(made.pages[index][0], half))]
        assert gaps == [0, 6.35] * 8 + [0]


def test_no_type_is_smaller_than_8_points(made: Made) -> None:
    for index, (_, texts) in enumerate(made.pages):
        assert texts
        for text in texts:
            assert text.size >= 7.99, (made.anchors[index], text)


def test_no_two_texts_meet(made: Made) -> None:
    for index, (_, texts) in enumerate(made.pages):
        for one, other in combinations(texts, 2):
            assert not one.box.meets(other.box, 0.05), (made.anchors[index], one.words, other.words)


def test_no_rule_runs_through_a_text(made: Made) -> None:
    for index, (strokes, texts) in enumerate(made.pages):
        lines = [line for stroke in strokes if not stroke.curved for line in list_lines(stroke)]
        for text in texts:
            for line in lines:
                assert not line.meets(text.box, 0.05), (made.anchors[index], text.words, line)


def list_lines(stroke: Stroke) -> Iterator[Box]:
    """Yield each side of a stroke, as broad as its ink."""
    half = max(stroke.weight * MILLIMETERS / 2, 0.06)
    for (x, y), (u, v) in pairwise(stroke.points):
        if abs(x - u) < CLOSE or abs(y - v) < CLOSE:
            yield Box(min(x, u) - half, min(y, v) - half, max(x, u) + half, max(y, v) + half)


def test_no_word_is_wider_than_its_box(made: Made) -> None:
    """What cannot be broken must fit, at the size of its class; the semibold is some 5 % wider."""
    sizes = {"field": 8.5, "column": 8, "twofold": 8, "section": 10, "number": 13, "lead": 13, "guide": 15}
    for box in html.fromstring(made.rendered.html).iter("p"):
        found = re.search(r"width:([\d.]+)mm", box.get("style", ""))
        looks = box.get("class", "").split()
        if not found or "days" in looks:
            continue
        points = next((sizes[look] for look in looks if look in sizes), 9)
        for word in box.text_content().split():
            width = measure_text(word, points) * (1.05 if "bold" in looks else 1)
            assert width <= float(found[1]) + 0.05, (word, found[1])


def test_every_exercise_stands_in_its_weeks(made: Made, edition: Edition) -> None:
    for week in edition.weeks[made.level]:
        pages = [i for i, name in enumerate(made.anchors) if re.fullmatch(rf"week-{week.number}(-\w+)?", name)]
        words = [text.words.strip() for index in pages for text in made.pages[index][1]]
        for load in week.loads:
            for name in (*load.new, *(item.id for item in load.again)):
                assert words.count(name) >= 1, (week.number, name)
        again = sum(len(load.again) for load in week.loads)
        assert sum(word in {"+1", "+5"} for word in words) == again


def test_titles_stand_in_the_outline_once(made: Made) -> None:
    items = list(made.sheets.document.get_toc())
    titles = [item.get_title() for item in items]
    assert [title for title in titles if re.fullmatch(r"Week \d+", title)] == [f"Week {n}" for n in range(1, 27)]
    for item in items:
        number = re.match(r"(Week|Month) (\d+)", item.get_title())
        if number:
            page = made.anchors[item.get_dest().get_index()]
            assert page.startswith(("page-", f"{number[1].lower()}-{number[2]}"))


@pytest.mark.parametrize("paper", SMALL)
def test_dates_move_no_page(edition: Edition, paper: str) -> None:
    plain = render_planner(edition, "L6", paper, None, "p.pdf")
    weeks = {"L6": plan_weeks(edition.guide, "L6", datetime.date(2027, 1, 4))}
    dated = render_planner(replace(edition, weeks=weeks), "L6", paper, None, "p.pdf")
    assert list_sheets(dated) == list_sheets(plain)
    week = next(part for part in dated.html.split("<section ") if 'id="week-7"' in part)
    assert "15 Feb" in week
    assert "21 Feb" in week
    assert "Feb" not in plain.html


# Small guides, and what goes wrong.


@pytest.fixture(scope="module")
def starter() -> Edition:
    return load_edition(SAMPLE)


@pytest.mark.parametrize("paper", SMALL)
def test_a_plan_of_four_weeks_is_laid_out_and_accessible(starter: Edition, paper: str, tmp_path: Path) -> None:
    rendered = render_planner(starter, "L6", paper, None, "p.pdf")
    artifact = press_planner(rendered)
    assert not artifact.problems
    assert artifact.pages == rendered.sheets
    assert artifact.pages % PAPERS[paper].fold == 0
    path = tmp_path / "p.pdf"
    path.write_bytes(artifact.data)
    assert validator.validate_pdf(str(path), profile="ua1").is_compliant
    assert press_planner(rendered).data == artifact.data


def test_a_tab_that_leads_nowhere_is_an_error(starter: Edition) -> None:
    rendered = render_planner(starter, "L6", "tablet", None, "p.pdf")
    broken = replace(rendered, html=rendered.html.replace('href="#week-2"', 'href="#week-99"'))
    found = press_planner(broken).problems
    assert {problem.code for problem in found} == {"press-missing-anchor"}
    assert all(problem.severity is Severity.ERROR for problem in found)


def test_a_title_too_long_for_two_lines_is_cut_and_reported(starter: Edition) -> None:
    name = next(iter(starter.weeks["L6"][0].loads[0].new))
    long = "A title that is much longer than anybody should write " * 5
    bank = {**starter.guide.bank, name: replace(starter.guide.bank[name], title=long.strip())}
    rendered = render_planner(replace(starter, guide=replace(starter.guide, bank=bank)), "L6", "a5", None, "p.pdf")
    assert rendered.cut == (long.strip(),)
    assert "…" in rendered.html
    problems = press_planner(rendered).problems
    assert [problem.code for problem in problems] == ["press-title-cut"]


def test_the_listed_advances_are_those_of_the_font() -> None:
    listed = json.loads(ADVANCES.read_text(encoding="utf-8"))
    with TTFont(ADVANCES.with_name("SourceSans3-Regular.otf.woff2")) as font:
        widths, names = font["hmtx"], font.getBestCmap()
        assert listed["unitsPerEm"] == font["head"].unitsPerEm
        assert listed["missing"] == widths[".notdef"][0]
        advances = {chr(code): widths[name][0] for code, name in names.items() if 0x20 <= code < 0x2200}
    assert listed["advances"] == advances


def test_a_line_gets_the_largest_size_that_fits() -> None:
    width = measure_text("The same missed date", 9)
    assert choose_look("The same missed date", width + 0.01) == ""
    assert choose_look("The same missed date", width - 0.01) == "field"
    assert choose_look("The same missed date", width * 8.2 / 9) == "column"
    assert choose_look("The same missed date", width * 7.9 / 9) == "twofold"
    assert cut_text("The same missed date", width) == "The same missed date"
    assert cut_text("The same missed date", width / 4) == "The…"
