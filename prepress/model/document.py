"""The parsed text of a page: one tree of nodes, which every product renders in its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from prepress.problems import Place

Option = str | int | float | bool | tuple[str, ...]
NOTHING: Mapping[str, str] = MappingProxyType({})
NO_OPTIONS: Mapping[str, Option] = MappingProxyType({})


class Kind(StrEnum):
    """What a node is. The comment names the attributes beside `id` and `class`, which any node may have."""

    DOCUMENT = "document"
    # blocks
    HEADING = "heading"  # level: "1" to "6"; id always set
    PARAGRAPH = "paragraph"  # tight: "true" in a tight list item (prints without <p>)
    BULLET_LIST = "bullet-list"  # check: "true" when every item is a task
    ORDERED_LIST = "ordered-list"  # start
    ITEM = "item"  # task: "open" or "done"
    QUOTE = "quote"
    CODE_BLOCK = "code-block"  # text; language, title, highlight ("3-4 7"), start (first line number)
    TABLE = "table"  # children: CAPTION?, then ROW
    ROW = "row"  # head: "true"
    CELL = "cell"  # align: left, center, right; head: "true"
    RULE = "rule"
    ADMONITION = "admonition"  # type; side: "left" or "right"; folded: "true"; first child may be TITLE
    TABS = "tabs"  # children: TAB
    TAB = "tab"  # level: "L6", "L7" or none; first child TITLE
    TITLE = "title"  # inline content
    DEFINITION_LIST = "definition-list"  # children: TERM, DEFINITION
    TERM = "term"
    DEFINITION = "definition"
    FIGURE = "figure"  # children: content, CAPTION
    CAPTION = "caption"  # inline content
    DIAGRAM = "diagram"  # text: source; language ("mermaid"), title, alt
    MATH_BLOCK = "math-block"  # text: TeX
    DIRECTIVE = "directive"  # name, argument, level?; options
    ELEMENT = "element"  # safe raw HTML: tag, then the element's own attributes
    # inline
    TEXT = "text"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"  # text; language
    LINK = "link"  # href, title
    IMAGE = "image"  # src, alt, title, width, height, align
    BREAK = "break"
    MARK = "mark"
    INSERT = "insert"
    DELETE = "delete"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    KEYS = "keys"  # children: KEY
    KEY = "key"
    ICON = "icon"  # name, box and drawing (SVG shapes); text: what it says aloud
    ABBREVIATION = "abbreviation"  # title; text
    MATH = "math"  # text: TeX
    CITATION = "citation"  # key; gap: the space before it, which does not print
    FIGURE_VALUE = "figure-value"  # name: a number computed from the plan
    NOTE = "note"  # a footnote at its first call: label, number; children: blocks
    NOTE_REFERENCE = "note-reference"  # a later call of the same footnote: label, number


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a page. `text` holds literal characters; `options` only those of a directive."""

    kind: Kind
    place: Place
    text: str = ""
    attrs: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    children: tuple[Node, ...] = ()
    options: Mapping[str, Option] = field(default_factory=lambda: NO_OPTIONS)

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute, or the default."""
        return self.attrs.get(name, default)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in reading order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.children:
                stack.extend(reversed(node.children))

    def plain_text(self) -> str:
        """Return the words without their marks, as contents and running heads need them."""
        silent = {Kind.NOTE, Kind.NOTE_REFERENCE, Kind.CITATION}
        if self.kind in silent:
            return ""
        if self.kind is Kind.BREAK:
            return " "
        return self.text + "".join(child.plain_text() for child in self.children)


def select_nodes(node: Node, keep: Callable[[Node], bool]) -> Node:
    """Return the tree without the nodes, and all below them, for which `keep` is false."""
    children = tuple(select_nodes(child, keep) for child in node.children if keep(child))
    return node if children == node.children else replace(node, children=children)
