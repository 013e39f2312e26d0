"""Make nodes of inline tokens."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from prepress.load.dialect.abbreviations import find_abbreviations
from prepress.load.dialect.html import Event, read_html
from prepress.load.dialect.icons import find_icon
from prepress.load.frames import Frame, Source
from prepress.model.document import Kind, Node
from prepress.problems import Place, notice, warning

PAIRS = {
    "strong": Kind.STRONG,
    "em": Kind.EMPHASIS,
    "s": Kind.DELETE,
    "mark": Kind.MARK,
    "insert": Kind.INSERT,
    "superscript": Kind.SUPERSCRIPT,
    "subscript": Kind.SUBSCRIPT,
    "link": Kind.LINK,
}
MARKS = {
    "b": Kind.STRONG, "strong": Kind.STRONG, "i": Kind.EMPHASIS, "em": Kind.EMPHASIS, "mark": Kind.MARK,
    "ins": Kind.INSERT, "u": Kind.INSERT, "del": Kind.DELETE, "sup": Kind.SUPERSCRIPT, "sub": Kind.SUBSCRIPT,
    "kbd": Kind.KEY, "a": Kind.LINK,
}  # fmt: skip


class InlineBuilder:
    """Grows a tree from tokens; this half knows the inline ones."""

    def __init__(self, source: Source, abbreviations: dict[str, str]) -> None:
        """Start with an open document."""
        self.source = source
        self.abbreviations = abbreviations
        self.pattern = find_abbreviations(list(abbreviations))
        self.frames = [Frame(Kind.DOCUMENT, Place(source.file, source.first_line))]
        self.content = ""
        self.span = (0, 0)

    def add(self, node: Node) -> None:
        """Put a finished node into the open one."""
        self.frames[-1].children.append(node)

    def open(self, kind: Kind, place: Place, attrs: dict[str, str] | None = None, html: str = "") -> Frame:
        """Open a node."""
        frame = Frame(kind, place, attrs or {}, html=html)
        self.frames.append(frame)
        return frame

    def close(self) -> Node:
        """Close the open node and put it into the one around it."""
        node = self.frames.pop().close()
        self.add(node)
        return node

    def close_html(self) -> None:
        """Close raw elements that were left open inside the node that ends now."""
        while self.frames[-1].html:
            self.close()

    def build_inline(self, token: Token, first: int, last: int) -> None:
        """Add what an inline token holds; it stands in the lines from first to last."""
        self.content, self.span = token.content, (first, last)
        depth = len(self.frames)
        for child in token.children or ():
            self._build_child(child)
        while len(self.frames) > depth:
            self.close()

    def _place(self, token: Token) -> Place:
        position = (token.meta or {}).get("position")
        if position is None:
            return self.source.block_place(self.span[0])
        return self.source.find(self.content, position, *self.span)

    def _build_child(self, token: Token) -> None:
        name, _, side = token.type.rpartition("_")
        if side == "open" and name in PAIRS:
            self.open(PAIRS[name], self._place(token), _read_attrs(token))
        elif side == "close" and name in PAIRS:
            self.close_html()
            self.close()
        else:
            build = getattr(self, f"_build_{token.type}", None)
            if build is None:
                self._add_text(token.content, self._place(token))
            else:
                build(token)

    def _build_text(self, token: Token) -> None:
        self._add_text(token.content, self._place(token))

    def _add_text(self, text: str, place: Place) -> None:
        """Add characters; abbreviations in them become nodes, except inside a link."""
        if not text:
            return
        start = 0
        for found in self.pattern.finditer(text) if self.pattern else ():
            if found.start() > start:
                self.add(Node(Kind.TEXT, place, text[start : found.start()]))
            title = self.abbreviations[found[0]]
            self.add(Node(Kind.ABBREVIATION, place, found[0], {"title": title}))
            start = found.end()
        if start < len(text):
            self.add(Node(Kind.TEXT, place, text[start:]))

    def _build_softbreak(self, token: Token) -> None:
        self.add(Node(Kind.TEXT, self._place(token), "\n"))

    def _build_hardbreak(self, token: Token) -> None:
        self.add(Node(Kind.BREAK, self._place(token)))

    def _build_code_inline(self, token: Token) -> None:
        text, attrs = token.content, _read_attrs(token)
        for mark in ("#!", ":::"):
            if text.startswith(mark) and " " in text:
                attrs["language"], _, text = text.removeprefix(mark).partition(" ")
        self.add(Node(Kind.CODE, self._place(token), text, attrs))

    def _build_image(self, token: Token) -> None:
        attrs = _read_attrs(token)
        attrs["alt"] = "".join(child.content for child in token.children or ())
        src = attrs.get("src", "")
        if src.endswith("#only-dark"):
            return
        attrs["src"] = src.removesuffix("#only-light")
        place = self._place(token)
        if "://" in attrs["src"] or attrs["src"].startswith("//"):
            message = f"the remote image `{attrs['src']}` is not fetched: its words print"
            self.source.problems.append(notice("image-remote", place, message))
        self.add(Node(Kind.IMAGE, place, "", attrs))

    def _build_footnote_ref(self, token: Token) -> None:
        meta = token.meta or {}
        attrs = {"label": str(meta.get("label", "")), "number": str(meta.get("id", 0) + 1)}
        self.add(Node(Kind.NOTE_REFERENCE, self._place(token), "", attrs))

    def _build_citation(self, token: Token) -> None:
        self.add(Node(Kind.CITATION, self._place(token), "", {"key": _found(token)[0]}))

    def _build_figure_value(self, token: Token) -> None:
        self.add(Node(Kind.FIGURE_VALUE, self._place(token), "", {"name": _found(token)[0]}))

    def _build_macro(self, token: Token) -> None:
        place = self._place(token)
        message = f"`{token.content}` is a macro: it is not run"
        self.source.problems.append(warning("macro-not-run", place, message, "write its result"))
        self.add(Node(Kind.CODE, place, token.content))

    def _build_critic(self, token: Token) -> None:
        mark, words, _ = _found(token)
        place = self._place(token)
        message = f"`{token.content}` is a reviewer's mark"
        self.source.problems.append(warning("critic-markup", place, message, "accept or reject it"))
        if mark == "~~":
            words = words.rpartition("~>")[2]
        if mark not in {"--", ">>"}:
            self._add_text(words, place)

    def _build_keys(self, token: Token) -> None:
        place = self._place(token)
        keys = tuple(
            Node(Kind.KEY, place, "", {}, (Node(Kind.TEXT, place, key.strip('"').capitalize()),))
            for key in _found(token)[0].split("+")
        )
        self.add(Node(Kind.KEYS, place, "", {}, keys))

    def _build_icon(self, token: Token) -> None:
        name = _found(token)[0]
        text, known = find_icon(name)
        if known:
            self.add(Node(Kind.ICON, self._place(token), text, {"name": name}))
        else:
            self._add_text(token.content, self._place(token))

    def _build_math_inline(self, token: Token) -> None:
        self.add(Node(Kind.MATH, self._place(token), token.content.strip()))

    _build_math_inline_double = _build_math_inline

    def _build_html_inline(self, token: Token) -> None:
        self.build_html(token.content, self._place(token))

    def build_html(self, source: str, place: Place) -> None:
        """Add raw HTML: its events open and close elements of the tree."""
        for event in read_html(source):
            line = place.line + event.line
            self._build_event(event, Place(place.file, line, place.column if event.line == 0 else 1))

    def _build_event(self, event: Event, place: Place) -> None:
        if event.kind == "removed":
            message = f"`<{event.text}>` is left out of the book"
            self.source.problems.append(notice("html-removed", place, message))
        elif event.kind == "data":
            self._add_text(event.text, place)
        elif event.kind == "start":
            kind = MARKS.get(event.text, Kind.ELEMENT)
            attrs = event.attrs if kind is not Kind.ELEMENT else {"tag": event.text, **event.attrs}
            self.open(kind, place, attrs, html=event.text)
        elif event.kind == "empty":
            self._add_empty(event, place)
        else:
            self._close_tag(event.text)

    def _add_empty(self, event: Event, place: Place) -> None:
        if event.text == "img":
            token = Token("image", "", 0, attrs=dict(event.attrs), content="")
            token.children = [Token("text", "", 0, content=event.attrs.get("alt", ""))]
            self._build_image(token)
        else:
            self.add(Node(Kind.BREAK if event.text == "br" else Kind.RULE, place))

    def _close_tag(self, tag: str) -> None:
        """Close an element, and those left open in it, unless Markdown opened something in between."""
        for index in range(len(self.frames) - 1, 0, -1):
            if not self.frames[index].html:
                return
            if self.frames[index].html == tag:
                while len(self.frames) > index:
                    self.close()
                return


def _read_attrs(token: Token) -> dict[str, str]:
    return {name: str(value) for name, value in token.attrs.items()}


def _found(token: Token) -> Sequence[str]:
    found: Sequence[str] = (token.meta or {})["found"]
    return found
