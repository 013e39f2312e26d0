"""Render the back of the e-book: sheets, answer keys, index of terms, exercises by id, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prepress.model.edition import Edition
from prepress.model.guide import Term
from prepress.model.rendered import EpubDocument
from prepress.render.citing import list_citing
from prepress.render.epub_document import render_document
from prepress.render.epub_writer import EpubWriter
from prepress.render.exercise_lists import index_exercises
from prepress.render.page_breaks import PageBreaks
from prepress.render.sheets import group_sheets, list_sheets
from prepress.render.terms import group_terms

GLOSSARY = "index-of-terms"
SHEETS = "sheets.xhtml"
Use = tuple[str, str]
"""An address in the e-book, and the title of its chapter."""


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term, its first use in each chapter, and the terms beside it that the e-book explains too."""

    term: Term
    uses: tuple[Use, ...]
    see: tuple[Term, ...]


def render_back(
    edition: Edition, writers: Sequence[EpubWriter], breaks: PageBreaks, folios: Mapping[str, str]
) -> list[EpubDocument]:
    """Return what stands behind the chapters, as far as there is anything in it; `folios` are the workbook's."""
    made = []
    groups = group_sheets(list_sheets(edition))
    if groups:
        made.append(render_document("sheets", "Sheets to write on", edition, breaks, groups=groups, folios=folios))
    keyed = [writer for writer in writers if writer.keys]
    if keyed:
        made.append(render_document("answer-keys", "Answer keys", edition, breaks, keyed=keyed))
    letters = list_glossary(edition, writers)
    if letters:
        made.append(render_document(GLOSSARY, "Index of terms", edition, breaks, letters=letters))
    banks = index_exercises(edition)
    if banks:
        places = find_exercises(edition)
        made.append(render_document("exercises", "Exercises by id", edition, breaks, banks=banks, places=places))
    citing = list_citing(edition, [_list_cited(writer) for writer in writers])
    if citing:
        made.append(render_document("sources", "Sources", edition, breaks, citing=citing))
    return [*made, render_document("colophon", "Colophon", edition, breaks)]


def _list_cited(writer: EpubWriter) -> dict[str, Use]:
    return {key: (href, writer.page.title) for key, href in writer.cited.items()}


def list_glossary(edition: Edition, writers: Iterable[EpubWriter]) -> dict[str, tuple[GlossaryEntry, ...]]:
    """Return the terms that the chapters use, by their first letter."""
    uses: dict[str, list[Use]] = {}
    for writer in writers:
        for term, anchors in writer.terms.used.items():
            uses.setdefault(term, []).append((f"{writer.document}#{anchors[0]}", writer.page.title))
    terms = edition.guide.terms
    return {
        letter: tuple(
            GlossaryEntry(term, tuple(uses[term.id]), tuple(terms[other] for other in term.see if other in uses))
            for term in group
        )
        for letter, group in group_terms(edition.guide, uses).items()
    }


def find_exercises(edition: Edition) -> dict[str, str]:
    """Return the address of each exercise: its chapter, or else the list of sheets, if there is one for it."""
    places = {sheet.id: f"{SHEETS}#{sheet.anchor}" for sheet in list_sheets(edition) if sheet.id}
    for page in edition.guide.pages.values():
        places |= {exercise.id: f"{page.slug}.xhtml#{exercise.id.lower()}" for exercise in page.exercises}
    return places
