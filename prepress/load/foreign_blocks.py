"""Turn what only a guide can print into text: a web site has neither sources nor a plan nor our blocks."""

from __future__ import annotations

from dataclasses import replace

from prepress.model.document import Kind, Node
from prepress.problems import Problem, warning

NO_BLOCKS = frozenset({"html"})
"""Blocks of pymdownx that only say how their content looks."""


def print_as_text(body: Node, problems: list[Problem]) -> Node:
    """Return the tree with citations and figures as they were typed, and directives as a label and their content.

    A directive of an unknown name is reported.
    """
    children: list[Node] = []
    for child in body.children:
        written = print_as_text(child, problems)
        if child.kind is Kind.CITATION:
            children.append(Node(Kind.TEXT, child.place, f"{child.get('gap')}[@{child.get('key')}]"))
        elif child.kind is Kind.FIGURE_VALUE:
            children.append(Node(Kind.TEXT, child.place, f"[= {child.get('name')} ]"))
        elif child.kind is Kind.DIRECTIVE:
            children += _open_directive(written, problems)
        else:
            children.append(written)
    return replace(body, children=tuple(children))


def _open_directive(node: Node, problems: list[Problem]) -> tuple[Node, ...]:
    name, argument = node.get("name"), node.get("argument")
    if name in NO_BLOCKS:
        return node.children
    message = f"there is no block `{name}`: its content prints without a frame"
    problems.append(warning("block-unknown", node.place, message))
    words = Node(Kind.STRONG, node.place, children=(Node(Kind.TEXT, node.place, argument),))
    label = (Node(Kind.PARAGRAPH, node.place, children=(words,)),) if argument else ()
    return (*label, *(child for child in node.children if child.kind is not Kind.TITLE))
