"""The planner on A4 and Letter: spreads, a week on two pages, and masters behind the pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prepress.model.plan import ACTIVITIES, LOOP_ROUNDS, Week
from prepress.render.planner_ledger import Leaf, fit_debriefs, list_ledger, list_trackers
from prepress.render.planner_pack import Pack
from prepress.render.planner_reading import list_reading
from prepress.render.planner_text import (
    CHECKS,
    FLOAT_QUESTIONS,
    LAST_QUESTIONS,
    MONTH_QUESTIONS,
    RESTART,
    STEPS,
    WEEK_QUESTIONS,
)
from prepress.render.planner_views import WeekView

COLUMNS = (31, 63, 113, 135)
"""Where the activities stand on the map of the weeks, in mm."""


def list_sheets(pack: Pack) -> Iterator[Leaf]:
    """Yield the leaves in order; spreads begin on an even page, and the count divides by the paper's fold."""
    leaves: list[Leaf] = [
        (
            "cover",
            {"steps": STEPS, "restart": RESTART, "start": pack.start, "lacking": pack.lacking},
        ),
        ("set-up", {"units": pack.units}),
        ("baseline", {"competencies": pack.competencies, "half": len(pack.weeks) // 2}),
        *_list_map(pack),
    ]
    for month in pack.months:
        leaves += _list_month(pack, month)
    leaves += [("gate", dict(gate)) for gate in pack.gates]
    height, notes = pack.paper.live_height, make_notes(pack)
    errors: Leaf = ("errors", {"rows": int((height - 30) / 14.2), "errors": pack.errors})
    for spread in (
        list_ledger(pack.source, pack.weeks, pack.planning),
        list_reading(pack.source, pack.names, height),
        list_trackers(pack.source, pack.names),
        [errors, errors],
    ):
        leaves += [*spread, notes] if len(spread) % 2 else spread
    while (len(leaves) + 1) % pack.paper.fold:
        leaves.append(notes)
    yield from leaves
    yield "back", {"sums": pack.sums, "lacking": pack.lacking, "questions": LAST_QUESTIONS}


def make_notes(pack: Pack) -> Leaf:
    """Return a page of dots."""
    return ("notes", {"rows": int((pack.paper.live_height - 30) / 5)})


def _list_map(pack: Pack) -> list[Leaf]:
    half = -(-len(pack.weeks) // 2)
    pitch = min(18.4, (pack.paper.live_height - 29.5) / half)
    rows = [_map_week(view, pack.source) for view in pack.weeks]
    titles = (f"{len(pack.weeks)} weeks", f"{pack.weeks[-1].total // 60} h")
    return [
        ("weeks", {"shown": shown, "pitch": pitch, "title": title})
        for shown, title in zip((rows[:half], rows[half:]), titles, strict=True)
    ]


def _map_week(view: WeekView, source: tuple[Week, ...]) -> dict[str, object]:
    week = source[view.number - 1]
    columns = []
    for key, x in zip(ACTIVITIES, COLUMNS, strict=True):
        load = week.load(key)
        label = f"{len(load.new)}+{len(load.again)}" if key != "mocks" else ""
        per_row = 3 if key == "mocks" and len(load.new) > LOOP_ROUNDS else 10
        values = {"x": x, "new": tuple(load.new), "again": tuple(load.again), "label": label}
        columns.append({**values, "per_row": per_row})
    return {
        "number": view.number,
        "floating": view.floating,
        "gate": view.gate,
        "date": view.date,
        "minutes": view.minutes,
        "total": view.total,
        "phase": view.phase,
        "anchor": f"week-{view.number}",
        "first_of_phase": (week.phase.first == week.number and not week.floating)
        or (week.number > 1 and source[week.number - 2].floating and week.phase.first == week.number - 1),
        "columns": columns,
    }


def _list_month(pack: Pack, month: Mapping[str, object]) -> list[Leaf]:
    paper, anchor = pack.paper, f"month-{month['number']}"
    leaves: list[Leaf] = [
        ("month-plan", {"month": month, "height": paper.calendar, "anchor": anchor}),
        ("month-review", {"month": month, "questions": MONTH_QUESTIONS, "step": paper.review}),
    ]
    for week in pack.list_weeks(month):
        leaves += _list_week(pack, week)
    return leaves


def _list_week(pack: Pack, week: WeekView) -> list[Leaf]:
    anchor, height = f"week-{week.number}", pack.paper.live_height
    if week.floating:
        units, following = pack.list_left(week.number), pack.list_next(week.number)
        plan = {"week": week, "units": units, "next": following, "anchor": anchor}
        step = (height - 40 - 45) / len(FLOAT_QUESTIONS)
        record = {"week": week, "questions": FLOAT_QUESTIONS, "step": step, "lines": int((step - 8) / 7.1)}
        return [("float-plan", plan), ("float-record", record)]
    if week.is_loop:
        lines, step = fit_debriefs(len(week.loop), height)
        return [
            ("loop-plan", {"week": week, "checks": CHECKS, "anchor": anchor}),
            ("loop-record", {"week": week, "step": step, "lines": lines}),
        ]
    return [
        ("week-plan", {"week": week, "anchor": anchor}),
        (
            "week-record",
            {"week": week, "log": pack.paper.log, "questions": WEEK_QUESTIONS, "errors": pack.errors},
        ),
    ]
