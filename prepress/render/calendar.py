"""Render a dated plan as events: what is due again, mock rounds, reviews and gates, as the sheets show them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from prepress.model.artifact import PageMap
from prepress.model.calendar import Event, RenderedCalendar
from prepress.model.edition import Edition
from prepress.model.plan import Week
from prepress.render.environment import format_hours
from prepress.render.planner_dates import Month, find_last_day, list_months
from prepress.render.planner_names import Item, Names
from prepress.render.planner_text import FLOAT_QUESTIONS, MONTH_QUESTIONS, WEEK_QUESTIONS
from prepress.render.planner_views import list_due

LOOKING_BACK = 60
MOVE = "Move it to the day and the hour that you agree on."


def render_calendar(edition: Edition, level: str, pages: PageMap | None, filename: str) -> RenderedCalendar:
    """Return the calendar of `level` (`L6`, `L7`); `pages` names the workbook's pages.

    Raises ValueError for a guide without a plan, or without dates.
    """
    plan, weeks = edition.guide.plan, edition.weeks[level]
    if plan is None or any(week.starts is None for week in weeks):
        raise ValueError("the plan has no dates")
    names = Names(edition.guide, pages, plan.gaps)
    months = list_months(weeks)
    last = {month.number: week.number for month, week in zip(months, weeks, strict=True)}
    events = [
        event
        for month, week in zip(months, weeks, strict=True)
        for event in _list_events(week, month, names, ends_month=last[month.number] == week.number)
    ]
    identifier = edition.guide.identifier.removeprefix("urn:uuid:")
    return RenderedCalendar(
        filename=filename,
        title=f"{edition.guide.title}, plan for {level}",
        language=edition.guide.language,
        stamp=datetime.date.fromisoformat(edition.guide.date),
        events=tuple(_sign(event, level, identifier) for event in events),
    )


def _sign(event: Event, level: str, identifier: str) -> Event:
    """Make an event's name unique in the world (RFC 5545, 3.8.4.7), and the same for every start."""
    return replace(event, uid=f"{level.lower()}-{event.uid}@{identifier}")


def _list_events(week: Week, month: Month, names: Names, *, ends_month: bool) -> Iterator[Event]:
    first = week.starts or datetime.date.min
    span = (first, find_last_day(first))
    due = list_due(week, names)
    if due:
        rounds = "1 round" if len(due) == 1 else f"{len(due)} rounds"
        summary = f"Week {week.number}: {rounds} due again, book closed"
        yield Event(
            f"week-{week.number}-again", *span, summary, "\n".join(_write_due(item) for item in due), "Again"
        )
    for item in (names.find(name) for name in week.load("mocks").new):
        minutes = week.load("mocks").minutes // len(week.load("mocks").new)
        parts = (item.where, f"{format_hours(minutes)} h, with its debrief. {MOVE}")
        description = "\n".join(part for part in parts if part)
        yield Event(item.id.lower(), *span, f"Mock round {item.id}: {item.title}", description, "Mock")
    yield from _list_reviews(week, month, span[1], ends_month=ends_month)
    if week.gate:
        description = "\n".join((*week.gate.criteria, week.gate.repair))
        yield Event(f"gate-{week.number}", span[1], span[1], f"Gate: {week.gate.name}", description, "Gate")


def _list_reviews(week: Week, month: Month, day: datetime.date, *, ends_month: bool) -> Iterator[Event]:
    """Yield the review at a week's end; a month's takes its place, except for a float's look back."""
    uid = f"week-{week.number}-review"
    if week.floating:
        summary = f"Week {week.number}: looking back, {LOOKING_BACK} minutes"
        yield Event(uid, day, day, summary, "\n".join(FLOAT_QUESTIONS), "Review")
    elif week.is_loop:
        summary = f"Week {week.number}: debrief of the loop"
        yield Event(uid, day, day, summary, "Each round within the hour, before the next.", "Review")
    elif not ends_month:
        summary = f"Week {week.number}: weekly review, {week.planning} minutes"
        yield Event(uid, day, day, summary, "\n".join(WEEK_QUESTIONS), "Review")
    if ends_month:
        summary = f"{month.name}: month review, 30 minutes"
        uid = f"month-{month.number}-review"
        yield Event(uid, day, day, summary, "\n".join(MONTH_QUESTIONS), "Review")


def _write_due(item: Item) -> str:
    """Return a line of what is due, without its title: on the sheet it is not given away either."""
    return ", ".join(part for part in (item.id, item.where, f"+{item.gap}") if part)
