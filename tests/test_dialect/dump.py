"""Print a tree and its problems, one node a line, so that a difference can be read."""

from __future__ import annotations

from prepress.load.markdown import Parsed
from prepress.model.document import Kind, Node


def dump(parsed: Parsed) -> str:
    """Return the nodes below the document, indented by depth, then the problems."""
    lines = [line for child in parsed.body.children for line in _list_lines(child, 0)]
    lines += [f"! {p.place.line}:{p.place.column} {p.severity.label} {p.code}" for p in parsed.problems]
    return "\n".join(lines)


def _list_lines(node: Node, depth: int) -> list[str]:
    attrs = "".join(f" {name}={value}" for name, value in node.attrs.items())
    options = "".join(f" {name}:{value!r}" for name, value in node.options.items())
    text = f" {node.text!r}" if node.text else ""
    place = f"{node.place.line}:{node.place.column}"
    own = [f"{'  ' * depth}{node.kind} {place}{attrs}{options}{text}"]
    return own + [line for child in node.children for line in _list_lines(child, depth + 1)]


def list_kinds(node: Node) -> set[Kind]:
    """Return the kinds of the node and of all below it."""
    return {part.kind for part in node.walk()}
