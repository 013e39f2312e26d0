"""The tree while it grows: a stack of open nodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from prepress.model.document import NO_OPTIONS, NOTHING, Kind, Node, Option
from prepress.problems import Place

HTML = "<"
"""The first character of what closes raw HTML, so that Markdown and HTML do not close each other."""


@dataclass(slots=True)
class Frame:
    """An open node; `closer` names what ends it: a kind of token, or `<` and the name of an element."""

    kind: Kind
    place: Place
    attrs: dict[str, str] = field(default_factory=dict)
    closer: str = ""
    children: list[Node] = field(default_factory=list)
    options: Mapping[str, Option] = field(default_factory=lambda: NO_OPTIONS)
    meta: Mapping[str, object] = field(default_factory=dict)

    def make_node(self) -> Node:
        """Return the finished node, without empty attributes."""
        attrs = {name: value for name, value in self.attrs.items() if value}
        return Node(self.kind, self.place, "", attrs or NOTHING, tuple(self.children), self.options)


class Stack:
    """Open nodes, the innermost last; what is nested deeper than `deepest` is put into the last one kept."""

    def __init__(self, root: Frame, deepest: int) -> None:
        """Begin with the root open."""
        self.frames = [root]
        self.deepest = deepest
        self.flattened: list[str] = []

    @property
    def top(self) -> Frame:
        """Return the innermost open node."""
        return self.frames[-1]

    def add(self, node: Node) -> None:
        """Put a finished node into the innermost open one."""
        self.top.children.append(node)

    def open(self, frame: Frame) -> bool:
        """Open a node; tell whether there was room for one more level."""
        if len(self.frames) >= self.deepest:
            self.flattened.append(frame.closer)
            return False
        self.frames.append(frame)
        return True

    def close(self, closer: str) -> bool:
        """Close the node that `closer` names, and raw elements left open in it; tell whether there is one.

        An end tag never closes what Markdown opened.
        """
        if self.flattened and self.flattened[-1] == closer:
            self.flattened.pop()
            return True
        for index in range(len(self.frames) - 1, 0, -1):
            if self.frames[index].closer == closer:
                while len(self.frames) > index:
                    self.finish(self.frames.pop())
                return True
            if closer.startswith(HTML) and not self.frames[index].closer.startswith(HTML):
                return False
        return False

    def close_all(self) -> None:
        """Close everything but the root."""
        while len(self.frames) > 1:
            self.finish(self.frames.pop())

    def finish(self, frame: Frame) -> None:
        """Put a closed node where it belongs."""
        self.add(frame.make_node())
