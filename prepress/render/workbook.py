"""Render the workbook: front matter, parts, chapters and back matter, each a document of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from prepress.model.edition import Edition
from prepress.model.guide import Part
from prepress.model.rendered import Chapter, RenderedWorkbook
from prepress.render.back_matter import find_citing, group_bank
from prepress.render.contents import has_pages, list_contents, number_chapters
from prepress.render.environment import TEMPLATES, make_environment, read_styles
from prepress.render.markup import join_markup
from prepress.render.plan_charts import draw_part_hours, draw_plan_lines
from prepress.render.sheets import Sheet, group_sheets, list_sheets, render_page
from prepress.render.workbook_writer import WorkbookWriter

STYLES = (
    "fonts.css",
    "emoji.css",
    "tokens.css",
    "workbook/paper-{paper}.css",
    "workbook/pages.css",
    "workbook/elements.css",
    "workbook/blocks.css",
    "workbook/templates.css",
    "sheets.css",
    "workbook/sheets.css",
)
SHEET_ROOM, STORY_ROOM = 228.0, 218.5
"""Height of a sheet below its title, in mm: 17 bars less the rule, and a title of one line or two."""


def render_workbook(edition: Edition, paper: str, filename: str) -> RenderedWorkbook:
    """Return the workbook's chapters in order; `paper` is `a4` or `letter`."""
    guide = edition.guide
    numbers = number_chapters(edition)
    writers = {
        path: WorkbookWriter(edition, guide.pages[path], numbers[path], make_environment()) for path in numbers
    }
    chapters = [_render_front(edition, numbers)]
    for part in guide.parts:
        chapters += _render_part(edition, part, numbers, writers)
    chapters += [*_render_sheets(edition), *_render_back(edition, writers)]
    return RenderedWorkbook(
        filename=filename,
        title=guide.title,
        author=", ".join(guide.authors),
        language=guide.language,
        paper=paper,
        styles=read_styles(*(name.format(paper=paper) for name in STYLES)),
        base=TEMPLATES.as_uri() + "/",
        chapters=tuple(chapters),
        images={f"assets/{path}": data for path, data in guide.assets.items()},
    )


def _render_front(edition: Edition, numbers: Mapping[str, str]) -> Chapter:
    parts = [
        (part, list_contents(edition, part, numbers)) for part in edition.guide.parts if has_pages(edition, part)
    ]
    html = _render(
        "workbook/front.html.j2",
        edition,
        parts=parts,
        cover=draw_plan_lines(edition),
        planned=len(edition.guide.planned),
        total=len(numbers) + len(edition.guide.planned),
    )
    return Chapter("front", "Contents", html, "guide.yaml", numbering="roman")


def _render_part(
    edition: Edition,
    part: Part,
    numbers: Mapping[str, str],
    writers: Mapping[str, WorkbookWriter],
) -> list[Chapter]:
    if not has_pages(edition, part):
        return []
    chapters = []
    if part.number:
        chapters.append(_render_opener(edition, part, numbers))
    written = [path for path in part.pages if path in writers]
    return chapters + [_render_chapter(edition, part, writers[path]) for path in written]


def _render_opener(edition: Edition, part: Part, numbers: Mapping[str, str]) -> Chapter:
    html = _render(
        "workbook/part.html.j2",
        edition,
        part=part,
        lines=list_contents(edition, part, numbers),
        chart=draw_part_hours(edition, part),
    )
    return Chapter(f"part-{part.slug}", part.title, html, "guide.yaml", starts="verso")


def _render_chapter(edition: Edition, part: Part, writer: WorkbookWriter) -> Chapter:
    page = writer.page
    prerequisites = [
        (edition.guide.title_of(path), edition.guide.pages.get(path))
        for path in page.meta.prerequisites
        if path in edition.guide.pages or path in edition.guide.planned
    ]
    html = _render(
        "workbook/chapter.html.j2",
        edition,
        part=part,
        page=page,
        number=writer.number,
        body=writer.write(page.body),
        endnotes=writer.endnotes,
        addresses=tuple(writer.references.addresses.values()),
        prerequisites=prerequisites,
    )
    return Chapter(page.slug, page.title, html, page.path, in_part=bool(part.number))


def _render_back(edition: Edition, writers: Mapping[str, WorkbookWriter]) -> list[Chapter]:
    chapters = []
    keys = [(writer.page, _write_keys(writer)) for writer in writers.values()]
    keyed = [(page, written) for page, written in keys if written]
    if keyed:
        html = _render("workbook/keys.html.j2", edition, keyed=keyed)
        chapters.append(Chapter("answer-keys", "Answer keys", html, "guide.yaml"))
    if edition.guide.bank:
        html = _render("workbook/exercises.html.j2", edition, banks=group_bank(edition))
        chapters.append(Chapter("index-of-exercises", "Exercises by id", html, "guide.yaml"))
    if edition.guide.sources:
        html = _render("workbook/sources.html.j2", edition, citing=find_citing(edition))
        chapters.append(Chapter("sources", "Sources", html, "data/sources.yaml"))
    html = _render("workbook/colophon.html.j2", edition)
    return [*chapters, Chapter("colophon", "Colophon", html, "guide.yaml", starts="any")]


def _render_sheets(edition: Edition) -> list[Chapter]:
    """Return the sheets to write on as one chapter, which begins with their list."""
    sheets = list_sheets(edition)
    if not sheets:
        return []
    pages = join_markup(page for sheet in sheets for page in _render_sheet(sheet))
    html = _render("workbook/sheets.html.j2", edition, groups=group_sheets(sheets), pages=pages)
    return [Chapter("sheets", "Sheets to write on", html, "data/sheets.yaml")]


def _render_sheet(sheet: Sheet) -> Iterator[Markup]:
    for index, page in enumerate(sheet.pages):
        anchor = sheet.anchor if index == 0 else f"{sheet.anchor}-{index + 1}"
        room = STORY_ROOM if "narrow" in page.values else SHEET_ROOM
        sides = {"recto": sheet.recto and index == 0, "back": index > 0}
        yield render_page(page, "workbook", room, anchor=anchor, name=sheet.id, section_tag="h3", **sides)


def _write_keys(writer: WorkbookWriter) -> list[tuple[str, Markup]]:
    with writer.without_margin():
        return [
            (exercise.id, writer.write_children(exercise.key))
            for exercise in writer.page.exercises
            if exercise.key
        ]


def _render(template: str, edition: Edition, **values: object) -> str:
    return make_environment().get_template(template).render(guide=edition.guide, edition=edition, **values)
