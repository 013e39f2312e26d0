"""Render a planner: a list of sheets, each of one template, in one HTML document."""

from __future__ import annotations

from markupsafe import Markup

from prepress.model.artifact import PageMap
from prepress.model.edition import Edition
from prepress.model.rendered import RenderedPlanner
from prepress.render.environment import TEMPLATES, make_environment, read_styles
from prepress.render.planner_a5 import list_a5
from prepress.render.planner_ledger import Leaf
from prepress.render.planner_masters import list_lines, list_masters
from prepress.render.planner_names import Names
from prepress.render.planner_pack import Pack, make_pack
from prepress.render.planner_paper import PAPERS
from prepress.render.planner_sheet import Sheet
from prepress.render.planner_sheets import list_sheets, make_notes
from prepress.render.planner_tablet import list_tablet
from prepress.render.sheets import render_page
from prepress.render.type_size import choose_look, cut_text

LISTS = {"sheets": list_sheets, "a5": list_a5, "tablet": list_tablet}
"""What lists the leaves of each pack."""


def render_planner(
    edition: Edition, level: str, paper: str, pages: PageMap | None, filename: str
) -> RenderedPlanner:
    """Return the planner of `level` (`L6`, `L7`) on `paper`, one of PAPERS.

    `pages` names the workbook's pages; an exercise that it does not know is named by id and title alone. Masters
    stand behind the pack: on A4 and Letter those that the workbook binds as sheets, on A5 and the tablet pages of
    their own. Raises ValueError for a guide without a plan.
    """
    plan = edition.guide.plan
    if plan is None:
        raise ValueError("the guide has no plan")
    names = Names(edition.guide, pages, plan.gaps)
    builder = _Builder(edition, level, make_pack(edition, plan, level, PAPERS[paper], names))
    sheets = builder.render_pack()
    if PAPERS[paper].masters:
        sheets += builder.render_masters(len(sheets))
    html = (
        make_environment()
        .get_template("planner/pack.html.j2")
        .render(
            language=edition.guide.language,
            title=builder.title,
            paper=PAPERS[paper],
            styles=read_styles("fonts.css", "planner.css", "sheets.css"),
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
    """Renders the leaves of one planner, and keeps in mind which titles had to be cut."""

    def __init__(self, edition: Edition, level: str, pack: Pack) -> None:
        self.guide, self.level, self.pack = edition.guide, level, pack
        self.title = f"{self.guide.title}, planner for {level}"
        self.cut = set[str]()

    def render_pack(self) -> list[Markup]:
        """Return all sheets in order; their count divides by the paper's fold."""
        leaves = LISTS[self.pack.paper.pack](self.pack)
        return [self._render(leaf, folio) for folio, leaf in enumerate(leaves, 1)]

    def render_masters(self, before: int) -> list[Markup]:
        """Return the masters, each front on a recto, behind their list; `before` is the pack's last folio."""
        masters = tuple(list_masters(self.guide))
        lines = list_lines(((master.name, master.anchor, len(master.pages)) for master in masters), before + 3)
        listed: Leaf = ("masters", {"lines": lines, "anchor": "masters"})
        notes, paper = make_notes(self.pack), self.pack.paper
        sheets = [self._render(listed, before + 1), self._render(notes, before + 2)]
        room = paper.live_height - paper.above
        for master in masters:
            for number, page in enumerate(master.pages, 1):
                anchor = master.anchor if number == 1 else f"{master.anchor}-{number}"
                sheets.append(render_page(page, "planner", room, anchor=anchor, back=number > 1))
        while len(sheets) % paper.fold:
            sheets.append(self._render(notes, before + 1 + len(sheets)))
        return sheets

    def _render(self, leaf: Leaf, folio: int) -> Markup:
        template, values = leaf
        pack, hours = self.pack, self.pack.weeks[-1].total
        length = f"{self.level}: {len(pack.weeks)} weeks, {hours // 60} hours"
        sheet = Sheet(
            template=template,
            anchor=str(values.get("anchor", f"page-{folio}")),
            folio=folio,
            paper=pack.paper,
            level=self.level,
            title=self.guide.title,
            subtitle=", ".join(part for part in (length, pack.dates) if part),
            edition=self.guide.edition,
            weeks=pack.weeks,
            loaded=pack.weeks[-1].loaded,
            hours=hours,
            dates=pack.dates,
            weekdays=pack.weekdays,
        )
        found = make_environment().get_template(f"planner/{template}.html.j2")
        return Markup(found.render(sheet=sheet, choose_look=choose_look, cut_text=self._cut_text, **values))

    def _cut_text(self, text: str, width: float) -> str:
        """Return a text that fits two small lines of `width` mm, and keep in mind whether it had to be cut."""
        shown = cut_text(text, width)
        if shown != text:
            self.cut.add(text)
        return shown
