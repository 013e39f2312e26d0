"""Set a formula: MathML for the e-book; on paper a drawing, since WeasyPrint draws no MathML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

import ziamath
from latex2mathml.converter import convert
from markupsafe import Markup

from prepress.render.markup import make_element

SIZE = 13.0
"""Size of the letters in px, that of the text."""
COMMAND = re.compile(r"\\[A-Za-z]+")
ESCAPED = re.compile(r"\\.", re.DOTALL)

ziamath.config.svg2 = False  # plain paths: two formulas of a page would share the ids of their symbols


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, for paper and for the e-book."""

    drawing: Markup
    mathml: Markup


def write_mathml(tex: str, *, block: bool) -> Markup:
    """Return a formula as MathML; TeX that cannot be read comes back as code."""
    try:
        return set_formula(tex, block=block).mathml
    except ValueError:
        return make_element("code", tex)


def write_formula(tex: str, *, block: bool) -> Markup:
    """Return a formula as `svg` that stands on the line; TeX that cannot be read comes back as code."""
    try:
        return set_formula(tex, block=block).drawing
    except ValueError:
        return make_element("code", tex)


@cache
def set_formula(tex: str, *, block: bool) -> Formula:
    """Return a formula for both products. Raises ValueError, with the reason, for what one of them cannot set."""
    bare = ESCAPED.sub("", tex)
    if bare.count("{") != bare.count("}"):
        raise ValueError("its braces do not match")
    try:
        mathml = convert(tex, display="block" if block else "inline")
        drawing = _draw(tex, block=block)
    except Exception as failure:  # the parsers raise many kinds of their own, and plain ones
        raise ValueError("it is no complete TeX") from failure
    words = (element.text or "" for element in ElementTree.fromstring(mathml).iter() if _is_symbol(element))
    unknown = next((word for word in words if COMMAND.fullmatch(word)), "")
    if unknown:
        raise ValueError(f"there is no command `{unknown}`")
    return Formula(drawing, Markup(mathml))


def _is_symbol(element: ElementTree.Element) -> bool:
    return not element.tag.endswith("mtext")


def _draw(tex: str, *, block: bool) -> Markup:
    """Return a formula as `svg` with its TeX as title."""
    formula = ziamath.Latex(tex, size=SIZE, inline=not block)
    root, depth = formula.svgxml(), formula.getyofst()
    title = ElementTree.Element("title")
    title.text = tex
    root.insert(0, title)
    root.set("role", "img")
    root.set("style", f"vertical-align: {depth:.2f}px")
    return Markup(ElementTree.tostring(root, encoding="unicode"))
