"""The planner for A5 and for a tablet: sizes that a pen needs, and texts that fit."""

from __future__ import annotations

import json
import re
from collections import Counter
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
from prepress.render.planner_small_masters import list_small_masters
from prepress.render.type_size import ADVANCES, MILLIMETERS, choose_look, cut_text, measure_text
from tests.conftest import SAMPLE
from tests.sheets import Box, Stroke
from tests.small_papers import (
    CLOSE,
    CONTENT,
    EDITIONS,
    SMALL,
    Made,
    list_boxes,
    load_edition,
    press_small,
)

DOTTED = ("a5/notes", "small/design-parts")
"""Templates with a grid of dots."""


@pytest.fixture(params=[(level, paper, start) for level, start in EDITIONS for paper in SMALL], ids=str)
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
    length = len(made.edition.weeks[made.level])
    assert sum(bool(re.fullmatch(r"week-\d+", anchor)) for anchor in made.anchors) == length
    if made.paper.name == "a5":
        assert made.sheets.pages % 4 == 0
        assert sum(anchor.startswith("week-") for anchor in made.anchors) == 4 * length
        for folio, anchor in enumerate(made.anchors, 1):
            if re.fullmatch(r"(week|month)-\d+", anchor) or anchor == "hours-1":
                assert folio % 2 == 0, anchor
    else:
        assert made.anchors.index("masters") <= 104
        assert sum(anchor.startswith("week-") for anchor in made.anchors) == 3 * length


def test_nothing_is_printed_outside_the_live_area(made: Made) -> None:
    for index, (strokes, texts) in enumerate(made.pages):
        live = made.live(index)
        for stroke in strokes:
            assert live.holds(stroke.box, 0.01), (made.anchors[index], stroke)
        for text in texts:
            assert live.holds(text.box, 0.02), (made.anchors[index], text)


def test_weights_are_those_of_the_design(made: Made) -> None:
    dots = 0.36 / MILLIMETERS
    for index, (strokes, _) in enumerate(made.pages):
        allowed = {0, 0.35, 0.5, 0.8} | ({round(dots, 2)} if made.templates[index] in DOTTED else set())
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
    floats = made.find("small/float-plan") if any(week.floating for week in made.edition.weeks[made.level]) else []
    for index in floats:
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
    """What cannot be broken must fit, at the size of its class; the semibold is some 5 % wider.

    A line may end after a slash or a hyphen.
    """
    sizes = {"field": 8.5, "column": 8, "twofold": 8, "section": 10, "number": 13, "lead": 13, "guide": 15}
    for box in html.fromstring(made.rendered.html).iter("p"):
        found = re.search(r"width:([\d.]+)mm", box.get("style", ""))
        looks = box.get("class", "").split()
        if not found or "days" in looks:
            continue
        points = next((sizes[look] for look in looks if look in sizes), 9)
        for word in re.findall(r"[^\s/-]+[/-]?", box.text_content()):
            width = measure_text(word, points) * (1.05 if "bold" in looks else 1)
            assert width <= float(found[1]) + 0.05, (word, found[1])


def test_every_exercise_stands_in_its_weeks(made: Made) -> None:
    for week in made.edition.weeks[made.level]:
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
    assert [title for title in titles if re.fullmatch(r"Week \d+", title)] == [
        f"Week {week.number}" for week in made.edition.weeks[made.level]
    ]
    for item in items:
        number = re.match(r"(Week|Month) (\d+)", item.get_title())
        if number:
            page = made.anchors[item.get_dest().get_index()]
            assert page.startswith(("page-", f"{number[1].lower()}-{number[2]}"))


def find_sheet(made: Made, anchor: str) -> str:
    """Return the words of a page."""
    return " ".join(text.words.strip() for text in made.pages[made.anchors.index(anchor)][1])


@pytest.mark.parametrize("paper", SMALL)
def test_dates_stand_where_the_design_puts_them(paper: str) -> None:
    """Worked out by hand from Wednesday, 23 December 2026; the first gate is that of week 8."""
    made = press_small("L7", paper, EDITIONS[1][1])
    assert "23 Dec 29 Dec" in find_sheet(made, "week-1")
    assert "ISO week 53" in find_sheet(made, "week-2")
    assert "30 Dec to 5 Jan 2027" in find_sheet(made, "week-2-record").replace(" 2026", "")
    assert "January" in find_sheet(made, "month-2")
    assert "30 Dec 2026 to 2 Feb 2027" in find_sheet(made, "month-2")
    assert "16 February 2027" in find_sheet(made, "gate-8")
    plain = press_small("L6", paper)
    assert not any(re.search(r"\b(Dec|Jan|Feb|ISO)\b", find_sheet(plain, anchor)) for anchor in plain.anchors)


def test_a_month_of_a5_counts_its_days_from_the_first_weekday() -> None:
    made = press_small("L7", "a5", EDITIONS[1][1])
    words = [text.words.strip() for text in made.pages[made.anchors.index("month-2")][1]]
    at = words.index("Wed")
    assert words[at : at + 7] == ["Wed", "Thu", "Fri", "Sat", "Sun", "Mon", "Tue"]
    days = [word for word in words if re.fullmatch(r"\d+|1 (Jan|Feb)", word)]
    assert "1 Jan" in days and "1 Feb" in days and "31" in days


def test_a_shorter_pack_says_which_weeks_of_the_books_it_leaves_out(made: Made) -> None:
    words = " ".join(find_sheet(made, anchor) for anchor in made.anchors)
    assert words.count("leaves out the free weeks 13 and 22") == {
        (True, "a5"): 2, (True, "tablet"): 1, (False, "a5"): 0, (False, "tablet"): 0,
    }[made.edition.whole is not None, made.paper.name]  # fmt: skip


def test_every_page_to_read_stands_in_the_list_of_its_week(made: Made) -> None:
    rows = [row for index in made.find("small/reading") for row in made.pages[index][1]]
    words = Counter(text.words.strip() for text in rows)
    for week in made.edition.weeks[made.level]:
        for path in week.pages:
            assert words[made.edition.guide.title_of(path)] >= 1, path
    boxes = [box for index in made.find("small/reading") for _, box in list_boxes(made.pages[index][0])]
    assert len(boxes) == sum(len(week.pages) for week in made.edition.weeks[made.level])


def test_a_float_counts_what_is_still_to_come() -> None:
    """New and again of designs, problems and stories, and mock rounds, after week 13 of L6."""
    for paper in SMALL:
        made = press_small("L6", paper)
        later = [week for week in made.edition.weeks["L6"] if week.number > 13]
        words = find_sheet(made, "week-13-work")
        for name, key, kind in (
            ("A new design, from prompt to rubric 75", "system_design", "new"),
            ("A coding problem again 10", "coding", "again"),
            ("A mock round, with its debrief 120", "mocks", "new"),
        ):
            count = sum(len(getattr(week.load(key), kind)) for week in later)
            assert f"{name} {count}" in words


def test_every_link_of_a5_leads_to_what_it_names() -> None:
    for level, start in EDITIONS:
        made = press_small(level, "a5", start)
        named: Counter[str] = Counter()
        for index, links in made.sheets.list_links():
            for link in links:
                inside = [text for text in made.pages[index][1] if link.box.holds(text.box, 0.6)]
                words = " ".join(text.words.strip() for text in inside)
                kind, wanted = expect_target(words, made)
                named[kind] += 1
                assert re.fullmatch(wanted, made.anchors[link.target]), (made.anchors[index], words)
                if kind == "exercise":
                    assert words in find_sheet(made, made.anchors[link.target])
        assert set(named) == {"week", "exercise", "gate", "month", "reading", "master", "score"}
        mocks = sum(len(week.load("mocks").new) for week in made.edition.weeks[level])
        assert named["score"] == mocks
        for week in made.edition.weeks[level]:
            exercises = sum(len(load.new) for load in week.loads if load.activity != "mocks")
            assert exercises <= named["exercise"]


MASTERS = {"Design": "design-sheet-blank", "Coding": "coding-log", "Stories": "story-card"}


def expect_target(words: str, made: Made) -> tuple[str, str]:
    """Return what kind of link words are, and the pattern of the anchor that they promise."""
    masters = {master.name: master.anchor for master in list_small_masters(made.edition.guide)}
    if words in MASTERS | masters:
        return "master", (MASTERS | masters)[words]
    if re.fullmatch(r"MK-\d+", words):
        return "score", f"score-sheet-{made.edition.guide.bank[words].facts['kind']}"
    if found := re.fullmatch(r"(?:Week )?(\d+)", words):
        return "week", f"week-{found[1]}"
    if re.fullmatch(r"(SD|CO|ST)-\d+", words):
        return "exercise", f"again-{words[:2]}-\\d+"
    if words == "gate":
        return "gate", r"gate-\d+"
    if "listed on the sheet" in words:
        return "reading", "reading-1"
    return "month", r"month-\d"


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
    assert long.strip() in rendered.cut
    assert all(long.strip() in title for title in rendered.cut)
    assert "…" in rendered.html
    problems = press_planner(rendered).problems
    assert {problem.code for problem in problems} == {"press-title-cut"}
    assert len(problems) == len(rendered.cut)


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
