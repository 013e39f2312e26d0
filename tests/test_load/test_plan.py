"""The plan: hours, ranges and weeks as written, and a finding for each that nobody can mean."""

from __future__ import annotations

import pytest

from tests.test_load.conftest import SAMPLE, Copy

PLAN = "data/study-plan.yaml"


def find(text: str) -> str:
    """Return the place of a text in the sample's plan."""
    lines = (SAMPLE / PLAN).read_text(encoding="utf-8").split("\n")
    line = next(number for number, line in enumerate(lines, 1) if text in line)
    return f"{PLAN}:{line}:{lines[line - 1].index(text) + 1}"


def test_sample(guide: Copy) -> None:
    guide.change(PLAN, "spare: [CO-001]", "spare: [CO-001, CO-008 to CO-011]")
    loaded = guide.load()
    assert loaded.problems == ()
    assert loaded.guide is not None
    plan = loaded.guide.plan
    assert plan is not None
    assert (plan.weeks, plan.floats, plan.gaps, plan.planning_minutes) == (4, (3,), (1,), 30)
    assert [(phase.slug, phase.first, phase.last) for phase in plan.phases] == [("start", 1, 2), ("finish", 3, 4)]
    assert (plan.gates[0].week, plan.gates[0].criteria) == (2, ("Somebody else gave a 3.",))
    level = plan.levels["L6"]
    assert dict(level.budgets) == {"system_design": 240, "coding": 50, "behavioral": 120, "mocks": 120}
    assert (level.limit, level.study_budget) == (360, 60)
    assert [(intake.week, intake.study) for intake in level.intakes] == [(1, 60), (2, 0)]
    assert level.intakes[0].new["coding"] == ("CO-001",)
    assert str(level.budget_places["coding"]) == find('"0:50"')
    assert plan.levels["L7"].spare == ("CO-001", "CO-008", "CO-009", "CO-010", "CO-011")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("weeks: 4", "weeks: 99999999", "data-wrong-value"),
        ("floats: [3]", "floats: [1, 2, 3, 4]", "data-wrong-value"),
        ("gaps: [1]", "gaps: 1", "data-wrong-value"),
        ("planning: 30", "planning: half an hour", "data-wrong-value"),
        ("- week: 2", "- week: 5", "data-wrong-value"),
        ('"0:50"', '"0:61"', "data-wrong-value"),
        ("spare: [CO-001]", "spare: [CO-001 to CO]", "data-wrong-value"),
        ("spare: [CO-001]", "spare: [CO-009 to CO-001]", "data-wrong-value"),
        ("spare: [CO-001]", "spare: [CO-001 to SD-09]", "data-wrong-value"),
    ],
)
def test_wrong_value(guide: Copy, old: str, new: str, code: str) -> None:
    guide.change(PLAN, old, new)
    loaded = guide.load()
    assert code in {problem.code for problem in loaded.problems}
    line = find(old).split(":")[1]
    assert line in {str(problem.place.line) for problem in loaded.problems}
    assert loaded.guide is not None
    assert loaded.guide.plan is None
    assert PLAN in loaded.guide.unread


@pytest.mark.parametrize("week", ["0", "5", "²", "one"])
def test_week_that_the_plan_does_not_have(guide: Copy, week: str) -> None:
    guide.write(
        PLAN,
        (SAMPLE / PLAN)
        .read_text(encoding="utf-8")
        .replace("      1: {system_design", f"      {week}: {{system_design", 1),
    )
    [problem] = guide.load().problems
    assert (problem.code, problem.message) == ("data-wrong-value", f"`{week}` is not a week from 1 to 4")
    assert problem.place.column == 7


def test_phases_that_leave_a_week_out(guide: Copy) -> None:
    guide.change(PLAN, "first: 3, last: 4", "first: 4, last: 4")
    [problem] = guide.load().problems
    assert problem.message == "the phases do not cover the weeks 1 to 4, each once"
    assert str(problem.place) == find("- {slug: start")


def test_activity_that_the_plan_does_not_know(guide: Copy) -> None:
    guide.change(
        PLAN,
        "2: {system_design: [SD-02], mocks: [MK-01]}\n  L7",
        "2: {system_desing: [SD-02], mocks: [MK-01]}\n  L7",
    )
    [problem] = guide.load().problems
    assert (problem.code, problem.hint) == ("data-unknown-key", "did you mean `system_design`?")
