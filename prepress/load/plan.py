"""Read `study-plan.yaml` into the plan's records; what the numbers mean is for the schedule."""

from __future__ import annotations

import re

from prepress.load.data import Entry
from prepress.model.plan import ACTIVITIES, LEVELS, WEEK_NAMED, Gate, Intake, LevelPlan, Phase, Plan

KEYS = ("weeks", "floats", "gaps", "planning", "phases", "gates", "levels", "study_list")
LEVEL_KEYS = ("limit", "budgets", "study", "first", "again", "spare", "weeks")
HOUR = 60
LONGEST = 104
"""Two years of weeks: more is a slip of the finger."""
CLOCK = re.compile(r"(?P<hours>[0-9]{1,4})(?::(?P<minutes>[0-5][0-9]))?")
RANGE = re.compile(r"(?P<bank>[A-Z]{2})-(?P<first>[0-9]{2,4}) to (?P=bank)-(?P<last>[0-9]{2,4})")


def read_plan(entry: Entry) -> Plan | None:
    """Return the plan, or nothing if the file has findings: no week is computed from half a plan."""
    if not entry.exists:
        return None
    before = len(entry.findings.problems)
    entry.refuse_unknown(KEYS)
    weeks = entry.require("weeks").number(1, LONGEST)
    levels = entry.require("levels")
    levels.refuse_unknown(LEVELS)
    plan = Plan(
        weeks=weeks,
        floats=_read_weeks(entry.require("floats"), weeks),
        gaps=_read_weeks(entry.require("gaps"), weeks),
        planning_minutes=entry.require("planning").number(),
        phases=tuple(_read_phase(item, weeks) for item in entry.require("phases").list()),
        gates=tuple(_read_gate(item, weeks) for item in entry.require("gates").list()),
        levels={name: _read_level(name, levels.require(name), weeks) for name in LEVELS},
        place=entry.place,
        places={key: entry.place_of(key) for key in KEYS},
        study_list=entry.get("study_list").text(),
    )
    if entry.get("phases").exists:
        _check_phases(plan, entry.get("phases"))
    if len(set(plan.floats)) >= plan.weeks:
        entry.get("floats").fail("a list that leaves a week to work in")
    return plan if len(entry.findings.problems) == before else None


def _read_weeks(entry: Entry, weeks: int) -> tuple[int, ...]:
    return tuple(item.number(1, weeks) for item in entry.list())


def _read_phase(entry: Entry, weeks: int) -> Phase:
    entry.refuse_unknown(("slug", "name", "first", "last"))
    return Phase(
        entry.require("slug").text(),
        entry.require("name").prose(),
        entry.require("first").number(1, weeks),
        entry.require("last").number(1, weeks),
    )


def _check_phases(plan: Plan, entry: Entry) -> None:
    """Every week stands in exactly one phase."""
    covered = [week for phase in plan.phases for week in range(phase.first, phase.last + 1)]
    if covered != list(range(1, plan.weeks + 1)):
        message = f"the phases do not cover the weeks 1 to {plan.weeks}, each once"
        entry.findings.add("data-wrong-value", entry.place, message)


def _read_gate(entry: Entry, weeks: int) -> Gate:
    entry.refuse_unknown(("week", "name", "criteria", "repair"))
    return Gate(
        entry.require("week").number(1, weeks),
        entry.require("name").prose(),
        entry.require("criteria").proses(),
        _read_remedy(entry.require("repair"), weeks),
        entry.place,
    )


def _read_remedy(entry: Entry, weeks: int) -> str:
    """Return a sentence that names weeks as `{22}`; one that the plan does not have is reported."""
    sentence = entry.prose()
    for found in WEEK_NAMED.finditer(sentence):
        if not 1 <= int(found["week"]) <= weeks:
            entry.fail(f"a sentence about the weeks 1 to {weeks}: it names {found['week']}")
    return sentence


def _read_level(name: str, entry: Entry, weeks: int) -> LevelPlan:
    entry.refuse_unknown(LEVEL_KEYS)
    budgets = entry.require("budgets")
    budgets.refuse_unknown(ACTIVITIES)
    return LevelPlan(
        level=name,
        budgets={key: _read_minutes(budgets.require(key)) for key in ACTIVITIES},
        first_minutes=_read_activities(entry.require("first"), ACTIVITIES),
        again_minutes=_read_activities(entry.require("again"), ACTIVITIES[:3]),
        study_budget=_read_minutes(entry.require("study")),
        limit=_read_minutes(entry.require("limit")),
        intakes=_read_intakes(entry.require("weeks"), weeks),
        spare=_expand(entry.get("spare")),
        place=entry.place,
        budget_places={key: budgets.get(key).place for key in ACTIVITIES},
    )


def _read_minutes(entry: Entry) -> int:
    """Return minutes of hours that are written as `100` or `13:45`."""
    written = entry.text()
    found = CLOCK.fullmatch(written)
    if found is not None:
        return int(found["hours"]) * HOUR + int(found["minutes"] or 0)
    if entry.exists and not entry.empty:
        entry.fail('hours, as `100` or `"13:45"`')
    return 0


def _read_activities(entry: Entry, activities: tuple[str, ...]) -> dict[str, int]:
    entry.refuse_unknown(activities)
    return {key: entry.require(key).number() for key in activities}


def _read_intakes(entry: Entry, weeks: int) -> tuple[Intake, ...]:
    intakes = []
    for key, value in entry.items():
        place = value.key_place or value.place
        if key not in {str(week) for week in range(1, weeks + 1)}:
            message = f"`{key}` is not a week from 1 to {weeks}"
            entry.findings.add("data-wrong-value", place, message)
            continue
        value.refuse_unknown((*ACTIVITIES, "study"))
        new = {activity: _expand(value.get(activity)) for activity in ACTIVITIES}
        study = _read_minutes(value.get("study")) if value.get("study").exists else 0
        intakes.append(Intake(int(key), new, study, place))
    return tuple(sorted(intakes, key=lambda intake: intake.week))


def _expand(entry: Entry) -> tuple[str, ...]:
    """Return ids; `CO-041 to CO-100` stands for all from the first to the last."""
    ids: list[str] = []
    for item in entry.list():
        written = item.text()
        found = RANGE.fullmatch(written)
        if found is not None and int(found["first"]) <= int(found["last"]):
            ids += _count_ids(found)
        elif " " in written:
            item.fail("an id, or a range of ids such as `CO-041 to CO-100`")
        else:
            ids.append(written)
    return tuple(ids)


def _count_ids(found: re.Match[str]) -> list[str]:
    digits = len(found["first"])
    numbers = range(int(found["first"]), int(found["last"]) + 1)
    return [f"{found['bank']}-{number:0{digits}d}" for number in numbers]
