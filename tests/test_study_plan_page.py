"""Sums that the page on the plan types, recomputed from the plan: whoever changes the plan types them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress.load import load_guide
from prepress.model.guide import Guide
from prepress.schedule import plan_weeks

CONTENT = Path(__file__).parents[1] / "content"
PROMISED = {"coding": 10, "system_design": 5, "behavioral": 3}
"""What the first version of the plan promised a week, as the page tells it."""
PROMISED_MOCKS = 12


def load() -> Guide:
    guide = load_guide(CONTENT).guide
    assert guide is not None
    return guide


GUIDE = load()
PAGE = (CONTENT / "study-plan.md").read_text(encoding="utf-8")


def clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def promise(level: str) -> dict[str, int]:
    plan = GUIDE.plan
    assert plan is not None
    first = plan.levels[level].first_minutes
    costs = {name: count * plan.weeks * first[name] for name, count in PROMISED.items()}
    return costs | {"mocks": PROMISED_MOCKS * first["mocks"]}


def test_the_promises_of_the_first_version() -> None:
    totals = {level: sum(promise(level).values()) for level in ("L6", "L7")}
    budgets = {level: sum(week.minutes for week in plan_weeks(GUIDE, level)) for level in totals}
    for name in (*PROMISED, "mocks"):
        assert f"{clock(promise('L6')[name])} | {clock(promise('L7')[name])} |" in PAGE
    assert f"| Sum | | | {clock(totals['L6'])} | {clock(totals['L7'])} |" in PAGE
    missing = {level: clock(totals[level] - budgets[level]) for level in totals}
    assert f"| Missing | | | {missing['L6']} | {missing['L7']} |" in PAGE
    times = {level: f"{totals[level] / budgets[level]:.1f} times the budget at {level}" for level in ("L6",)}
    assert times["L6"] in PAGE
    assert f"{totals['L7'] / budgets['L7']:.1f} times at L7" in PAGE


@pytest.mark.parametrize("level", ["L6", "L7"])
def test_a_struck_design_and_a_failed_gate(level: str) -> None:
    plan = GUIDE.plan
    assert plan is not None
    first = plan.levels[level].first_minutes["system_design"]
    price = first + len(plan.gaps) * plan.levels[level].again_minutes["system_design"]
    week = plan_weeks(GUIDE, level)[plan.gates[0].week]
    count = len(week.load("system_design").new)
    assert count == 3
    freed = f"{clock(count * first)} in that week, and {clock(count * price)} of the plan"
    assert freed in PAGE or f"they free {clock(count * first)} and {clock(count * price)}" in PAGE


@pytest.mark.parametrize("level", ["L6", "L7"])
def test_what_is_left_of_mock_rounds_at_the_second_gate(level: str) -> None:
    plan = GUIDE.plan
    assert plan is not None
    later = [week for week in plan_weeks(GUIDE, level) if week.number > plan.gates[1].week]
    assert clock(sum(week.load("mocks").minutes for week in later)) in PAGE.split("Almost three quarters")[1][:200]


@pytest.mark.parametrize("level", ["L6", "L7"])
def test_the_shortened_plans_add_up(level: str) -> None:
    table = PAGE.split(f"/// caption | {level}: mock rounds keep")[0].rsplit("|---|---|---|---|", 1)[1]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if "|" in line]
    for column in (2, 3):
        parts = [row[column].split("=")[-1].strip() for row in rows[:5]]
        minutes = [int(part.split(":")[0]) * 60 + int(part.split(":")[1]) for part in parts if ":" in part]
        assert rows[5][0] == "Sum"
        assert clock(sum(minutes)) == rows[5][column]


@pytest.mark.parametrize(("level", "late_rounds"), [("L6", 7), ("L7", 9)])
def test_twelve_weeks_one_by_one(level: str, late_rounds: int) -> None:
    plan = GUIDE.plan
    assert plan is not None
    table = PAGE.split(f"/// caption | {level}: mock rounds keep")[0].rsplit("|---|---|---|---|", 1)[1]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if "|" in line]
    counts = dict(
        zip(("system_design", "coding", "behavioral"), (int(row[2].split()[0]) for row in rows), strict=False)
    )
    times, last = plan.levels[level], int(rows[7][2].removeprefix("week "))
    new = sum(count * times.first_minutes[name] for name, count in counts.items()) / last
    again = sum(count * times.again_minutes[name] for name, count in counts.items()) / last
    assert f"take {clock(round(new))} in week 1 and {clock(round(new + 2 * again))} in weeks 4 to {last}" in PAGE
    returns = sum(again for week in range(last + 1, 13) for gap in (1, 3) if week - gap <= last)
    assert f"{clock(round(returns))} of returns" in PAGE
    study = int(rows[3][2].split(":")[0]) * 60
    rest = returns + study + late_rounds * times.first_minutes["mocks"]
    assert f"rounds, {clock(round(rest / 3))} a week" in PAGE


def test_the_longest_week_at_eleven_hours() -> None:
    plan = GUIDE.plan
    assert plan is not None
    weeks = [week for week in plan_weeks(GUIDE, "L6") if week.number not in plan.floats]
    minutes = [week.minutes for week in weeks]
    level = plan.levels["L6"]
    for index, week in enumerate(weeks):
        if 4 <= week.number <= 20:
            minutes[index] -= level.first_minutes["coding"]
            for gap in plan.gaps:
                minutes[index + gap] -= level.again_minutes["coding"]
    assert sum(minutes) == len(weeks) * 11 * 60
    assert f"the longest week takes {clock(max(minutes))}" in PAGE
