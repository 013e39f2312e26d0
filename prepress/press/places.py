"""Where in the author's files a piece of a page comes from.

A renderer writes `<!--FILE:LINE-->` before a block. Comments change neither the layout nor the tags; before a page
is laid out, each element is given the place of the block that it belongs to, so that any box can name it.
"""

from __future__ import annotations

from typing import Any

from prepress.problems import Place

ATTRIBUTE = "data-place"


def place_elements(root: Any, source: str) -> None:
    """Give every element of a document the place of its block; `source` is that of what stands in no block."""
    root.set(ATTRIBUTE, f"{source}:1")
    stack = [root]
    while stack:
        element = stack.pop()
        place = element.get(ATTRIBUTE)
        for child in element:
            if not isinstance(child.tag, str):
                place = child.text if _is_place(child.text) else place
                continue
            child.set(ATTRIBUTE, place)
            place = element.get(ATTRIBUTE)
            stack.append(child)


def find_place(box: Any, source: str) -> Place:
    """Return the place that a box comes from, or the top of `source`."""
    element = getattr(box, "element", None)
    return read_place(element, source) if element is not None else Place(source)


def read_place(element: Any, source: str) -> Place:
    """Return the place that an element carries, or the top of `source`."""
    file, _, line = (element.get(ATTRIBUTE) or f"{source}:1").rpartition(":")
    return Place(file, int(line))


def _is_place(text: str | None) -> bool:
    file, _, line = (text or "").rpartition(":")
    return bool(file) and line.isdigit()
