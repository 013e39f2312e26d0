"""Draw a Mermaid diagram as plain SVG in the house look."""

from __future__ import annotations

import json
import re
from functools import cache
from xml.etree import ElementTree
from zlib import crc32

import merman
from markupsafe import Markup

SVG = "{http://www.w3.org/2000/svg}"
SOLID = frozenset({"0", "1,0", "0px", "0,0"})
WIDEST = 665.0
"""Width in px of 176 mm, both columns (art direction, section 8)."""
SMALLEST = 8 / 8.7
"""How much a diagram may shrink: its text is 8.7 pt, and nothing prints under 8."""
DOWNWARD = re.compile(r"^(\s*(?:graph|flowchart)\s+)T[BD]\b")
MM_OF_PX = 25.4 / 96
OPTIONS = json.dumps({"svg": {"pipeline": "resvg-safe"}})
THEME = {
    "theme": "base",
    "look": "classic",
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False, "padding": 6, "diagramPadding": 1},
    "themeVariables": {
        "fontFamily": "Prep Sans",
        "fontSize": "11.6px",
        "primaryColor": "#ffffff",
        "primaryTextColor": "#000000",
        "primaryBorderColor": "#000000",
        "lineColor": "#000000",
        "secondaryColor": "#ffffff",
        "tertiaryColor": "#ffffff",
        "edgeLabelBackground": "#ffffff",
        "clusterBkg": "#ffffff",
        "clusterBorder": "#000000",
    },
}
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
    "text{font-family:'Prep Sans',sans-serif;font-size:11.6px;fill:#000;stroke:none}"
)


@cache
def draw_diagram(source: str, alt: str) -> Markup:
    """Return the diagram as `svg` with `alt` as its title, or its labels if nobody wrote one.

    Raises ValueError for a diagram that does not parse.
    """
    init = "%%{init: " + json.dumps(THEME) + "}%%\n"
    try:
        drawn = merman.Merman().render_svg(init + source, OPTIONS)
    except Exception as failure:
        raise ValueError(getattr(failure, "message", "") or str(failure)) from failure
    unique = f"diagram-{crc32(source.encode()):08x}"
    root = ElementTree.fromstring(drawn.replace("merman", unique))
    _mend(root)
    _resize(root)
    title = ElementTree.Element(f"{SVG}title")
    title.text = alt or _list_labels(root)
    root.insert(0, title)
    ElementTree.register_namespace("", SVG.strip("{}"))
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def draw_lower(source: str, alt: str) -> Markup:
    """Return the diagram, a chain from the top down lying on its side where that is less than half as high.

    Paper has the width for it, a telephone has not. Raises ValueError for a diagram that does not parse.
    """
    upright = draw_diagram(source, alt)
    if not DOWNWARD.match(source):
        return upright
    lying = draw_diagram(DOWNWARD.sub(r"\1LR", source), alt)
    (_, before), (width, after) = _measure_view(upright), _measure_view(lying)
    return lying if 2 * after < before and width * SMALLEST <= WIDEST else upright


def measure_diagram(drawn: Markup) -> float:
    """Return how wide a drawn diagram prints, in mm."""
    return float(ElementTree.fromstring(drawn).get("width", "").removesuffix("px")) * MM_OF_PX


def _mend(root: ElementTree.Element) -> None:
    """Write the look as attributes: not every reader of SVG applies its style sheet.

    A dash array of zero would hide its line in WeasyPrint.
    """
    for element in root.iter():
        for declaration in element.attrib.pop("style", "").split(";"):
            name, _, value = declaration.partition(":")
            if value.strip():
                element.set(name.strip(), value.replace("!important", "").strip())
        if element.get("stroke-dasharray", "").replace(" ", "") in SOLID:
            del element.attrib["stroke-dasharray"]
        _dress(element)
    style = root.find(f".//{SVG}style")
    if style is not None:
        name = root.get("id", "")
        style.text = (style.text or "") + "".join(f"#{name} {rule}}}" for rule in HOUSE_STYLE.split("}") if rule)


def _dress(element: ElementTree.Element) -> None:
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
        element.attrib.setdefault("font-size", "11.6px")
        element.attrib.setdefault("text-anchor", "middle")


def _list_labels(root: ElementTree.Element) -> str:
    texts = (" ".join(" ".join(text.itertext()).split()) for text in root.iter(f"{SVG}text"))
    return "Diagram: " + ", ".join(dict.fromkeys(text for text in texts if text))


def _measure_view(drawn: Markup) -> tuple[float, float]:
    width, height = ElementTree.fromstring(drawn).get("viewBox", "0 0 100 100").split()[2:]
    return float(width), float(height)


def _resize(root: ElementTree.Element) -> None:
    width, height = (float(number) for number in root.get("viewBox", "0 0 100 100").split()[2:])
    scale = min(1.0, WIDEST / width)
    root.set("width", f"{width * scale:.1f}px")
    root.set("height", f"{height * scale:.1f}px")
    root.attrib.pop("style", None)
    root.set("role", "img")
