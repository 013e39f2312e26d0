"""List the sheets to write on, from data: the workbook binds them, the planner holds them as masters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from prepress.model.edition import Edition
from prepress.model.guide import BankItem, Guide
from prepress.model.sheets import DesignSheet, ScoreSheet
from prepress.render.environment import make_environment
from prepress.render.sheet_picture import view_picture
from prepress.render.sheets_text import CONTEXT, DECISION, FOLLOW_UPS, GIVEN_WORDS, MASTER_PARTS, STORY_PARTS

LOG_ROWS = 32
"""Exercises on a page of the workbook's coding log."""
DESIGN_KIND = "design"


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One side of a sheet: its template in `templates/sheets/`, its title, and what its template prints."""

    template: str
    title: str
    aside: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of one page or more; `recto` says that it has a back which must not be in sight from the front.

    `id` is that of the exercise that the sheet is for, or empty; `group` is what lists of sheets put it under.
    """

    group: str
    title: str
    id: str
    anchor: str
    pages: tuple[SheetPage, ...]
    recto: bool = False

    @property
    def anchors(self) -> tuple[str, ...]:
        """Return the anchor of each page."""
        return (self.anchor, *(f"{self.anchor}-{number}" for number in range(2, len(self.pages) + 1)))


def render_page(page: SheetPage, frame: str, room: float, **values: object) -> Markup:
    """Return one page as HTML; `frame` is `planner` or `workbook`, `room` the height below the head in mm."""
    template = make_environment().get_template(f"sheets/{page.template}.html.j2")
    frame = f"sheets/_{frame}.html.j2"
    return Markup(template.render(page=page, frame=frame, room=room, **page.values, **values))


def list_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the workbook's sheets in the order in which they are bound; none for somebody else's folder.

    A sheet for one exercise is anchored at the exercise's id, unless a page of the guide prints the exercise.
    """
    guide = edition.guide
    if guide.foreign:
        return ()
    printed = {exercise.id for page in guide.pages.values() for exercise in page.exercises}
    sheets = [
        Sheet("Decisions", "Decision record", "", "decision-record", (make_decision(),)),
        *list_design_sheets(guide, printed),
        *list_score_sheets(guide),
    ]
    log = _make_log(edition)
    if log:
        sheets.append(Sheet("Coding", "Coding log", "", "coding-log", log))
    sheets.append(Sheet("Coding", "Error list", "", "error-list", (make_error_list(guide),)))
    offer = make_offer(guide)
    if offer:
        sheets.append(Sheet("Offers", "Offer worksheet", "", "offer-worksheet", (offer,)))
    return (*sheets, *_list_stories(guide, printed))


def list_design_sheets(guide: Guide, printed: set[str]) -> Iterator[Sheet]:
    """Yield the design sheets that data fills in, and a blank one."""
    for sheet in guide.sheets.designs:
        item = guide.bank[sheet.problem]
        pages = _make_design_pages(guide, sheet, item)
        title = f"{item.title} ({'worked' if sheet.given == 'worked' else 'half filled'})"
        yield Sheet("Design", title, item.id, _name_anchor(item.id, printed), pages, recto=True)
    yield Sheet("Design", "Blank", "", "design-sheet-blank", make_blank_design(guide), recto=True)


def make_blank_design(guide: Guide) -> tuple[SheetPage, ...]:
    """Return the two pages of a design sheet on which nothing is given."""
    return _make_design_pages(guide, None, None)


def _make_design_pages(
    guide: Guide, sheet: DesignSheet | None, item: BankItem | None
) -> tuple[SheetPage, SheetPage]:
    given = sheet.given if sheet else "blank"
    names = next(([line.name for line in s.dimensions] for s in guide.sheets.scores if s.kind == DESIGN_KIND), [])
    title = item.title if item else "Design"
    name = item.id if item else ""
    picture = view_picture(sheet.boxes, sheet.arrows) if sheet else view_picture((), ())
    values = {"sheet": sheet, "how": GIVEN_WORDS[given], "picture": picture, "dimensions": names, "id": name}
    return (
        SheetPage("design-front", title, name, values),
        SheetPage("design-back", "Depth and choice", name, values),
    )


def list_score_sheets(guide: Guide) -> Iterator[Sheet]:
    """Yield a score sheet for each kind of mock round."""
    for scores in guide.sheets.scores:
        pages = make_score_pages(scores)
        yield Sheet("Mock rounds", scores.name, "", f"score-sheet-{scores.kind}", pages, recto=True)


def make_score_pages(scores: ScoreSheet) -> tuple[SheetPage, SheetPage]:
    """Return the interviewer's front and the candidate's back."""
    values = {"scores": scores}
    title = f"Score sheet: {scores.name.lower()}"
    return (
        SheetPage("mock-front", title, "This strip: candidate, before the round", values),
        SheetPage("mock-back", "My prediction, before the round", "Then fold", values),
    )


def make_story_card(guide: Guide) -> tuple[SheetPage, SheetPage]:
    """Return the front and back of a story card without a story."""
    names = tuple(principle.name for principle in guide.principles.values())
    front = {"principles": names, "parts": MASTER_PARTS}
    return (
        SheetPage("story-card", "Story", "", front),
        SheetPage(
            "story-tellings",
            "Tellings",
            "New, then +1 and +5 weeks. Stand up, clock on, no paper.",
            {"follow_ups": FOLLOW_UPS},
        ),
    )


def _list_stories(guide: Guide, printed: set[str]) -> Iterator[Sheet]:
    names = tuple(principle.name for principle in guide.principles.values())
    for item in guide.bank.values():
        if item.bank == "ST":
            own = tuple(name.strip() for name in item.facts.get("principles", "").split("/") if name.strip())
            others = tuple(name for name in names if name not in own)
            values = {"own": own, "others": others, "parts": STORY_PARTS, "narrow": True}
            page = SheetPage("story", item.title, item.id, values)
            yield Sheet("Stories", item.title, item.id, _name_anchor(item.id, printed), (page,))


def _name_anchor(name: str, printed: set[str]) -> str:
    return f"sheet-{name.lower()}" if name in printed else name.lower()


def _make_log(edition: Edition) -> tuple[SheetPage, ...]:
    items = order_coding(edition)
    pages = [items[start : start + LOG_ROWS] for start in range(0, len(items), LOG_ROWS)]
    return tuple(
        SheetPage("coding-log", "Coding log", f"{page[0].id} to {page[-1].id}", {"items": page, "rows": LOG_ROWS})
        for page in pages
    )


def order_coding(edition: Edition) -> tuple[BankItem, ...]:
    """Return all coding exercises: first those of the plan, in its order, then the spare ones."""
    bank = {item.id: item for item in edition.guide.bank.values() if item.bank == "CO"}
    levels = edition.weeks if edition.level == "all" else (edition.level.upper(),)
    weeks = [week for level in levels for week in edition.weeks.get(level, ())]
    planned = dict.fromkeys(name for week in weeks for name in week.load("coding").new if name in bank)
    return tuple(bank[name] for name in dict.fromkeys([*planned, *bank]))


def make_coding_master(guide: Guide) -> SheetPage:
    """Return a coding log of ten exercises, with room for a guess before the clock runs."""
    aside = "First name the pattern cold. Then the clock."
    return SheetPage("coding-ten", "Coding log", aside, {"codes": guide.sheets.errors})


def make_error_list(guide: Guide) -> SheetPage:
    """Return the list of open errors."""
    return SheetPage(
        "error-list", "Error list", "Four circles, book closed: strike it out.", {"codes": guide.sheets.errors}
    )


def make_decision() -> SheetPage:
    """Return a decision record."""
    return SheetPage(
        "decision-record", "Decision record", "One decision, one page", {"context": CONTEXT, "parts": DECISION}
    )


def make_offer(guide: Guide) -> SheetPage | None:
    """Return the worksheet that adds up an offer, or nothing if the guide does not say how shares vest."""
    terms = guide.sheets.offer
    if terms is None:
        return None
    bonuses = [f"sign-on, year {year}" for year in range(1, terms.sign_on_years + 1)]
    values = {
        "terms": terms,
        "asked": ["base a year", *bonuses, "shares granted", "price I assume"],
        "sources": [guide.sources[key] for key in terms.sources],
    }
    return SheetPage("offer", "Offer worksheet", "Four years, added up", values)


def group_sheets(sheets: Sequence[Sheet]) -> dict[str, tuple[Sheet, ...]]:
    """Return the sheets by group, in the order of the groups' first sheets."""
    groups = dict.fromkeys(sheet.group for sheet in sheets)
    return {name: tuple(sheet for sheet in sheets if sheet.group == name) for name in groups}
