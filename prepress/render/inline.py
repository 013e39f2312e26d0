"""Write the inline nodes of a page; what differs between paper and screen is left to the products."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinja2 import Environment
from markupsafe import Markup, escape

from prepress.model.document import Kind, Node
from prepress.model.edition import Edition
from prepress.model.guide import Page
from prepress.render.code import cut_code
from prepress.render.markup import join_markup, make_element
from prepress.render.references import References

PLAIN = {
    Kind.STRONG: "strong",
    Kind.EMPHASIS: "em",
    Kind.MARK: "mark",
    Kind.INSERT: "ins",
    Kind.DELETE: "del",
    Kind.SUPERSCRIPT: "sup",
    Kind.SUBSCRIPT: "sub",
    Kind.KEY: "kbd",
}
LENGTH = re.compile(r"\d{1,4}(?:\.\d+)?(?P<unit>px|%|r?em|pt|mm|cm|in)?")


def style_picture(node: Node) -> str:
    """Return the style of a picture that was given a width; a number alone counts px, other words are left out."""
    found = LENGTH.fullmatch(node.get("width").strip())
    return f"width: {found[0]}{'' if found['unit'] else 'px'}" if found else ""


class InlineWriter:
    """Writes one page of one product; holds the chapter's running numbers while it does."""

    product = ""

    def __init__(self, edition: Edition, page: Page, number: str, environment: Environment) -> None:
        """Take what the page is printed from; `number` is the chapter's, empty if it has none."""
        self.edition = edition
        self.guide = edition.guide
        self.page = page
        self.number = number
        self.environment = environment
        self.references = References(edition.guide)
        self.named: set[str] = set()

    def write(self, node: Node) -> Markup:
        """Return the node as HTML; an id that none of its elements has taken stands before it."""
        tag = PLAIN.get(node.kind)
        if tag:
            return make_element(tag, self.write_children(node), class_=node.get("class"), id=self.anchor(node))
        written: Markup = getattr(self, f"write_{node.kind.replace('-', '_')}")(node)
        left = self.anchor(node)
        return make_element("span", id=left) + written if left else written

    def anchor(self, node: Node) -> str:
        """Return the id that a node has in this product, or nothing; the first of two that share one keeps it."""
        name = node.get("id")
        if not name or name in self.named:
            return ""
        self.named.add(name)
        return self.name_anchor(self.page, name)

    def name_anchor(self, page: Page, name: str) -> str:
        """Return the id in this product of what has the id `name` on a page."""
        raise NotImplementedError

    def write_all(self, nodes: Iterable[Node]) -> Markup:
        """Return the nodes in a row."""
        return join_markup(self.write(node) for node in nodes)

    def write_children(self, node: Node) -> Markup:
        """Return what is inside the node."""
        return self.write_all(node.children)

    def write_text(self, node: Node) -> Markup:
        """Return characters."""
        return escape(node.text)

    def write_code(self, node: Node) -> Markup:
        """Return a piece of code within a line; a long word of it may break where its parts join."""
        pieces = join_markup(map(escape, cut_code(node.text)), make_element("wbr"))
        return make_element("code", pieces, id=self.anchor(node))

    def write_break(self, node: Node) -> Markup:
        """Return a line break that the author asked for."""
        return Markup("<br/>")

    def write_keys(self, node: Node) -> Markup:
        """Return keys to be pressed together."""
        keys = join_markup((self.write(key) for key in node.children), "+")
        return make_element("span", keys, class_="keys")

    def write_icon(self, node: Node) -> Markup:
        """Return an icon as a picture as high as its line, with its name; a task in a table is a box to tick."""
        if node.get("name").startswith("task-"):
            return make_element("span", class_=f"box {node.text}")
        template = self.environment.get_template("shared/icon.svg.j2")
        return Markup(template.render(name=node.text, box=node.get("box"), drawing=Markup(node.get("drawing"))))

    def write_abbreviation(self, node: Node) -> Markup:
        """Return an abbreviation with what it is short for."""
        return make_element("abbr", node.text, title=node.get("title"))

    def write_figure_value(self, node: Node) -> Markup:
        """Return a number that was computed from the plan."""
        return escape(self.edition.figures[node.get("name")])

    def write_title(self, node: Node) -> Markup:
        """Return the words of a title; the block around it decides how they look."""
        return self.write_children(node)

    def write_term(self, node: Node) -> Markup:
        """Return a term of a definition list."""
        return make_element("dt", self.write_children(node), id=self.anchor(node))

    def write_definition(self, node: Node) -> Markup:
        """Return the definition of a term."""
        return make_element("dd", self.write_children(node), id=self.anchor(node))
