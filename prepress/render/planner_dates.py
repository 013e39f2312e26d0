"""Name the dates of a plan: days, the months of its sheets, and ISO weeks.

A plan's week runs for seven days from the weekday on which the plan starts. It belongs to the calendar month and
to the ISO week that have most of its days: those of its fourth day. (By ISO 8601, its Thursday's.)
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from prepress.model.plan import Week

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MIDDLE = 3
LOADED_WEEKS, ALL_WEEKS = 4, 5
"""The most that a month of an undated plan has of loaded weeks, and of weeks: its calendar has five rows."""
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the sheets: its running number, its name (`Month 2`, `February`), and a year if it is dated."""

    number: int
    name: str
    year: str = ""

    @property
    def full_name(self) -> str:
        """Return the name as a sentence has it: `month 2`, `February 2027`."""
        return f"{self.name} {self.year}" if self.year else self.name.lower()


def list_months(weeks: Sequence[Week]) -> tuple[Month, ...]:
    """Return the month of each week: by calendar if the weeks have dates, else four loaded weeks each.

    A month without dates that free weeks would stretch over more than five ends with its fifth.
    """
    if not weeks or weeks[0].starts is None:
        return _count_months(weeks)
    months: list[Month] = []
    for week in weeks:
        assert week.starts is not None
        middle = week.starts + datetime.timedelta(days=MIDDLE)
        name, year = MONTHS[middle.month - 1], str(middle.year)
        before = months[-1] if months else Month(0, "")
        number = before.number + ((name, year) != (before.name, before.year))
        months.append(Month(number, name, year))
    return tuple(months)


def _count_months(weeks: Sequence[Week]) -> tuple[Month, ...]:
    numbers: list[int] = []
    number = 1
    loaded = 0
    for week in weeks:
        if (loaded == LOADED_WEEKS and not week.floating) or numbers.count(number) == ALL_WEEKS:
            number, loaded = number + 1, 0
        loaded += not week.floating
        numbers.append(number)
    return tuple(Month(number, f"Month {number}") for number in numbers)


def find_last_day(start: datetime.date) -> datetime.date:
    """Return the last day of the week that begins with `start`."""
    return start + datetime.timedelta(days=6)


def write_date(date: datetime.date) -> str:
    """Return a date as a small cell holds it: `4 Jan`."""
    return f"{date.day} {MONTHS[date.month - 1][:3]}"


def write_full_date(date: datetime.date) -> str:
    """Return a date with its year: `4 January 2027`."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def write_span(first: datetime.date, last: datetime.date) -> str:
    """Return the days from first to last, the year once if it is one: `28 Dec 2026 to 3 Jan 2027`."""
    year = "" if first.year == last.year else f" {first.year}"
    return f"{write_date(first)}{year} to {write_date(last)} {last.year}"


def write_iso_week(start: datetime.date) -> str:
    """Return the ISO week of the week that begins with `start`: `ISO week 53`."""
    return f"ISO week {(start + datetime.timedelta(days=MIDDLE)).isocalendar().week}"


def list_weekdays(start: datetime.date | None) -> tuple[str, ...]:
    """Return the seven weekdays in the order in which the weeks run, Monday first if there are no dates."""
    first = start.weekday() if start else 0
    return (*DAYS[first:], *DAYS[:first])


def list_month_days(start: datetime.date | None, rows: int) -> tuple[tuple[str, ...], ...]:
    """Return the days of `rows` weeks from `start` on, a month's first with its name; none without dates."""
    if start is None:
        return ()
    days = [start + datetime.timedelta(days=index) for index in range(rows * 7)]
    names = [write_date(day) if day.day == 1 else str(day.day) for day in days]
    return tuple(tuple(names[row * 7 : row * 7 + 7]) for row in range(rows))
