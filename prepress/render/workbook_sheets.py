"""Render the sheets to write on, which stand behind the text of the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from prepress.model.edition import Edition
from prepress.model.rendered import Chapter
from prepress.render.environment import fill_template
from prepress.render.markup import join_markup
from prepress.render.sheets import Sheet, group_sheets, list_sheets, render_page

SHEETS = "sheets"
SHEET_ROOM, STORY_ROOM = 228.0, 218.5
"""Height of a sheet below its title, in mm: 17 bars less the rule, and a title of one line or two."""


def render_sheets(edition: Edition) -> list[Chapter]:
    """Return the sheets to write on as one chapter, which begins with their list."""
    sheets = list_sheets(edition)
    return [bind_sheets(edition, sheets)] if sheets else []


def bind_sheets(edition: Edition, sheets: Sequence[Sheet]) -> Chapter:
    """Return the sheets as a chapter, their list first."""
    pages = join_markup(page for sheet in sheets for page in _render_sheet(sheet))
    html = fill_template("workbook/sheets.html.j2", edition, groups=group_sheets(sheets), pages=pages)
    return Chapter(SHEETS, "Sheets to write on", html, "data/sheets.yaml")


def _render_sheet(sheet: Sheet) -> Iterator[Markup]:
    for index, (page, anchor) in enumerate(zip(sheet.pages, sheet.anchors, strict=True)):
        room = STORY_ROOM if "narrow" in page.values else SHEET_ROOM
        sides = {"recto": sheet.recto and index == 0, "back": index > 0}
        yield render_page(page, "workbook", room, anchor=anchor, name=sheet.id, section_tag="h3", **sides)
