"""The leaves that the packs of A5 and the tablet both have: floats, loops, gates, hours, reading, trackers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from prepress.render.planner_ledger import Leaf, list_tracked, sum_minutes
from prepress.render.planner_names import Item
from prepress.render.planner_pack import Pack
from prepress.render.planner_paper import Paper
from prepress.render.planner_reading import list_rows, write_reading
from prepress.render.planner_text import CHECKS, FLOAT_QUESTIONS
from prepress.render.planner_views import NAMES, WeekView

PITCH = 7.1
"""Millimeters between lines to write on."""
ROW = 6.35
"""Millimeters between the rows of a table."""
ERROR_ROW = 2 * PITCH
TRACKED = ("coding", "system_design", "behavioral")
TRACKER_ROWS = 24
HEADING = 10.0
T = TypeVar("T")
GATE_ROWS = (91.0, 17.0)
"""The millimeters that a gate's criteria may take together, and one of them."""
DEBRIEF_HEAD = 8.0
READING_BELOW = 12.0
"""Millimeters for what stands above and below the list of pages to read."""


def name_week(week: WeekView, page: str = "") -> str:
    """Return the anchor of a week's page; its first page has no name of its own."""
    return f"week-{week.number}" + (f"-{page}" if page else "")


def count_lines(room: float, above: float) -> int:
    """Return how many lines to write on fit `room` mm, of which the first stands `above` mm down."""
    return max(1, int((room - above) / PITCH + 1e-6) + 1)


def split_evenly(rows: Sequence[T], most: int) -> list[Sequence[T]]:
    """Return rows by page, `most` at the utmost, pages of equal length but for the last."""
    length = -(-len(rows) // max(1, -(-len(rows) // most)))
    return [rows[start : start + length] for start in range(0, len(rows), max(1, length))]


def choose_pitch(paper: Paper, rows: int) -> float:
    """Return the distance of a table's rows: that of lines to write on where they fit."""
    return PITCH if rows * PITCH < paper.body - HEADING else ROW


def list_float(pack: Pack, week: WeekView) -> tuple[Leaf, Leaf]:
    """Return the two pages on which a float is planned: what is overdue; minutes, and the weeks ahead."""
    plan: dict[str, object] = {"week": week, "anchor": name_week(week)}
    units, following = pack.list_left(week.number), pack.list_next(week.number)
    work = {"week": week, "units": units, "next": following, "anchor": name_week(week, "work")}
    return ("small/float-plan", plan), ("small/float-work", work)


def look_back(week: WeekView, page: str, part: slice, step: float, closing: bool) -> Leaf:
    """Return a page of a float's questions, `step` mm for each; the closing one carries over."""
    values = {
        "week": week,
        "anchor": name_week(week, page),
        "questions": FLOAT_QUESTIONS[part],
        "step": step,
        "lines": count_lines(step - 4, 11),
        "closing": closing,
        "first": part.start in (None, 0),
    }
    return ("small/float-record", values)


def list_loop(week: WeekView) -> tuple[Leaf, Leaf]:
    """Return the two pages on which a mock loop is planned: its days; its rounds."""
    plan = {"week": week, "checks": CHECKS, "anchor": name_week(week)}
    rows = max(3, -(-len(week.due) // 3))
    work = {"week": week, "anchor": name_week(week, "work"), "rows": rows}
    return ("small/loop-plan", plan), ("small/loop-work", work)


def debrief(week: WeekView, page: str, rounds: Sequence[Item], step: float, closing: int) -> Leaf:
    """Return a page of a loop's debriefs, `step` mm a round; `closing` lines for what they have in common."""
    lines = count_lines(step - 3, DEBRIEF_HEAD + 2.8)
    values = {
        "week": week,
        "anchor": name_week(week, page),
        "rounds": rounds,
        "step": step,
        "lines": lines,
        "closing": closing,
    }
    return ("small/loop-record", values)


def list_gates(pack: Pack) -> Iterator[Leaf]:
    """Yield a page for each gate."""
    room, pitch = GATE_ROWS
    for gate in pack.gates:
        height = min(pitch, room / int(str(gate["rows"])))
        yield "small/gate", {**gate, "pitch": height, "label": str(gate["anchor"]).replace("gate-", "W")}


def list_hours(pack: Pack, columns: Sequence[str]) -> Iterator[Leaf]:
    """Yield two pages of hours, half of the weeks on each; `columns` may end in the running total."""
    half = -(-len(pack.weeks) // 2)
    for start in (0, half):
        source, shown = pack.source[start : start + half], pack.weeks[start : start + half]
        table = [
            {
                "name": str(view.number),
                "date": view.date,
                "target": f"week-{view.number}",
                "minutes": [*sum_minutes([week]), view.total],
                "gate": view.gate,
            }
            for week, view in zip(source, shown, strict=True)
        ]
        sums = [*sum_minutes(pack.source[: start + half]), shown[-1].total]
        table.append({"name": "Sum", "date": "", "target": "", "minutes": sums, "gate": ""})
        values = {"shown": shown, "table": table, "columns": columns, "planning": pack.planning}
        label = f"{shown[0].number}–{shown[-1].number}"
        yield ("small/hours", values | {"anchor": f"hours-{shown[0].number}", "label": label})


def list_again(pack: Pack) -> Iterator[Leaf]:
    """Yield the trackers of repetitions, the exercises of an activity on pages of equal length."""
    for activity in TRACKED:
        items = list_tracked(pack.source, activity, pack.names)
        for rows in split_evenly(items, TRACKER_ROWS):
            first, last = str(rows[0]["id"]), str(rows[-1]["id"])
            values = {"rows": rows, "name": f"{NAMES[activity]}: {first} to {last}", "anchor": f"again-{first}"}
            pitch = choose_pitch(pack.paper, len(rows))
            bank, _, number = first.partition("-")
            yield ("small/again", values | {"pitch": pitch, "label": f"{bank} {number.lstrip('0')}"})


def list_errors(pack: Pack, pages: int) -> Iterator[Leaf]:
    """Yield the pages of the error list."""
    rows = int((pack.paper.body - 6) / ERROR_ROW)
    for page in range(1, pages + 1):
        first = (page - 1) * rows + 1
        yield ("small/errors", {"rows": rows, "first": first, "anchor": f"errors-{page}", "label": str(first)})


def list_reading(pack: Pack) -> Iterator[Leaf]:
    """Yield the pages of the guide week by week, each with where it stands and its minutes."""
    rows, sums = list_rows(pack.source, pack.names), write_reading(pack.source)
    most = int((pack.paper.body - READING_BELOW) / ROW)
    for number, shown in enumerate(split_evenly(rows, most), 1):
        first = next((row.week for row in shown if row.week), 0)
        values: dict[str, object] = {
            "rows": shown,
            "sums": sums,
            "anchor": f"reading-{number}",
            "label": f"W{first}",
        }
        yield "small/reading", values
