"""What the leaves of every pack are listed from: weeks, months, gates, and lines of text with their minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prepress.model.edition import Edition
from prepress.model.plan import ACTIVITIES, Gate, Plan, Week
from prepress.render.environment import format_hours
from prepress.render.planner_dates import (
    find_last_day,
    list_month_days,
    list_weekdays,
    write_full_date,
    write_span,
)
from prepress.render.planner_ledger import count_left, sum_minutes
from prepress.render.planner_names import Names
from prepress.render.planner_paper import Paper
from prepress.render.planner_text import list_units, write_lacking
from prepress.render.planner_views import NAMES, WeekView, view_weeks

COMPETENCIES = ("System design", "Coding", "Delivery", "People", "Decisions", "Operations", "Writing")
CALENDAR_ROWS = 5
"""Weeks in a month's calendar."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A planner's records; `months` and `gates` are views of them, `units` lines of text with minutes.

    `start` and `dates` are its first day and all of them, empty without dates; `lacking` says which weeks of the
    books it leaves out, `errors` are the letters of the session log with what they stand for.
    """

    paper: Paper
    source: tuple[Week, ...]
    weeks: tuple[WeekView, ...]
    months: tuple[Mapping[str, object], ...]
    gates: tuple[Mapping[str, object], ...]
    units: tuple[tuple[str, int], ...]
    competencies: tuple[str, ...]
    errors: Mapping[str, str]
    names: Names
    planning: int
    sums: str
    lacking: str
    start: str
    dates: str
    weekdays: tuple[str, ...]

    def list_weeks(self, month: Mapping[str, object]) -> tuple[WeekView, ...]:
        """Return the weeks of a month."""
        return tuple(week for week in self.weeks if week.month == month["number"])

    def list_left(self, number: int) -> list[tuple[str, int, int]]:
        """Return each kind of work, its minutes, and how many of it are left after a week."""
        left = count_left(self.source, number)
        return [(name, minutes, count) for (name, minutes), count in zip(self.units, left, strict=True)]

    def list_next(self, number: int) -> list[WeekView]:
        """Return the four weeks after a week; fewer at the end."""
        return [other for other in self.weeks if other.number > number][:4]


def make_pack(edition: Edition, plan: Plan, level: str, paper: Paper, names: Names) -> Pack:
    """Return the records of the planner of one level on a paper."""
    source = edition.weeks[level]
    weeks = view_weeks(source, names, paper.work)
    first, last = source[0].starts, source[-1].starts
    listed = tuple(competency.name for competency in edition.guide.competencies)
    return Pack(
        paper=paper,
        source=source,
        weeks=weeks,
        months=_view_months(source, weeks),
        gates=tuple(_view_gate(gate, source, weeks) for gate in plan.gates),
        units=tuple(list_units(plan.levels[level])),
        competencies=listed or COMPETENCIES,
        errors=edition.guide.sheets.errors,
        names=names,
        planning=plan.planning_minutes,
        sums=_write_sums(source),
        lacking=write_lacking(edition.whole),
        start=write_full_date(first) if first else "",
        dates=write_span(first, find_last_day(last)) if first and last else "",
        weekdays=list_weekdays(first),
    )


def _write_sums(weeks: tuple[Week, ...]) -> str:
    totals = {key: sum(week.load(key).minutes for week in weeks) for key in ACTIVITIES}
    sums = ", ".join(f"{NAMES[key].lower()} {format_hours(minutes)}" for key, minutes in totals.items())
    return f"{sums}; {format_hours(sum(totals.values()))} in all."


def _view_months(source: tuple[Week, ...], weeks: tuple[WeekView, ...]) -> tuple[dict[str, object], ...]:
    months = []
    for number in sorted({week.month for week in weeks}):
        pairs = [pair for pair in zip(source, weeks, strict=True) if pair[1].month == number]
        months.append(_view_month([week for week, _ in pairs], tuple(view for _, view in pairs)))
    return tuple(months)


def _view_month(source: list[Week], weeks: tuple[WeekView, ...]) -> dict[str, object]:
    table = [
        {"name": f"Week {week.number}", "minutes": sum_minutes([week]), "target": f"week-{week.number}"}
        for week in source
    ]
    table.append({"name": "Month", "minutes": sum_minutes(source), "target": ""})
    phases = dict.fromkeys(week.phase for week in weeks)
    first, last = source[0].starts, source[-1].starts
    weekdays = list_weekdays(first)
    numbers = [week.number for week in weeks]
    loaded = sum(not week.floating for week in weeks)
    return {
        "number": weeks[0].month,
        "name": weeks[0].month_name,
        "weekdays": weekdays,
        "weekend": weekdays.index("Saturday"),
        "days": list_month_days(first, CALENDAR_ROWS),
        "dates": write_span(first, find_last_day(last)) if first and last else "",
        "numbers": numbers,
        "span": f"week {numbers[0]}" if len(numbers) == 1 else f"weeks {numbers[0]} to {numbers[-1]}",
        "phases": " and ".join(phases).capitalize(),
        "minutes": sum(week.minutes for week in weeks),
        "loaded": f"{loaded} study week" if loaded == 1 else f"{loaded} study weeks",
        "weeks": weeks,
        "table": table,
    }


def _view_gate(gate: Gate, source: tuple[Week, ...], weeks: tuple[WeekView, ...]) -> dict[str, object]:
    first = source[gate.week - 1].starts
    return {
        "gate": gate,
        "total": weeks[gate.week - 1].total,
        "rows": len(gate.criteria) + 1,
        "anchor": f"gate-{gate.week}",
        "day": write_full_date(find_last_day(first)) if first else "",
    }
