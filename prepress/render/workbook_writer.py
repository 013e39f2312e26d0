"""Write a page for paper: notes and page references in the outer column, numbers instead of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from jinja2 import Environment
from markupsafe import Markup, escape

from prepress.model.document import Kind, Node
from prepress.model.edition import Edition
from prepress.model.guide import Page
from prepress.model.links import Destination, Target, resolve_link
from prepress.render.diagram import draw_for_paper, measure_diagram
from prepress.render.formula import write_formula
from prepress.render.inline import style_picture
from prepress.render.markup import join_markup, make_element
from prepress.render.page_breaks import name_place
from prepress.render.qr import draw_code
from prepress.render.references import Address
from prepress.render.tables import TEXT_WIDTH, view_table
from prepress.render.terms import TermWriter

LONGEST_NOTE = 60
"""Words of a note that still stand well beside the text."""


JOINED = re.compile(
    r"(?<=\d) (?=(?:[KMGT]?B|[mµn]?s|min|h|mm|pt)\b|%)|(?:^|(?<=[\d)])) (?=[×/] [\d(])|(?<= [×/]) (?=[\d(])"
)
"""Spaces at which no line breaks (art direction, section 2)."""


class WorkbookWriter(TermWriter):
    """Writes one chapter of the workbook."""

    product = "workbook"

    def __init__(self, edition: Edition, page: Page, number: str, environment: Environment) -> None:
        """Start with the outer column free."""
        super().__init__(edition, page, number, environment)
        self.margin = True
        self.listed = False
        self.level = 1
        self.endnotes: list[tuple[str, Markup]] = []
        self.cited: dict[str, str] = {}
        self.keys: list[tuple[str, Markup]] = []

    def write(self, node: Node) -> Markup:
        """Return the node as HTML; a block says in a comment before it where it comes from."""
        place = name_place(node)
        return (Markup("<!--{}-->").format(place) if place else Markup("")) + super().write(node)

    @contextmanager
    def without_margin(self) -> Iterator[None]:
        """Write what stands in both columns: the outer one is taken."""
        before, self.margin = self.margin, False
        yield
        self.margin = before

    def name_anchor(self, page: Page, name: str) -> str:
        """Return the id, made unique in the book by the page's slug."""
        return f"{page.slug}--{name}"

    def name_task(self, node: Node) -> str:
        """Return the permanent id of a task: a form names its box after it."""
        tasks = (task for checklist in self.page.checklists for task in checklist.tasks)
        return next((task.id for task in tasks if task.place == node.place and node.get("task")), "")

    def write_all(self, nodes: Iterable[Node]) -> Markup:
        """Return the nodes in a row; a link whose source is cited right behind it leaves the number to it."""
        row = tuple(nodes)
        cited = [self._is_cited(node, row[index + 1 : index + 3]) for index, node in enumerate(row)]
        return join_markup(
            self.write_children(node) if twice else self.write(node)
            for node, twice in zip(row, cited, strict=True)
        )

    def _is_cited(self, link: Node, after: Sequence[Node]) -> bool:
        following = [node for node in after if node.kind is not Kind.TEXT or node.text.strip()][:1]
        if link.kind is not Kind.LINK or not following or following[0].kind is not Kind.CITATION:
            return False
        address = resolve_link(self.guide, self.page.path, link.get("href")).path
        return address == self.guide.sources[following[0].get("key")].url

    def write_text(self, node: Node) -> Markup:
        """Return characters; a number keeps its unit on its line, and a product or a quotient stays whole."""
        return super().write_text(replace(node, text=JOINED.sub("\u00a0", node.text)))

    def write_heading(self, node: Node) -> Markup:
        """Return a heading; only the chapter's title is of level 1, and none is left out (ISO 14289-1, 7.4.2)."""
        self.level = min(max(2, int(node.get("level"))), self.level + 1)
        return make_element(f"h{self.level}", self.write_children(node), id=self.anchor(node))

    def write_item(self, node: Node) -> Markup:
        """Return an item; pages referred to in a list are named in the line, not beside it."""
        before, self.listed = self.listed, True
        written = super().write_item(node)
        self.listed = before
        return written

    def write_link(self, node: Node) -> Markup:
        """Return a link as paper can show it: a page to turn to, or the number of an address."""
        text = self.write_children(node)
        target = resolve_link(self.guide, self.page.path, node.get("href"))
        if target.destination is Destination.EXTERNAL:
            return text + self._write_number(*self.references.cite_link(target.path, name_link(node)))
        if target.destination is Destination.PAGE:
            return self._write_page_link(text, target)
        return text

    def _write_page_link(self, text: Markup, target: Target) -> Markup:
        page = self.guide.pages[target.path]
        anchor = self.name_anchor(page, target.anchor) if target.anchor in page.anchors else page.slug
        return self.write_page_reference(text, anchor, text if page is self.page else page.title)

    def write_page_reference(self, text: Markup, anchor: str, title: str) -> Markup:
        """Return linked words and, in the outer column or behind them, the page that they lead to.

        Beside it stands the chapter's `title`, unless the linked words say it already.
        """
        link = make_element("a", text, class_="in", href=f"#{anchor}")
        folio = self.write_folio(anchor)
        if self.margin and not self.listed:
            shown = "" if title == text else make_element("span", " " + title)
            arrow = make_element("span", Markup("→ page ") + folio, class_="go")
            return link + make_element("span", arrow + shown, class_="note")
        return link + make_element("span", Markup(" →\u00a0") + folio, class_="turn")

    def write_folio(self, anchor: str) -> Markup:
        """Return the folio of an anchor, which on a screen leads there."""
        return make_element("a", href=f"#{anchor}", data_page_of=anchor)

    def write_citation(self, node: Node) -> Markup:
        """Return the number of a source, with its short form beside its first use."""
        return self.write_citation_of(node.get("key"))

    def _write_number(self, address: Address, first: bool, name: str = "", *, online: bool = False) -> Markup:
        anchor = f"{self.page.slug}--{address.anchor}"
        shown = f"\u2060[{address.number}]"
        number = make_element("a", shown, class_="number", id=name, href=f"#{anchor}")
        if not (first and self.margin):
            return number
        key = make_element("span", f"[{address.number}]", class_="key")
        if online:
            return number + make_element("span", self.draw_address(address, key), class_="note online")
        return number + make_element("span", key + " " + name_source(address), class_="note listed")

    def draw_address(self, address: Address, key: str = "") -> Markup:
        """Return the code of an address, and beside it what it opens."""
        return draw_code(address.url) + make_element("span", key + " " + name_source(address), class_="beside")

    def write_note(self, node: Node) -> Markup:
        """Return a footnote as a note beside its line, or as an endnote if it is long."""
        with self.without_margin():
            content = join_markup((self.write_children(child) for child in node.children), " ")
        short = len(node_words(node)) <= LONGEST_NOTE and all(
            child.kind is Kind.PARAGRAPH for child in node.children
        )
        if short and self.margin:
            return make_element("span", content, class_="note")
        number = node.get("number")
        self.endnotes.append((number, self.write_children(node)))
        return self._write_note_number(number)

    def write_note_reference(self, node: Node) -> Markup:
        """Return a later call of a footnote; a note beside the text needs none."""
        known = {number for number, _ in self.endnotes}
        return self._write_note_number(node.get("number")) if node.get("number") in known else Markup("")

    def _write_note_number(self, number: str) -> Markup:
        return make_element("a", number, class_="endnote", href=f"#{self.page.slug}--note-{number}")

    def write_image(self, node: Node) -> Markup:
        """Return a picture of the guide; a remote one is never fetched, its words are printed."""
        target = resolve_link(self.guide, self.page.path, node.get("src"))
        if target.destination is not Destination.ASSET:
            return make_element("span", node.get("alt"), class_="remote")
        source, style = f"assets/{target.path}", style_picture(node)
        return make_element("img", src=source, alt=node.get("alt"), style=style, id=self.anchor(node))

    def write_table(self, node: Node) -> Markup:
        """Return a table to read; one of four columns or more takes both columns of the page."""
        with self.without_margin():
            view = view_table(node, self.write, nested=not self._at_top(node))
        return self.render_block("_table", node, table=view, label=self.label("Table", view.caption))

    def _at_top(self, node: Node) -> bool:
        return bool(node.get("both")) or self.in_sheet or any(child is node for child in self.page.body.children)

    def write_figure(self, node: Node) -> Markup:
        """Return a picture, listing or diagram with its caption."""
        captions = [child for child in node.children if child.kind is Kind.CAPTION]
        content = self.write_all(child for child in node.children if child.kind is not Kind.CAPTION)
        caption = self.write(captions[0]) if captions else Markup("")
        return self.render_block(
            "_figure", node, content=content, caption=caption, label=self.label("Figure", caption), wide=False
        )

    def write_diagram(self, node: Node) -> Markup:
        """Return a diagram as a figure; one that is wider than the text takes both columns."""
        drawn = draw_for_paper(node.text, node.get("alt") or node.get("title"))
        caption = Markup("{}").format(node.get("title"))
        label = self.label("Figure", caption)
        wide = measure_diagram(drawn) > TEXT_WIDTH
        return self.render_block("_figure", node, content=drawn, caption=caption, label=label, wide=wide)

    def write_math(self, node: Node) -> Markup:
        """Return a formula on its line."""
        return make_element("span", write_formula(node.text, block=False), class_="math")

    def write_math_block(self, node: Node) -> Markup:
        """Return a displayed formula."""
        return make_element("p", write_formula(node.text, block=True), class_="math display")

    def write_prompt(self, node: Node) -> Markup:
        """Return an exercise's words, its id in front of the first and what it takes beside it."""
        nodes, exercise = self.list_prompt(node), node.get("argument")
        name = make_element("b", exercise) + self._write_facts(node, exercise) + self._write_problem(exercise)
        if nodes and nodes[0].kind is Kind.PARAGRAPH:
            first = make_element("p", name + " " + self.write_children(nodes[0]))
            return first + self.write_all(nodes[1:])
        return make_element("p", name) + self.write_all(nodes)

    def _write_facts(self, node: Node, exercise: str) -> Markup:
        """Return one note: the level that alone is asked, the minutes, the page of the key."""
        level, minutes = str(node.options.get("level", "")), node.options.get("minutes")
        mark = make_element("span", level, class_=f"level-mark {level.lower()}") + " only" if level else Markup("")
        time = escape(f"{minutes} minutes" if minutes else "")
        facts = [join_markup(filter(None, (mark, time)), ", ")] if mark or time else []
        if self.has_key(node):
            go = make_element("span", Markup("→ page ") + self.write_folio(f"key-{exercise.lower()}"), class_="go")
            facts.append(Markup("Key ") + go)
        return make_element("span", join_markup(facts, Markup("<br/>")), class_="note") if facts else Markup("")

    def _write_problem(self, exercise: str) -> Markup:
        """Return the number and the code of a problem that is solved online; its address is a fact of its bank."""
        item = self.guide.bank.get(exercise)
        address = item.facts.get("url") if item else None
        if item is None or not address:
            return Markup("")
        return self._write_number(*self.references.cite_link(address, item.title), online=True)

    def write_sheet(self, nodes: tuple[Node, ...]) -> Markup:
        """Return what a worksheet holds; it takes both columns."""
        before, self.in_sheet = self.in_sheet, True
        with self.without_margin():
            written = self.write_all(nodes)
        self.in_sheet = before
        return written

    def write_citation_of(self, key: str) -> Markup:
        """Return the number of a source; its first use in the chapter is where the list of sources leads."""
        name = "" if key in self.cited else f"{self.page.slug}--source-{key}"
        self.cited.setdefault(key, name)
        online = self.page.path in self.guide.sources[key].use
        return self._write_number(*self.references.cite_source(key), name=name, online=online)

    def write_keys_of_page(self) -> None:
        """Write the answer keys of the page, which stand at the end of the book, by the exercise's id."""
        with self.without_margin(), self.unindexed():
            self.keys = [
                (exercise.id, self.write_children(exercise.key))
                for exercise in self.page.exercises
                if exercise.key
            ]

    def write_page_name(self, path: str) -> Markup:
        """Return a page's title and the page it begins on; a planned page is named alone."""
        if path not in self.guide.pages:
            return Markup("{}").format(self.guide.planned[path].title)
        page = self.guide.pages[path]
        before, self.listed = self.listed, True
        written = self.write_page_reference(Markup("{}").format(page.title), page.slug, page.title)
        self.listed = before
        return written


def name_source(address: Address) -> str:
    """Return the short form of a source: author, title, year."""
    return ", ".join(part for part in (address.author, address.title, address.published) if part)


def name_link(node: Node) -> str:
    """Return the words of a link, those of its picture if it has no others."""
    pictures = [child.get("alt") for child in node.walk() if child.kind is Kind.IMAGE]
    return node.plain_text().strip() or " ".join(pictures)


def node_words(node: Node) -> list[str]:
    """Return the words of a note."""
    return " ".join(child.plain_text() for child in node.children).split()
