"""The picture on a design sheet: boxes, and straight arrows between their edges. All sizes in mm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from prepress.model.sheets import Arrow, Box

BOX_WIDTH, BOX_HEIGHT = 25.0, 10.0
HEAD = 2.2
"""Length of an arrow's head."""
NUMBER = 4.0
"""Width and height of its number; above a level arrow the number stands in the middle of three such widths."""
DOT = 5
"""Distance of the dots on which boxes stand."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """An arrow as drawn: its line, the two corners of its head, and where its number stands."""

    start: tuple[float, float]
    end: tuple[float, float]
    corners: tuple[tuple[float, float], tuple[float, float]]
    label: tuple[float, float]
    says: str

    def covers(self, x: float, y: float) -> bool:
        """Tell whether the arrow's number stands at a place."""
        level = self.start[1] == self.end[1]
        left, top = self.label[0] + (NUMBER if level else 0), self.label[1]
        return left <= x <= left + NUMBER and top <= y <= top + NUMBER


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes with their size, and arrows in order."""

    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    width: float = BOX_WIDTH
    height: float = BOX_HEIGHT

    def covers(self, x: float, y: float) -> bool:
        """Tell whether a box or the number of an arrow stands at a place."""
        boxes = (box.x <= x <= box.x + self.width and box.y <= y <= box.y + self.height for box in self.boxes)
        return any(boxes) or any(stroke.covers(x, y) for stroke in self.strokes)


def view_picture(boxes: Sequence[Box], arrows: Sequence[Arrow], *, turned: bool = False) -> Picture:
    """Return the picture; an arrow joins two boxes of one row or one column.

    `turned` makes rows of its columns, for paper that is less wide: boxes stand twice as far apart across and half
    as far down, since they are wider than high.
    """
    if turned:
        boxes = [replace(box, x=_snap(box.y * 2), y=_snap(box.x / 2)) for box in boxes]
    found = {box.name: box for box in boxes}
    return Picture(
        tuple(boxes), tuple(_draw(found[arrow.start], found[arrow.end], arrow.says) for arrow in arrows)
    )


def _draw(first: Box, second: Box, says: str) -> Stroke:
    dx, dy = _sign(second.x - first.x), _sign(second.y - first.y)
    half = (BOX_WIDTH / 2, BOX_HEIGHT / 2)
    start = (first.x + half[0] * (1 + dx), first.y + half[1] * (1 + dy))
    end = (second.x + half[0] * (1 - dx), second.y + half[1] * (1 - dy))
    back = (end[0] - HEAD * dx, end[1] - HEAD * dy)
    side = HEAD * 0.36
    corners = ((back[0] + side * dy, back[1] + side * dx), (back[0] - side * dy, back[1] - side * dx))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    label = (middle[0] - 6, middle[1] - 4.6) if dx else (middle[0] + 1.2, middle[1] - 2.1)
    return Stroke(start, end, corners, label, says)


def _snap(value: float) -> int:
    """Return the place of the dot that is nearest, the later one of two."""
    return math.floor(value / DOT + 0.5) * DOT


def _sign(value: int) -> int:
    return int(math.copysign(1, value)) if value else 0
