"""What becomes of a node when it is closed: figures, checklists, tabs, captions, annotated code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape

from prepress.load.dialect.fences import clean_annotations
from prepress.load.draft import Draft
from prepress.load.frames import Frame
from prepress.load.raw_html import set_text
from prepress.model.document import NO_OPTIONS, Kind, Node
from prepress.problems import warning

LEVEL = re.compile(r"(L[67])\b")
TASK = re.compile(r"\[([ xX])\](?:\s+|$)")
CONTENTS = "[TOC]"

Finisher = Callable[[Node, list[Node]], list[Node]]


def read_level(frame: Frame) -> None:
    """Set the attributes that a directive's options give: its level, and the id and class of any block."""
    if frame.attrs.get("name") == "exercise":
        frame.attrs["level"] = str(frame.options.get("level", ""))
    for name in ("id", "class"):
        if frame.kind is not Kind.DIRECTIVE and name in frame.options:
            frame.attrs[name] = str(frame.options[name])
    if frame.kind is Kind.ADMONITION:
        frame.attrs["type"] = str(frame.options.get("type", frame.attrs["type"]))
        if frame.options.get("open") is True:
            frame.attrs["folded"] = ""


def _finish_paragraph(node: Node, siblings: list[Node]) -> list[Node]:
    """Turn a picture with a title into a figure; leave an empty paragraph out."""
    children = tuple(child for child in node.children if child.kind is not Kind.TEXT or child.text.strip())
    if not children:
        return []
    image = children[0]
    if len(children) > 1 or image.kind is not Kind.IMAGE or not image.get("title"):
        return [_trim(node)]
    title = unescape(image.get("title"))
    caption = Node(Kind.CAPTION, image.place, children=(Node(Kind.TEXT, image.place, title),))
    attrs = {name: value for name, value in node.attrs.items() if name != "tight"}
    plain = replace(image, attrs={name: value for name, value in image.attrs.items() if name != "title"})
    return [Node(Kind.FIGURE, node.place, "", attrs, (plain, caption))]


def _trim(node: Node) -> Node:
    """Leave out a line end that a removed node has left at the end."""
    last = node.children[-1]
    if last.kind is Kind.TEXT and not last.text.strip():
        return replace(node, children=node.children[:-1])
    return node


def _finish_list(node: Node, siblings: list[Node]) -> list[Node]:
    if node.children and all(item.get("task") for item in node.children):
        node = replace(node, attrs={**node.attrs, "check": "true"})
    return [node]


def _finish_ordered_list(node: Node, siblings: list[Node]) -> list[Node]:
    """Clean the marks of annotated code whose notes the list holds."""
    if siblings and siblings[-1].kind is Kind.CODE_BLOCK:
        code = siblings[-1]
        siblings[-1] = replace(code, text=clean_annotations(code.text))
    return _finish_list(node, siblings)


def _finish_row(node: Node, siblings: list[Node]) -> list[Node]:
    heads = [cell.get("head") for cell in node.children]
    return [replace(node, attrs={**node.attrs, "head": "true"}) if heads and all(heads) else node]


def _finish_cell(node: Node, siblings: list[Node]) -> list[Node]:
    """Turn `[ ]` and `[x]` at the beginning of a cell into a box: a list has no place there."""
    first = node.children[0] if node.children else None
    found = TASK.match(first.text) if first is not None and first.kind is Kind.TEXT else None
    if first is None or found is None:
        return [node]
    state = "open" if found[1] == " " else "done"
    box = Node(Kind.ICON, first.place, state, {"name": f"task-{state}"})
    rest = replace(first, text=" " + first.text[found.end() :])
    return [replace(node, children=(box, rest, *node.children[1:]))]


def _finish_tab(node: Node, siblings: list[Node]) -> list[Node]:
    """Set the level that a tab's title begins with."""
    title = node.children[0].plain_text().strip() if node.children else ""
    found = LEVEL.match(title)
    return [replace(node, attrs={**node.attrs, "level": found[1]}) if found else node]


def join_tab(siblings: list[Node], node: Node) -> None:
    """Put a tab that is a directive into the set before it, or into a new one."""
    tab = replace(_finish_tab(node, siblings)[0], options=NO_OPTIONS)
    if siblings and siblings[-1].kind is Kind.TABS and not node.options.get("new"):
        siblings[-1] = replace(siblings[-1], children=(*siblings[-1].children, tab))
    else:
        siblings.append(Node(Kind.TABS, node.place, children=(tab,)))


def _finish_figure(node: Node, siblings: list[Node]) -> list[Node]:
    """Take pictures out of paragraphs that hold nothing else."""
    children = tuple(
        child.children[0]
        if child.kind is Kind.PARAGRAPH and [part.kind for part in child.children] == [Kind.IMAGE]
        else child
        for child in node.children
    )
    return [replace(node, children=children)]


def _finish_text(node: Node, siblings: list[Node]) -> list[Node]:
    return [set_text(node)]


FINISHERS: Mapping[Kind, Finisher] = {
    Kind.PARAGRAPH: _finish_paragraph,
    Kind.BULLET_LIST: _finish_list,
    Kind.ORDERED_LIST: _finish_ordered_list,
    Kind.ROW: _finish_row,
    Kind.CELL: _finish_cell,
    Kind.TAB: _finish_tab,
    Kind.FIGURE: _finish_figure,
    Kind.CODE: _finish_text,
    Kind.CODE_BLOCK: _finish_text,
}


def attach_caption(siblings: list[Node], caption: Node, draft: Draft) -> None:
    """Give a caption to the block before it: a table and a diagram keep it, others become a figure."""
    words = tuple(
        word
        for block in caption.children
        for word in (block.children if block.kind in {Kind.PARAGRAPH, Kind.TITLE} else (block,))
    )
    caption = Node(Kind.CAPTION, caption.place, "", caption.attrs, words)
    if not siblings:
        message = "there is nothing before the caption that it could belong to"
        draft.report(warning("caption-without-block", caption.place, message))
        siblings.append(Node(Kind.PARAGRAPH, caption.place, children=words))
        return
    owner = siblings.pop()
    if owner.kind is Kind.TABLE:
        siblings.append(replace(owner, children=(caption, *owner.children)))
    elif owner.kind is Kind.DIAGRAM:
        siblings.append(replace(owner, attrs={**owner.attrs, "title": caption.plain_text()}))
    elif owner.kind is Kind.FIGURE:
        kept = tuple(child for child in owner.children if child.kind is not Kind.CAPTION)
        siblings.append(replace(owner, children=(*kept, caption)))
    else:
        held = owner.children if _is_picture(owner) else (owner,)
        siblings.append(Node(Kind.FIGURE, owner.place, "", {}, (*held, caption)))


def _is_picture(node: Node) -> bool:
    return node.kind is Kind.PARAGRAPH and [child.kind for child in node.children] == [Kind.IMAGE]


def is_contents_mark(node: Node) -> bool:
    """Tell whether a paragraph is `[TOC]`, which asks a site for a table of contents."""
    return node.kind is Kind.PARAGRAPH and node.plain_text().strip() == CONTENTS
