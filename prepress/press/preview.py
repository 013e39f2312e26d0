"""Press a preview: one page of each kind out of a small workbook, as one PDF and as pictures.

Its page numbers are not settled, which would take as long again: they are guessed from where a name stands in the
text, and look as true ones do.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

import pypdfium2
from pikepdf import Pdf

from prepress.model.artifact import Artifact, PageMap
from prepress.model.rendered import Chapter, RenderedWorkbook
from prepress.press.binding import bind_chapters
from prepress.press.chapter import Compositor
from prepress.press.folios import write_folio
from prepress.press.join import join_chapters
from prepress.press.workbook import lay_out_all

SCALE = 110 / 72
"""Pixels a point: a page fills the height of a screen."""
ANCHOR = re.compile(r'\bid="([^"]+)"')
CHARACTERS = 5000
"""About as much HTML as a page of text takes."""
KINDS = (
    ("cover", "cover"), ("imprint", "imprint"), ("title", "title-page"), ("contents", "contents"),
    ("exercise-list", "exercise-list"), ("before-a-part", "before"), ("part", "part-opener"),
    ("chapter", "objectives"), ("levels", "level"), ("labels", "admonition"), ("listing", "listing"),
    ("table", "table"), ("figure", "figure"), ("exercise", "exercise"), ("fill", "fill"),
    ("worksheet", "worksheet"), ("online", "online"), ("chapter-end", "addresses-list"),
    ("sheets", "sheets-list"), ("sheet", "sheet-page"), ("story", "story-outer"),
    ("keys", "keys-part"), ("index", "book-index"), ("sources", "sources"), ("notes", "notes"),
    ("colophon", "colophon"),
)  # fmt: skip
"""What a page shows, and the class or element that it is known by."""


def press_preview(rendered: RenderedWorkbook) -> tuple[Artifact, ...]:
    """Return a PDF of one page of each kind that the workbook has, and each of them as a PNG."""
    compositor = Compositor(rendered)
    laid = lay_out_all(compositor, rendered.chapters, PageMap(guess_folios(rendered.chapters)), ())
    bound = bind_chapters(compositor, laid)
    data, _, bare = join_chapters(rendered, bound, compositor.case, compositor.read_face())
    chosen = dict(choose_pages([shows for chapter in bound for shows in chapter.shows]))
    problems = (*compositor.problems, *(problem for chapter in laid for problem in chapter.problems), *bare)
    booklet = Artifact(rendered.filename, "preview", _keep_pages(data, list(chosen)), len(chosen), problems)
    return booklet, *_draw_pages(data, rendered.filename.removesuffix(".pdf"), chosen)


def guess_folios(chapters: Sequence[Chapter]) -> dict[str, str]:
    """Return a folio for each id of the chapters, as if all pages held as many characters of HTML."""
    folios: dict[str, str] = {}
    start, numbering = 1, ""
    for chapter in chapters:
        start = start if chapter.numbering == numbering else 1
        numbering = chapter.numbering
        for found in ANCHOR.finditer(chapter.html):
            folios[found[1]] = write_folio(start + found.start() // CHARACTERS, numbering)
        start += 1 + len(chapter.html) // CHARACTERS
    return folios


def choose_pages(pages: Sequence[frozenset[str]]) -> Iterator[tuple[int, str]]:
    """Yield the index and the name of a page for each kind; one that shows two kinds is shown once."""
    taken: set[int] = set()
    for name, mark in KINDS:
        showing = [index for index, shows in enumerate(pages) if mark in shows]
        if showing and not taken & set(showing):
            taken.add(showing[0])
            yield showing[0], name


def _keep_pages(data: bytes, indexes: Sequence[int]) -> bytes:
    """Return the pages alone: outline, tags and links lead to others as well."""
    with Pdf.open(io.BytesIO(data)) as whole, Pdf.new() as booklet:
        for index in indexes:
            booklet.pages.append(whole.pages[index])
            for key in {"/Annots", "/StructParents"} & set(booklet.pages[-1].obj.keys()):
                del booklet.pages[-1].obj[key]
        buffer = io.BytesIO()
        booklet.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _draw_pages(data: bytes, folder: str, chosen: dict[int, str]) -> Iterator[Artifact]:
    document = pypdfium2.PdfDocument(data)
    for index, name in chosen.items():
        buffer = io.BytesIO()
        document[index].render(scale=SCALE, grayscale=True).to_pil().save(buffer, "PNG")
        yield Artifact(f"{folder}/{name}.png", "picture", buffer.getvalue(), 1, ())
