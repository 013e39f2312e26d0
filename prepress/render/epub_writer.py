"""Write a page for a screen: links are links, notes follow their paragraph, answers are written on paper."""

from __future__ import annotations

import sys

from jinja2 import Environment
from markupsafe import Markup

from prepress.model.document import Kind, Node
from prepress.model.edition import Edition
from prepress.model.guide import Page
from prepress.model.links import Destination, resolve_link
from prepress.render.code import LONGEST_WORD
from prepress.render.diagram import draw_for_screen
from prepress.render.formula import write_mathml
from prepress.render.inline import style_picture
from prepress.render.markup import join_markup, make_element
from prepress.render.page_breaks import PageBreaks, name_place
from prepress.render.tables import view_table
from prepress.render.terms import TermWriter

KEYS = "answer-keys.xhtml"
QUIET = frozenset({Kind.HEADING, Kind.TERM, Kind.CAPTION, Kind.NOTE})
"""Where a term calls no note: the text around it explains it, or is in a note itself."""


class EpubWriter(TermWriter):
    """Writes one chapter of the e-book."""

    product = "epub"
    calling = True
    code_width = sys.maxsize  # a screen wraps it

    def __init__(
        self, edition: Edition, page: Page, number: str, environment: Environment, breaks: PageBreaks | None = None
    ) -> None:
        """Start without notes; `breaks` knows where printed pages begin, if they are known."""
        super().__init__(edition, page, number, environment)
        self.breaks = breaks or PageBreaks(())
        self.document = f"{page.slug}.xhtml"
        self.named.add(page.slug)  # the chapter's title has it
        self.waiting: list[Markup] = []
        self.endnotes: list[tuple[str, Markup, str]] = []
        self.calls: dict[int, str] = {}
        self.cited: dict[str, str] = {}
        self.keys: list[tuple[str, Markup, Markup]] = []
        self.opening = Markup("")
        self.explained: list[str] = []

    def write(self, node: Node) -> Markup:
        """Return the node as XHTML, behind the marks of the printed pages that begin with it."""
        marks = Markup("") if node.kind is Kind.ITEM else self._mark_pages(node)
        before, self.calling = self.calling, self.calling and node.kind not in QUIET
        written = super().write(node)
        self.calling = before
        return marks + written

    def open_item(self, node: Node) -> Markup:
        """Return the marks of an item: nothing can stand before it in its list."""
        return self._mark_pages(node)

    def open_piece(self, node: Node, name: object) -> Markup:
        """Return the marks of a piece of a block, which is longer than many a page."""
        return self._mark(self.name_piece(node, name))

    def _mark_pages(self, node: Node) -> Markup:
        return self._mark(name_place(node))

    def _mark(self, opening: str) -> Markup:
        return self.breaks.mark(opening, self.document)

    def name_anchor(self, page: Page, name: str) -> str:
        """Return the id without the page's name: each page is a file of its own."""
        return name_fragment(name)

    def write_heading(self, node: Node) -> Markup:
        """Return a heading; the chapter's title is the only one of level 1."""
        tag = f"h{max(2, int(node.get('level')))}"
        return make_element(tag, self.write_children(node), id=self.anchor(node))

    def write_paragraph(self, node: Node) -> Markup:
        """Return a paragraph and, after it, the terms that it explains."""
        return super().write_paragraph(node) + self._release_notes()

    def write_cell(self, node: Node) -> Markup:
        """Return the words of a cell and the terms that they explain."""
        return self.write_children(node) + self._release_notes()

    def _release_notes(self) -> Markup:
        notes, self.waiting = self.waiting, []
        return join_markup(notes)

    def write_link(self, node: Node) -> Markup:
        """Return a link; one to a planned page is its words alone."""
        text = self.write_children(node)
        target = resolve_link(self.guide, self.page.path, node.get("href"))
        if target.destination is Destination.EXTERNAL:
            return make_element("a", text, href=target.path)
        if target.destination is not Destination.PAGE:
            return text
        page = self.guide.pages[target.path]
        anchor = f"#{name_fragment(target.anchor)}" if target.anchor in page.anchors else ""
        return make_element("a", text, href=f"{page.slug}.xhtml{anchor}")

    def write_page_name(self, path: str) -> Markup:
        """Return a page's title, linked if the page is written."""
        if path not in self.guide.pages:
            return make_element("span", self.guide.planned[path].title, class_="planned")
        page = self.guide.pages[path]
        return make_element("a", page.title, href=f"{page.slug}.xhtml")

    def is_known(self, term: str) -> bool:
        """Tell whether the chapter has led to a term before: a second link to its note would be in the way."""
        return term in (self.explained if self.calling else self.terms.used)

    def mark_term(self, term: str, words: str) -> Markup:
        """Return the words of a term as the call of the note that explains it, or where the index has to lead."""
        anchor = f"term--{term}"
        if not self.calling:
            self.terms.used[term] = [f"{anchor}--named"]
            return make_element("span", words, id=f"{anchor}--named")
        self.terms.used.setdefault(term, [anchor])
        self.explained.append(term)
        return _write_call(words, f"#{anchor}--note", anchor, "term")

    def write_citation(self, node: Node) -> Markup:
        """Return the number of a source, linked to the chapter's list."""
        return self.write_citation_of(node.get("key"))

    def write_citation_of(self, key: str) -> Markup:
        """Return the number of a source; its first use is where the chapter's list and that of the book lead."""
        address, first = self.references.cite_source(key)
        anchor = self._name_call(f"cite-{address.number}") if first else ""
        if first:
            self.calls[address.number] = f"{self.document}#{anchor}"
        self.cited.setdefault(key, self.calls[address.number])
        return _write_call(f"[{address.number}]", self._address(f"address-{address.number}"), anchor)

    def _name_call(self, name: str) -> str:
        """Return the id of a call; among the answer keys those of several chapters stand in one file."""
        return f"{self.page.slug}--{name}" if self.document == KEYS else name

    def _address(self, name: str) -> str:
        """Return the address of what the chapter has at its end."""
        return f"{self.page.slug}.xhtml#{name}" if self.document == KEYS else f"#{name}"

    def write_keys_of_page(self) -> None:
        """Write the answer keys of the page for the file that has those of all chapters, with the pages' marks.

        Each is an exercise's id, the marks before it, and the key; `opening` are the marks before the first.
        """
        chapter, self.document = self.document, KEYS
        parts = (f"answer-keys-{part.slug}" for part in self.guide.parts if self.page.path in part.pages)
        with self.unindexed():
            for exercise in self.page.exercises:
                if exercise.key is None:
                    continue
                marks = self._mark(f"key-{exercise.id.lower()}")
                if not self.keys:  # the chapter's title stands above its first key
                    above = join_markup(map(self._mark, ("answer-keys", *parts)))
                    self.opening, marks = above + marks, Markup("")
                self.keys.append((exercise.id, marks, self.write_children(exercise.key)))
        self.document = chapter

    def write_note(self, node: Node) -> Markup:
        """Keep a term for the end of its paragraph; return the call of any other note."""
        content = self.write_children(node)
        if is_term(node):
            self.waiting.append(make_element("aside", content, class_="note"))
            return Markup("")
        number = node.get("number")
        anchor = self._name_call(f"call-{number}")
        self.endnotes.append((number, content, f"{self.document}#{anchor}"))
        return _write_call(number, self._address(f"note-{number}"), anchor)

    def write_note_reference(self, node: Node) -> Markup:
        """Return a later call of a note; a term was explained at its first."""
        number = node.get("number")
        known = {known for known, _, _ in self.endnotes}
        return _write_call(number, self._address(f"note-{number}"), "") if number in known else Markup("")

    def write_code(self, node: Node) -> Markup:
        """Return a piece of code within a line; a short one stays whole, since an id breaks at its hyphen."""
        if len(node.text) > LONGEST_WORD:
            return super().write_code(node)
        return make_element("code", node.text, class_="short", id=self.anchor(node))

    def write_icon(self, node: Node) -> Markup:
        """Return an icon; a box to tick says to who cannot see it whether it is ticked."""
        if node.get("name").startswith("task-"):
            state = "done" if node.text == "done" else "to be done"
            return make_element("span", class_=f"box {node.text}", role="img", aria_label=state)
        return super().write_icon(node)

    def write_image(self, node: Node) -> Markup:
        """Return a picture of the guide; a remote one is never fetched, its words are shown."""
        target = resolve_link(self.guide, self.page.path, node.get("src"))
        if target.destination is not Destination.ASSET:
            return make_element("span", node.get("alt"), class_="remote")
        source, style = f"images/{name_image(target.path)}", style_picture(node)
        return make_element("img", src=source, alt=node.get("alt"), style=style, id=self.anchor(node))

    def write_table(self, node: Node) -> Markup:
        """Return a table; one that is too wide for a phone becomes a block a row."""
        view = view_table(node, self._write_in_cell, self._write_head)
        return self.render_block("_table", node, table=view, label=self.label("Table", view.caption))

    def _write_in_cell(self, node: Node) -> Markup:
        return self.write(node) + self._release_notes()

    def _write_head(self, node: Node) -> Markup:
        with self.unindexed():
            return self._write_in_cell(node)

    def write_figure(self, node: Node) -> Markup:
        """Return a picture, listing or diagram with its caption."""
        captions = [child for child in node.children if child.kind is Kind.CAPTION]
        content = self.write_all(child for child in node.children if child.kind is not Kind.CAPTION)
        caption = self.write(captions[0]) if captions else Markup("")
        return self._render_figure(node, content, caption, "")

    def write_diagram(self, node: Node) -> Markup:
        """Return a diagram as a figure, with its words to open where it is too small to read."""
        drawn = draw_for_screen(node.text, node.get("alt") or node.get("title"))
        return self._render_figure(node, drawn, Markup("{}").format(node.get("title")), node.get("alt"))

    def _render_figure(self, node: Node, content: Markup, caption: Markup, words: str) -> Markup:
        values = {"content": content, "caption": caption, "label": self.label("Figure", caption), "words": words}
        return self.render_block("_figure", node, **values, wide=False)

    def write_math(self, node: Node) -> Markup:
        """Return a formula as MathML."""
        return write_mathml(node.text, block=False)

    def write_math_block(self, node: Node) -> Markup:
        """Return a displayed formula as MathML."""
        return make_element("div", write_mathml(node.text, block=True), class_="math")

    def write_paper_note(self, exercise: str, keyed: bool) -> Markup:
        """Return where the exercise is written, and the way to its key."""
        words = Markup("On paper: {}.").format(exercise)
        if not keyed:
            return words
        key = make_element("a", "Answer key", href=f"{KEYS}#key-{exercise.lower()}")
        return words + " " + key

    def write_sheet(self, nodes: tuple[Node, ...]) -> Markup:
        """Return what a worksheet holds."""
        return self.write_all(nodes)


def _write_call(words: str, href: str, anchor: str, name: str = "number") -> Markup:
    """Return the call of a note or source, as reading systems know it (EPUB Structural Semantics: noteref)."""
    return make_element("a", words, epub__type="noteref", role="doc-noteref", class_=name, href=href, id=anchor)


def is_term(node: Node) -> bool:
    """Tell whether a note explains a term: it is one paragraph that begins in bold."""
    if len(node.children) != 1 or node.children[0].kind is not Kind.PARAGRAPH:
        return False
    inside = node.children[0].children
    return bool(inside) and inside[0].kind is Kind.STRONG


def name_fragment(name: str) -> str:
    """Return an id that begins with a letter, as some readers ask, and XML does (XML 1.0, production 4)."""
    return name if name[:1].isalpha() else f"id-{name}"


def name_image(path: str) -> str:
    """Return a file name that every reading system takes (OCF, section 4.2.3)."""
    return path.replace("/", "-").replace(" ", "-")
