"""Render a page of the guide as a chapter of the workbook."""

from __future__ import annotations

from dataclasses import replace

from prepress.model.document import Kind, Node
from prepress.model.edition import Edition
from prepress.model.guide import Part
from prepress.model.rendered import Chapter
from prepress.render.environment import fill_template
from prepress.render.qr import draw_code
from prepress.render.workbook_writer import WorkbookWriter

SHORT_OPENING = 9
"""Characters that two words have to fill to open a chapter alone."""


def render_page(edition: Edition, part: Part, writer: WorkbookWriter) -> Chapter:
    """Return a chapter; its answer keys are written now, since their sources stand among its addresses."""
    page = writer.page
    prerequisites = [
        (edition.guide.title_of(path), edition.guide.pages.get(path))
        for path in page.meta.prerequisites
        if path in edition.guide.pages or path in edition.guide.planned
    ]
    body = writer.write(open_in_capitals(page.body))
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


def open_in_capitals(body: Node) -> Node:
    """Return the text with its first two words in small capitals, or three if they are short."""
    first = body.children[0] if body.children else body
    text = first.children[0] if first.kind is Kind.PARAGRAPH and first.children else body
    words = text.text.split(" ")
    count = 2 if len(" ".join(words[:2])) >= SHORT_OPENING else 3
    if text.kind is not Kind.TEXT or len(words) <= count:
        return body
    opening = replace(text, text=" ".join(words[:count]))
    span = Node(Kind.ELEMENT, text.place, attrs={"tag": "span", "class": "opening"}, children=(opening,))
    rest = replace(text, text=" " + " ".join(words[count:]))
    paragraph = replace(first, children=(span, rest, *first.children[1:]))
    return replace(body, children=(paragraph, *body.children[1:]))


def name_site(site: str, path: str) -> str:
    """Return where the guide's own site shows a page: a folder for each, as MkDocs writes it."""
    folder = path.removesuffix(".md").removesuffix("index")
    return f"{site.rstrip('/')}/{folder}{'/' if folder and not folder.endswith('/') else ''}"
