"""Render a page of the guide as a chapter of the workbook."""

from __future__ import annotations

from prepress.model.edition import Edition
from prepress.model.guide import Part
from prepress.model.rendered import Chapter
from prepress.render.environment import fill_template
from prepress.render.qr import draw_code
from prepress.render.workbook_writer import WorkbookWriter


def render_page(edition: Edition, part: Part, writer: WorkbookWriter) -> Chapter:
    """Return a chapter; its answer keys are written now, since their sources stand among its addresses."""
    page = writer.page
    prerequisites = [
        (edition.guide.title_of(path), edition.guide.pages.get(path))
        for path in page.meta.prerequisites
        if path in edition.guide.pages or path in edition.guide.planned
    ]
    body = writer.write(page.body)
    writer.write_keys_of_page()
    html = fill_template(
        "workbook/chapter.html.j2",
        edition,
        part=part,
        page=page,
        number=writer.number,
        body=body,
        endnotes=writer.endnotes,
        addresses=tuple(writer.references.addresses.values()),
        prerequisites=prerequisites,
        site=name_site(edition.guide.site, page.path),
        code=draw_code(name_site(edition.guide.site, page.path)) if edition.guide.site else "",
    )
    return Chapter(page.slug, page.title, html, page.path, in_part=bool(part.number))


def name_site(site: str, path: str) -> str:
    """Return where the guide's own site shows a page: a folder for each, as MkDocs writes it."""
    folder = path.removesuffix(".md").removesuffix("index")
    return f"{site.rstrip('/')}/{folder}{'/' if folder and not folder.endswith('/') else ''}"
