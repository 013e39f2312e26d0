"""Render the front matter, counted in roman numerals: cover, imprint, title, contents, list of exercises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prepress.model.edition import Edition
from prepress.model.guide import Part
from prepress.model.rendered import Chapter
from prepress.render.contents import ContentsLine, list_contents
from prepress.render.environment import fill_template
from prepress.render.exercise_lists import list_exercises
from prepress.render.plan_charts import draw_plan_lines
from prepress.render.plan_tables import list_levels


def render_front(
    edition: Edition,
    numbers: Mapping[str, str],
    parts: Sequence[Part],
    volume: Part | None,
    back: Sequence[Chapter],
) -> list[Chapter]:
    """Return the front matter of the book, or of the volume of one part; `back` is what the contents end with."""
    shown = [volume] if volume else parts
    title = _render("title", edition, "Title", "recto", volume=volume)
    imprint = _render_imprint(edition, numbers, volume)
    cover = _render("cover", edition, "Cover", "recto", lines=draw_plan_lines(edition))
    opening = [title, imprint] if volume else [cover, imprint, title]
    ends = () if volume else tuple(ContentsLine("", chapter.title, chapter.key, 0) for chapter in back)
    contents = _render(
        "contents",
        edition,
        "Contents",
        "any",
        parts=[(part, list_contents(edition, part, numbers)) for part in shown],
        ends=ends,
    )
    return [*opening, contents, *_render_exercise_list(edition, shown)]


def _render_imprint(edition: Edition, numbers: Mapping[str, str], volume: Part | None) -> Chapter:
    planned = len(edition.guide.planned)
    return _render(
        "imprint",
        edition,
        "Imprint",
        "verso",
        volume=volume,
        levels=list_levels(edition),
        planned=planned,
        total=len(numbers) + planned,
    )


def _render_exercise_list(edition: Edition, parts: Sequence[Part]) -> list[Chapter]:
    pages = [edition.guide.pages[path] for part in parts for path in part.pages if path in edition.guide.pages]
    chapters = [(page, list_exercises(edition, page)) for page in pages]
    chapters = [(page, lines) for page, lines in chapters if lines]
    if not chapters:
        return []
    return [_render("exercise-list", edition, "Exercises and sheets", "any", chapters=chapters)]


def _render(key: str, edition: Edition, title: str, starts: str, **values: object) -> Chapter:
    html = fill_template(f"workbook/{key}.html.j2", edition, **values)
    return Chapter(key, title, html, "guide.yaml", "roman", starts)
