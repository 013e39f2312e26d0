"""Render a planner: a list of sheets, each of one template, in one HTML document."""

from __future__ import annotations

from markupsafe import Markup

from prepress.model.artifact import PageMap
from prepress.model.edition import Edition
from prepress.model.plan import ACTIVITIES, Plan, Week
from prepress.model.rendered import RenderedPlanner
from prepress.render.environment import TEMPLATES, format_hours, make_environment, read_styles
from prepress.render.planner_a5 import list_a5
from prepress.render.planner_ledger import Leaf, list_ledger, list_trackers, sum_minutes
from prepress.render.planner_pack import Pack
from prepress.render.planner_paper import PAPERS, Paper
from prepress.render.planner_sheet import Sheet
from prepress.render.planner_tablet import list_tablet
from prepress.render.planner_text import (
    CHECKS,
    CODES,
    FLOAT_QUESTIONS,
    MONTH_QUESTIONS,
    RESTART,
    STEPS,
    WEEK_QUESTIONS,
)
from prepress.render.planner_views import NAMES, Names, WeekView, view_weeks
from prepress.render.type_size import choose_look, cut_text

LISTS = {"a5": list_a5, "tablet": list_tablet}
"""What lists the leaves of a pack that has a layout of its own."""
COMPETENCIES = ("System design", "Coding", "Delivery", "People", "Decisions", "Operations", "Writing")


def render_planner(
    edition: Edition, level: str, paper: str, pages: PageMap | None, filename: str
) -> RenderedPlanner:
    """Return the planner of `level` (`L6`, `L7`) on `paper`, one of PAPERS.

    `pages` names the workbook's pages; an exercise that it does not know is named by id and title alone. Raises
    ValueError for a guide without a plan.
    """
    plan = edition.guide.plan
    if plan is None:
        raise ValueError("the guide has no plan")
    names = Names(edition.guide, pages, plan.gaps)
    builder = _Builder(edition, level, plan, names, PAPERS[paper])
    leaves = builder.list_leaves()
    sheets = [builder.render(leaf, folio) for folio, leaf in enumerate(leaves, 1)]
    html = (
        make_environment()
        .get_template("planner/pack.html.j2")
        .render(
            language=edition.guide.language,
            title=builder.title,
            paper=PAPERS[paper],
            styles=read_styles("fonts.css", "planner.css"),
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
        cut=tuple(sorted(builder.cut)),
    )


class _Builder:
    """Lists the leaves of one planner and renders them."""

    def __init__(
        self,
        edition: Edition,
        level: str,
        plan: Plan,
        names: Names,
        paper: Paper,
    ) -> None:
        self.edition, self.level, self.plan, self.paper = edition, level, plan, paper
        self.height, self.cut = paper.live_height, set[str]()
        self.source = edition.weeks[level]
        self.weeks = view_weeks(self.source, names)
        self.title = f"{edition.guide.title}, planner for {level}"
        self.units = self._list_units()
        self.names = names

    def render(self, leaf: Leaf, folio: int) -> Markup:
        """Return one sheet."""
        template, values = leaf
        guide = self.edition.guide
        sheet = Sheet(
            template=template,
            anchor=str(values.get("anchor", f"page-{folio}")),
            folio=folio,
            paper=self.paper,
            level=self.level,
            title=guide.title,
            subtitle=f"{self.level}: {len(self.weeks)} weeks, {self.weeks[-1].total // 60} hours",
            edition=guide.edition,
            weeks=self.weeks,
            loaded=self.weeks[-1].loaded,
            hours=self.weeks[-1].total,
        )
        found = make_environment().get_template(f"planner/{template}.html.j2")
        return Markup(found.render(sheet=sheet, choose_look=choose_look, cut_text=self._cut_text, **values))

    def _cut_text(self, text: str, width: float) -> str:
        """Return a text that fits two small lines of `width` mm, and keep in mind whether it had to be cut."""
        shown = cut_text(text, width)
        if shown != text:
            self.cut.add(text)
        return shown

    def list_leaves(self) -> list[Leaf]:
        """Return all leaves in order; the count divides by the paper's fold."""
        return list(LISTS[self.paper.pack](self.make_pack())) if self.paper.pack in LISTS else self._list_sheets()

    def make_pack(self) -> Pack:
        """Return the records that the small papers' leaves are listed from."""
        return Pack(
            paper=self.paper,
            source=self.source,
            weeks=self.weeks,
            months=tuple(self._view_month(weeks) for weeks in self._list_months()),
            gates=self.plan.gates,
            units=tuple(self.units),
            competencies=self._list_competencies(),
            names=self.names,
            planning=self.plan.planning_minutes,
            sums=self._write_sums(),
        )

    def _list_sheets(self) -> list[Leaf]:
        """Return the leaves for A4 and Letter; spreads begin on an even page."""
        leaves: list[Leaf] = [
            ("cover", {"steps": STEPS, "restart": RESTART}),
            ("set-up", {"units": self.units}),
            ("baseline", {"competencies": self._list_competencies()}),
            *self._list_map(),
        ]
        for month in self._list_months():
            leaves += self._list_month(month)
        leaves += self._list_gates()
        leaves += list_ledger(self.source, self.weeks, self.plan.planning_minutes)
        leaves += list_trackers(self.source, self.names)
        errors: Leaf = ("errors", {"rows": int((self.height - 30) / 14.2)})
        notes: Leaf = ("notes", {"rows": int((self.height - 30) / 5)})
        leaves += [errors, errors]
        while (len(leaves) + 1) % self.paper.fold:
            leaves.append(notes)
        return [*leaves, ("back", {"sums": self._write_sums()})]

    def _list_units(self) -> list[tuple[str, int]]:
        level = self.plan.levels[self.level]
        first, again = level.first_minutes, level.again_minutes
        return [
            ("A new design, from prompt to rubric", first["system_design"]),
            ("A design drawn again", again["system_design"]),
            ("A new coding problem", first["coding"]),
            ("A coding problem again", again["coding"]),
            ("A new story, written", first["behavioral"]),
            ("A story told again", again["behavioral"]),
            ("A mock round, with its debrief", first["mocks"]),
        ]

    def _list_competencies(self) -> tuple[str, ...]:
        listed = tuple(competency.name for competency in self.edition.guide.competencies)
        return listed or COMPETENCIES

    def _write_sums(self) -> str:
        totals = {key: sum(week.load(key).minutes for week in self.source) for key in ACTIVITIES}
        sums = ", ".join(f"{NAMES[key].lower()} {format_hours(minutes)}" for key, minutes in totals.items())
        return f"{sums}; {format_hours(self.weeks[-1].total)} in all."

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
            columns.append({"x": x, "new": tuple(load.new), "again": tuple(load.again), "label": label})
        return {
            "number": view.number,
            "floating": view.floating,
            "gate": view.gate,
            "date": view.date,
            "minutes": view.minutes,
            "total": view.total,
            "phase": view.phase,
            "first_of_phase": (week.phase.first == week.number and not week.floating)
            or (week.number > 1 and self.source[week.number - 2].floating and week.phase.first == week.number - 1),
            "columns": columns,
        }

    def _list_months(self) -> list[tuple[WeekView, ...]]:
        numbers = sorted({week.month for week in self.weeks})
        return [tuple(week for week in self.weeks if week.month == number) for number in numbers]

    def _list_month(self, weeks: tuple[WeekView, ...]) -> list[Leaf]:
        month = self._view_month(weeks)
        anchor = f"month-{weeks[0].month}"
        leaves: list[Leaf] = [
            ("month-plan", {"month": month, "height": self.paper.calendar, "anchor": anchor}),
            ("month-review", {"month": month, "questions": MONTH_QUESTIONS, "step": self.paper.review}),
        ]
        for week in weeks:
            leaves += self._list_week(week)
        return leaves

    def _view_month(self, weeks: tuple[WeekView, ...]) -> dict[str, object]:
        source = [week for week in self.source if week.number in {view.number for view in weeks}]
        table = [{"name": f"Week {week.number}", "minutes": sum_minutes([week])} for week in source]
        table.append({"name": "Month", "minutes": sum_minutes(source)})
        phases = dict.fromkeys(week.phase for week in weeks)
        return {
            "number": weeks[0].month,
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
            plan = {"week": week, "units": self.units, "next": following, "anchor": anchor}
            step = (self.height - 40 - 45) / len(FLOAT_QUESTIONS)
            record = {
                "week": week,
                "questions": FLOAT_QUESTIONS,
                "step": step,
                "lines": int((step - 8) / 7.1),
            }
            return [("float-plan", plan), ("float-record", record)]
        if week.is_loop:
            half = 2 if len(week.loop) * 43 + 80 < self.height else 1
            step = 10.8 + (half * 2 - 1) * 7.1 + 4
            return [
                ("loop-plan", {"week": week, "checks": CHECKS, "anchor": anchor}),
                ("loop-record", {"week": week, "step": step, "half": half}),
            ]
        return [
            ("week-plan", {"week": week, "anchor": anchor}),
            ("week-record", {"week": week, "log": self.paper.log, "questions": WEEK_QUESTIONS, "codes": CODES}),
        ]

    def _list_gates(self) -> list[Leaf]:
        totals = {week.number: week.total for week in self.weeks}
        leaves: list[Leaf] = []
        for gate in self.plan.gates:
            rows = len(gate.criteria) + 1
            values = {"gate": gate, "total": totals[gate.week], "rows": rows, "anchor": f"gate-{gate.week}"}
            leaves.append(("gate", values))
        return leaves
