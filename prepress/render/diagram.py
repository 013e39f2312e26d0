"""Draw a Mermaid diagram as plain SVG in the house look."""

from __future__ import annotations

import json
from functools import cache
from xml.etree import ElementTree
from zlib import crc32

import merman
from markupsafe import Markup

from prepress.render.svg_styles import PROPERTIES, apply_styles

SVG = "{http://www.w3.org/2000/svg}"
SOLID = frozenset({"0", "1,0", "0px", "0,0"})
WIDEST = 665.0
"""Width in px at which text in the diagram still prints at 8 pt on 176 mm (art direction, section 8)."""
MM_OF_PX = 25.4 / 96
OPTIONS = json.dumps({"svg": {"pipeline": "resvg-safe"}})
THEME = {
    "theme": "base",
    "look": "classic",
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False},
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
    _strip(root)
    _resize(root)
    title = ElementTree.Element(f"{SVG}title")
    title.text = alt or _list_labels(root)
    root.insert(0, title)
    ElementTree.register_namespace("", SVG.strip("{}"))
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def measure_diagram(drawn: Markup) -> float:
    """Return how wide a drawn diagram prints, in mm."""
    return float(ElementTree.fromstring(drawn).get("width", "").removesuffix("px")) * MM_OF_PX


def _mend(root: ElementTree.Element) -> None:
    """Write the look as attributes: not every reader of SVG applies a style sheet.

    A dash array of zero would hide its line in WeasyPrint.
    """
    for element in root.iter():
        for declaration in element.attrib.pop("style", "").split(";"):
            name, _, value = declaration.partition(":")
            if name.strip() in PROPERTIES and value.strip():
                element.set(name.strip(), value.replace("!important", "").strip())
        _dress(element)
    styles = "".join(style.text or "" for style in root.iter(f"{SVG}style"))
    own = f"#{root.get('id', '')}"
    apply_styles(root, styles.replace(f"{own} ", "").replace(own, "svg") + HOUSE_STYLE)
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


def _resize(root: ElementTree.Element) -> None:
    width, height = (float(number) for number in root.get("viewBox", "0 0 100 100").split()[2:])
    scale = min(1.0, WIDEST / width)
    root.set("width", f"{width * scale:.1f}px")
    root.set("height", f"{height * scale:.1f}px")
    root.set("role", "img")
