"""Draw the plan's data: the cover's lines and the hours on a part's opening page."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from prepress.model.edition import Edition
from prepress.model.guide import Part
from prepress.model.plan import Week
from prepress.render.environment import format_hours, make_environment
from prepress.render.plan_tables import list_levels

ACTIVITY_OF_PART: Mapping[str, str] = {
    "system-design": "system_design",
    "coding": "coding",
    "leadership": "behavioral",
    "practice": "mocks",
}
LONGEST_STROKE = 114
"""Millimeters on the cover: the text column's width."""
ROOM_FOR_UNIT = 106
"""Millimeters; behind a longer stroke, hours and their unit would run into the name of the phase."""


def draw_plan_lines(edition: Edition, *, numbered: bool = True) -> Markup:
    """Return the cover's sheet of ruled lines, one a week; nothing for a guide without a plan."""
    level = list_levels(edition)[0]
    weeks = edition.weeks.get(level, ())
    if not weeks:
        return Markup("")
    longest = max(week.minutes for week in weeks)
    scale = LONGEST_STROKE / longest
    marked = {1, max(weeks, key=lambda week: week.minutes).number, len(weeks)}
    phases = {week.phase.first: week.phase.name for week in weeks}
    roomy = [week.number for week in weeks if week.minutes * scale < ROOM_FOR_UNIT or week.number not in phases]
    template = make_environment().get_template("shared/plan-lines.svg.j2")
    return Markup(
        template.render(
            weeks=weeks,
            level=level,
            scale=scale,
            marked=marked,
            unit=min(marked.intersection(roomy), default=0),
            numbered=numbered,
            phases=phases,
        )
    )


def draw_part_hours(edition: Edition, part: Part) -> Markup:
    """Return a part's planned hours by week as strokes; nothing for a part without an activity of its own."""
    activity = ACTIVITY_OF_PART.get(part.slug)
    if not activity or not edition.weeks:
        return Markup("")
    level = list_levels(edition)[0]
    minutes = [week.load(activity).minutes for week in edition.weeks[level]]
    template = make_environment().get_template("workbook/part-hours.html.j2")
    return Markup(
        template.render(
            minutes=minutes,
            level=level,
            part=part,
            total=sum(minutes),
            peak=max(minutes),
            others=_sum_others(edition, activity, level),
        )
    )


def _sum_others(edition: Edition, activity: str, level: str) -> list[tuple[str, str]]:
    return [
        (other, format_hours(_sum_minutes(edition.weeks[other], activity)))
        for other in list_levels(edition)
        if other != level
    ]


def _sum_minutes(weeks: tuple[Week, ...], activity: str) -> int:
    return sum(week.load(activity).minutes for week in weeks)
