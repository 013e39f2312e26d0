"""The calendar of a dated plan: read back, it holds what the sheets show, and nothing else."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
from lxml import html

import build
from prepress.load import load_guide
from prepress.model.edition import Edition
from prepress.press.calendar import press_calendar
from prepress.render.calendar import render_calendar
from prepress.render.planner import render_planner
from prepress.schedule import collect_figures, leave_out_floats, plan_weeks
from tests.conftest import SAMPLE

CONTENT = Path(__file__).parents[1] / "content"
STARTS = ("2027-01-04", "2026-12-21", "2027-10-04", "2028-02-23")
"""A Monday; weeks over an ISO week 53; over the end of summer time; a Wednesday in a leap year."""
ID = re.compile(r"(?:SD|CO|ST|MK)-\d+")
SPAN = re.compile(r"(\d+) (\w{3})(?: (\d{4}))? to (\d+) (\w{3}) (\d{4})")
Shown = tuple[str, datetime.date, datetime.date, frozenset[str]]


def make_edition(start: str, *, short: bool = False) -> Edition:
    guide = load_guide(CONTENT).guide
    assert guide is not None
    guide = leave_out_floats(guide) if short else guide
    weeks = {level: plan_weeks(guide, level, datetime.date.fromisoformat(start)) for level in ("L6", "L7")}
    return Edition(guide, "all", weeks, collect_figures(guide))


def press(edition: Edition, level: str) -> bytes:
    return press_calendar(render_calendar(edition, level, None, "p.ics")).data


def read_day(day: str, month: str, year: str) -> datetime.date:
    return datetime.datetime.strptime(f"{day} {month[:3]} {year}", "%d %b %Y").date()


def read_span(words: list[str]) -> tuple[datetime.date, datetime.date]:
    """Return the first days from and to that a sheet prints with their year."""
    found = next(found for word in words if (found := SPAN.search(word)))
    day, month, year, last_day, last_month, last_year = found.groups()
    return read_day(day, month, year or last_year), read_day(last_day, last_month, last_year)


def read_sheets(page: str) -> set[Shown]:
    """Return what a planner's sheets show, from their words alone: kind, first and last day, ids or a name."""
    shown: set[Shown] = set()
    months: set[datetime.date] = set()
    rounds: set[str] = set()
    for sheet in html.fromstring(page).xpath("//section"):
        kind = sheet.get("data-template")
        words = [" ".join(part.text_content().split()) for part in sheet.xpath(".//p|.//*[@class='title']")]
        ids = {found for word in words for found in ID.findall(word[:8])}
        if kind == "month-review":
            months.add(read_span(words)[1])
            name = sheet.xpath(".//*[@class='title']")[0].text_content()
            shown.add(("Review", *(read_span(words)[1],) * 2, frozenset({name})))
        elif kind in {"week-plan", "loop-plan"}:
            rounds = ids
        elif kind in {"week-record", "loop-record", "float-record"}:
            first, last = read_span(words)
            due = {name for name in (rounds if kind == "loop-record" else ids) if not name.startswith("MK")}
            shown |= {("Again", first, last, frozenset(due))} if due else set()
            mocks = {name for name in rounds if name.startswith("MK")} if kind != "float-record" else set()
            shown |= {("Mock", first, last, frozenset({name})) for name in mocks}
            if kind != "week-record" or last not in months:
                number = f"Week {sheet.xpath('.//h2')[0].text_content()}"
                shown.add(("Review", last, last, frozenset({number})))
        elif kind == "gate":
            found = next(found for word in words if (found := re.search(r": (.+), (\d+) (\w+) (\d{4})$", word)))
            day = read_day(*found.groups()[1:])
            shown.add(("Gate", day, day, frozenset({found[1]})))
    return shown


def read_events(data: bytes) -> Iterator[Shown]:
    """Yield the same of each event of a calendar."""
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        kind, summary = str(event.categories[0]), str(event["summary"])
        first, last = event["dtstart"].dt, event["dtend"].dt - datetime.timedelta(days=1)
        named = {
            "Again": set(ID.findall(str(event["description"]))),
            "Mock": set(ID.findall(summary)[:1]),
            "Review": {summary.partition(":")[0]},
            "Gate": {summary.partition(": ")[2].lower()},
        }[kind]
        yield kind, first, last, frozenset(named)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize(("level", "short"), [("L6", False), ("L7", True)])
def test_calendar_holds_what_the_sheets_show(start: str, level: str, short: bool) -> None:
    edition = make_edition(start, short=short)
    events = list(read_events(press(edition, level)))
    page = render_planner(edition, level, "a4", None, "p.pdf").html
    assert len(events) == len(set(events))
    assert set(events) == read_sheets(page)
    kinds = [kind for kind, *_ in events]
    assert kinds.count("Mock") == {"L6": 20, "L7": 30}[level]
    assert kinds.count("Gate") == 4


def test_events_last_whole_days_as_programs_import_them() -> None:
    """RFC 5545: required properties, dates without a time zone, an end after the start, unique names, no alarm."""
    edition = make_edition("2027-03-22")
    stamp = datetime.datetime.combine(
        datetime.date.fromisoformat(edition.guide.date), datetime.time(), datetime.UTC
    )
    calendar = icalendar.Calendar.from_ical(press(edition, "L6"))
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    events = calendar.walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == len(events) > 0
    assert not calendar.walk("VALARM")
    for event in events:
        assert event["dtstart"].params["VALUE"] == event["dtend"].params["VALUE"] == "DATE"
        assert event["dtend"].dt > event["dtstart"].dt
        assert event["transp"] == "TRANSPARENT"
        assert event["dtstamp"].dt == stamp
    assert all(len(line) <= 75 for line in press(edition, "L6").split(b"\r\n"))


def test_a_later_start_moves_the_same_events() -> None:
    first, second = (
        {str(event["uid"]): event["dtstart"].dt for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}
        for data in (press(make_edition(start), "L6") for start in ("2027-01-04", "2027-01-11"))
    )
    week = datetime.timedelta(days=7)
    weekly = {uid for uid in first if "review@" not in uid}
    assert {uid: first[uid] + week for uid in weekly} == {uid: second[uid] for uid in weekly}


def test_calendar_stands_beside_its_planner(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [
        "planner",
        "--content",
        str(SAMPLE),
        "--level",
        "l6",
        "--weeks",
        "3",
        "--start",
        "2027-01-06",
        "-q",
    ]
    made = []
    for folder in ("one", "two"):
        assert build.main([*arguments, "--start", "2027-01-06", "--output", str(tmp_path / folder)]) == build.MADE
        made.append({path.name: path.read_bytes() for path in (tmp_path / folder).glob("planner*")})
    assert set(made[0]) == {"planner-l6-3w-2027-01-06.pdf", "planner-l6-3w-2027-01-06.ics"}
    assert made[0] == made[1]
    report = capsys.readouterr().out
    assert "2027-01-06 is a Wednesday" in report
    assert "--start 2027-01-04" in report
    assert "[plan-start-not-monday]" in report
