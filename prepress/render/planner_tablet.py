"""The planner on a tablet: three pages a week, and tabs on every page, all above the hand that writes.

The pages' order is fixed within an edition, because a tablet keeps handwriting by page number: what is added
later is added at the end. No word on a page to write on is a link: a palm that rests there would turn the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from prepress.model.plan import ACTIVITIES
from prepress.render.planner_dates import Month
from prepress.render.planner_ledger import Leaf
from prepress.render.planner_masters import list_lines
from prepress.render.planner_pack import Pack
from prepress.render.planner_small import (
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
)
from prepress.render.planner_small_masters import list_small_masters
from prepress.render.planner_text import MONTH_QUESTIONS, WEEK_QUESTIONS
from prepress.render.planner_views import WeekView

COLUMNS = ("Design", "Coding", "Stories", "Mock", "Week", "So far")
DUE_ROWS = 6
ERROR_PAGES = 2
FLOAT_STEP = 24.5
DEBRIEF_ROOM = 118.0
DEBRIEF_STEP = 34.0
TAB_HEIGHT, TABS, PAGE_TAB = 8.0, 11, 17.0
"""Height of a tab in mm, tabs that the live area is divided into, and the width of one for a page of a week."""
CELL = 12.3
"""Height of a week's cell on the overview, in mm."""
PAGES = (("Plan", ""), ("Work", "work"), ("Record", "record"))


@dataclass(frozen=True, slots=True)
class Tab:
    """A link of `width` by 8 mm to a page; the open one is where the reader is."""

    label: str
    target: str
    x: float
    width: float
    open: bool


@dataclass(frozen=True, slots=True)
class _Section:
    """What a tab of the first row opens: pages, and the second row's labels of those that have one."""

    label: str
    leaves: Sequence[Leaf]
    labels: Mapping[str, str]


def list_tablet(pack: Pack) -> Iterator[Leaf]:
    """Yield the leaves of the tablet's planner, each with its two rows of tabs."""
    sections = _list_sections(pack)
    width = pack.paper.live_width / max(TABS, len(sections))
    for number, section in enumerate(sections):
        first = tuple(
            Tab(other.label, str(other.leaves[0][1]["anchor"]), index * width, width, index == number)
            for index, other in enumerate(sections)
        )
        for template, values in section.leaves:
            second = _list_second(section.labels, values, width)
            pages = _list_pages(values, pack.paper.live_width)
            yield template, values | {"tabs": first, "subtabs": second + pages}


def _list_sections(pack: Pack) -> list[_Section]:
    """Return the sections in the order of their tabs; those without a page have no tab."""
    cells = _list_cells(pack)
    pitch = min(CELL, (pack.paper.body - CELL / 2) / len(cells[0]))
    overview: Leaf = (
        "tablet/weeks",
        {"columns": cells, "pitch": pitch, "lacking": pack.lacking, "anchor": "weeks"},
    )
    months = [
        _Section(
            _label_month(month),
            list(_list_month(pack, month)),
            {name_week(week): str(week.number) for week in pack.list_weeks(month)},
        )
        for month in pack.months
    ]
    listed = [
        _Section("Weeks", [overview], {}),
        *months,
        _label_pages("Gates", list_gates(pack)),
        _label_pages("Hours", list_hours(pack, COLUMNS)),
        _label_pages("Again", list_again(pack)),
        _label_pages("Errors", list_errors(pack, ERROR_PAGES)),
        _label_pages("Read", list_reading(pack)),
        _Section("Sheets", _list_masters(pack), {}),
    ]
    return [section for section in listed if section.leaves]


def _label_month(month: Mapping[str, object]) -> str:
    """Return a month's tab: its number, or where the pack has dates the first letters of its name."""
    name = month["name"]
    return name.name[:3] if isinstance(name, Month) and name.year else f"M{month['number']}"


def _list_cells(pack: Pack) -> tuple[list[dict[str, object]], ...]:
    """Return what the overview says of each week, new and again, in two columns."""
    cells: list[dict[str, object]] = []
    for view, week in zip(pack.weeks, pack.source, strict=True):
        mocks = len(week.load("mocks").new)
        counts = [f"{len(load.new)}+{len(load.again)}" for load in map(week.load, ACTIVITIES[:3])]
        note = f"gate: {view.gate.lower()}" if view.gate else view.phase if week.number == week.phase.first else ""
        cells.append(
            {
                "number": view.number,
                "floating": view.floating,
                "counts": [*counts, str(mocks) if mocks else "–"],
                "minutes": view.minutes,
                "gate": view.gate,
                "note": ", ".join(part for part in (view.date, note) if part),
            }
        )
    half = -(-len(cells) // 2)
    return cells[:half], cells[half:]


def _label_pages(label: str, leaves: Iterator[Leaf]) -> _Section:
    """Return a section in which each page has a tab of its own."""
    listed = tuple(leaves)
    return _Section(label, listed, {str(values["anchor"]): str(values["label"]) for _, values in listed})


def _list_masters(pack: Pack) -> list[Leaf]:
    """Return the list of masters, and their pages."""
    masters = list(list_small_masters(pack.names.guide))
    lines = list_lines(((master.name, master.anchor, len(master.leaves)) for master in masters), 1)
    listed: Leaf = ("small/masters", {"lines": lines, "anchor": "masters"})
    return [listed, *(leaf for master in masters for leaf in master.leaves)]


def _list_second(labels: Mapping[str, str], values: Mapping[str, object], width: float) -> tuple[Tab, ...]:
    """Return the tabs of the section's parts."""
    week = values.get("week")
    here = name_week(week) if isinstance(week, WeekView) else values["anchor"]
    return tuple(
        Tab(label, anchor, index * width, width, anchor == here)
        for index, (anchor, label) in enumerate(labels.items())
    )


def _list_pages(values: Mapping[str, object], live: float) -> tuple[Tab, ...]:
    """Return the tabs of a week's three pages and of its score sheet, or of a master's pages, at the right."""
    week, pages = values.get("week"), values.get("pages")
    if isinstance(week, WeekView):
        scores = [("Score", "masters" if len(week.scores) > 1 else week.scores[0])] if week.scores else []
        targets = scores + [(label, name_week(week, page)) for label, page in PAGES]
    elif isinstance(pages, Mapping):
        targets = [(label, anchor) for anchor, label in pages.items()]
    else:
        return ()
    left = live - len(targets) * PAGE_TAB
    return tuple(
        Tab(label, target, left + index * PAGE_TAB, PAGE_TAB, target == values["anchor"])
        for index, (label, target) in enumerate(targets)
    )


def _list_month(pack: Pack, month: Mapping[str, object]) -> Iterator[Leaf]:
    anchor = f"month-{month['number']}"
    yield "tablet/month", {"month": month, "questions": MONTH_QUESTIONS, "anchor": anchor}
    for week in pack.list_weeks(month):
        yield from _list_week(pack, week)


def _list_week(pack: Pack, week: WeekView) -> Iterator[Leaf]:
    if week.floating:
        yield from list_float(pack, week)
        yield look_back(week, "record", slice(None), FLOAT_STEP, True)
    elif week.is_loop:
        yield from list_loop(week)
        step = min(DEBRIEF_STEP, DEBRIEF_ROOM / len(week.loop))
        yield debrief(week, "record", week.loop, step, 2)
    else:
        rows = max(DUE_ROWS, -(-len(week.due) // 3))
        yield "tablet/week-plan", {"week": week, "anchor": name_week(week)}
        work = {"week": week, "rows": rows, "anchor": name_week(week, "work")}
        yield "tablet/week-work", work
        record = {"week": week, "log": pack.paper.log, "questions": WEEK_QUESTIONS}
        yield "tablet/week-record", record | {"anchor": name_week(week, "record")}
