"""Set a formula: MathML for the e-book; on paper a drawing, since WeasyPrint draws no MathML."""

from __future__ import annotations

from functools import cache
from xml.etree import ElementTree

import ziamath
from latex2mathml.converter import convert
from markupsafe import Markup

from prepress.render.markup import make_element

SIZE = 13.0
"""Size of the letters in px, that of the text."""

ziamath.config.svg2 = False  # plain paths: two formulas of a page would share the ids of their symbols


def write_mathml(tex: str, *, block: bool) -> Markup:
    """Return a formula as MathML; TeX that cannot be read comes back as code."""
    try:
        return Markup(convert(tex, display="block" if block else "inline"))
    except Exception:  # latex2mathml raises many kinds of its own, and plain ones
        return make_element("code", tex)


def write_formula(tex: str, *, block: bool) -> Markup:
    """Return a formula as `svg` that stands on the line; TeX that cannot be read comes back as code."""
    try:
        return draw_formula(tex, block=block)
    except ValueError:
        return make_element("code", tex)


@cache
def draw_formula(tex: str, *, block: bool) -> Markup:
    """Return a formula as `svg` with its TeX as title. Raises ValueError for TeX that cannot be read."""
    try:
        formula = ziamath.Latex(tex, size=SIZE, inline=not block)
        root, depth = formula.svgxml(), formula.getyofst()
    except Exception as failure:  # its parsers raise many kinds of their own, and plain ones
        raise ValueError(f"`{tex}` cannot be read as TeX") from failure
    title = ElementTree.Element("title")
    title.text = tex
    root.insert(0, title)
    root.set("role", "img")
    root.set("style", f"vertical-align: {depth:.2f}px")
    return Markup(ElementTree.tostring(root, encoding="unicode"))
