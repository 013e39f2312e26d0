"""The planner on a tablet: tabs that lead where they say, out of the palm's way, and an order that is kept."""

from __future__ import annotations

import os
import re
from itertools import combinations
from pathlib import Path

import pytest

from tests.sheets import Link, Text
from tests.small_papers import CLOSE, LEVELS, Made, list_boxes, press_small

HERE = Path(__file__).parent
TAB = 8.0


@pytest.fixture(params=LEVELS)
def tablet(request: pytest.FixtureRequest) -> Made:
    return press_small(request.param, "tablet")


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


def expect_page(label: str, week: str, title: str) -> str:
    """Return the anchor that a tab's label promises on a page of a title; `week` is the number of its week."""
    pages = {"Plan": f"week-{week}", "Work": f"week-{week}-work", "Record": f"week-{week}-record"}
    fixed = {
        "Weeks": "weeks",
        "Hours": "hours-1",
        "Errors": "errors-1",
        "Gates": "gate-8",
        "Again": "again-CO-001",
    }
    if label in pages or label in fixed:
        return (pages | fixed)[label]
    if title == "Errors" and label.isdigit():
        return {"1": "errors-1"}.get(label, "errors-2")
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
        assert labels[:11] == ["Weeks", *(f"M{n}" for n in range(1, 7)), "Gates", "Hours", "Again", "Errors"]
        assert (labels[-3:] == ["Plan", "Work", "Record"]) == bool(week)
        for link, label in zip(links, labels, strict=True):
            label = re.match(r"\d+", label)[0] if anchor == "weeks" and label[0].isdigit() else label
            assert tablet.anchors[link.target] == expect_page(label, week, title), (anchor, label)


def test_the_pages_that_tabs_name_say_so_themselves(tablet: Made) -> None:
    """An anchor is only a name: the title on the page must be that of the tab."""
    for anchor, (_, texts) in zip(tablet.anchors, tablet.pages, strict=True):
        kind, _, rest = anchor.partition("-")
        number = rest.partition("-")[0]
        titles = {"weeks": "26 weeks", "week": f"Week {number}", "month": f"Month {number}"}
        assert read_title(texts) == titles.get(kind, kind.capitalize())
        if kind == "again":
            assert rest in read_second(texts)
        if kind == "gate":
            assert f"After week {number}:" in read_second(texts)


def test_tabs_are_large_and_above_the_hand(tablet: Made) -> None:
    for index, links in tablet.sheets.list_links():
        for one, other in combinations(links, 2):
            assert not one.box.meets(other.box, 0.01)
        for link in links:
            assert link.box.width >= TAB
            assert link.box.height >= TAB - CLOSE
            assert tablet.live(index).holds(link.box, 0.01)
            if tablet.anchors[index] != "weeks":
                assert link.box.bottom <= tablet.paper.top + 2 * TAB + CLOSE
        boxes = [box for curved, box in list_boxes(tablet.pages[index][0])]
        lowest = max(link.box.bottom for link in links)
        assert tablet.anchors[index] == "weeks" or all(box.top > lowest + 10 for box in boxes)
        assert tablet.anchors[index] != "weeks" or not boxes


def test_the_order_of_a_tablets_pages_is_kept(tablet: Made) -> None:
    """Handwriting is kept by page number: what is new must come last. The file is the order that readers have."""
    path = HERE / "golden" / f"{tablet.level.lower()}-tablet-pages.txt"
    order = "\n".join(tablet.anchors) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(order, encoding="utf-8")
    assert order.startswith(path.read_text(encoding="utf-8"))
