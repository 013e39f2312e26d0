"""Make nodes of inline tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from markdown_it.token import Token

from prepress.load.dialect.attributes import merge_attributes
from prepress.load.dialect.elements import DROPPED, TAG, UNSAFE, read_tag
from prepress.load.dialect.fences import read_inline_code
from prepress.load.draft import Draft
from prepress.load.frames import HTML, Frame, Stack
from prepress.load.raw_html import add_tag, report_removed, set_text
from prepress.load.source import Source
from prepress.model.document import Kind, Node
from prepress.problems import Place, notice, warning

PAIRS = {
    "strong": Kind.STRONG,
    "em": Kind.EMPHASIS,
    "mark": Kind.MARK,
    "insert": Kind.INSERT,
    "delete": Kind.DELETE,
    "superscript": Kind.SUPERSCRIPT,
    "subscript": Kind.SUBSCRIPT,
    "link": Kind.LINK,
}
DEEPEST = 40
DARK = ("#only-dark", "#gh-dark-mode-only")
LIGHT = ("#only-light", "#gh-light-mode-only")

Build = Callable[[list[Token]], tuple[Node, ...]]


class Locator:
    """Finds where the characters of an inline token stand in the source."""

    def __init__(self, source: Source, token: Token, line: int) -> None:
        """Take a token whose text begins in a line of the source."""
        self.source, self.line = source, line
        self.rows = token.content.split("\n")
        self.column = int(token.meta.get("column", 0))
        self.starts = [0]
        for row in self.rows[:-1]:
            self.starts.append(self.starts[-1] + len(row) + 1)

    def find(self, position: int) -> Place:
        """Return the place of a character of the text."""
        row = bisect_right(self.starts, position) - 1
        within = position - self.starts[row]
        if self.column and row == 0:
            return self.source.place(self.line, self.column + within)
        return self.source.place(self.line + row, self._find_row(row) + within)

    def _find_row(self, row: int) -> int:
        """Return the column of a row's first character; a row is mostly the end of its line."""
        words = self.rows[row].rstrip()
        lines = self.source.lines
        text = lines[min(self.line + row, len(lines) - 1)].text.rstrip()
        if text.endswith(words):
            return len(text) - len(words) + 1
        found = text.find(words.strip())
        # a tab before the words may have become blanks
        blanks = len(words) - len(words.lstrip())
        return (found - blanks if found >= 0 else len(text) - len(text.lstrip())) + 1


class InlineBuilder(Stack):
    """Grows the nodes of one inline token."""

    def __init__(self, draft: Draft, token: Token, line: int, build: Build) -> None:
        """Take the token; `build` makes the blocks of a footnote."""
        self.locator = Locator(draft.source, token, line)
        super().__init__(Frame(Kind.DOCUMENT, draft.source.place(line)), DEEPEST)
        self.draft, self.token, self.build_blocks = draft, token, build
        self.muted = ""
        self.unmatched: list[str] = []
        self.omitted = False

    def build(self) -> list[Node]:
        """Return the nodes; end tags of elements that began in another block are left in `unmatched`."""
        for child in self.token.children or ():
            if not self.muted or child.type == "html_inline":
                self._build_child(child)
        self.close_all()
        return self.top.children

    def finish(self, frame: Frame) -> None:
        """Add a closed node; what is code holds characters only."""
        node = frame.make_node()
        self.add(set_text(node) if frame.kind in {Kind.CODE, Kind.CODE_BLOCK} else node)

    def _place(self, token: Token) -> Place:
        return self.locator.find(int(token.meta.get("at", 0)))

    def _build_child(self, token: Token) -> None:
        name, _, side = token.type.rpartition("_")
        omitted, self.omitted = self.omitted, False
        if side == "open" and name in PAIRS:
            self.open(Frame(PAIRS[name], self._place(token), self._read_link(token), name))
        elif side == "close" and name in PAIRS:
            self.close(name)
        elif token.type == "attributes":
            if not omitted:
                self._add_attributes(token)
        else:
            BUILDERS.get(token.type, InlineBuilder._build_text)(self, token)

    def _read_link(self, token: Token) -> dict[str, str]:
        attrs = {name: str(value) for name, value in token.attrs.items()}
        if UNSAFE.match(attrs.get("href", "")):
            message = f"the link to `{attrs.pop('href')}` is left out: it is not safe"
            self.draft.report(warning("link-unsafe", self._place(token), message))
        return attrs

    def _add_attributes(self, token: Token) -> None:
        """Give a list to the node before it; behind text it is text."""
        children = self.top.children
        if not children or children[-1].kind is Kind.TEXT:
            self.add_text(token.content, self._place(token))
            return
        attrs = merge_attributes(dict(children[-1].attrs), token.meta["attributes"])
        children[-1] = replace(children[-1], attrs=attrs)

    def add_text(self, text: str, place: Place) -> None:
        """Add characters."""
        if text:
            self.add(Node(Kind.TEXT, place, text))

    def _build_text(self, token: Token) -> None:
        self.add_text(token.content, self._place(token))

    def _build_softbreak(self, token: Token) -> None:
        last = self.top.children[-1] if self.top.children else None
        if last is not None and last.kind is Kind.TEXT:
            self.top.children[-1] = replace(last, text=last.text + "\n")
        else:
            self.add_text("\n", self._place(token))

    def _build_hardbreak(self, token: Token) -> None:
        self.add(Node(Kind.BREAK, self._place(token)))

    def _build_code(self, token: Token) -> None:
        text, attrs = read_inline_code(token.content)
        self.add(Node(Kind.CODE, self._place(token), text, attrs))

    def _build_image(self, token: Token) -> None:
        attrs = {name: str(value) for name, value in token.attrs.items()}
        attrs["alt"] = "".join(_read_alt(child) for child in token.children or ())
        self.add(Node(Kind.IMAGE, self._place(token), "", attrs))

    def add(self, node: Node) -> None:
        """Add a node; of a picture in two versions the dark one is left out."""
        if node.kind is Kind.IMAGE:
            source = node.get("src")
            if source.endswith(DARK):
                self.omitted = True
                return
            node = finish_image(node, self.draft)
        super().add(node)

    def _build_note(self, token: Token) -> None:
        self.add(self.draft.call_note(token.content, self._place(token), self.build_blocks))

    def _build_citation(self, token: Token) -> None:
        attrs = {"key": token.content} | ({"gap": token.meta["gap"]} if token.meta["gap"] else {})
        self.add(Node(Kind.CITATION, self._place(token), "", attrs))

    def _build_figure_value(self, token: Token) -> None:
        self.add(Node(Kind.FIGURE_VALUE, self._place(token), "", {"name": token.content}))

    def _build_abbreviation(self, token: Token) -> None:
        attrs = {"title": str(token.meta["title"])}
        self.add(Node(Kind.ABBREVIATION, self._place(token), token.content, attrs))

    def _build_math(self, token: Token) -> None:
        attrs = {"display": "true"} if token.meta["display"] else {}
        self.add(Node(Kind.MATH, self._place(token), token.content, attrs))

    def _build_icon(self, token: Token) -> None:
        attrs = {"name": token.info, "box": str(token.meta["box"]), "drawing": str(token.meta["drawing"])}
        self.add(Node(Kind.ICON, self._place(token), token.content, attrs))

    def _build_unknown_shortcode(self, token: Token) -> None:
        place = self._place(token)
        message = f"no emoji or icon is called `{token.content}`"
        self.draft.report(warning("icon-unknown", place, message))
        self.add_text(token.content, place)

    def _build_keys(self, token: Token) -> None:
        place = self._place(token)
        keys = tuple(Node(Kind.KEY, place, children=(Node(Kind.TEXT, place, key),)) for key in token.meta["keys"])
        self.add(Node(Kind.KEYS, place, children=keys))

    def _build_macro(self, token: Token) -> None:
        place = self._place(token)
        message = f"`{token.content}` is a macro: it is not run"
        self.draft.report(warning("macro-not-run", place, message, "write its result"))
        if not token.content.startswith("{#"):
            self.add(Node(Kind.CODE, place, token.content, {"class": "macro"}))

    def _build_critic(self, token: Token) -> None:
        message = f"`{token.content}` is a reviewer's mark"
        self.draft.report(warning("critic-markup", self._place(token), message, "accept or reject it"))

    def _build_undefined_reference(self, token: Token) -> None:
        message = f"the link leads nowhere: `[{token.content}]` is not defined on the page"
        self.draft.report(warning("link-undefined", self._place(token), message))

    def _build_html(self, token: Token) -> None:
        if self.draft.plain:
            self.add(Node(Kind.ELEMENT, self._place(token), token.content, {"tag": "raw"}))
            return
        found = TAG.match(token.content)
        if found is None:
            if not token.content.startswith("<!--") and not self.muted:
                report_removed(self.draft, token.content[1:10].split()[0], self._place(token))
            return
        tag = read_tag(found)
        if self.muted:
            self.muted = "" if tag.closing and tag.name == self.muted else self.muted
        elif tag.name in DROPPED and not tag.closing:
            report_removed(self.draft, tag.name, self._place(token))
            self.muted = "" if tag.empty else tag.name
        elif not add_tag(self, tag, self._place(token), self.draft):
            self.unmatched.append(HTML + tag.name)


BUILDERS: dict[str, Callable[[InlineBuilder, Token], None]] = {
    "softbreak": InlineBuilder._build_softbreak,
    "hardbreak": InlineBuilder._build_hardbreak,
    "code_inline": InlineBuilder._build_code,
    "image": InlineBuilder._build_image,
    "html_inline": InlineBuilder._build_html,
    "note_call": InlineBuilder._build_note,
    "citation": InlineBuilder._build_citation,
    "figure_value": InlineBuilder._build_figure_value,
    "abbreviation": InlineBuilder._build_abbreviation,
    "math": InlineBuilder._build_math,
    "icon": InlineBuilder._build_icon,
    "unknown_shortcode": InlineBuilder._build_unknown_shortcode,
    "keys": InlineBuilder._build_keys,
    "macro": InlineBuilder._build_macro,
    "critic": InlineBuilder._build_critic,
    "undefined_reference": InlineBuilder._build_undefined_reference,
}


def _read_alt(token: Token) -> str:
    """Return the words of a picture's description, without their marks."""
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    if token.children:
        return "".join(_read_alt(child) for child in token.children)
    return "" if token.type in {"html_inline", "attributes"} else token.content


def finish_image(node: Node, draft: Draft) -> Node:
    """Return a picture without the mark of its version; a remote one is reported."""
    source = node.get("src")
    for mark in LIGHT:
        source = source.removesuffix(mark)
    if "://" in source or source.startswith("//"):
        message = f"the remote image `{source}` is not fetched: its words print"
        draft.report(notice("image-remote", node.place, message))
    return replace(node, attrs={**node.attrs, "src": source})
