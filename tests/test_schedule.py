"""The plan's arithmetic: the owner's budgets to the minute, and every promise about repetitions."""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress.load import load_guide
from prepress.model.guide import Guide
from prepress.model.plan import ACTIVITIES
from prepress.schedule import REPEATED, collect_figures, list_loaded, plan_weeks

CONTENT = Path(__file__).parents[1] / "content"

# Week: designs new + again, minutes of study, problems, stories, mock rounds, minutes of the week.
L6 = """
1 2+0 240 5+0 1+0 0 680 | 2 2+2 30 5+5 1+1 1 700 | 3 2+2 120 5+5 1+1 0 670 | 4 1+2 90 5+5 1+1 1 685
5 2+1 240 5+5 1+1 0 775 | 6 2+4 0 5+10 1+2 1 780 | 7 2+4 120 5+10 1+2 0 780 | 8 2+4 0 5+10 1+2 1 780
9 3+3 30 4+10 2+2 0 800 | 10 1+5 120 4+9 1+3 1 820 | 11 3+3 60 4+9 2+2 0 820 | 12 2+5 30 4+9 1+3 1 805
13 0+0 0 0+0 0+0 0 0 | 14 3+4 30 4+9 2+2 0 805 | 15 1+6 90 4+8 1+4 1 825 | 16 3+2 60 4+8 2+2 0 795
17 2+6 0 4+8 1+4 1 810 | 18 3+4 0 3+8 2+2 0 725 | 19 1+6 0 3+7 1+4 2 805 | 20 3+2 60 2+7 1+2 0 615
21 0+6 120 0+6 0+3 2 600 | 22 0+0 0 0+0 0+0 0 0 | 23 0+2 0 0+4 0+1 4 580 | 24 0+3 150 0+3 0+2 0 285
25 0+1 0 0+3 0+1 4 555 | 26 0+3 210 0+2 0+1 0 305
"""
L7 = """
1 2+0 270 3+0 2+0 0 870 | 2 2+2 150 2+3 1+2 1 850 | 3 2+2 150 3+2 2+1 0 840 | 4 2+2 150 2+3 1+2 1 850
5 2+2 390 2+2 1+1 0 920 | 6 2+4 0 2+5 1+3 2 910 | 7 2+4 270 2+4 1+2 0 890 | 8 2+4 0 2+5 1+3 2 910
9 3+4 60 2+4 2+2 0 920 | 10 2+5 0 2+4 1+3 2 915 | 11 3+4 150 2+4 1+2 0 890 | 12 1+5 150 2+4 1+2 2 905
13 0+0 0 0+0 0+0 0 0 | 14 3+3 30 2+4 2+2 0 875 | 15 1+6 30 2+4 1+4 2 880 | 16 3+3 150 2+4 1+2 0 875
17 1+6 90 2+4 1+2 2 860 | 18 3+2 0 2+4 2+2 0 830 | 19 1+6 0 2+4 0+4 3 850 | 20 3+2 60 2+4 2+1 0 850
21 0+6 240 0+4 0+3 3 850 | 22 0+0 0 0+0 0+0 0 0 | 23 0+1 0 0+2 0+1 5 675 | 24 0+3 330 0+2 0+2 0 475
25 0+1 0 0+2 0+0 5 635 | 26 0+3 330 0+2 0+2 0 475
"""
BUDGETS = {"L6": (6000, 4800, 3600, 2400), "L7": (9000, 2400, 4800, 3600)}


@pytest.fixture(scope="module")
def guide() -> Guide:
    loaded = load_guide(CONTENT).guide
    assert loaded is not None
    return loaded


@pytest.mark.parametrize(("level", "table"), [("L6", L6), ("L7", L7)])
def test_weeks_are_those_of_the_published_table(guide: Guide, level: str, table: str) -> None:
    rows = [row.split() for line in table.strip().splitlines() for row in line.split("|")]
    made = []
    for week in plan_weeks(guide, level):
        loads = [week.load(activity) for activity in ACTIVITIES]
        counts = [f"{len(load.new)}+{len(load.again)}" for load in loads]
        study, rounds = loads[0].study, len(loads[3].new)
        made.append([week.number, counts[0], study, counts[1], counts[2], rounds, week.minutes])
    assert [[str(value) for value in row] for row in made] == rows


@pytest.mark.parametrize("level", ["L6", "L7"])
def test_budgets_hold_to_the_minute(guide: Guide, level: str) -> None:
    weeks = plan_weeks(guide, level)
    sums = tuple(sum(week.load(activity).minutes for week in weeks) for activity in ACTIVITIES)
    assert sums == BUDGETS[level]
    assert sum(week.minutes for week in weeks) == sum(BUDGETS[level])


@pytest.mark.parametrize("level", ["L6", "L7"])
def test_every_exercise_comes_back_as_promised(guide: Guide, level: str) -> None:
    assert guide.plan is not None
    loaded = list_loaded(guide.plan)
    new: dict[str, int] = {}
    seen: dict[str, list[int]] = {}
    for week in plan_weeks(guide, level):
        for load in week.loads:
            new |= {name: week.number for name in load.new if load.activity in REPEATED}
            for item in load.again:
                assert new[item.id] == item.new_in
                seen.setdefault(item.id, []).append(week.number)
    assert seen.keys() == new.keys()
    for name, first in new.items():
        at = loaded.index(first)
        assert seen[name] == [loaded[at + 1], loaded[at + 5]]


def test_floats_are_not_counted(guide: Guide) -> None:
    weeks = plan_weeks(guide, "L6")
    new = weeks[11].load("system_design").new[0]
    due = [week.number for week in weeks for item in week.load("system_design").again if item.id == new]
    assert due == [14, 18]


def test_figures(guide: Guide) -> None:
    figures = collect_figures(guide)
    assert figures["l6.total.hours"] == "280"
    assert figures["l7.total.hours"] == "330"
    assert figures["plan.floats"] == "13 and 22"
    assert figures["plan.gates"] == "8, 17, 21 and 26"
    assert figures["l6.week.longest"] == "13:45"
    assert figures["l7.week.average"] == "13:45"
    assert figures["plan.planning.hours"] == "12"
    assert figures["l6.design.price"] == "1:45"
    assert figures["l7.story.price"] == "3:20"
    assert figures["l6.gate.17.hours"] == "205:30"
    assert figures["l7.gate.17.left"] == "94:00"
    assert figures["l7.gate.17.percent"] == "72"
    assert [figures[f"l7.gate.{week}.rounds"] for week in (8, 17, 21, 26)] == ["6", "14", "20", "30"]
