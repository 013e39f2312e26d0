"""Render the e-book: one XHTML document a chapter, a nav document, and what a library wants to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup

from prepress.model.artifact import PageMap
from prepress.model.edition import Edition
from prepress.model.guide import Guide, Part
from prepress.model.rendered import EpubDocument, EpubEntry, RenderedEpub
from prepress.render.back_matter import find_citing, group_bank
from prepress.render.contents import has_pages, list_contents, number_chapters
from prepress.render.environment import TEMPLATES, make_environment, read_styles
from prepress.render.epub_writer import EpubWriter, name_image
from prepress.render.page_breaks import PageBreaks
from prepress.render.plan_charts import draw_plan_lines
from prepress.render.sheets import group_sheets, list_sheets

ACCESSIBILITY = (
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "visual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "alternativeText"),
    ("schema:accessibilityFeature", "displayTransformability"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityHazard", "none"),
    (
        "schema:accessibilitySummary",
        "All content is text. Diagrams have text alternatives; nothing is said by color alone.",
    ),
)
KEYS = "answer-keys.xhtml"
RIGHTS = "Text: CC BY-SA 4.0. Not affiliated with Amazon."


def render_epub(edition: Edition, pages: PageMap, filename: str) -> RenderedEpub:
    """Return the e-book's documents in reading order; `pages` are those of the workbook of the same level."""
    guide = edition.guide
    breaks = PageBreaks(pages.breaks)
    documents, contents = _render_documents(edition, breaks, pages)
    page_list = breaks.list_pages()
    values = {"guide": guide, "contents": contents, "pages": page_list}
    nav = make_environment().get_template("epub/nav.xhtml.j2").render(values)
    return RenderedEpub(
        filename=filename,
        title=_name_title(edition),
        identifier=_name_identifier(edition),
        language=guide.language,
        date=guide.date,
        authors=guide.authors,
        rights="" if guide.foreign else RIGHTS,
        description=guide.subtitle,
        documents=tuple(documents),
        nav=nav,
        contents=tuple(contents),
        styles=read_styles("epub.css"),
        cover=_render_cover(edition),
        base=TEMPLATES.as_uri() + "/",
        images={f"images/{name_image(path)}": data for path, data in guide.assets.items()},
        metadata=(*ACCESSIBILITY, *(_describe_pages(guide) if page_list else ())),
    )


def _render_documents(
    edition: Edition, breaks: PageBreaks, pages: PageMap
) -> tuple[list[EpubDocument], list[EpubEntry]]:
    """Return the documents in reading order, and the lines of the contents."""
    guide = edition.guide
    numbers = number_chapters(edition)
    writers = {
        path: EpubWriter(edition, guide.pages[path], numbers[path], make_environment(), breaks) for path in numbers
    }
    documents = [
        _render("cover", "Cover", edition, breaks, title_image=guide.title),
        _render("title", guide.title, edition, breaks),
    ]
    contents: list[EpubEntry] = []
    for part in guide.parts:
        if has_pages(edition, part):
            made, entries = _render_part(edition, part, numbers, writers, breaks)
            documents += made
            contents += entries
    back = [*_render_sheets(edition, breaks, pages), *_render_back(edition, writers, breaks)]
    contents += [EpubEntry(document.title, document.name) for document in back]
    return [*documents, *back], contents


def _describe_pages(guide: Guide) -> tuple[tuple[str, str], ...]:
    """Return what a library wants to know of the page list (EPUB Accessibility 1.1, section 2.3.4)."""
    source = f"{guide.title}, workbook, edition {guide.edition}, {guide.date}"
    features = ("pageBreakMarkers", "pageNavigation")
    return (("pageBreakSource", source), *(("schema:accessibilityFeature", feature) for feature in features))


def _name_title(edition: Edition) -> str:
    if edition.level == "all":
        return edition.guide.title
    return f"{edition.guide.title}, {edition.level.upper()} edition"


def _name_identifier(edition: Edition) -> str:
    """Return the guide's identifier, or for a level's edition one derived from it: it is another book."""
    if edition.level == "all":
        return edition.guide.identifier
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{edition.guide.identifier}#{edition.level}')}"


def _render_part(
    edition: Edition,
    part: Part,
    numbers: Mapping[str, str],
    writers: Mapping[str, EpubWriter],
    breaks: PageBreaks,
) -> tuple[list[EpubDocument], list[EpubEntry]]:
    chapters = [_render_chapter(edition, writers[path]) for path in part.pages if path in writers]
    entries = [_list_entry(document, writers) for document in chapters]
    if not part.number:
        return chapters, entries
    lines = list_contents(edition, part, numbers)
    opener = _render(f"part-{part.slug}", part.title, edition, breaks, "part", part=part, lines=lines)
    title = f"Part {part.number}. {part.title}"
    return [opener, *chapters], [EpubEntry(title, opener.name, tuple(entries))]


def _list_entry(document: EpubDocument, writers: Mapping[str, EpubWriter]) -> EpubEntry:
    page = next(w.page for w in writers.values() if f"{w.page.slug}.xhtml" == document.name)
    sections = tuple(
        EpubEntry(heading.title, f"{document.name}#{heading.id}")
        for heading in page.headings
        if heading.level == 2
    )
    return EpubEntry(document.title, document.name, sections)


def _render_chapter(edition: Edition, writer: EpubWriter) -> EpubDocument:
    page = writer.page
    prerequisites = [
        writer.write_page_name(path)
        for path in page.meta.prerequisites
        if path in edition.guide.pages or path in edition.guide.planned
    ]
    body = writer.write(page.body)
    xhtml = _fill(
        "epub/chapter.xhtml.j2",
        edition,
        page=page,
        title=page.title,
        mark=partial(writer.breaks.mark, document=writer.document),
        number=writer.number,
        body=body,
        endnotes=writer.endnotes,
        addresses=tuple(writer.references.addresses.values()),
        prerequisites=prerequisites,
    )
    return EpubDocument(writer.document, page.title, xhtml, _list_properties(xhtml))


def _render_sheets(edition: Edition, breaks: PageBreaks, pages: PageMap) -> list[EpubDocument]:
    """Return the list of the sheets: room to write is not imitated on a screen."""
    groups = group_sheets(list_sheets(edition))
    title = "Sheets to write on"
    return [_render("sheets", title, edition, breaks, groups=groups, folios=pages.folios)] if groups else []


def _render_back(edition: Edition, writers: Mapping[str, EpubWriter], breaks: PageBreaks) -> list[EpubDocument]:
    documents = []
    keyed = [(writer.page, _write_keys(writer)) for writer in writers.values()]
    keyed = [(page, keys) for page, keys in keyed if keys]
    if keyed:
        keys = _render(KEYS.removesuffix(".xhtml"), "Answer keys", edition, breaks, "keys", keyed=keyed)
        documents.append(replace(keys, properties=_list_properties(keys.xhtml)))
    if edition.guide.bank:
        banks = group_bank(edition)
        documents.append(_render("exercises", "Exercises by id", edition, breaks, banks=banks))
    citing = find_citing(edition)
    if citing:
        documents.append(_render("sources", "Sources", edition, breaks, citing=citing))
    return [*documents, _render("colophon", "Colophon", edition, breaks)]


def _list_properties(xhtml: str) -> tuple[str, ...]:
    """Return what the manifest has to say of a document that holds it (EPUB 3.3, D.4): no more, and no less."""
    return tuple(name for name, sign in (("mathml", "<math"), ("svg", "<svg")) if sign in xhtml)


def _write_keys(writer: EpubWriter) -> list[tuple[str, Markup]]:
    writer.document = KEYS
    return [
        (exercise.id, writer.write_children(exercise.key)) for exercise in writer.page.exercises if exercise.key
    ]


def _render_cover(edition: Edition) -> str:
    return _fill(
        "epub/cover.html.j2",
        edition,
        title=edition.guide.title,
        lines=draw_plan_lines(edition, numbered=False),
        styles=read_styles("fonts.css", "cover.css"),
    )


def _render(
    name: str, title: str, edition: Edition, breaks: PageBreaks, template: str = "", **values: object
) -> EpubDocument:
    document = f"{name}.xhtml"
    mark = partial(breaks.mark, document=document)
    xhtml = _fill(f"epub/{template or name}.xhtml.j2", edition, title=title, mark=mark, **values)
    return EpubDocument(document, title, xhtml)


def _fill(template: str, edition: Edition, **values: object) -> str:
    return make_environment().get_template(template).render(guide=edition.guide, edition=edition, **values)
