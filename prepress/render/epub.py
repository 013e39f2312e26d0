"""Render the e-book: one XHTML document a chapter, a nav document, and what a library wants to know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import NAMESPACE_URL, uuid5

from prepress.model.artifact import PageMap
from prepress.model.edition import Edition
from prepress.model.guide import Part
from prepress.model.rendered import EpubDocument, EpubEntry, RenderedEpub
from prepress.model.terms import TermFinder
from prepress.render.contents import has_pages, list_contents, number_chapters
from prepress.render.environment import TEMPLATES, fill_template, make_environment, read_faces, read_styles
from prepress.render.epub_back import GLOSSARY, render_back
from prepress.render.epub_document import render_document
from prepress.render.epub_metadata import describe_access
from prepress.render.epub_writer import EpubWriter, name_fragment, name_image
from prepress.render.page_breaks import PageBreaks
from prepress.render.plan_charts import draw_plan_lines

RIGHTS = "Text: CC BY-SA 4.0. Not affiliated with Amazon."


def render_epub(edition: Edition, pages: PageMap, filename: str) -> RenderedEpub:
    """Return the e-book's documents in reading order; `pages` are those of the workbook of the same level."""
    guide = edition.guide
    breaks = PageBreaks(pages.breaks)
    documents, contents = _render_documents(edition, breaks, pages)
    page_list = breaks.list_pages()
    title, identifier = _name_title(edition), _name_identifier(edition)
    told = {"contents": contents, "pages": page_list, "title": title, "identifier": identifier}
    landmarks = _list_landmarks(documents, contents[0].href)
    return RenderedEpub(
        filename=filename,
        title=title,
        identifier=identifier,
        language=guide.language,
        date=guide.date,
        authors=guide.authors,
        rights="" if guide.foreign else RIGHTS,
        description=guide.subtitle,
        documents=tuple(documents),
        nav=fill_template("epub/nav.xhtml.j2", edition, landmarks=landmarks, **told),
        ncx=fill_template("epub/toc.ncx.j2", edition, depth=_measure_depth(contents), **told),
        styles=read_styles("epub.css"),
        cover=_render_cover(edition),
        base=TEMPLATES.as_uri() + "/",
        images={f"images/{name_image(path)}": data for path, data in guide.assets.items()},
        metadata=describe_access(guide, title, documents, page_list),
    )


def _render_documents(
    edition: Edition, breaks: PageBreaks, pages: PageMap
) -> tuple[list[EpubDocument], list[EpubEntry]]:
    """Return the documents in reading order, and the lines of the contents."""
    guide = edition.guide
    numbers = number_chapters(edition)
    writers = make_writers(edition, numbers, breaks)
    documents = [
        render_document("cover", "Cover", edition, breaks, title_image=_name_title(edition)),
        render_document("title", _name_title(edition), edition, breaks),
    ]
    contents: list[EpubEntry] = []
    for part in (part for part in guide.parts if has_pages(edition, part)):
        made, entries = _render_part(edition, part, numbers, writers, breaks)
        documents += made
        contents += entries
    back = render_back(edition, list(writers.values()), breaks, pages.folios)
    contents += [EpubEntry(document.title, document.name) for document in back]
    return [*documents, *back], contents


def make_writers(edition: Edition, numbers: Mapping[str, str], breaks: PageBreaks) -> dict[str, EpubWriter]:
    """Return the writers of all written pages, in book order, which explain the guide's terms."""
    finder = TermFinder(edition.guide)
    writers = {}
    for path, number in numbers.items():
        writers[path] = EpubWriter(edition, edition.guide.pages[path], number, make_environment(), breaks)
        writers[path].finder = finder
    return writers


def _list_landmarks(documents: Sequence[EpubDocument], start: str) -> list[tuple[str, str, str]]:
    """Return the landmarks that there are: kind, address and words.

    The page list is none of them: it is hidden where a reader takes the contents for a page of the book.
    """
    names = {document.name for document in documents} | {"nav.xhtml", start}
    kinds = {
        "cover": ("cover.xhtml", "Cover"),
        "titlepage": ("title.xhtml", "Title page"),
        "toc": ("nav.xhtml", "Contents"),
        "bodymatter": (start, "Start of the text"),
        "glossary": (f"{GLOSSARY}.xhtml", "Index of terms"),
        "index": ("exercises.xhtml", "Exercises by id"),
        "bibliography": ("sources.xhtml", "Sources"),
        "colophon": ("colophon.xhtml", "Colophon"),
    }
    return [(kind, href, words) for kind, (href, words) in kinds.items() if href in names]


def _measure_depth(entries: Sequence[EpubEntry]) -> int:
    return 1 + max((_measure_depth(entry.children) for entry in entries if entry.children), default=0)


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
    opener = render_document(f"part-{part.slug}", part.title, edition, breaks, "part", part=part, lines=lines)
    title = f"Part {part.number}. {part.title}"
    return [opener, *chapters], [EpubEntry(title, opener.name, tuple(entries))]


def _list_entry(document: EpubDocument, writers: Mapping[str, EpubWriter]) -> EpubEntry:
    writer = next(each for each in writers.values() if each.document == document.name)
    sections = tuple(
        EpubEntry(heading.title, f"{document.name}#{name_fragment(heading.id)}")
        for heading in writer.page.headings
        if heading.level == 2
    )
    title = f"{writer.number}. {document.title}" if writer.number else document.title
    return EpubEntry(title, document.name, sections)


def _render_chapter(edition: Edition, writer: EpubWriter) -> EpubDocument:
    page = writer.page
    opening = writer.breaks.mark(page.slug, writer.document)  # before the body takes what stands above it
    prerequisites = [
        writer.write_page_name(path)
        for path in page.meta.prerequisites
        if path in edition.guide.pages or path in edition.guide.planned
    ]
    body = writer.write(page.body)
    writer.write_keys_of_page()
    return render_document(
        page.slug,
        page.title,
        edition,
        writer.breaks,
        "chapter",
        page=page,
        opening=opening,
        number=writer.number,
        body=body,
        endnotes=writer.endnotes,
        terms=[edition.guide.terms[term] for term in writer.explained],
        glossary=f"{GLOSSARY}.xhtml",
        addresses=tuple(writer.references.addresses.values()),
        calls=writer.calls,
        prerequisites=prerequisites,
    )


def _render_cover(edition: Edition) -> str:
    styles = read_styles("cover.css")
    return fill_template(
        "epub/cover.html.j2",
        edition,
        title=edition.guide.title,
        lines=draw_plan_lines(edition, numbered=False),
        styles=read_faces(styles) + styles,
    )
