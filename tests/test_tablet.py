"""The planner on a tablet: tabs that lead where they say, out of the palm's way, and an order that is kept."""

from __future__ import annotations

import os
import re
from itertools import combinations
from pathlib import Path

import pytest

from prepress.render.planner import render_planner
from prepress.render.planner_dates import Month, list_months
from prepress.render.planner_small_masters import list_small_masters
from tests.sheets import Link, Text
from tests.small_papers import CLOSE, CONTENT, EDITIONS, Made, list_boxes, list_sheets, load_edition, press_small

HERE = Path(__file__).parent
TAB, WAY = 8.0, 10.0
"""The height of a tab, and how far below the last link the first box stands."""


LISTS = ("weeks", "masters")
"""Pages on which whole lines are links, and nothing is written."""
MONTHS = ("Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun")


@pytest.fixture(params=EDITIONS, ids=str)
def tablet(request: pytest.FixtureRequest) -> Made:
    level, start = request.param
    return press_small(level, "tablet", start)


def read_label(link: Link, texts: list[Text]) -> str:
    """Return the words that stand on a link."""
    inside = [text for text in texts if link.box.holds(text.box, 0.05)]
    return "".join(text.words for text in sorted(inside, key=lambda text: text.box.left)).strip()


def read_title(texts: list[Text]) -> str:
    return next(text.words.strip() for text in texts if text.size == pytest.approx(16, abs=0.01))


def read_second(texts: list[Text]) -> str:
    """Return the bold line beside the title."""
    title = next(text for text in texts if text.size == pytest.approx(16, abs=0.01))
    beside = [text for text in texts if text.size == pytest.approx(8.5, abs=0.01) and 28 < text.box.top < 36]
    return min(beside, key=lambda text: (round(text.box.top), abs(text.box.left - title.box.right))).words.strip()


def expect_page(label: str, week: str, title: str, gate: int) -> str:
    """Return the anchor that a tab promises on a page of a title; `week` is that of the page, `gate` the first."""
    pages = {"Plan": f"week-{week}", "Work": f"week-{week}-work", "Record": f"week-{week}-record"}
    fixed = {
        "Weeks": "weeks",
        "Hours": "hours-1",
        "Errors": "errors-1",
        "Gates": f"gate-{gate}",
        "Read": "reading-1",
        "Again": "again-CO-001",
        "Sheets": "masters",
    }
    if label in pages or label in fixed:
        return (pages | fixed)[label]
    if title == "Errors" and label.isdigit():
        return {"1": "errors-1"}.get(label, "errors-2")
    if title == "Reading" and label.startswith("W"):
        return "reading-.*"
    if label in MONTHS:
        return f"month-{MONTHS.index(label) + 1}"
    bank, _, number = label.partition(" ")
    patterns = [
        (r"M(\d)", "month-{}"),
        (r"W(\d+)", "gate-{}"),
        (r"(\d+)–\d+", "hours-{}"),
        (r"(\d+)", "week-{}"),
    ]
    for pattern, anchor in patterns:
        found = re.fullmatch(pattern, label)
        if found:
            return anchor.format(found[1])
    return f"again-{bank}-{int(number):0{3 if bank == 'CO' else 2}}"


def test_every_tab_leads_to_the_page_that_it_names(tablet: Made) -> None:
    for index, links in tablet.sheets.list_links():
        texts, anchor = tablet.pages[index][1], tablet.anchors[index]
        title, week = read_title(texts), re.sub(r"\D", "", anchor) if anchor.startswith("week-") else ""
        labels = [read_label(link, texts) for link in links]
        months = MONTHS if tablet.edition.whole else [f"M{n}" for n in range(1, 7)]
        assert labels[: len(months) + 7] == [
            "Weeks",
            *months,
            "Gates",
            "Hours",
            "Again",
            "Errors",
            "Read",
            "Sheets",
        ]
        assert (labels[-3:] == ["Plan", "Work", "Record"]) == bool(week)
        if week:
            rounds = tablet.edition.weeks[tablet.level][int(week) - 1].load("mocks").new
            assert ("Score" in labels) == bool(rounds)
        for link, label in zip(links, labels, strict=True):
            if label == "Score" and week:
                assert tablet.anchors[link.target] == expect_scores(tablet, int(week))
                continue
            if label in (masters := expect_masters(tablet, anchor)):
                assert tablet.anchors[link.target] == masters[label]
                continue
            label = re.match(r"\d+", label)[0] if anchor == "weeks" and label[0].isdigit() else label
            expected = expect_page(label, week, title, tablet.edition.weeks[tablet.level][7].gate.week)
            assert re.fullmatch(expected, tablet.anchors[link.target]), (anchor, label)
            if expected == "reading-.*":
                assert label[1:] == read_first_week(tablet, link.target)


def expect_scores(tablet: Made, week: int) -> str:
    """Return the score sheet of a week's mock rounds, or the list if they are of several kinds."""
    bank = tablet.edition.guide.bank
    kinds = {bank[name].facts["kind"] for name in tablet.edition.weeks[tablet.level][week - 1].load("mocks").new}
    return f"score-sheet-{kinds.pop()}" if len(kinds) == 1 else "masters"


def expect_masters(tablet: Made, anchor: str) -> dict[str, str]:
    """Return the masters by name on their list, and on the page of one its pages by their tabs."""
    masters = list(list_small_masters(tablet.edition.guide))
    if anchor == "masters":
        return {master.name: master.anchor for master in masters}
    tabs = {
        "score-sheet": ("Score", "Predict", "Heard", "Drill"),
        "story-card": ("Card", "Action", "Told", "Asked"),
        "coding-log": ("1 to 5", "6 to 10"),
        "decision-record": ("Options", "Decision"),
        "offer-worksheet": ("Sums", "Moves"),
    }
    for master in masters:
        pages = [str(values["anchor"]) for _, values in master.leaves]
        if anchor in pages:
            named = next((found for name, found in tabs.items() if anchor.startswith(name)), None)
            return dict(zip(named or ("Aims", "Parts", "Depth", "Choices"), pages, strict=True))
    return {}


def read_first_week(tablet: Made, index: int) -> str:
    """Return the first number in the column of weeks."""
    live = tablet.live(index)
    column = [
        text for text in tablet.pages[index][1] if text.box.left < live.left + 5 and text.words.strip().isdigit()
    ]
    return min(column, key=lambda text: text.box.top).words.strip()


def test_the_pages_that_tabs_name_say_so_themselves(tablet: Made) -> None:
    """An anchor is only a name: the title on the page must be that of the tab."""
    for anchor, (_, texts) in zip(tablet.anchors, tablet.pages, strict=True):
        kind, _, rest = anchor.partition("-")
        number = rest.partition("-")[0]
        titles = {"weeks": f"{len(tablet.edition.weeks[tablet.level])} weeks", "week": f"Week {number}"}
        if kind == "month":
            titles["month"] = next(week for week in view_months(tablet) if week.number == int(number)).name
        if not expect_masters(tablet, anchor) or anchor == "masters":
            assert read_title(texts) == titles.get(kind, kind.capitalize())
        if kind == "again":
            assert rest in read_second(texts)
        if kind == "gate":
            assert f"After week {number}:" in read_second(texts)


def view_months(tablet: Made) -> tuple[Month, ...]:
    return list_months(tablet.edition.weeks[tablet.level])


def test_tabs_are_large_and_above_the_hand(tablet: Made) -> None:
    for index, links in tablet.sheets.list_links():
        for one, other in combinations(links, 2):
            assert not one.box.meets(other.box, 0.01)
        for link in links:
            assert link.box.width >= TAB
            assert link.box.height >= TAB - CLOSE
            assert tablet.live(index).holds(link.box, 0.01)
            if tablet.anchors[index] not in LISTS:
                assert link.box.bottom <= tablet.paper.top + 2 * TAB + CLOSE
        boxes = [box for curved, box in list_boxes(tablet.pages[index][0])]
        lowest = max(link.box.bottom for link in links)
        written = tablet.anchors[index] not in LISTS
        assert not written or all(box.top > lowest + WAY for box in boxes)
        assert written or not boxes


@pytest.mark.parametrize("level", ["L6", "L7"])
def test_the_order_of_a_tablets_pages_is_kept(level: str) -> None:
    """Handwriting is kept by page number: what is new must come last. The file is the order that readers have."""
    path = HERE / "golden" / f"{level.lower()}-tablet-pages.txt"
    listed = list_sheets(render_planner(load_edition(CONTENT), level, "tablet", None, "p.pdf"))
    order = "".join(f"{anchor}\n" for anchor, _ in listed)
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(order, encoding="utf-8")
    assert order.startswith(path.read_text(encoding="utf-8"))
