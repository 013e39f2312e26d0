"""Draw a Mermaid diagram as plain SVG in the house look, for paper or for a small screen."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from xml.etree import ElementTree
from zlib import crc32

import merman
from markupsafe import Markup

from prepress.render.svg_styles import PROPERTIES, apply_styles

SVG = "{http://www.w3.org/2000/svg}"
SOLID = frozenset({"0", "1,0", "0px", "0,0"})
WIDEST = 665.0
"""Width in px of 176 mm, both columns (art direction, section 8)."""
SMALLEST = 8 / 8.7
"""How much a diagram may shrink on paper: its text is 8.7 pt, and nothing prints under 8."""
MM_OF_PX = 25.4 / 96
OPTIONS = json.dumps({"svg": {"pipeline": "resvg-safe"}})
LETTERS = 11.6
"""Size of letters in px on paper."""
TIGHT = {"padding": 6, "diagramPadding": 1}
"""What Mermaid is told of the boxes of a flowchart on paper, in px."""
SCREEN_LETTERS = 16.0
"""Size of letters in px on a screen, where a diagram is drawn narrow and shrunk to the width there is."""
SCREEN_SIZE = 0.85
"""Size of letters on a screen that is wide enough, as a share of the reader's own."""
NARROW = {"wrappingWidth": 108, "nodeSpacing": 8, "rankSpacing": 28, "padding": 5}
"""What Mermaid is told of the boxes of a flowchart on a screen, in px."""
AIR = 8.0
"""White around a diagram on a screen, in px."""
DIRECTION = re.compile(r"^(\s*(?:graph|flowchart)\s+)(TD|TB|LR)\b", re.MULTILINE)
ACROSS = {"TD": "LR", "TB": "LR", "LR": "TD"}
COLORS = {
    "fontFamily": "Prep Sans",
    "primaryColor": "#ffffff",
    "primaryTextColor": "#000000",
    "primaryBorderColor": "#000000",
    "lineColor": "#000000",
    "secondaryColor": "#ffffff",
    "tertiaryColor": "#ffffff",
    "edgeLabelBackground": "#ffffff",
    "clusterBkg": "#ffffff",
    "clusterBorder": "#000000",
}
THEME = {"theme": "base", "look": "classic", "htmlLabels": False}
HOUSE_STYLE = (
    "rect{fill:#fff;stroke:#000;stroke-width:.8px}"
    ".node path{fill:#fff;stroke:#000;stroke-width:.8px}"
    "polygon{fill:#fff;stroke:#000;stroke-width:.8px}"
    "circle{fill:#fff;stroke:#000;stroke-width:.8px}"
    ".flowchart-link{fill:none;stroke:#000;stroke-width:.8px}"
    ".edge-pattern-dotted{stroke-dasharray:2.4 2}"
    ".edgeLabel rect{opacity:1;fill:#fff;stroke:none}"
    ".labelBkg{opacity:1;fill:#fff;stroke:none}"
    ".arrowMarkerPath{fill:#000;stroke:#000}"
    "text{font-family:'Prep Sans',sans-serif;font-size:%gpx;fill:#000;stroke:none}"
)


@cache
def draw_for_paper(source: str, alt: str) -> Markup:
    """Return the diagram as `svg` with `alt` as its title, or its labels if nobody wrote one.

    A chain from the top down lies on its side where that is less than half as high: paper has the width for it.
    Raises ValueError for a diagram that does not parse.
    """
    root = _draw(source, alt, LETTERS, TIGHT)
    direction = DIRECTION.search(source)
    if direction and direction[2] != "LR":
        lying = _draw(_turn(source), alt, LETTERS, TIGHT)
        (_, before), (width, after) = _measure(root), _measure(lying)
        root = lying if 2 * after < before and width * SMALLEST <= WIDEST else root
    width, height = _measure(root)
    scale = min(1.0, WIDEST / width)
    return _write(root, f"{width * scale:.1f}px", f"{height * scale:.1f}px")


@cache
def draw_for_screen(source: str, alt: str) -> Markup:
    """Return the diagram as narrow as it can be drawn, on a ground that is white at night as well.

    A flowchart may run across or down, whichever is narrower. The ground is part of the drawing, since a reader's
    colors take away that of a style sheet. Raises ValueError for a diagram that does not parse.
    """
    drawings = [_draw(each, alt, SCREEN_LETTERS, NARROW) for each in dict.fromkeys((source, _turn(source)))]
    root = min(drawings, key=lambda drawing: _measure(drawing)[0])
    _lay_ground(root)
    width, height = (f"{side / SCREEN_LETTERS * SCREEN_SIZE:.2f}em" for side in _measure(root))
    return _write(root, width, height)


def _turn(source: str) -> str:
    return DIRECTION.sub(lambda found: found[1] + ACROSS[found[2]], source)


def _draw(source: str, alt: str, letters: float, boxes: Mapping[str, int]) -> ElementTree.Element:
    chart, variables = {"htmlLabels": False, **boxes}, {**COLORS, "fontSize": f"{letters:g}px"}
    init = "%%{init: " + json.dumps({**THEME, "flowchart": chart, "themeVariables": variables}) + "}%%\n"
    try:
        drawn = merman.Merman().render_svg(init + source, OPTIONS)
    except Exception as failure:
        raise ValueError(getattr(failure, "message", "") or str(failure)) from failure
    unique = f"diagram-{crc32(source.encode()):08x}"
    root = ElementTree.fromstring(drawn.replace("merman", unique))
    _mend(root, letters)
    _strip(root)
    title = ElementTree.Element(f"{SVG}title")
    title.text = alt or _list_labels(root)
    root.insert(0, title)
    return root


def _measure(root: ElementTree.Element) -> tuple[float, float]:
    """Return width and height in px."""
    width, height = root.get("viewBox", "0 0 100 100").split()[2:]
    return float(width), float(height)


def _lay_ground(root: ElementTree.Element) -> None:
    """Put white behind and around the drawing."""
    left, top, width, height = (float(number) for number in root.get("viewBox", "0 0 100 100").split())
    left, top, width, height = left - AIR, top - AIR, width + 2 * AIR, height + 2 * AIR
    root.set("viewBox", f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}")
    outline = f"M{left:.1f} {top:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}z"
    root.insert(1, ElementTree.Element(f"{SVG}path", {"class": "ground", "d": outline, "fill": "#fff"}))


def _write(root: ElementTree.Element, width: str, height: str) -> Markup:
    root.set("width", width)
    root.set("height", height)
    root.set("role", "img")
    ElementTree.register_namespace("", SVG.strip("{}"))
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def measure_diagram(drawn: Markup) -> float:
    """Return how wide a drawn diagram prints, in mm."""
    return float(ElementTree.fromstring(drawn).get("width", "").removesuffix("px")) * MM_OF_PX


def _mend(root: ElementTree.Element, letters: float) -> None:
    """Write the look as attributes: not every reader of SVG applies a style sheet.

    A dash array of zero would hide its line in WeasyPrint.
    """
    for element in root.iter():
        for declaration in element.attrib.pop("style", "").split(";"):
            name, _, value = declaration.partition(":")
            if name.strip() in PROPERTIES and value.strip():
                element.set(name.strip(), value.replace("!important", "").strip())
        _dress(element, letters)
    styles = "".join(style.text or "" for style in root.iter(f"{SVG}style"))
    own = f"#{root.get('id', '')}"
    apply_styles(root, styles.replace(f"{own} ", "").replace(own, "svg") + HOUSE_STYLE % letters)
    for element in root.iter():
        if element.get("stroke-dasharray", "").replace(" ", "") in SOLID:
            del element.attrib["stroke-dasharray"]


def _strip(root: ElementTree.Element) -> None:
    """Leave out the style sheet and what served it: a class of the drawing may be one of the book's as well."""
    used = {value for element in root.iter() for name, value in element.items() if name.startswith("marker-")}
    for parent in list(root.iter()):
        for child in list(parent):
            unused = child.tag == f"{SVG}marker" and f"url(#{child.get('id')})" not in used
            if unused or child.tag == f"{SVG}style":
                parent.remove(child)
    for element in root.iter():
        for name in [name for name in element.attrib if name == "class" or name.startswith(("data-", "aria-"))]:
            del element.attrib[name]


def _dress(element: ElementTree.Element, letters: float) -> None:
    """Give an element the house look: white shapes, black lines, text in the middle of its box."""
    tag, classes = element.tag.removeprefix(SVG), set(element.get("class", "").split())
    if tag in {"rect", "polygon", "circle", "ellipse", "path"}:
        bare = bool(classes & {"background", "labelBkg"})
        filled = "arrowMarkerPath" in classes
        line = bool(classes & {"flowchart-link", "messageLine0", "messageLine1", "relation", "transition"})
        element.set("fill", "none" if line else "#000" if filled else "#fff")
        element.set("stroke", "none" if bare else "#000")
        element.attrib.setdefault("stroke-width", "0.8")
    elif tag == "line":
        element.set("stroke", "#000")
    elif tag == "text":
        element.set("fill", "#000")
        element.attrib.setdefault("font-family", "Prep Sans, sans-serif")
        element.attrib.setdefault("font-size", f"{letters:g}px")
        element.attrib.setdefault("text-anchor", "middle")


def _list_labels(root: ElementTree.Element) -> str:
    texts = (" ".join(" ".join(text.itertext()).split()) for text in root.iter(f"{SVG}text"))
    return "Diagram: " + ", ".join(dict.fromkeys(text for text in texts if text))
