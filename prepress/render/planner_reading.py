"""The ledger of reading: every page of the guide with its week and its minutes, beside the hours of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prepress.model.plan import Week
from prepress.render.environment import format_hours
from prepress.render.planner_ledger import Leaf
from prepress.render.planner_names import Names

ROW = 6.35
ROOM = 34.0
"""Height in mm of a row, and of what is not rows on the sheet."""


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A page of the guide; `week` is 0 where it is that of the line above, `minutes` 0 while it is planned."""

    week: int
    title: str
    where: str
    minutes: int
    last: bool


def list_reading(weeks: Sequence[Week], names: Names, height: float) -> list[Leaf]:
    """Return the sheets that list the pages week by week; `height` is that of the live area in mm."""
    rows, sums = list_rows(weeks, names), write_reading(weeks)
    held = int((height - ROOM) / ROW)
    leaves: list[Leaf] = []
    for start in range(0, len(rows), held):
        shown = rows[start : start + held]
        leaves.append(("reading", {"rows": shown, "sums": sums, "anchor": f"reading-{len(leaves) + 1}"}))
    return leaves


def list_rows(weeks: Sequence[Week], names: Names) -> list[ReadingRow]:
    """Return the pages of all weeks in order."""
    return [row for week in weeks for row in _list_week(week, names)]


def write_reading(weeks: Sequence[Week]) -> str:
    """Return what stands below the list: the hours of reading, of the pages' exercises, and of planning."""
    reading, writing = sum(week.reading for week in weeks), sum(week.writing for week in weeks)
    planning = sum(week.planning for week in weeks)
    return (
        f"Written so far: {format_hours(reading)} h to read, {format_hours(writing)} h of exercises on the pages. "
        f"Weekly planning: {format_hours(planning)} h. None of it is in the plan’s hours."
    )


def _list_week(week: Week, names: Names) -> list[ReadingRow]:
    items = [names.find_page(path) for path in week.pages]
    return [
        ReadingRow(0 if index else week.number, item.title, item.where, item.minutes, index == len(items) - 1)
        for index, item in enumerate(items)
    ]
