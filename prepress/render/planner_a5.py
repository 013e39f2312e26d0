"""The planner on A5: a layout of its own, four pages a week, as two spreads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from prepress.render.planner_ledger import Leaf, draw_curve
from prepress.render.planner_masters import list_lines
from prepress.render.planner_pack import Pack
from prepress.render.planner_small import (
    choose_pitch,
    debrief,
    list_again,
    list_errors,
    list_float,
    list_gates,
    list_hours,
    list_loop,
    list_reading,
    look_back,
    name_week,
    split_evenly,
)
from prepress.render.planner_small_masters import list_small_masters
from prepress.render.planner_text import LAST_QUESTIONS, MONTH_QUESTIONS, RESTART, STEPS, WEEK_QUESTIONS
from prepress.render.planner_views import WeekView

COLUMNS = ("Design", "Coding", "Stories", "Mock", "Week")
DUE_ROWS = 10
ERROR_PAGES = 3
SCORE_ROWS = 24
CURVE = (10.0, 122.0, 110.0)
"""Left end, foot and height of the plan's curve, in mm."""
CURVE_WIDTH = 104.0
MAP_ROW = 12.1
FLOAT_STEP, CLOSE_STEP, LOOP_STEP, LAST_STEP = 54.0, 67.0, 75.0, 104.0
DOT = 5
NO_RAIL: Mapping[str, object] = {"numbers": (), "current": 0}


def list_a5(pack: Pack) -> Iterator[Leaf]:
    """Yield the leaves of the pack on A5, and the masters behind it.

    Spreads begin on the left; the count of pages divides by the paper's fold before the masters and after them.
    """
    listed = 0
    for spread, leaves in _list_groups(pack):
        if spread and listed % 2 == 0:
            yield _make_notes(pack)
            listed += 1
        for template, values in leaves:
            yield template, {"rail": NO_RAIL} | values
            listed += 1
    while (listed + 1) % pack.paper.fold:
        yield _make_notes(pack)
        listed += 1
    yield "a5/back", {"sums": pack.sums, "lacking": pack.lacking, "questions": LAST_QUESTIONS, "rail": NO_RAIL}
    yield from _list_masters(pack, listed + 1)


def _list_masters(pack: Pack, before: int) -> Iterator[Leaf]:
    """Yield the masters behind their list, which has a leaf of its own; `before` is the pack's last folio."""
    masters = list(list_small_masters(pack.names.guide))
    lines = list_lines(((master.name, master.anchor, len(master.leaves)) for master in masters), before + 3)
    yield "small/masters", {"lines": lines, "anchor": "masters", "rail": NO_RAIL}
    yield _make_notes(pack)
    for template, values in (leaf for master in masters for leaf in master.leaves):
        yield template, {"rail": NO_RAIL} | values
    for _ in range(-lines[-1].last % pack.paper.fold):
        yield _make_notes(pack)


def _list_groups(pack: Pack) -> Iterator[tuple[bool, list[Leaf]]]:
    """Yield the leaves in groups, and for each whether it begins on the left."""
    yield False, _open_pack(pack)
    yield True, list(_list_map(pack))
    for month in pack.months:
        yield True, list(_list_month(pack, month))
    yield False, list(list_gates(pack))
    yield True, list(list_hours(pack, COLUMNS))
    yield True, [_draw_hours(pack), *_list_scores(pack)]
    yield False, list(list_reading(pack))
    yield False, [*list_again(pack), *list_errors(pack, ERROR_PAGES)]


def _open_pack(pack: Pack) -> list[Leaf]:
    room = pack.paper.body - 16
    step = min(4.5, pack.paper.live_width / len(pack.weeks))
    return [
        ("a5/cover", {"step": step, "start": pack.start, "lacking": pack.lacking}),
        ("a5/how", {"steps": STEPS, "restart": RESTART}),
        ("a5/days", {}),
        ("a5/units", {"units": pack.units}),
        ("a5/baseline", {"competencies": pack.competencies, "pitch": min(21, room / len(pack.competencies))}),
    ]


def _list_map(pack: Pack) -> Iterator[Leaf]:
    half = -(-len(pack.weeks) // 2)
    for start in (0, half):
        rows = [
            {"view": view, "loads": week.loads, "starts": week.number == week.phase.first}
            for view, week in islice(zip(pack.weeks, pack.source, strict=True), start, start + half)
        ]
        yield "a5/weeks", {"rows": rows, "pitch": min(MAP_ROW, (pack.paper.body - 8) / half)}


def _list_month(pack: Pack, month: Mapping[str, object]) -> Iterator[Leaf]:
    rail = {"numbers": month["numbers"], "current": 0}
    anchor = f"month-{month['number']}"
    yield "a5/month-plan", {"month": month, "anchor": anchor, "rail": rail}
    yield "small/month-review", {"month": month, "questions": MONTH_QUESTIONS, "rail": rail}
    for week in pack.list_weeks(month):
        for template, values in _list_week(pack, week):
            yield template, values | {"rail": rail | {"current": week.number}}


def _list_week(pack: Pack, week: WeekView) -> Iterator[Leaf]:
    if week.floating:
        yield from list_float(pack, week)
        yield look_back(week, "record", slice(3), FLOAT_STEP, False)
        yield look_back(week, "close", slice(3, None), CLOSE_STEP, True)
    elif week.is_loop:
        half = -(-len(week.loop) // 2)
        yield from list_loop(week)
        yield debrief(week, "record", week.loop[:half], min(LOOP_STEP, pack.paper.body / half), 0)
        rest = len(week.loop) - half
        yield debrief(week, "close", week.loop[half:], LAST_STEP / rest, 3)
    else:
        rows = max(DUE_ROWS, -(-len(week.due) // 2))
        yield "a5/week-plan", {"week": week, "anchor": name_week(week)}
        yield (
            "a5/week-again",
            {"week": week, "rows": rows, "errors": pack.errors, "anchor": name_week(week, "work")},
        )
        yield "a5/week-days", {"week": week, "anchor": name_week(week, "days")}
        record = {"week": week, "log": pack.paper.log, "questions": WEEK_QUESTIONS}
        yield "a5/week-record", record | {"anchor": name_week(week, "record")}


def _draw_hours(pack: Pack) -> Leaf:
    points, marks = draw_curve(pack.weeks, CURVE, CURVE_WIDTH / len(pack.weeks))
    left, foot, height = CURVE
    area = {"left": left, "foot": foot, "height": height, "width": CURVE_WIDTH}
    return "a5/curve", {"points": points, "marks": marks, "area": area}


def _list_scores(pack: Pack) -> Iterator[Leaf]:
    """Yield the list of mock rounds, in which the gates' medians are found."""
    rounds = [{"week": week.number, "id": name} for week in pack.source for name in week.load("mocks").new]
    for page in split_evenly(rounds, SCORE_ROWS):
        yield "a5/scores", {"rounds": page, "pitch": choose_pitch(pack.paper, len(page))}


def _make_notes(pack: Pack) -> Leaf:
    size = {"across": int(pack.paper.live_width / DOT), "down": int(pack.paper.body / DOT)}
    return "a5/notes", size | {"rail": NO_RAIL}
