"""Draw a Mermaid diagram as plain SVG in the house look."""

from __future__ import annotations

import json
from functools import cache
from xml.etree import ElementTree

import merman
from markupsafe import Markup

SVG = "{http://www.w3.org/2000/svg}"
WIDEST = 665.0
"""Width in px at which text in the diagram still prints at 8 pt on 176 mm (art direction, section 8)."""
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
    ".node rect,.node path,.node polygon,.node circle{fill:#fff;stroke:#000;stroke-width:.8px}"
    ".flowchart-link{stroke:#000;stroke-width:.8px}"
    ".edge-pattern-dotted{stroke-dasharray:2.4 2}"
    ".edgeLabel rect,.labelBkg{opacity:1;fill:#fff}"
    'text{font-family:"Prep Sans",sans-serif;fill:#000}'
)


@cache
def draw_diagram(source: str, alt: str) -> Markup:
    """Return the diagram as an `svg` element with `alt` as its title. Raises ValueError for a diagram that does not parse."""
    init = "%%{init: " + json.dumps(THEME) + "}%%\n"
    try:
        drawn = merman.Merman().render_svg(init + source, OPTIONS)
    except Exception as failure:
        raise ValueError(str(failure)) from failure
    root = ElementTree.fromstring(drawn)
    _mend(root)
    _resize(root)
    title = ElementTree.Element(f"{SVG}title")
    title.text = alt
    root.insert(0, title)
    ElementTree.register_namespace("", SVG.strip("{}"))
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _mend(root: ElementTree.Element) -> None:
    """Remove what WeasyPrint would draw wrongly: a dash array of zero hides its line."""
    for element in root.iter():
        if element.get("stroke-dasharray") in {"0", "1, 0", "0px", "1 0"}:
            del element.attrib["stroke-dasharray"]
    style = root.find(f".//{SVG}style")
    if style is None:
        style = ElementTree.SubElement(root, f"{SVG}style")
    rules = (style.text or "").replace("stroke-dasharray:0;", "").replace("stroke-dasharray: 0;", "")
    style.text = rules.replace("stroke-dasharray:1, 0;", "") + HOUSE_STYLE


def _resize(root: ElementTree.Element) -> None:
    width, height = (float(number) for number in root.get("viewBox", "0 0 100 100").split()[2:])
    scale = min(1.0, WIDEST / width)
    root.set("width", f"{width * scale:.1f}px")
    root.set("height", f"{height * scale:.1f}px")
    root.attrib.pop("style", None)
    root.set("role", "img")
