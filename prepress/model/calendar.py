"""A dated plan as a calendar: what the sheets show, by day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a calendar from its first day to its last, both included; `uid` is the same in every edition."""

    uid: str
    first: datetime.date
    last: datetime.date
    summary: str
    description: str
    category: str


@dataclass(frozen=True, slots=True)
class RenderedCalendar:
    """A calendar and its events by day; `stamp` is the day from which the data are."""

    filename: str
    title: str
    language: str
    stamp: datetime.date
    events: tuple[Event, ...]
