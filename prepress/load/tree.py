"""Make the tree of a page from markdown-it's tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from html import unescape

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from prepress.load.describe import CONTAINERS, KINDS, OURS, describe_token
from prepress.load.dialect.attributes import merge_attributes
from prepress.load.dialect.elements import BLANKS, Tag
from prepress.load.dialect.fences import DRAWN, FORMULA, UNDRAWN, read_fence_info
from prepress.load.dialect.symbols import set_text
from prepress.load.draft import Draft
from prepress.load.finish import FINISHERS, attach_caption, is_contents_mark, join_tab, read_level
from prepress.load.frames import HTML, Frame, Stack
from prepress.load.inline import InlineBuilder, finish_image
from prepress.load.options import read_options
from prepress.load.placed_parser import DEEPEST
from prepress.load.raw_html import add_tag, report_removed
from prepress.model.document import Kind, Node
from prepress.problems import Place, error, notice, warning

DEEPEST_FRAME = 160


def build_tree(tokens: list[Token], draft: Draft) -> Node:
    """Return the document that the tokens make; findings and footnotes are in the draft."""
    rest = draft.take_notes(tokens)
    builder = TreeBuilder(draft)
    document = builder.build(rest)
    draft.report_unused_notes()
    return document


class TreeBuilder(Stack):
    """Grows the blocks of a page, or of one of its footnotes."""

    def __init__(self, draft: Draft) -> None:
        """Start an empty document."""
        super().__init__(Frame(Kind.DOCUMENT, draft.source.place(0)), DEEPEST_FRAME)
        self.draft = draft
        self.unmatched: list[str] = []

    def build(self, tokens: Iterable[Token]) -> Node:
        """Return the document."""
        for token in tokens:
            name, _, side = token.type.rpartition("_")
            if side == "open" and name in KINDS:
                self._open_block(name, token)
            elif side == "close" and name in KINDS:
                self._close_block(name)
            elif token.type in BUILDERS:
                BUILDERS[token.type](self, token)
        self.close_all()
        return self.top.make_node()

    def _build_note(self, tokens: list[Token]) -> tuple[Node, ...]:
        return TreeBuilder(self.draft).build(tokens).children

    def _place(self, token: Token) -> Place:
        """Return where a block begins; a cell begins in a column of its row."""
        if token.map is None:
            return self.top.place
        if "column" in token.meta:
            return self.draft.source.place(token.map[0], int(token.meta["column"]))
        return self.draft.source.start_of(token.map[0])

    def _open_block(self, name: str, token: Token) -> None:
        kind, attrs = describe_token(name, token)
        attrs = merge_attributes(attrs, token.meta.get("attributes", {}))
        frame = Frame(kind, self._place(token), attrs, name, meta=token.meta)
        if name == "directive":
            self._read_head(frame, token)
        if token.meta.get("shallow"):
            message = "the line below is indented by less than four: it is not part of the block"
            self.draft.report(warning("block-shallow", frame.place, message, "indent it by four"))
        if not self.open(frame) or (name in CONTAINERS and token.level >= DEEPEST - 1):
            message = "blocks are nested too deep here: what is in the innermost is lost"
            self.draft.report(error("nesting-too-deep", frame.place, message))

    def _read_head(self, frame: Frame, token: Token) -> None:
        """Read the options of a directive into its frame."""
        line = token.map[0] if token.map else 0
        if not token.meta["closed"]:
            message = f"the block `{token.info}` has no end"
            hint = "end it with a line of as many slashes"
            self.draft.report(error("block-unclosed", frame.place, message, hint))
        frame.options, problems = read_options(token.meta["options"], line + 1, self.draft.source)
        for problem in problems:
            self.draft.report(problem)
        read_level(frame)

    def _close_block(self, name: str) -> None:
        self.close(name)
        for closer in self.unmatched:
            self.close(closer)
        self.unmatched = []

    def finish(self, frame: Frame) -> None:
        """Put a closed node where it belongs: mostly into the node around it."""
        siblings = self.top.children
        if frame.kind is Kind.CAPTION and not frame.closer.startswith(HTML):
            attach_caption(siblings, frame.make_node(), self.draft)
        elif frame.kind is Kind.TAB and frame.closer == OURS:
            join_tab(siblings, frame.make_node())
        elif "lone" in frame.meta:
            self._attach_attributes(frame)
        else:
            siblings.extend(self._finish_node(frame.make_node(), siblings))

    def _finish_node(self, node: Node, siblings: list[Node]) -> list[Node]:
        """Return what becomes of a node behind its siblings: itself, another, or nothing."""
        if self.draft.plain:
            return [node]
        if is_contents_mark(node):
            message = "`[TOC]` is left out: the book has a table of contents of its own"
            self.draft.report(notice("contents-left-out", node.place, message))
            return []
        finish = FINISHERS.get(node.kind)
        return finish(node, siblings) if finish else [node]

    def _attach_attributes(self, frame: Frame) -> None:
        """Give a paragraph that is an attribute list and nothing else to the block before it."""
        siblings, attributes = self.top.children, frame.meta["lone"]
        if siblings and isinstance(attributes, dict):
            attrs = merge_attributes(dict(siblings[-1].attrs), attributes)
            siblings[-1] = replace(siblings[-1], attrs=attrs)

    def _build_inline(self, token: Token) -> None:
        line = token.map[0] if token.map else 0
        builder = InlineBuilder(self.draft, token, line, self._build_note)
        self.top.children.extend(builder.build())
        self.unmatched += builder.unmatched

    def _build_rule(self, token: Token) -> None:
        self.add(Node(Kind.RULE, self._place(token)))

    def _build_code_block(self, token: Token) -> None:
        self.add(Node(Kind.CODE_BLOCK, self._place(token), token.content.removesuffix("\n")))

    def _build_fence(self, token: Token) -> None:
        place, attrs = self._place(token), read_fence_info(unescapeAll(token.info))
        self._check_fence(token, place)
        text = token.content.removesuffix("\n")
        language = attrs.get("language", "")
        if language in UNDRAWN:
            message = f"a diagram in {language} is not drawn: its source prints"
            self.draft.report(notice("diagram-not-drawn", place, message))
        kind = {DRAWN: Kind.DIAGRAM, FORMULA: Kind.MATH_BLOCK}.get(language, Kind.CODE_BLOCK)
        self.add(Node(kind, place, text, attrs if kind is not Kind.MATH_BLOCK else {}))

    def _check_fence(self, token: Token, place: Place) -> None:
        """Report a fence without an end: it takes in all that follows."""
        if token.map is None:
            return
        last = self.draft.source.lines[min(token.map[1], len(self.draft.source.lines)) - 1].text
        if token.map[1] - token.map[0] < 2 or not last.lstrip(" \t>").startswith(token.markup):
            message = "the code has no end: everything down to here is code"
            hint = f"end it with a line `{token.markup}`"
            self.draft.report(warning("code-unclosed", place, message, hint))

    def _build_math_block(self, token: Token) -> None:
        self.add(Node(Kind.MATH_BLOCK, self._place(token), token.content))

    def _build_element_tag(self, token: Token) -> None:
        tag: Tag = token.meta["tag"]
        line = token.map[0] if token.map else 0
        place = self.draft.source.find_words(line, token.content.split("\n")[0])
        add_tag(self, tag, place, self.draft)

    def add(self, node: Node) -> None:
        """Add a node; a picture outside of any paragraph gets one."""
        if node.kind is Kind.IMAGE:
            node = finish_image(node, self.draft)
            if not self.top.closer.startswith(HTML):
                node = Node(Kind.PARAGRAPH, node.place, children=(node,))
        super().add(node)

    def _build_element_text(self, token: Token) -> None:
        words = unescape(token.content)
        if self.top.kind not in {Kind.CODE, Kind.CODE_BLOCK}:
            words = set_text(BLANKS.sub(" ", words))
        if words.strip() or self.top.kind is Kind.CODE_BLOCK:
            line = token.map[0] if token.map else 0
            first = token.content.strip().split("\n")[0]
            self.add(Node(Kind.TEXT, self.draft.source.find_words(line, first), words))

    def _build_removed_element(self, token: Token) -> None:
        if token.info == "comment":
            message = "the comment has no end: everything down to the end is left out"
            self.draft.report(error("comment-unclosed", self._place(token), message, "end it with `-->`"))
        else:
            report_removed(self.draft, token.info, self._place(token))

    def _build_stray_end(self, token: Token) -> None:
        message = "this line ends no block"
        hint = "a block that holds another needs more slashes than the one inside"
        self.draft.report(error("block-stray-end", self._place(token), message, hint))

    def _build_html_block(self, token: Token) -> None:
        self.add(Node(Kind.ELEMENT, self._place(token), token.content, {"tag": "raw"}))


BUILDERS: dict[str, Callable[[TreeBuilder, Token], None]] = {
    "inline": TreeBuilder._build_inline,
    "hr": TreeBuilder._build_rule,
    "code_block": TreeBuilder._build_code_block,
    "fence": TreeBuilder._build_fence,
    "math_block": TreeBuilder._build_math_block,
    "element_tag": TreeBuilder._build_element_tag,
    "element_text": TreeBuilder._build_element_text,
    "removed_element": TreeBuilder._build_removed_element,
    "stray_end": TreeBuilder._build_stray_end,
    "html_block": TreeBuilder._build_html_block,
}
