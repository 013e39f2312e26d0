"""Render a planner: a list of sheets, each of one template, in one HTML document."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from prepress.model.artifact import PageMap
from prepress.model.edition import Edition
from prepress.model.plan import ACTIVITIES, Plan, Week
from prepress.model.rendered import RenderedPlanner
from prepress.render.environment import TEMPLATES, format_hours, make_environment, read_styles
from prepress.render.planner_dates import (
    find_last_day,
    list_month_days,
    list_weekdays,
    write_full_date,
    write_span,
)
from prepress.render.planner_ledger import Leaf, count_left, fit_debriefs, list_ledger, list_trackers, sum_minutes
from prepress.render.planner_masters import list_lines, list_masters
from prepress.render.planner_reading import list_reading
from prepress.render.planner_text import (
    CHECKS,
    FLOAT_QUESTIONS,
    MONTH_QUESTIONS,
    RESTART,
    STEPS,
    WEEK_QUESTIONS,
    list_units,
    write_lacking,
)
from prepress.render.planner_views import LOOP_ROUNDS, NAMES, Names, WeekView, view_weeks
from prepress.render.sheets import render_page

HEIGHTS = {"a4": 271.0, "letter": 253.0}
"""Height of the live area in mm."""
COMPETENCIES = ("System design", "Coding", "Delivery", "People", "Decisions", "Operations", "Writing")
CALENDAR_ROWS, FOLD = 5, 4
"""Weeks in a month's calendar; a folded sheet has four pages."""
HEAD = 13.0
"""Height of a head in mm."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the planner: its template, and what all templates ask of it."""

    template: str
    anchor: str
    folio: int
    height: float
    level: str
    title: str
    subtitle: str
    edition: str
    weeks: tuple[WeekView, ...]
    loaded: int
    hours: int
    dates: str
    weekdays: tuple[str, ...]

    @property
    def verso(self) -> bool:
        """Tell whether the page is a left-hand one."""
        return self.folio % 2 == 0


def render_planner(
    edition: Edition, level: str, paper: str, pages: PageMap | None, filename: str
) -> RenderedPlanner:
    """Return the planner of `level` (`L6`, `L7`) on `paper` (`a4`, `letter`).

    `pages` names the workbook's pages; an exercise that it does not know is named by id and title alone. Raises
    ValueError for a guide without a plan.
    """
    plan = edition.guide.plan
    if plan is None:
        raise ValueError("the guide has no plan")
    names = Names(edition.guide, pages, plan.gaps)
    builder = _Builder(edition, level, plan, names, HEIGHTS[paper])
    sheets = [builder.render(leaf, folio) for folio, leaf in enumerate(builder.list_leaves(), 1)]
    sheets += builder.render_masters(len(sheets))
    html = (
        make_environment()
        .get_template("planner/pack.html.j2")
        .render(
            language=edition.guide.language,
            title=builder.title,
            styles=read_styles("fonts.css", f"planner/paper-{paper}.css", "planner.css", "sheets.css"),
            sheets=sheets,
        )
    )
    return RenderedPlanner(
        filename=filename,
        title=builder.title,
        author=", ".join(edition.guide.authors),
        language=edition.guide.language,
        paper=paper,
        html=html,
        base=TEMPLATES.as_uri() + "/",
        sheets=len(sheets),
    )


class _Builder:
    """Lists the leaves of one planner and renders them."""

    def __init__(
        self,
        edition: Edition,
        level: str,
        plan: Plan,
        names: Names,
        height: float,
    ) -> None:
        self.edition, self.level, self.plan, self.height = edition, level, plan, height
        self.source = edition.weeks[level]
        self.weeks = view_weeks(self.source, names)
        self.title = f"{edition.guide.title}, planner for {level}"
        self.units = list_units(plan.levels[level])
        self.names = names
        first, last = self.source[0].starts, self.source[-1].starts
        self.dates = write_span(first, find_last_day(last)) if first and last else ""

    def render(self, leaf: Leaf, folio: int) -> Markup:
        """Return one sheet."""
        template, values = leaf
        guide = self.edition.guide
        sheet = Sheet(
            template=template,
            anchor=str(values.get("anchor", f"page-{folio}")),
            folio=folio,
            height=self.height,
            level=self.level,
            title=guide.title,
            subtitle=", ".join(part for part in (self._write_length(), self.dates) if part),
            edition=guide.edition,
            weeks=self.weeks,
            loaded=self.weeks[-1].loaded,
            hours=self.weeks[-1].total,
            dates=self.dates,
            weekdays=list_weekdays(self.source[0].starts),
        )
        found = make_environment().get_template(f"planner/{template}.html.j2")
        return Markup(found.render(sheet=sheet, **values))

    def render_masters(self, before: int) -> list[Markup]:
        """Return the masters, each front on a recto, behind their list; `before` is the pack's last folio."""
        masters = tuple(list_masters(self.edition.guide))
        listed: Leaf = ("masters", {"lines": list_lines(masters, before + 3), "anchor": "masters"})
        sheets = [self.render(listed, before + 1), self.render(self._make_notes(), before + 2)]
        for page in (page for master in masters for page in master.pages):
            anchor, back = f"page-{before + 1 + len(sheets)}", len(sheets) % 2 == 1
            sheets.append(render_page(page, "planner", self.height - HEAD, anchor=anchor, back=back))
        while len(sheets) % FOLD:
            sheets.append(self.render(self._make_notes(), before + 1 + len(sheets)))
        return sheets

    def _make_notes(self) -> Leaf:
        return ("notes", {"rows": int((self.height - 30) / 5)})

    def list_leaves(self) -> list[Leaf]:
        """Return all leaves in order; spreads begin on an even page, and the count divides by four."""
        leaves: list[Leaf] = [
            self._make_cover(),
            ("set-up", {"units": self.units}),
            ("baseline", {"competencies": self._list_competencies(), "half": len(self.weeks) // 2}),
            *self._list_map(),
        ]
        for month in self._list_months():
            leaves += self._list_month(month)
        leaves += self._list_gates()
        errors: Leaf = ("errors", {"rows": int((self.height - 30) / 14.2)})
        notes = self._make_notes()
        for spread in (
            list_ledger(self.source, self.weeks, self.plan.planning_minutes),
            list_reading(self.source, self.names, self.height),
            list_trackers(self.source, self.names),
            [errors, errors],
        ):
            leaves += [*spread, notes] if len(spread) % 2 else spread
        while (len(leaves) + 1) % FOLD:
            leaves.append(notes)
        activities = self._sum_activities()
        sums = ", ".join(f"{NAMES[key].lower()} {format_hours(minutes)}" for key, minutes in activities)
        sums = f"{sums}; {format_hours(self.weeks[-1].total)} in all."
        return [*leaves, ("back", {"sums": sums, "lacking": write_lacking(self.edition.whole)})]

    def _make_cover(self) -> Leaf:
        first, lacking = self.source[0].starts, write_lacking(self.edition.whole)
        start = write_full_date(first) if first else ""
        return ("cover", {"steps": STEPS, "restart": RESTART, "start": start, "lacking": lacking})

    def _write_length(self) -> str:
        return f"{self.level}: {len(self.weeks)} weeks, {self.weeks[-1].total // 60} hours"

    def _list_competencies(self) -> tuple[str, ...]:
        listed = tuple(competency.name for competency in self.edition.guide.competencies)
        return listed or COMPETENCIES

    def _sum_activities(self) -> list[tuple[str, int]]:
        return [(key, sum(week.load(key).minutes for week in self.source)) for key in ACTIVITIES]

    def _list_map(self) -> list[Leaf]:
        half = -(-len(self.weeks) // 2)
        pitch = min(18.4, (self.height - 29.5) / half)
        columns = [self._map_week(week, self.source[index]) for index, week in enumerate(self.weeks)]
        titles = (f"{len(self.weeks)} weeks", f"{self.weeks[-1].total // 60} h")
        return [
            ("weeks", {"shown": shown, "pitch": pitch, "title": title})
            for shown, title in zip((columns[:half], columns[half:]), titles, strict=True)
        ]

    def _map_week(self, view: WeekView, week: Week) -> dict[str, object]:
        columns = []
        for key, x in zip(ACTIVITIES, (31, 63, 113, 135), strict=True):
            load = week.load(key)
            label = f"{len(load.new)}+{len(load.again)}" if key != "mocks" else ""
            per_row = 3 if key == "mocks" and len(load.new) > LOOP_ROUNDS else 10
            values = {"x": x, "new": tuple(load.new), "again": tuple(load.again), "label": label}
            columns.append({**values, "per_row": per_row})
        return {
            "number": view.number,
            "floating": view.floating,
            "gate": view.gate,
            "date": view.date,
            "minutes": view.minutes,
            "total": view.total,
            "phase": view.phase,
            "anchor": f"week-{view.number}",
            "first_of_phase": (week.phase.first == week.number and not week.floating)
            or (week.number > 1 and self.source[week.number - 2].floating and week.phase.first == week.number - 1),
            "columns": columns,
        }

    def _list_months(self) -> list[tuple[WeekView, ...]]:
        numbers = sorted({week.month for week in self.weeks})
        return [tuple(week for week in self.weeks if week.month == number) for number in numbers]

    def _list_month(self, weeks: tuple[WeekView, ...]) -> list[Leaf]:
        month = self._view_month(weeks)
        height = (self.height - 112) / 5 if self.height < 260 else 30.6
        step = 33.0 if self.height > 260 else 28.5
        leaves: list[Leaf] = [
            ("month-plan", {"month": month, "height": height, "anchor": f"month-{weeks[0].month}"}),
            ("month-review", {"month": month, "questions": MONTH_QUESTIONS, "step": step}),
        ]
        for week in weeks:
            leaves += self._list_week(week)
        return leaves

    def _view_month(self, weeks: tuple[WeekView, ...]) -> dict[str, object]:
        source = [week for week in self.source if week.number in {view.number for view in weeks}]
        table = [
            {"name": f"Week {week.number}", "minutes": sum_minutes([week]), "target": f"week-{week.number}"}
            for week in source
        ]
        table.append({"name": "Month", "minutes": sum_minutes(source), "target": ""})
        phases = dict.fromkeys(week.phase for week in weeks)
        first = source[0].starts
        weekdays = list_weekdays(first)
        return {
            "number": weeks[0].month,
            "name": weeks[0].month_name,
            "weekdays": weekdays,
            "weekend": weekdays.index("Saturday"),
            "days": list_month_days(first, CALENDAR_ROWS),
            "dates": write_span(first, find_last_day(source[-1].starts)) if first and source[-1].starts else "",
            "numbers": [week.number for week in weeks],
            "phases": " and ".join(phases).capitalize(),
            "minutes": sum(week.minutes for week in weeks),
            "loaded": sum(not week.floating for week in weeks),
            "weeks": weeks,
            "table": table,
        }

    def _list_week(self, week: WeekView) -> list[Leaf]:
        anchor = f"week-{week.number}"
        if week.floating:
            following = [other for other in self.weeks if other.number > week.number][:4]
            left = count_left(self.source, week.number)
            units = [(name, minutes, count) for (name, minutes), count in zip(self.units, left, strict=True)]
            plan = {"week": week, "units": units, "next": following, "anchor": anchor}
            step = (self.height - 40 - 45) / len(FLOAT_QUESTIONS)
            record = {"week": week, "questions": FLOAT_QUESTIONS, "step": step, "lines": int((step - 8) / 7.1)}
            return [("float-plan", plan), ("float-record", record)]
        if week.is_loop:
            lines, step = fit_debriefs(len(week.loop), self.height)
            return [
                ("loop-plan", {"week": week, "checks": CHECKS, "anchor": anchor}),
                ("loop-record", {"week": week, "step": step, "lines": lines}),
            ]
        record = {
            "week": week,
            "log": 12 if self.height > 260 else 10,
            "questions": WEEK_QUESTIONS,
            "errors": self.edition.guide.sheets.errors,
        }
        return [
            ("week-plan", {"week": week, "anchor": anchor}),
            ("week-record", record),
        ]

    def _list_gates(self) -> list[Leaf]:
        totals = {week.number: week.total for week in self.weeks}
        leaves: list[Leaf] = []
        for gate in self.plan.gates:
            rows = len(gate.criteria) + 1
            first = self.source[gate.week - 1].starts
            values = {
                "gate": gate,
                "total": totals[gate.week],
                "rows": rows,
                "anchor": f"gate-{gate.week}",
                "day": write_full_date(find_last_day(first)) if first else "",
            }
            leaves.append(("gate", values))
        return leaves
