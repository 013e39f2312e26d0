"""What does not fit a sheet of the planner is found before it is printed over something else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prepress.checks.plan import check_gate_room, check_room
from prepress.checks.subject import Subject
from prepress.load import load_guide
from prepress.model.edition import Edition
from prepress.model.plan import CRITERIA_HELD, CRITERION_HELD, MOCKS_HELD, REPAIR_HELD, Repetition, Week
from prepress.schedule import collect_figures, plan_weeks

LOOP = 23
"""A week of the plan with mock rounds and nothing new beside them."""


@pytest.fixture(scope="module")
def edition() -> Edition:
    guide = load_guide(Path(__file__).parents[1] / "content").guide
    assert guide is not None
    weeks = {level: plan_weeks(guide, level) for level in ("L6", "L7")}
    return Edition(guide, "all", weeks, collect_figures(guide))


def make_subject(edition: Edition) -> Subject:
    return Subject(edition, frozenset(), print, print)


def fill(week: Week, mocks: int, rounds: int) -> Week:
    """Return a loop with as many mock rounds, and as many repetitions, all of coding."""
    again = tuple(Repetition(f"CO-{number:03d}", 1, 2) for number in range(rounds))
    changes = {"mocks": {"new": tuple(f"MK-{number}" for number in range(mocks))}, "coding": {"again": again}}
    loads = (replace(load, **{"again": ()} | changes.get(load.activity, {})) for load in week.loads)
    return replace(week, loads=tuple(loads))


@pytest.mark.parametrize(
    ("mocks", "rounds", "found"),
    [
        (MOCKS_HELD, 9, ""),
        (MOCKS_HELD, 10, "10 rounds"),
        (3, 18, ""),
        (3, 19, "19 rounds"),
        (6, 0, "6 mock rounds"),
    ],
)
def test_a_week_with_more_than_its_sheets_hold_is_found(
    edition: Edition, mocks: int, rounds: int, found: str
) -> None:
    weeks = edition.weeks["L6"]
    changed = tuple(fill(week, mocks, rounds) if week.number == LOOP else week for week in weeks)
    subject = make_subject(replace(edition, weeks={**edition.weeks, "L6": changed}))
    messages = [problem.message for problem in check_room(subject)]
    assert [found in message and f"week {LOOP}" in message for message in messages] == [True] * bool(found)


@pytest.mark.parametrize(
    ("criteria", "length", "repair", "found"),
    [
        (CRITERIA_HELD, CRITERION_HELD, REPAIR_HELD, ""),
        (CRITERIA_HELD + 1, 20, 20, "6 criteria"),
        (1, CRITERION_HELD + 1, 20, "131 characters in one criterion"),
        (1, 20, REPAIR_HELD + 1, "151 characters in its repair"),
    ],
)
def test_a_gate_with_more_than_its_sheet_holds_is_found(
    edition: Edition, criteria: int, length: int, repair: int, found: str
) -> None:
    plan = edition.guide.plan
    assert plan is not None
    gate = replace(plan.gates[0], criteria=("x" * length,) * criteria, remedy="y" * repair)
    guide = replace(edition.guide, plan=replace(plan, gates=(gate, *plan.gates[1:])))
    messages = [problem.message for problem in check_gate_room(make_subject(replace(edition, guide=guide)))]
    assert [found in message for message in messages] == [True] * bool(found)
