"""Diagrams: drawings whose look every reader of SVG sees, and that no style sheet of a book hits by accident."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from prepress.render.diagram import draw_for_paper
from prepress.render.svg_styles import PROPERTIES, apply_styles

SVG = "{http://www.w3.org/2000/svg}"
KINDS = {
    "flow": "graph TD\n A[one] -.-> B{two}\n A ==> C((three))\n subgraph S\n B --> D[(four)]\n end\n",
    "sequence": "sequenceDiagram\n A->>B: asks\n B-->>A: answers\n Note over A,B: a note\n",
    "state": "stateDiagram-v2\n [*] --> A\n A --> B: go\n",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_diagram_has_its_look_in_attributes(kind: str) -> None:
    root = ElementTree.fromstring(draw_for_paper(KINDS[kind], "What it shows."))
    assert root.find(f"{SVG}title") is root[0]
    assert (root.get("role"), root[0].text) == ("img", "What it shows.")
    for element in root.iter():
        assert element.tag != f"{SVG}style"
        assert not {"class", "style", "max-width"} & set(element.attrib)
        assert not [name for name in element.attrib if name.startswith(("aria-", "data-"))]
    texts = list(root.iter(f"{SVG}text"))
    assert texts
    assert {text.get("font-family") for text in texts} == {'"Prep Sans",sans-serif'}


def test_dotted_and_heavy_lines_keep_their_look_without_a_style_sheet() -> None:
    root = ElementTree.fromstring(draw_for_paper(KINDS["flow"], ""))
    dashes = {path.get("stroke-dasharray") for path in root.iter(f"{SVG}path") if path.get("marker-end")}
    assert dashes == {None, "2.4 2"}
    ends = {f"url(#{marker.get('id')})" for marker in root.iter(f"{SVG}marker")}
    assert ends == {path.get("marker-end") for path in root.iter(f"{SVG}path") if path.get("marker-end")}


def test_styles_follow_the_cascade() -> None:
    root = ElementTree.fromstring('<svg id="x"><g class="a"><path class="b" fill="red"/></g><path/></svg>')
    apply_styles(
        root, "#x path{fill:white;cursor:pointer} .a .b{fill:black!important} #x .b{fill:blue;stroke:#000}"
    )
    first, second = root.iter("path")
    assert first.attrib == {"class": "b", "fill": "black", "stroke": "#000"}
    assert second.attrib == {"fill": "white"}
    assert "cursor" not in PROPERTIES
