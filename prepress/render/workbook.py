"""Render the workbook: front matter, parts, chapters and back matter, each a document of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from prepress.model.edition import Edition
from prepress.model.guide import Part
from prepress.model.rendered import Chapter, RenderedWorkbook
from prepress.model.terms import TermFinder
from prepress.render.contents import has_pages, list_contents, number_chapters
from prepress.render.environment import TEMPLATES, fill_template, make_environment, read_styles
from prepress.render.plan_charts import draw_part_hours
from prepress.render.workbook_back import render_back, render_keys
from prepress.render.workbook_front import render_front
from prepress.render.workbook_pages import render_page
from prepress.render.workbook_sheets import render_sheets
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
FOLD = 4
"""Pages of a folded sheet of paper: what a printer and a binder count in."""


def render_workbook(edition: Edition, paper: str, filename: str, slug: str = "") -> RenderedWorkbook:
    """Return the workbook's chapters in order; `paper` is `a4` or `letter`.

    With the `slug` of a part it is a volume: a title and contents of its own, the chapters and the answer keys of
    that part. All other chapters stay in it, unbound, since the page numbers are those of the whole book.
    """
    numbers = number_chapters(edition)
    writers = make_writers(edition, numbers)
    parts = [part for part in edition.guide.parts if has_pages(edition, part)]
    text = [(part.slug, chapter) for part in parts for chapter in _render_part(edition, part, numbers, writers)]
    keys = render_keys(edition, [(part, [writers[p] for p in part.pages if p in writers]) for part in parts])
    back = [("", chapter) for chapter in render_back(edition, list(writers.values()))]
    volume = next((part for part in parts if part.slug == slug), None)
    colophon = Chapter(
        "colophon", "Colophon", fill_template("workbook/colophon.html.j2", edition), "guide.yaml", "none", "any"
    )
    sheets = [("", chapter) for chapter in render_sheets(edition)]
    front = render_front(edition, numbers, parts, volume, [chapter for _, chapter in (*sheets, *keys[:1], *back)])
    body = [(of, chapter) for of, chapter in (*text, *sheets, *keys, *back)]
    chapters = [*front, *_bind(body, slug), colophon]
    return gather(edition, paper, filename, chapters)


def make_writers(edition: Edition, numbers: Mapping[str, str]) -> dict[str, WorkbookWriter]:
    """Return the writers of all written pages, in book order, which index the guide's terms."""
    finder = TermFinder(edition.guide)
    writers = {}
    for path, number in numbers.items():
        writers[path] = WorkbookWriter(edition, edition.guide.pages[path], number, make_environment())
        writers[path].finder = finder
    return writers


def gather(edition: Edition, paper: str, filename: str, chapters: Sequence[Chapter]) -> RenderedWorkbook:
    """Return the chapters with what they share."""
    guide = edition.guide
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
        notes=fill_template("workbook/notes.html.j2", edition),
        gathering=FOLD,
    )


def _bind(body: Sequence[tuple[str, Chapter]], slug: str) -> list[Chapter]:
    """Return the chapters in order; in a volume only those of its part are bound."""
    return [chapter if slug in ("", of) else replace(chapter, bound=False) for of, chapter in body]


def _render_part(
    edition: Edition,
    part: Part,
    numbers: Mapping[str, str],
    writers: Mapping[str, WorkbookWriter],
) -> list[Chapter]:
    chapters = []
    if part.number:
        chapters.append(_render_opener(edition, part, numbers))
    return chapters + [render_page(edition, part, writers[path]) for path in part.pages if path in writers]


def _render_opener(edition: Edition, part: Part, numbers: Mapping[str, str]) -> Chapter:
    html = fill_template(
        "workbook/part.html.j2",
        edition,
        part=part,
        lines=list_contents(edition, part, numbers),
        chart=draw_part_hours(edition, part),
    )
    return Chapter(f"part-{part.slug}", part.title, html, "guide.yaml", starts="verso", opens=True)
