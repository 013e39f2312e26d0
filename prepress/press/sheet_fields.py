"""Fields of a sheet to write on: its rules and boxes are one drawing, which says by class what is written on."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
ADDRESS = re.compile(r"base64,([A-Za-z0-9+/=]+)")
RULE = re.compile(r"M(-?[\d.]+) (-?[\d.]+)h([\d.]+)")
KINDS = {"tick": "box", "cell": "cell"}
ROOM = 6.4
"""Millimeters above a rule that a line of text is typed in."""

Edges = tuple[float, float, float, float]


def list_spaces(sheet: Any) -> Iterator[tuple[str, Edges]]:
    """Yield kind (line, box, cell) and edges in mm of what is to be written on, from the sheet's upper left."""
    for ink in (child for child in sheet if child.get("class") == "ink"):
        for stroke in _read_drawing(ink.get("style", "")).iter():
            kind = stroke.get("class", "")
            if kind in KINDS:
                x, y, width, height = (float(stroke.get(edge, 0)) for edge in ("x", "y", "width", "height"))
                yield KINDS[kind], (x, y, x + width, y + height)
            elif kind == "write" and (rule := RULE.fullmatch(stroke.get("d", ""))):
                x, y, width = map(float, rule.groups())
                yield "line", (x, y - ROOM, x + width, y)


def _read_drawing(style: str) -> ElementTree.Element:
    address = ADDRESS.search(style)
    return ElementTree.fromstring(b64decode(address[1])) if address else ElementTree.Element(f"{SVG}svg")
