"""Join what belongs together once a page is parsed: tabs, tasks, captions, alerts, footnotes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from prepress.load.dialect.attributes import LINE, is_list, read_attributes
from prepress.model.document import Kind, Node

TASK = re.compile(r"^\[([ xX])\](?:\s+|$)")
ALERT = re.compile(r"^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*", re.IGNORECASE)
LEVEL = re.compile(r"^(L[67])\b")
CAPTIONED = frozenset({Kind.CODE_BLOCK, Kind.PARAGRAPH, Kind.DIAGRAM, Kind.ELEMENT})
LISTS = frozenset({Kind.BULLET_LIST, Kind.ORDERED_LIST})


def read_tab_level(title: str) -> str:
    """Return L6 or L7 if a tab's title begins with it."""
    found = LEVEL.match(title.strip())
    return found[1] if found else ""


def assemble(document: Node, notes: Mapping[str, Node]) -> Node:
    """Return the finished tree; each footnote stands where it is called first."""
    return _Assembler(notes).assemble(document)


class _Assembler:
    """Walks the tree once, in reading order."""

    def __init__(self, notes: Mapping[str, Node]) -> None:
        self.notes = notes
        self.called: set[str] = set()

    def assemble(self, node: Node) -> Node:
        """Return the node with everything below it joined."""
        if node.kind is Kind.NOTE_REFERENCE:
            return self._place_note(node)
        children = tuple(self.assemble(child) for child in node.children)
        children = _join_tabs(_attach_lists(_attach_captions(children)))
        node = replace(node, children=children) if children != node.children else node
        if node.kind is Kind.ITEM:
            return _read_task(node)
        if node.kind in LISTS:
            return _mark_checklist(node)
        if node.kind is Kind.QUOTE:
            return _read_alert(node)
        if node.kind is Kind.TABLE:
            return _read_table_attributes(node)
        return node

    def _place_note(self, node: Node) -> Node:
        label = node.get("label")
        if label in self.called or label not in self.notes:
            return node
        self.called.add(label)
        note = self.assemble(self.notes[label])
        return replace(node, kind=Kind.NOTE, children=note.children)


def _attach_captions(children: tuple[Node, ...]) -> tuple[Node, ...]:
    joined: list[Node] = []
    for node in children:
        if node.kind is Kind.DIRECTIVE and node.get("name") == "caption" and joined:
            joined.append(_add_caption(joined.pop(), node))
        else:
            joined.append(node)
    return tuple(joined)


def _add_caption(owner: Node, directive: Node) -> Node:
    words = _read_caption(directive)
    caption = Node(Kind.CAPTION, directive.place, "", {}, words)
    if owner.kind is Kind.TABLE:
        return replace(owner, children=(caption, *owner.children))
    if owner.kind is Kind.DIAGRAM:
        return replace(owner, attrs={**owner.attrs, "title": caption.plain_text()})
    if owner.kind is Kind.FIGURE:
        return replace(owner, children=(*owner.children, caption))
    return Node(Kind.FIGURE, owner.place, "", {}, (owner, caption))


def _read_caption(directive: Node) -> tuple[Node, ...]:
    """Return the caption's words: those behind the bar, or those of the body."""
    if directive.get("argument"):
        return (Node(Kind.TEXT, directive.place, directive.get("argument")),)
    return tuple(word for block in directive.children for word in block.children)


def _attach_lists(children: tuple[Node, ...]) -> tuple[Node, ...]:
    """Give a paragraph that is an attribute list and nothing else to the block before it."""
    joined: list[Node] = []
    for node in children:
        found = LINE.match(node.plain_text()) if _is_text(node) else None
        if found and joined and is_list(found[1]):
            before = joined.pop()
            joined.append(replace(before, attrs={**before.attrs, **read_attributes(found[1])}))
        else:
            joined.append(node)
    return tuple(joined)


def _is_text(node: Node) -> bool:
    return node.kind is Kind.PARAGRAPH and len(node.children) == 1 and node.children[0].kind is Kind.TEXT


def _join_tabs(children: tuple[Node, ...]) -> tuple[Node, ...]:
    joined: list[Node] = []
    for node in children:
        if node.kind is not Kind.TAB:
            joined.append(node)
        elif joined and joined[-1].kind is Kind.TABS:
            joined[-1] = replace(joined[-1], children=(*joined[-1].children, node))
        else:
            joined.append(Node(Kind.TABS, node.place, "", {}, (node,)))
    return tuple(joined)


def _read_task(item: Node) -> Node:
    if not item.children or not item.children[0].children:
        return item
    paragraph = item.children[0]
    first = paragraph.children[0]
    found = TASK.match(first.text) if first.kind is Kind.TEXT else None
    if found is None or paragraph.kind is not Kind.PARAGRAPH:
        return item
    rest = replace(first, text=first.text[found.end() :])
    words = (rest, *paragraph.children[1:]) if rest.text else paragraph.children[1:]
    state = "open" if found[1] == " " else "done"
    children = (replace(paragraph, children=words), *item.children[1:])
    return replace(item, attrs={**item.attrs, "task": state}, children=children)


def _mark_checklist(node: Node) -> Node:
    if node.children and all(item.get("task") for item in node.children):
        return replace(node, attrs={**node.attrs, "check": "true"})
    return node


def _read_alert(quote: Node) -> Node:
    """Return a GitHub alert `> [!NOTE]` as an admonition."""
    paragraph = quote.children[0] if quote.children else None
    first = paragraph.children[0] if paragraph is not None and paragraph.children else None
    found = ALERT.match(first.text) if first is not None and first.kind is Kind.TEXT else None
    if paragraph is None or first is None or found is None:
        return quote
    rest = replace(first, text=first.text[found.end() :])
    words = tuple(node for node in (rest, *paragraph.children[1:]) if node.text.strip() or node.children)
    body = (replace(paragraph, children=words), *quote.children[1:]) if words else quote.children[1:]
    return Node(Kind.ADMONITION, quote.place, "", {"type": found[1].lower()}, body)


def _read_table_attributes(table: Node) -> Node:
    """Take a last row that is an attribute list for what it is: a table ends at a blank line only."""
    rows = [child for child in table.children if child.kind is Kind.ROW]
    found = LINE.match(rows[-1].plain_text().strip()) if rows else None
    if found is None or not is_list(found[1]):
        return table
    children = tuple(child for child in table.children if child is not rows[-1])
    return replace(table, attrs={**table.attrs, **read_attributes(found[1])}, children=children)
