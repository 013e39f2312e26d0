"""Render the back matter: answer keys by part, index of terms, exercises by id, sources."""

from __future__ import annotations

from collections.abc import Sequence

from prepress.model.edition import Edition
from prepress.model.guide import Part
from prepress.model.rendered import Chapter
from prepress.render.citing import list_citing
from prepress.render.environment import fill_template
from prepress.render.exercise_lists import index_exercises
from prepress.render.terms import index_terms
from prepress.render.workbook_writer import WorkbookWriter


def render_keys(
    edition: Edition, parts: Sequence[tuple[Part, Sequence[WorkbookWriter]]]
) -> list[tuple[str, Chapter]]:
    """Return the answer keys with the slug of their part: each begins a page, so that a volume can have it."""
    keyed = [(part, [writer for writer in writers if writer.keys]) for part, writers in parts]
    keyed = [(part, writers) for part, writers in keyed if writers]
    chapters = []
    for index, (part, writers) in enumerate(keyed):
        first = index == 0
        html = fill_template("workbook/keys.html.j2", edition, part=part, writers=writers, first=first)
        key = "answer-keys" if first else f"answer-keys-{part.slug}"
        starts = "recto" if first else "any"
        chapter = Chapter(key, "Answer keys", html, "guide.yaml", starts=starts, in_part=not first, opens=first)
        chapters.append((part.slug, chapter))
    return chapters


def render_back(edition: Edition, writers: Sequence[WorkbookWriter]) -> list[Chapter]:
    """Return the indexes and the sources, as far as there is anything in them."""
    chapters = []
    terms = index_terms(edition.guide, [writer.terms for writer in writers])
    if terms:
        chapters.append(_render("index-of-terms", "Index of terms", "guide.yaml", edition, letters=terms))
    banks = index_exercises(edition)
    if banks:
        chapters.append(_render("index-of-exercises", "Exercises by id", "guide.yaml", edition, banks=banks))
    citing = list_citing(edition, [writer.cited for writer in writers])
    if citing:
        chapters.append(_render("sources", "Sources", "data/sources.yaml", edition, citing=citing))
    return chapters


def _render(key: str, title: str, source: str, edition: Edition, **values: object) -> Chapter:
    return Chapter(key, title, fill_template(f"workbook/{key}.html.j2", edition, title=title, **values), source)
