"""What the planner's sheets print, computed from the weeks: nothing is left for a template to work out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from prepress.model.plan import Load, Week, count_lines
from prepress.render.environment import format_hours
from prepress.render.planner_dates import (
    Month,
    find_last_day,
    list_month_days,
    list_months,
    write_date,
    write_iso_week,
    write_span,
)
from prepress.render.planner_names import Item, Names

NAMES = {"system_design": "Design", "coding": "Coding", "behavioral": "Stories", "mocks": "Mock"}
MASTERS = {"system_design": "design-sheet-blank", "coding": "coding-log", "behavioral": "story-card"}
"""The anchors of the sheets on which activities are done."""
CARRIED = 3
ROUNDS_IN_A_ROW = 5
CLOSING_ROWS = 2
"""The lines at the foot of the work: what comes beside the hours, and what is carried in."""
STUDY_DAYS = 5


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A line of the week's work.

    `rounds` are the repetitions whose rounds it shows, `boxes` the number of empty boxes for what is carried in;
    `aside` stands where others have their rounds; `target` is the anchor that the id or the title leads to,
    `master` that of the sheet on which the activity is done.
    """

    name: str = ""
    minutes: int | None = None
    id: str = ""
    title: str = ""
    page: str = ""
    where: str = ""
    square: bool = False
    rounds: tuple[int, ...] = ()
    boxes: int = 0
    last: bool = False
    aside: str = ""
    target: str = ""
    master: str = ""


@dataclass(frozen=True, slots=True)
class WeekView:
    """A week with all that its sheets print."""

    number: int
    phase: str
    month: int
    loaded: int
    minutes: int
    total: int
    day: int
    floating: bool
    gate: str
    rounds: int
    date: str
    days: tuple[str, ...]
    rows: tuple[WorkRow, ...]
    listed: int
    due: tuple[Item, ...]
    loop: tuple[Item, ...]
    new_count: tuple[int, ...]
    again_count: tuple[int, ...]
    span: tuple[str, str] = field(default=("", ""))
    month_name: Month = field(default=Month(0, ""))
    iso: str = ""
    dates: str = ""
    scores: tuple[str, ...] = ()

    @property
    def is_loop(self) -> bool:
        """Tell whether the week is a mock loop."""
        return bool(self.loop)


def view_weeks(weeks: Sequence[Week], names: Names, lines: int) -> tuple[WeekView, ...]:
    """Return the weeks in order, with running totals, months and study weeks counted, `lines` of work in each."""
    views = []
    total = loaded = 0
    for week, month in zip(weeks, list_months(weeks), strict=True):
        total += week.minutes
        loaded += not week.floating
        views.append(_view_week(week, list_work(week, names, lines), names, total, loaded, month))
    return tuple(views)


def _view_week(
    week: Week, rows: tuple[WorkRow, ...], names: Names, total: int, loaded: int, month: Month
) -> WeekView:
    mocks = week.load("mocks").new
    again = [item for load in week.loads for item in load.again]
    new = [name for load in week.loads if load.activity != "mocks" for name in load.new]
    first = week.starts
    last = find_last_day(first) if first else None
    return WeekView(
        number=week.number,
        phase=week.phase.name,
        month=month.number,
        loaded=loaded,
        minutes=week.minutes,
        total=total,
        day=round(week.minutes / STUDY_DAYS),
        floating=week.floating,
        gate=week.gate.name if week.gate else "",
        rounds=len(mocks),
        date=write_date(first) if first else "",
        days=next(iter(list_month_days(first, 1)), ()),
        rows=rows,
        listed=next(index for index, row in enumerate(rows) if row.name == "Study"),
        due=list_due(week, names),
        loop=tuple(names.find(name) for name in mocks) if week.is_loop else (),
        new_count=tuple(range(len(new))),
        again_count=tuple(range(len(again))),
        span=(write_date(first), write_date(last)) if first and last else ("", ""),
        month_name=month,
        iso=write_iso_week(first) if first else "",
        dates=write_span(first, last) if first and last else "",
        scores=tuple(dict.fromkeys(item.target for item in map(names.find, mocks) if item.target)),
    )


def list_due(week: Week, names: Names) -> tuple[Item, ...]:
    """Return what is due again: designs and stories in order, coding mixed, so that no pattern is given away."""
    due: list[Item] = []
    for load in week.loads:
        items = [names.find(item.id, item.ordinal) for item in load.again]
        if load.activity == "coding":
            items.sort(key=lambda item: hashlib.sha256(f"{week.number} {item.id}".encode()).digest())
        due += items
    return tuple(due)


def list_work(week: Week, names: Names, lines: int) -> tuple[WorkRow, ...]:
    """Return `lines` lines of the week's work: what is new with its square, study, what comes beside the hours.

    The last two lines are always the same; reading has the lines that the others leave.
    """
    rows: list[WorkRow] = []
    for load in week.loads:
        rows += _list_activity(load, names)
    room = lines - CLOSING_ROWS - len(rows) - 1
    if not week.load("mocks").new and room < len(week.pages):
        rows, room = rows[:-1], room + 1
    study = week.load("system_design").study
    rows.append(WorkRow("Study", study, title=_name_study(names) if study else "none this week", last=True))
    rows += _list_pages(week, names, max(1, room))
    rows += [WorkRow()] * (lines - CLOSING_ROWS - len(rows))
    beside = f"exercises on these pages {format_hours(week.writing)}, planning {format_hours(week.planning)}"
    rows.append(WorkRow("Beside", week.writing + week.planning, title=beside, last=True, aside="not in the hours"))
    rows.append(WorkRow("Carried in", boxes=CARRIED, last=True))
    return tuple(rows)


def _name_study(names: Names) -> str:
    """Return where the reading list stands that study follows, if the plan names one."""
    plan = names.guide.plan
    if plan is None or not plan.study_list:
        return "design chapters and their sources"
    item = names.find_page(plan.study_list)
    return f"this week’s line in “{item.title}”" + (f", {item.where}" if item.where else "")


def _list_pages(week: Week, names: Names, room: int) -> list[WorkRow]:
    """Return a line for each page to read, or if they are more than the room, the first ones and how many more."""
    items = [names.find_page(path) for path in week.pages]
    if not items:
        return [WorkRow("Reading", 0, title="no chapter this week", last=True)]
    shown = items if len(items) <= room else items[: room - 1]
    rows = [
        WorkRow(title=item.title, where=item.where, square=True, aside=_write_minutes(item.minutes))
        for item in shown
    ]
    if shown != items:
        more = f"{len(items) - len(shown)} {'more ' if shown else ''}chapters, listed on the sheet Reading"
        rows.append(WorkRow(title=more, square=True, target="reading-1"))
    rows[0] = replace(rows[0], name="Reading", minutes=week.reading)
    rows[-1] = replace(rows[-1], last=True)
    return rows


def _write_minutes(minutes: int) -> str:
    return f"{minutes} min" if minutes else "planned"


def _list_activity(load: Load, names: Names) -> list[WorkRow]:
    """Return one line a new exercise; the rounds are spread over the lines, and over one more if they need it."""
    items = [names.find(name) for name in load.new]
    count = len(load.again)
    height = count_lines(load)
    per_row = max(ROUNDS_IN_A_ROW, -(-count // height))
    rows = []
    for index in range(height):
        item = items[index] if index < len(items) else None
        shown = tuple(range(max(0, min(per_row, count - index * per_row))))
        rows.append(
            WorkRow(
                name=NAMES[load.activity] if index == 0 else "",
                minutes=load.minutes - load.study if index == 0 else None,
                id=item.id if item else "",
                target=item.target if item else "",
                master=MASTERS.get(load.activity, "") if index == 0 else "",
                title=item.title if item else "none this week" if not items and index == 0 else "",
                page=item.page if item else "",
                where=item.where if item else "",
                square=item is not None,
                rounds=shown,
                last=index == height - 1,
            )
        )
    return rows
