"""Make the tree of a page from markdown-it's tokens: this half knows the blocks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from markdown_it.token import Token

from prepress.load.assembly import assemble, read_tab_level
from prepress.load.dialect.attributes import LINE, is_list, read_attributes, take_from_end
from prepress.load.dialect.blocks import read_options
from prepress.load.dialect.fences import read_fence_info
from prepress.load.dialect.slugs import make_unique, slugify
from prepress.load.frames import Frame, Source
from prepress.load.inline_tree import InlineBuilder
from prepress.model.document import Kind, Node
from prepress.problems import Place, error, notice

BLOCKS = {
    "paragraph": Kind.PARAGRAPH,
    "bullet_list": Kind.BULLET_LIST,
    "ordered_list": Kind.ORDERED_LIST,
    "list_item": Kind.ITEM,
    "blockquote": Kind.QUOTE,
    "heading": Kind.HEADING,
    "table": Kind.TABLE,
    "tr": Kind.ROW,
    "th": Kind.CELL,
    "td": Kind.CELL,
    "admonition": Kind.ADMONITION,
    "tab": Kind.TAB,
    "title": Kind.TITLE,
    "directive": Kind.DIRECTIVE,
    "dl": Kind.DEFINITION_LIST,
    "dt": Kind.TERM,
    "dd": Kind.DEFINITION,
    "footnote": Kind.NOTE,
}
DIAGRAMS = frozenset({"vegalite", "vega-lite", "vega", "plantuml", "graphviz", "dot", "d2", "kroki"})


class TreeBuilder(InlineBuilder):
    """Grows the tree of a page."""

    def __init__(self, source: Source, abbreviations: dict[str, str]) -> None:
        """Start an empty document."""
        super().__init__(source, abbreviations)
        self.slugs: set[str] = set()
        self.notes: dict[str, Node] = {}

    def build(self, tokens: Sequence[Token]) -> Node:
        """Return the document."""
        for token in tokens:
            self._build_token(token)
        self.close_html()
        return assemble(self.frames[0].close(), self.notes)

    def _build_token(self, token: Token) -> None:
        name, _, side = token.type.rpartition("_")
        if side == "open" and name in BLOCKS:
            self._open_block(BLOCKS[name], token)
        elif side == "close" and name in BLOCKS:
            self._close_block(BLOCKS[name])
        else:
            build = getattr(self, f"_block_{token.type}", None)
            if build is not None:
                build(token)

    def _line(self, token: Token) -> int:
        """Return the token's first line; a cell has that of its row."""
        return token.map[0] if token.map else self.frames[-1].place.line - self.source.first_line

    def _open_block(self, kind: Kind, token: Token) -> None:
        place = self.source.block_place(self._line(token))
        attrs = {name: str(value) for name, value in token.attrs.items() if name != "style"}
        meta = token.meta or {}
        if kind is Kind.HEADING:
            attrs["level"] = token.tag[1]
        elif kind is Kind.CELL:
            attrs["align"] = str(token.attrs.get("style", "")).partition(":")[2]
            attrs["head"] = "true" if token.type == "th_open" else ""
        elif kind is Kind.PARAGRAPH:
            attrs["tight"] = "true" if token.hidden else ""
        elif kind is Kind.ADMONITION:
            attrs |= {name: str(value) for name, value in meta.items()}
        elif kind is Kind.NOTE:
            attrs["label"] = str(meta.get("label", ""))
        frame = self.open(kind, place, attrs)
        if kind is Kind.DIRECTIVE:
            self._read_head(frame, meta, place)

    def _read_head(self, frame: Frame, meta: dict[str, object], place: Place) -> None:
        frame.attrs |= {"name": str(meta["name"]), "argument": str(meta["argument"])}
        if not meta["closed"]:
            message = f"the block `{meta['name']}` has no end"
            hint = "end it with a line of as many slashes"
            self.source.problems.append(error("block-unclosed", place, message, hint))
        try:
            frame.options = read_options(str(meta["options"]))
        except ValueError as failure:
            below = Place(place.file, place.line + 1, 1)
            self.source.problems.append(error("block-wrong-options", below, str(failure)))
        frame.attrs["level"] = str(frame.options.get("level", "")) if frame.attrs["name"] == "exercise" else ""

    def _close_block(self, kind: Kind) -> None:
        self.close_html()
        frame = self.frames[-1]
        if kind is Kind.HEADING:
            words = "".join(child.plain_text() for child in frame.children)
            frame.attrs["id"] = make_unique(frame.attrs.get("id") or slugify(words), self.slugs)
        elif kind is Kind.ROW:
            heads = [cell.get("head") for cell in frame.children]
            frame.attrs["head"] = "true" if heads and all(heads) else ""
        elif kind is Kind.TAB:
            frame.attrs["level"] = read_tab_level(frame.children[0].plain_text()) if frame.children else ""
        if kind is Kind.NOTE:
            node = self.frames.pop().close()
            self.notes[node.get("label")] = node
        else:
            self.close()

    def _block_inline(self, token: Token) -> None:
        first = self._line(token)
        last = token.map[1] - 1 if token.map else first
        self.build_inline(token, first, max(first, last))

    def _block_hr(self, token: Token) -> None:
        self.add(Node(Kind.RULE, self.source.block_place(self._line(token))))

    def _block_code_block(self, token: Token) -> None:
        place = self.source.block_place(self._line(token))
        self.add(Node(Kind.CODE_BLOCK, place, token.content.rstrip("\n")))

    def _block_fence(self, token: Token) -> None:
        place = self.source.block_place(self._line(token))
        attrs = {**read_fence_info(token.info), **{k: str(v) for k, v in token.attrs.items()}}
        language = attrs.get("language", "").lower()
        if language == "mermaid":
            self.add(Node(Kind.DIAGRAM, place, token.content, attrs))
            return
        if language in DIAGRAMS:
            message = f"a diagram in {language} is not drawn: its source prints"
            self.source.problems.append(notice("diagram-not-drawn", place, message))
        self.add(Node(Kind.CODE_BLOCK, place, token.content.rstrip("\n"), attrs))

    def _block_math_block(self, token: Token) -> None:
        self.add(Node(Kind.MATH_BLOCK, self.source.block_place(self._line(token)), token.content.strip()))

    _block_math_block_label = _block_math_block

    def _block_html_block(self, token: Token) -> None:
        self.build_html(token.content, self.source.block_place(self._line(token)))

    def _block_element_open(self, token: Token) -> None:
        self.build_html(token.content, self.source.block_place(self._line(token)))

    def _block_element_close(self, token: Token) -> None:
        if self.frames[-1].html:
            self.close()

    def _block_snippet(self, token: Token) -> None:
        node: Node = (token.meta or {})["node"]
        for child in node.children:
            self.add(child)


def move_attribute_lists(tokens: Sequence[Token]) -> None:
    """Move attribute lists from the ends of headings and paragraphs to what they belong to."""
    for before, token in pairwise(tokens):
        if token.type != "inline":
            continue
        if before.type == "heading_open":
            token.content, attributes = take_from_end(token.content)
        elif before.type == "paragraph_open" and "\n" in token.content:
            token.content, attributes = _take_last_line(token.content)
        else:
            continue
        for name, value in attributes.items():
            before.attrSet(name, value)


def _take_last_line(text: str) -> tuple[str, dict[str, str]]:
    body, _, line = text.rpartition("\n")
    found = LINE.match(line)
    if found is None or not is_list(found[1]):
        return text, {}
    return body, read_attributes(found[1])
