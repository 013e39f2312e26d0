"""What the press asks of a laid-out box."""

from __future__ import annotations

from typing import Any

MM = 96 / 25.4
"""CSS pixels in a millimeter."""

Box = Any


def list_classes(box: Box) -> frozenset[str]:
    """Return the classes of a box's element, none for a box that has no element."""
    element = getattr(box, "element", None)
    return frozenset((element.get("class") or "").split()) if element is not None else frozenset()
