"""Read `study-plan.yaml` into the plan's records; what the numbers mean is for the schedule."""

from __future__ import annotations

from prepress.load.data import Entry
from prepress.model.plan import ACTIVITIES, LEVELS, Gate, Intake, LevelPlan, Phase, Plan

KEYS = ("weeks", "floats", "gaps", "planning", "phases", "gates", "levels")
LEVEL_KEYS = ("limit", "budgets", "study", "first", "again", "spare", "weeks")
HOUR = 60


def read_plan(entry: Entry) -> Plan | None:
    """Return the plan, or nothing if the file has findings that leave none to compute with."""
    if not entry.exists:
        return None
    before = len(entry.findings.problems)
    entry.refuse_unknown(KEYS)
    weeks = entry.require("weeks").number()
    levels = entry.require("levels")
    levels.refuse_unknown(LEVELS)
    plan = Plan(
        weeks=weeks,
        floats=_read_numbers(entry.require("floats")),
        gaps=_read_numbers(entry.require("gaps")),
        planning_minutes=entry.require("planning").number(),
        phases=tuple(_read_phase(item) for item in entry.require("phases").list()),
        gates=tuple(_read_gate(item) for item in entry.require("gates").list()),
        levels={name: _read_level(name, levels.require(name), weeks) for name in LEVELS},
        place=entry.place,
    )
    _check_phases(plan, entry.get("phases"))
    return plan if len(entry.findings.problems) == before else None


def _read_numbers(entry: Entry) -> tuple[int, ...]:
    return tuple(item.number() for item in entry.list())


def _read_phase(entry: Entry) -> Phase:
    entry.refuse_unknown(("slug", "name", "first", "last"))
    return Phase(
        entry.require("slug").text(),
        entry.require("name").text(),
        entry.require("first").number(),
        entry.require("last").number(),
    )


def _check_phases(plan: Plan, entry: Entry) -> None:
    """Every week stands in exactly one phase."""
    covered = [week for phase in plan.phases for week in range(phase.first, phase.last + 1)]
    if covered != list(range(1, plan.weeks + 1)):
        message = f"the phases do not cover the weeks 1 to {plan.weeks}, each once"
        entry.findings.add("data-wrong-value", entry.place, message)


def _read_gate(entry: Entry) -> Gate:
    entry.refuse_unknown(("week", "name", "criteria", "repair"))
    return Gate(
        entry.require("week").number(),
        entry.require("name").text(),
        entry.require("criteria").texts(),
        entry.require("repair").text(),
        entry.place,
    )


def _read_level(name: str, entry: Entry, weeks: int) -> LevelPlan:
    entry.refuse_unknown(LEVEL_KEYS)
    budgets = entry.require("budgets")
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
    hours, _, minutes = entry.text().partition(":")
    if hours.isdigit() and (not minutes or minutes.isdigit()):
        return int(hours) * HOUR + int(minutes or 0)
    if entry.exists:
        entry.fail("hours, as `100` or `13:45`")
    return 0


def _read_activities(entry: Entry, activities: tuple[str, ...]) -> dict[str, int]:
    entry.refuse_unknown(activities)
    return {key: entry.require(key).number() for key in activities}


def _read_intakes(entry: Entry, weeks: int) -> tuple[Intake, ...]:
    intakes = []
    for key, value in entry.items():
        if not key.isdigit() or not 1 <= int(key) <= weeks:
            message = f"`{key}` is not a week from 1 to {weeks}"
            entry.findings.add("data-wrong-value", entry.key_place(key), message)
            continue
        value.refuse_unknown((*ACTIVITIES, "study"))
        new = {activity: _expand(value.get(activity)) for activity in ACTIVITIES}
        study = _read_minutes(value.get("study")) if value.get("study").exists else 0
        intakes.append(Intake(int(key), new, study, entry.key_place(key)))
    return tuple(sorted(intakes, key=lambda intake: intake.week))


def _expand(entry: Entry) -> tuple[str, ...]:
    """Return ids; `CO-041 to CO-100` stands for all from the first to the last."""
    ids: list[str] = []
    for item in entry.list():
        first, _, last = item.text().partition(" to ")
        ids += _count_ids(first, last) if last else [first]
    return tuple(ids)


def _count_ids(first: str, last: str) -> list[str]:
    bank, _, start = first.partition("-")
    _, _, end = last.partition("-")
    return [f"{bank}-{number:0{len(start)}d}" for number in range(int(start), int(end) + 1)]
