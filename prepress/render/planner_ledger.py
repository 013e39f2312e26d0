"""The planner's ledger: hours planned against hours done, and every exercise with its repetitions."""

from __future__ import annotations

from collections.abc import Sequence

from prepress.model.plan import ACTIVITIES, Week
from prepress.render.environment import format_hours
from prepress.render.planner_names import Names
from prepress.render.planner_views import NAMES, WeekView

TRACKER_ROWS = 20
TRACKER_TOP, TRACKER_PITCH = 22.0, 11.05
CURVE = (14.0, 146.0, 120.0)
"""Left end, foot and height of the plan's curve, in mm."""
WEEK_WIDTH = 6.0
LINE = 7.1
DEBRIEFS_TOP, DEBRIEFS_BELOW = 20.0, 95.2
"""Height in mm above a loop's debriefs, and of what stands below them."""
MARK_HOURS = 50

Leaf = tuple[str, dict[str, object]]
"""A template's name and the values that only it needs."""


def list_ledger(weeks: Sequence[Week], views: Sequence[WeekView], planning: int) -> list[Leaf]:
    """Return the spread of hours; `planning` are the minutes of planning in a loaded week."""
    table: list[dict[str, object]] = [
        {
            "name": str(week.number),
            "target": f"week-{week.number}",
            "date": view.date,
            "minutes": sum_minutes([week]),
            "total": view.total,
        }
        for week, view in zip(weeks, views, strict=True)
    ]
    total, loaded = views[-1].total, views[-1].loaded
    table.append({"name": "Sum", "target": "", "date": "", "minutes": sum_minutes(weeks), "total": total})
    words = f"{loaded} × {planning} min = {format_hours(loaded * planning)} h"
    points, marks = draw_curve(views, CURVE, WEEK_WIDTH)
    scored = [view.number for view in views if view.rounds]
    return [
        ("hours", {"table": table, "planning": words}),
        ("curve", {"points": points, "marks": marks, "rows": -(-len(views) // 3), "scored": scored}),
    ]


def draw_curve(
    views: Sequence[WeekView], frame: tuple[float, float, float], step: float
) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """Return the points of the plan's curve, a week every `step` mm, and the marks of round hours beside it.

    `frame` is the curve's left end, its foot and its height.
    """
    left, foot, height = frame
    total = views[-1].total
    points = [
        {"x": left + index * step, "y": foot - height * view.total / total} for index, view in enumerate(views, 1)
    ]
    marks = [
        {"y": foot - height * hours * 60 / total, "hours": hours}
        for hours in range(MARK_HOURS, total // 60 + 1, MARK_HOURS)
    ]
    return points, marks


def list_trackers(weeks: Sequence[Week], names: Names) -> list[Leaf]:
    """Return the sheets on which repetitions are ticked, forty exercises a sheet."""
    leaves: list[Leaf] = []
    for activity in ACTIVITIES[:3]:
        items = list_tracked(weeks, activity, names)
        for start in range(0, len(items), TRACKER_ROWS * 2):
            page = items[start : start + TRACKER_ROWS * 2]
            columns = [column for column in (page[:TRACKER_ROWS], page[TRACKER_ROWS:]) if column]
            name = f"{NAMES[activity]}: {page[0]['id']} to {page[-1]['id']}"
            leaves.append(("again", {"columns": columns, "name": name, "moved": _find_room(columns)}))
    return leaves


def _find_room(columns: Sequence[Sequence[object]]) -> float:
    """Return where the list of what is overdue begins, in mm; 0 if the second column leaves no room."""
    rows = len(columns[-1]) if len(columns) > 1 else TRACKER_ROWS
    return round(TRACKER_TOP + rows * TRACKER_PITCH + 8, 2) if rows <= TRACKER_ROWS // 2 else 0.0


def list_tracked(weeks: Sequence[Week], activity: str, names: Names) -> list[dict[str, object]]:
    """Return each exercise with the week in which it is new and those in which it comes back."""
    numbers: dict[str, list[int]] = {}
    for week in weeks:
        load = week.load(activity)
        for name in load.new:
            numbers[name] = [week.number]
        for repetition in load.again:
            numbers[repetition.id].append(week.number)
    items = {name: names.find(name) for name in numbers}
    return [
        {"id": name, "title": item.title, "page": item.page, "chapter": item.chapter, "weeks": numbers[name]}
        for name, item in items.items()
    ]


def sum_minutes(weeks: Sequence[Week]) -> list[int]:
    """Return minutes by activity, and their sum."""
    by_activity = [sum(week.load(key).minutes for week in weeks) for key in ACTIVITIES]
    return [*by_activity, sum(by_activity)]


def count_left(weeks: Sequence[Week], number: int) -> list[int]:
    """Return how many are left after a week: new and again of designs, problems and stories, and mock rounds."""
    loads = [[week.load(key) for week in weeks if week.number > number] for key in ACTIVITIES]
    counts = [(sum(len(load.new) for load in one), sum(len(load.again) for load in one)) for one in loads]
    return [count for pair in counts for count in pair][:-1]


def fit_debriefs(rounds: int, height: float) -> tuple[int, float]:
    """Return the lines of each debrief of a loop, two to four, and its height in mm, so that all fit the sheet."""
    for lines in (4, 3, 2):
        step = 10.8 + (lines - 1) * LINE + 4
        if DEBRIEFS_TOP + rounds * step + DEBRIEFS_BELOW <= height:
            break
    return lines, step
