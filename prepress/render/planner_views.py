"""What the planner's sheets print, computed from the weeks: nothing is left for a template to work out."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from prepress.model.artifact import PageMap
from prepress.model.guide import Guide
from prepress.model.plan import Load, Week

NAMES = {"system_design": "Design", "coding": "Coding", "behavioral": "Stories", "mocks": "Mock"}
LOOP_ROUNDS = 4
"""A week with as many mock rounds is a loop, and gets a layout of its own (the planner's design, section 4)."""
CARRIED = 3
WORK_ROWS = 13
ROUNDS_IN_A_ROW = 5
LONG_TITLE = 46
LONG_LINE = 62
"""The characters that surely fit on a line of work, and on two lines set densely."""
DENSE_LINES = 145
STUDY_DAYS = 5


@dataclass(frozen=True, slots=True)
class Item:
    """An exercise as a sheet names it; `page` is empty while the workbook has none, `gap` 0 for what is new."""

    id: str
    title: str
    page: str
    gap: int = 0


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A line of the week's work; `rounds` are the repetitions whose rounds it shows."""

    name: str = ""
    note: str = ""
    minutes: int | None = None
    id: str = ""
    title: str = ""
    page: str = ""
    square: bool = False
    rounds: tuple[int, ...] = ()
    last: bool = False
    look: str = ""


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

    @property
    def is_loop(self) -> bool:
        """Tell whether the week is a mock loop."""
        return len(self.loop) >= LOOP_ROUNDS


class Names:
    """Finds an exercise's title and its page in the workbook."""

    def __init__(self, guide: Guide, pages: PageMap | None, gaps: Sequence[int]) -> None:
        """Take the banks, the workbook's page map, and the gaps of repetitions."""
        self.guide = guide
        self.folios = pages.folios if pages else {}
        self.gaps = gaps

    def find(self, name: str, ordinal: int = 0) -> Item:
        """Return an exercise; `ordinal` says which repetition it is."""
        item = self.guide.bank.get(name)
        gap = self.gaps[ordinal - 1] if ordinal else 0
        return Item(name, item.title if item else "", self.folios.get(name.lower(), ""), gap)


def view_weeks(weeks: Sequence[Week], names: Names) -> tuple[WeekView, ...]:
    """Return the weeks in order, with running totals, months and study weeks counted."""
    views = []
    total = loaded = 0
    for week in weeks:
        total += week.minutes
        loaded += not week.floating
        month = max(1, (loaded - 1) // 4 + 1)
        views.append(_view_week(week, names, total, loaded, month))
    return tuple(views)


def _view_week(week: Week, names: Names, total: int, loaded: int, month: int) -> WeekView:
    mocks = week.load("mocks").new
    is_loop = len(mocks) >= LOOP_ROUNDS
    rows = list_work(week, names)
    again = [item for load in week.loads for item in load.again]
    new = [name for load in week.loads if load.activity != "mocks" for name in load.new]
    return WeekView(
        number=week.number,
        phase=week.phase.name,
        month=month,
        loaded=loaded,
        minutes=week.minutes,
        total=total,
        day=round(week.minutes / STUDY_DAYS),
        floating=week.floating,
        gate=week.gate.name if week.gate else "",
        rounds=len(mocks),
        date=_write_date(week.starts, 0) if week.starts else "",
        days=_list_days(week.starts),
        rows=rows,
        listed=next(index for index, row in enumerate(rows) if row.name == "Study"),
        due=list_due(week, names),
        loop=tuple(names.find(name) for name in mocks) if is_loop else (),
        new_count=tuple(range(len(new))),
        again_count=tuple(range(len(again))),
        span=(_write_date(week.starts, 0), _write_date(week.starts, 6)) if week.starts else ("", ""),
    )


def _write_date(start: datetime.date, days: int) -> str:
    date = start + datetime.timedelta(days=days)
    return f"{date.day} {date:%b}"


def _list_days(start: datetime.date | None) -> tuple[str, ...]:
    if start is None:
        return ()
    return tuple(str((start + datetime.timedelta(days=day)).day) for day in range(7))


def list_due(week: Week, names: Names) -> tuple[Item, ...]:
    """Return what is due again: designs and stories in order, coding mixed, so that no pattern is given away."""
    due: list[Item] = []
    for load in week.loads:
        items = [names.find(item.id, item.ordinal) for item in load.again]
        if load.activity == "coding":
            items.sort(key=lambda item: hashlib.sha256(f"{week.number} {item.id}".encode()).digest())
        due += items
    return tuple(due)


def list_work(week: Week, names: Names) -> tuple[WorkRow, ...]:
    """Return the lines of the week's work: what is new with its square, study, and room for what is carried in."""
    rows: list[WorkRow] = []
    for load in week.loads:
        if load.activity != "mocks" or load.new or len(rows) < WORK_ROWS - CARRIED - 1:
            rows += _list_activity(load, names)
    study = week.load("system_design").study
    titles = _name_pages(week, names.guide)
    look = "dense" if len(titles) > LONG_LINE else ""
    rows.append(WorkRow("Study", minutes=study, title=titles, last=True, look=look))
    for index in range(CARRIED):
        name, note = ("Carried in", "") if index == 0 else ("", "three at most" if index == 1 else "")
        rows.append(WorkRow(name, note, square=True, last=True))
    return tuple(rows)


def _list_activity(load: Load, names: Names) -> list[WorkRow]:
    """Return one line a new exercise; the rounds are spread over the lines, and over one more if they need it."""
    items = [names.find(name) for name in load.new]
    count = len(load.again)
    height = max(1, len(items), -(-count // (ROUNDS_IN_A_ROW + 1)))
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
                title=item.title if item else "none this week" if not items and index == 0 else "",
                page=item.page if item else "",
                square=item is not None,
                rounds=shown,
                last=index == height - 1,
                look="small" if item and len(item.title) > LONG_TITLE else "",
            )
        )
    return rows


def _name_pages(week: Week, guide: Guide) -> str:
    """Return the pages to read, as many as two dense lines hold, and how many more there are."""
    titles = [guide.pages[path].title for path in week.pages if path in guide.pages]
    shown = titles
    while len("; ".join(shown)) > DENSE_LINES:
        shown = shown[:-1]
    rest = [f"{len(titles) - len(shown)} more"] if shown != titles else []
    return "; ".join([*shown, *rest]) or "chapters of the week"
