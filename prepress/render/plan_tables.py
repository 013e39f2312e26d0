"""The plan's tables, the same records on paper, in the e-book and on the page about the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prepress.model.edition import Edition
from prepress.model.plan import ACTIVITIES, LEVELS, Phase, Week

ACTIVITY_NAMES: Mapping[str, str] = {
    "system_design": "System design",
    "coding": "Coding",
    "behavioral": "Stories",
    "mocks": "Mock rounds",
}


@dataclass(frozen=True, slots=True)
class HoursRow:
    """An activity and its minutes by level."""

    name: str
    minutes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase and its minutes by activity, with the sum last."""

    name: str
    weeks: str
    minutes: tuple[int, ...]


def list_levels(edition: Edition) -> tuple[str, ...]:
    """Return the levels that the edition is for."""
    return LEVELS if edition.level == "all" else (edition.level.upper(),)


def list_hours(edition: Edition) -> tuple[HoursRow, ...]:
    """Return minutes by activity and level, the totals last."""
    levels = list_levels(edition)
    rows = [
        HoursRow(
            ACTIVITY_NAMES[activity],
            tuple(_sum_activity(edition.weeks[level], activity) for level in levels),
        )
        for activity in ACTIVITIES
    ]
    total = tuple(sum(week.minutes for week in edition.weeks[level]) for level in levels)
    return (*rows, HoursRow("Total", total))


def list_phases(edition: Edition, level: str) -> tuple[PhaseRow, ...]:
    """Return minutes by phase and activity for one level, the totals last."""
    weeks = edition.weeks[level]
    plan = edition.guide.plan
    phases: tuple[Phase, ...] = plan.phases if plan else ()
    rows = [_sum_phase(phase, [week for week in weeks if week.phase == phase]) for phase in phases]
    total = PhaseRow("Total", f"1–{len(weeks)}", _sum_weeks(list(weeks)))
    return (*rows, total)


def _sum_phase(phase: Phase, weeks: list[Week]) -> PhaseRow:
    return PhaseRow(phase.name, f"{phase.first}–{phase.last}", _sum_weeks(weeks))


def _sum_weeks(weeks: list[Week]) -> tuple[int, ...]:
    by_activity = tuple(_sum_activity(weeks, activity) for activity in ACTIVITIES)
    return (*by_activity, sum(by_activity))


def _sum_activity(weeks: tuple[Week, ...] | list[Week], activity: str) -> int:
    return sum(week.load(activity).minutes for week in weeks)
