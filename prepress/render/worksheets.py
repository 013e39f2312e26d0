"""Render the worksheets: what there is to write on, without the text around it, to be printed again.

Loose leaves: each chapter begins one, so that a candidate prints the chapters of a week and files them. An item
has the id and the page that it has in the workbook. Sheets that fill a page come last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from prepress.model.artifact import PageMap
from prepress.model.document import Kind, Node
from prepress.model.edition import Edition
from prepress.model.guide import Page
from prepress.model.rendered import Chapter, RenderedWorkbook
from prepress.render.contents import has_pages, number_chapters
from prepress.render.environment import fill_template, make_environment
from prepress.render.exercise_lists import name_sheet
from prepress.render.markup import make_element
from prepress.render.references import Address
from prepress.render.workbook import gather
from prepress.render.workbook_sheets import render_sheets
from prepress.render.workbook_writer import WorkbookWriter

WRITTEN_ON = frozenset({"exercise", "fill", "gates", "lines", "radar", "record", "worksheet"})
"""The directives that leave room to write."""
LEAF = 2


@dataclass(frozen=True, slots=True)
class Section:
    """The items of a section of a page; `anchor` is where the workbook has it; a `sheet` fills a page."""

    title: str
    anchor: str
    items: tuple[Markup, ...]
    sheet: bool = False


class SheetWriter(WorkbookWriter):
    """Writes items of a page for loose leaves: page numbers are those of the workbook, and lead nowhere."""

    def __init__(self, edition: Edition, page: Page, number: str, pages: PageMap) -> None:
        """Take the map of the workbook's pages."""
        super().__init__(edition, page, number, make_environment())
        self.pages = pages

    def anchor(self, node: Node) -> str:
        """Return nothing: nobody refers to a loose leaf."""
        return ""

    def write_folio(self, anchor: str) -> Markup:
        """Return the workbook's folio as words."""
        return Markup("{}").format(self.pages.folios.get(anchor, ""))

    def write_page_reference(self, text: Markup, anchor: str, title: str) -> Markup:
        """Return linked words and the page of the workbook behind them."""
        return text + make_element("span", Markup(" →\u00a0") + self.write_folio(anchor), class_="turn")

    def _write_number(self, address: Address, first: bool, name: str = "", *, online: bool = False) -> Markup:
        """Return the code of what is used online; the numbers of sources stay with the text that they prove."""
        if not online:
            return Markup("")
        return make_element("span", self.draw_address(address), class_="note online")

    def list_sections(self) -> tuple[Section, ...]:
        """Return the sections of the page that have something to write on, each with its items, written."""
        sections: list[Section] = []
        title, anchor = "", self.page.slug
        for node, level in list_written(self.page.body):
            if node.kind is Kind.HEADING:
                title, anchor = node.plain_text(), f"{self.page.slug}--{node.get('id')}"
                continue
            item = self._write_item(node, level)
            if node.get("name") == "worksheet":
                sections.append(Section(node.get("argument"), name_sheet(node), (item,), sheet=True))
            elif sections and sections[-1].anchor == anchor:
                sections[-1] = replace(sections[-1], items=(*sections[-1].items, item))
            else:
                sections.append(Section(title, anchor, (item,)))
        return tuple(sorted(sections, key=lambda section: section.sheet))

    def _write_item(self, node: Node, level: str) -> Markup:
        written = self.write(node)
        if not level:
            return written
        mark = make_element("span", level, class_=f"level-mark {level.lower()}")
        return make_element("p", mark, class_="sheet-level") + written


def list_written(body: Node, level: str = "") -> Iterator[tuple[Node, str]]:
    """Yield headings and what is written on, in reading order, each with the level that alone is to do it."""
    for node in body.children:
        own = node.get("level") if node.kind is not Kind.HEADING else ""
        if node.kind is Kind.HEADING and node.get("level") in {"2", "3"}:
            yield node, ""
        elif _is_written_on(node) or node.get("check"):
            yield node, own or level
        else:
            yield from list_written(node, own or level)


def _is_written_on(node: Node) -> bool:
    """Tell whether a block leaves room to write; a radar that is filled in is an example to read."""
    return node.kind is Kind.DIRECTIVE and node.get("name") in WRITTEN_ON and "scores" not in node.options


def render_worksheets(
    edition: Edition, paper: str, filename: str, pages: PageMap, slug: str = ""
) -> RenderedWorkbook:
    """Return the worksheets of the book, or of the part with that slug; the first page says what to print when."""
    numbers = number_chapters(edition)
    chapters, lines = [], []
    for part in edition.guide.parts:
        if not has_pages(edition, part) or slug not in ("", part.slug):
            continue
        for path in (path for path in part.pages if path in numbers):
            page = edition.guide.pages[path]
            writer = SheetWriter(edition, page, numbers[path], pages)
            sections = writer.list_sections()
            if sections:
                lines.append(page)
                chapters.append(_render_leaves(edition, writer, sections))
    first = fill_template(
        "workbook/worksheets.html.j2",
        edition,
        lines=sorted(lines, key=lambda page: page.meta.week or edition_end(edition)),
    )
    front = Chapter("worksheets", "Worksheets", first, "guide.yaml")
    sheets = [] if slug else render_sheets(edition)
    return replace(gather(edition, paper, filename, [front, *chapters, *sheets]), gathering=LEAF)


def edition_end(edition: Edition) -> int:
    """Return a week after the last: a page without one is printed at no certain time."""
    return (edition.guide.plan.weeks if edition.guide.plan else 0) + 1


def _render_leaves(edition: Edition, writer: SheetWriter, sections: tuple[Section, ...]) -> Chapter:
    page = writer.page
    html = fill_template("workbook/leaves.html.j2", edition, writer=writer, page=page, sections=sections)
    return Chapter(f"sheet-{page.slug}", page.title, html, page.path)
