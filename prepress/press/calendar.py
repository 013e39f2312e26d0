"""Press a calendar: iCalendar (RFC 5545), which calendar programs import.

Every event lasts whole days, as on the sheets: the plan knows the week of a mock round, only its reader the hour.
Whole days belong to no time zone, so that no summer time moves them. They are marked as free, and ring no alarm.
"""

from __future__ import annotations

import datetime

import icalendar

from prepress.model.artifact import Artifact
from prepress.model.calendar import Event, RenderedCalendar

PRODUCER = "-//em-interview-prep-guide//planner//EN"


def press_calendar(rendered: RenderedCalendar) -> Artifact:
    """Return the calendar as a file; the same events make the same bytes, since no clock is read."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.calendar_name = rendered.title
    midnight = datetime.datetime.combine(rendered.stamp, datetime.time(), datetime.UTC)
    for event in rendered.events:
        calendar.add_component(_make_event(event, midnight, rendered.language))
    return Artifact(rendered.filename, "calendar", calendar.to_ical(), 0, ())


def _make_event(event: Event, stamp: datetime.datetime, language: str) -> icalendar.Event:
    """Return an event of whole days; its end is the first day that it does not have (RFC 5545, 3.6.1)."""
    made = icalendar.Event()
    made.add("uid", event.uid)
    made.add("dtstamp", stamp)
    made.add("dtstart", event.first)
    made.add("dtend", event.last + datetime.timedelta(days=1))
    made.add("summary", event.summary, parameters={"LANGUAGE": language})
    made.add("description", event.description, parameters={"LANGUAGE": language})
    made.add("categories", [event.category])
    made.add("transp", "TRANSPARENT")
    made.add("sequence", 0)
    return made
