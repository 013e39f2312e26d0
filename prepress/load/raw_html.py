"""Put raw HTML into the tree: as the node that says the same, or as an element of the safe subset."""

from __future__ import annotations

from prepress.load.dialect.elements import EMPTY, SAFE, Tag, filter_attributes
from prepress.load.draft import Draft
from prepress.load.frames import HTML, Frame, Stack
from prepress.model.document import Kind, Node
from prepress.problems import Place, notice

KINDS = {
    "b": Kind.STRONG, "strong": Kind.STRONG, "i": Kind.EMPHASIS, "em": Kind.EMPHASIS, "mark": Kind.MARK,
    "ins": Kind.INSERT, "u": Kind.INSERT, "del": Kind.DELETE, "s": Kind.DELETE, "sup": Kind.SUPERSCRIPT,
    "sub": Kind.SUBSCRIPT, "kbd": Kind.KEY, "code": Kind.CODE, "tt": Kind.CODE, "figure": Kind.FIGURE,
    "figcaption": Kind.CAPTION, "pre": Kind.CODE_BLOCK,
}  # fmt: skip
SINGLE = {"br": Kind.BREAK, "hr": Kind.RULE, "wbr": Kind.TEXT}
IMPLIED: dict[str, set[str]] = {
    "p": {"p"}, "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "td": {"td", "th"}, "th": {"td", "th"},
    "tr": {"td", "th", "tr"}, "tbody": {"td", "th", "tr", "thead", "tbody"},
}  # fmt: skip
"""Elements whose end tags may be left out before another one (HTML, section 13.1.2.4)."""
PREFIX = "language-"
"""Begins the class that names the language of code (HTML, section 4.5.15)."""
TRANSPARENT = frozenset({"picture"})


def add_tag(stack: Stack, tag: Tag, place: Place, draft: Draft) -> bool:
    """Open or close an element in the tree; tell whether an end tag found its start."""
    if tag.closing:
        return tag.name in TRANSPARENT or tag.name not in SAFE or stack.close(HTML + tag.name)
    if tag.name not in SAFE:
        if tag.name not in {"source", "track"}:
            report_removed(draft, tag.name, place)
        return True
    attrs, lost = filter_attributes(tag)
    for name in lost:
        message = f"the attribute `{name}` of `<{tag.name}>` is left out"
        draft.report(notice("html-removed", place, message))
    if tag.name == "img":
        stack.add(Node(Kind.IMAGE, place, "", attrs))
    elif tag.name in EMPTY:
        stack.add(Node(SINGLE.get(tag.name, Kind.TEXT), place, "", attrs))
    elif tag.name not in TRANSPARENT:
        _open(stack, tag, place, attrs)
    return True


def report_removed(draft: Draft, name: str, place: Place) -> None:
    """Report an element that does not print."""
    message = f"`<{name}>` is left out of the book"
    draft.report(notice("html-removed", place, message))


def _open(stack: Stack, tag: Tag, place: Place, attrs: dict[str, str]) -> None:
    implied = IMPLIED.get(tag.name, set())
    while stack.top.closer.removeprefix(HTML) in implied:
        stack.close(stack.top.closer)
    kind = KINDS.get(tag.name, Kind.ELEMENT)
    if tag.name == "a" and "href" in attrs:
        kind = Kind.LINK
    elif tag.name == "center":
        attrs = {"tag": "div", "align": "center", **attrs}
    elif kind is Kind.ELEMENT:
        attrs = {"tag": "span" if tag.name == "a" else tag.name, **attrs}
    stack.open(Frame(kind, place, attrs, HTML + tag.name))
    if tag.empty:
        stack.close(HTML + tag.name)


def set_text(node: Node) -> Node:
    """Return a node of raw HTML that holds characters only, with the characters as its text."""
    parts = tuple(node.walk())
    names = [name for part in parts for name in part.get("class").split()]
    named = [name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)]
    known = [*named, *(part.get("language") for part in parts if part.get("language"))]
    text = "".join(part.text for part in parts)
    attrs = {"language": known[0]} if known else {}
    return Node(node.kind, node.place, text.strip("\n"), attrs)
