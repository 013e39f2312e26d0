"""Fit a line of text to its box by the font's own advances, before anything is laid out."""

from __future__ import annotations

import json
from functools import cache

from prepress.render.environment import TEMPLATES

ADVANCES = TEMPLATES / "fonts" / "SourceSans3-Regular.advances.json"
"""The advances of the font beside it, so that no font has to be unpacked to measure a title."""
MILLIMETERS = 25.4 / 72
SIZES = ((9.0, ""), (8.5, "field"), (8.0, "column"))
"""Sizes in points, with the class of each: nothing on a sheet is smaller than the last."""
TWO_LINES = "twofold"
SHORT_LINE = 0.92
"""The share of two lines that words surely fill: a line ends before the word that is too long for it."""


@cache
def _read_advances() -> tuple[dict[str, float], float]:
    """Return the advance of each character in em, and that of one that the font lacks."""
    found = json.loads(ADVANCES.read_text(encoding="utf-8"))
    em = found["unitsPerEm"]
    return {character: width / em for character, width in found["advances"].items()}, found["missing"] / em


def measure_text(text: str, points: float) -> float:
    """Return the width of a line in mm, without kerning, which only narrows it."""
    advances, missing = _read_advances()
    return sum(advances.get(character, missing) for character in text) * points * MILLIMETERS


def choose_look(text: str, width: float) -> str:
    """Return the class of the largest size at which a line fits `width` mm; that of two lines if none does."""
    fitting = (look for points, look in SIZES if measure_text(text, points) <= width)
    return next(fitting, TWO_LINES)


def cut_text(text: str, width: float) -> str:
    """Return a text as it is if it fits two small lines of `width` mm; else cut at a word, with an ellipsis."""
    words = text.split(" ")
    shown, smallest = text, SIZES[-1][0]
    while len(words) > 1 and measure_text(shown, smallest) > 2 * SHORT_LINE * width:
        words.pop()
        shown = " ".join(words).rstrip(",;:") + "…"
    return shown
