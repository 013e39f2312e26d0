"""Write the block nodes of a page; what differs between paper and screen is left to the products."""

from __future__ import annotations

from markupsafe import Markup

from prepress.model.document import Kind, Node
from prepress.render.code import WIDTH, list_code_lines
from prepress.render.inline import InlineWriter
from prepress.render.markup import make_element

HEAVY = frozenset({"warning", "caution", "attention", "danger", "error", "failure", "fail", "missing", "bug"})
BLOCKS_OF_OLD = {"details": "div", "summary": "p", "center": "div"}
ELEMENT_ATTRIBUTES = frozenset({"title", "lang", "dir", "colspan", "rowspan", "start"})
NAMES = {"cite": "quote", "hint": "tip", "important": "tip", "faq": "question", "tldr": "abstract"}


class BlockWriter(InlineWriter):
    """Adds the blocks that both products write alike; a line of a listing is cut at `code_width` characters."""

    code_width = WIDTH

    def write_document(self, node: Node) -> Markup:
        """Return a whole body."""
        return self.write_children(node)

    def write_paragraph(self, node: Node) -> Markup:
        """Return a paragraph; in a tight list item its words alone."""
        if node.get("tight"):
            return self.write_children(node)
        return make_element("p", self.write_children(node), class_=node.get("class"), id=self.anchor(node))

    def write_bullet_list(self, node: Node) -> Markup:
        """Return a list; a checklist has boxes to tick with a pen."""
        name = "check" if node.get("check") else node.get("class")
        return make_element("ul", self.write_children(node), class_=name, id=self.anchor(node))

    def write_ordered_list(self, node: Node) -> Markup:
        """Return a numbered list."""
        start = node.get("start", "1")
        style = "" if start == "1" else f"counter-reset: item {int(start) - 1}"
        attrs = {} if start == "1" else {"start": start, "style": style}
        attrs["id"] = self.anchor(node)
        return make_element("ol", self.write_children(node), class_=node.get("class"), **attrs)

    def write_item(self, node: Node) -> Markup:
        """Return an item of a list."""
        name = f"task {node.get('task')}" if node.get("task") else ""
        return make_element(
            "li",
            self.open_item(node) + self.write_children(node),
            class_=name,
            id=self.anchor(node),
            data_task=self.name_task(node),
        )

    def open_item(self, node: Node) -> Markup:
        """Return what a product writes before an item's words."""
        return Markup("")

    def name_task(self, node: Node) -> str:
        """Return the id of a task where this product has a use for it."""
        return ""

    def write_quote(self, node: Node) -> Markup:
        """Return a quotation set as a block."""
        return make_element("blockquote", self.write_children(node), id=self.anchor(node))

    def write_rule(self, node: Node) -> Markup:
        """Return a change of subject: white space on paper, a rule on a screen."""
        return Markup("<hr/>")

    def write_definition_list(self, node: Node) -> Markup:
        """Return terms and their definitions."""
        return make_element("dl", self.write_children(node), id=self.anchor(node))

    def write_caption(self, node: Node) -> Markup:
        """Return a caption's words."""
        return self.write_children(node)

    def write_code_block(self, node: Node) -> Markup:
        """Return a listing, line by line."""
        return self.render_block(
            "_listing",
            node,
            lines=list_code_lines(node, self.code_width),
            title=node.get("title"),
            numbered=bool(node.get("start")),
        )

    def write_admonition(self, node: Node) -> Markup:
        """Return a labelled block."""
        kind = NAMES.get(node.get("type"), node.get("type"))
        titled = bool(node.children) and node.children[0].kind is Kind.TITLE
        title = self.write(node.children[0]) if titled else Markup("")
        body = self.write_all(node.children[1:] if titled else node.children)
        return self.render_block("_admonition", node, kind=kind, heavy=kind in HEAVY, title=title, body=body)

    def write_tabs(self, node: Node) -> Markup:
        """Return tabs one after the other."""
        return self.write_children(node)

    def write_tab(self, node: Node) -> Markup:
        """Return one tab as a labelled block."""
        title = self.write(node.children[0])
        level = node.get("level")
        claim = Markup(title.removeprefix(level).lstrip(":– ")) if level else title
        body = self.write_all(node.children[1:])
        return self.render_block("_tab", node, level=level, claim=claim, body=body)

    def write_element(self, node: Node) -> Markup:
        """Return raw HTML of the safe subset; old attributes of looks become classes."""
        align = node.get("align")
        classes = f"{node.get('class')} {align}".strip()
        tag = BLOCKS_OF_OLD.get(node.get("tag"), node.get("tag"))
        kept = {name: value for name, value in node.attrs.items() if name in ELEMENT_ATTRIBUTES}
        kept["id"] = self.anchor(node)
        return make_element(tag, self.write_children(node), class_=classes, **kept)

    def name_piece(self, node: Node, name: object) -> str:
        """Return the id of a piece of a block that a page of the workbook may begin with."""
        return f"{self.page.slug}--line-{node.place.line}-{name}".lower()

    def open_piece(self, node: Node, name: object) -> Markup:
        """Return what a product writes before a piece of a block."""
        return Markup("")

    def write_directive(self, node: Node) -> Markup:
        """Return one of our own blocks, by the template of its name."""
        return self.render_block(node.get("name"), node)

    def render_block(self, name: str, node: Node, **values: object) -> Markup:
        """Return `templates/blocks/NAME.html.j2`, rendered for this product."""
        template = self.environment.get_template(f"blocks/{name}.html.j2")
        anchor = Markup(' id="{}"').format(name) if (name := self.anchor(node)) else ""
        return Markup(template.render(node=node, writer=self, product=self.product, anchor=anchor, **values))
