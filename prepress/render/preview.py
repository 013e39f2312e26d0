"""Choose what a preview is made from: few pages of the guide that show nearly everything a page may hold."""

from __future__ import annotations

from dataclasses import replace

from prepress.model.document import Kind
from prepress.model.edition import Edition
from prepress.model.guide import Guide, Page
from prepress.model.rendered import RenderedWorkbook
from prepress.render.sheets import list_sheets
from prepress.render.workbook import render_workbook
from prepress.render.workbook_sheets import SHEETS, bind_sheets

MOST_PAGES = 3
SHOWN = frozenset(
    {
        Kind.ADMONITION,
        Kind.CODE_BLOCK,
        Kind.DIAGRAM,
        Kind.DIRECTIVE,
        Kind.FIGURE,
        Kind.MATH_BLOCK,
        Kind.QUOTE,
        Kind.TAB,
        Kind.TABLE,
    }
)


def render_preview(edition: Edition, paper: str, filename: str) -> RenderedWorkbook:
    """Return the workbook of a small choice of the guide's pages and sheets; the other pages count as planned."""
    chosen = choose_pages(edition.guide)
    guide = edition.guide
    left_out = {path: page.meta for path, page in guide.pages.items() if path not in chosen}
    small = replace(guide, pages=chosen, planned={**guide.planned, **left_out})
    edition = replace(edition, guide=small)
    rendered = render_workbook(edition, paper, filename)
    sheets = {sheet.pages[0].template: sheet for sheet in reversed(list_sheets(edition))}
    chapters = (
        bind_sheets(edition, tuple(reversed(sheets.values()))) if chapter.key == SHEETS else chapter
        for chapter in rendered.chapters
    )
    return replace(rendered, chapters=tuple(chapters))


def choose_pages(guide: Guide) -> dict[str, Page]:
    """Return the pages that show most: one after the other the one that adds most kinds for its length."""
    kinds = {path: list_kinds(guide, page) for path, page in guide.pages.items()}
    shown: set[str] = set()
    chosen: set[str] = set()
    for _ in range(MOST_PAGES):
        added = {path: len(kinds[path] - shown) / (1 + len(guide.pages[path].text)) for path in kinds}
        best = max(added, key=lambda path: added[path], default="")
        if not best or not added[best]:
            break
        chosen.add(best)
        shown |= kinds[best]
    return {path: page for path, page in guide.pages.items() if path in chosen}


def list_kinds(guide: Guide, page: Page) -> frozenset[str]:
    """Return what there is on a page to look at: kinds of blocks, our own blocks by name, codes to scan."""
    online = {"online" for source in guide.sources.values() if page.path in source.use}
    return frozenset(f"{node.kind} {node.get('name')}" for node in page.body.walk() if node.kind in SHOWN) | online
