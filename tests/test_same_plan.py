"""One plan in three products: the schedule on its page, in the e-book and in the planner says the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html

from prepress.load import load_guide
from prepress.manifest import describe_outcome
from prepress.model.artifact import PageMap
from prepress.model.edition import Edition
from prepress.model.plan import ACTIVITIES
from prepress.render.epub import render_epub
from prepress.render.planner import render_planner
from prepress.render.workbook import render_workbook
from prepress.schedule import collect_figures, plan_weeks

Row = tuple[str, ...]
"""Week, then new + again of designs, problems and stories, mock rounds, and the hours as h:mm."""
COUNT = re.compile(r"(designs|coding|stories|mock rounds) (\d+(?: \+ \d+)?)")
"""What a week of the e-book holds, and how many."""


@pytest.fixture(scope="module")
def edition() -> Edition:
    guide = load_guide(Path(__file__).parents[1] / "content").guide
    assert guide is not None
    weeks = {level: plan_weeks(guide, level) for level in ("L6", "L7")}
    return Edition(guide, "all", weeks, collect_figures(guide))


def read_table(page: str, level: str) -> list[Row]:
    """Return the schedule's rows as they are printed on the page about the plan."""
    tree = html.fromstring(page.encode())
    tables = [table for table in tree.iter("{*}table", "table") if f"The weeks at {level}" in table.text_content()]
    assert len(tables) == 1
    rows = []
    for row in tables[0].iter("{*}tr", "tr"):
        cells = ["".join(cell.itertext()).strip() for cell in row]
        if cells[0].isdigit():
            week, _, design, _, coding, stories, mocks, hours = cells
            rows.append(_make_row(week, (design, coding, stories), mocks, hours))
    return rows


def _make_row(week: str, counts: tuple[str, ...], mocks: str, hours: str) -> Row:
    if "free" in counts:
        return (week, "float")
    return (week, *(count.replace(" ", "") for count in counts), mocks.replace("–", "0"), hours)


def read_list(page: str, level: str) -> list[Row]:
    """Return the same rows as the e-book lists them, a block a week."""
    tree = html.fromstring(page.encode())
    (listed,) = tree.xpath(f"//*[@class='rows'][contains(*[@class='caption'], 'The weeks at {level}')]")
    rows = []
    for block in listed.iter("{*}dl", "dl"):
        head, words = ("".join(part.itertext()).replace("\xa0", " ") for part in block)
        week, hours = head.removeprefix("Week ").split(", ")
        counts = dict(COUNT.findall(words))
        new = tuple(counts.get(name, "free") for name in ("designs", "coding", "stories"))
        rows.append(_make_row(week, new, counts.get("mock rounds", "0"), hours))
    return rows


def read_map(page: str) -> list[Row]:
    """Return the same rows as the planner's map prints them; its mock rounds are boxes, taken from the weeks."""
    tree = html.fromstring(page)
    rows: list[Row] = []
    mocks = {
        sheet.get("id"): str(sum(text.startswith("MK-") for text in sheet.xpath(".//p//text()")))
        for sheet in tree.xpath("//section[starts-with(@id, 'week-')]")
    }
    for sheet in tree.xpath("//section[@data-template='weeks']"):
        words = ["".join(part.itertext()).strip() for part in sheet.xpath(".//p[not(contains(@class, 'rail'))]")]
        numbers = ["".join(part.itertext()) for part in sheet.xpath(".//p[contains(@class, 'number')]")]
        for number in numbers:
            at = words.index(number)
            if words[at + 1].startswith("Float"):
                rows.append((number, "float"))
            else:
                design, coding, stories, hours = words[at + 1 : at + 5]
                rows.append((number, design, coding, stories, mocks[f"week-{number}"], hours))
    return rows


@pytest.mark.parametrize("level", ["L6", "L7"])
def test_all_products_print_the_same_weeks(edition: Edition, level: str) -> None:
    chapters = render_workbook(edition, "a4", "w.pdf").chapters
    documents = render_epub(edition, PageMap(), "g.epub").documents
    caption = f"The weeks at {level}"
    on_paper = read_table(next(chapter.html for chapter in chapters if caption in chapter.html), level)
    on_screen = read_list(next(document.xhtml for document in documents if caption in document.xhtml), level)
    in_planner = read_map(render_planner(edition, level, "a4", None, "p.pdf").html)
    assert len(on_paper) == 26
    assert on_paper == on_screen == in_planner


@pytest.mark.parametrize("level", ["L6", "L7"])
def test_the_manifest_holds_the_same_weeks(edition: Edition, level: str) -> None:
    weeks = json.loads(json.dumps(describe_outcome(edition, (), (), {})))["schedule"][level]["weeks"]
    printed = read_map(render_planner(edition, level, "letter", None, "p.pdf").html)
    for week, row in zip(weeks, printed, strict=True):
        counts = [f"{len(week['new'][key])}+{len(week['again'][key])}" for key in ACTIVITIES[:3]]
        minutes = sum(week["minutes"].values())
        hours = f"{minutes // 60}:{minutes % 60:02d}"
        made = (str(week["week"]), *counts, str(len(week["new"]["mocks"])), hours)
        assert row in {made, (str(week["week"]), "float")}
        assert (len(row) == 2) == (minutes == 0)
