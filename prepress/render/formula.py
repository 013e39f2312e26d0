"""Set a formula: MathML for the e-book; on paper a drawing, since WeasyPrint draws no MathML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

from markupsafe import Markup

from prepress.render.markup import make_element

SIZE = 13.0
"""Size of the letters in px, that of the text."""
HIGHEST = 900.0
"""Height of a page in px: what is drawn higher is drawn wrongly."""
COMMAND = re.compile(r"\\[A-Za-z]+")
ALIGNED = re.compile(r"\\(begin|end)\{(?:aligned|align)\}")
"""What latex2mathml does not know, or numbers, under the name that it knows."""
STRETCHED = re.compile(r"\\(?:left|right|middle)(?![A-Za-z])\s*\.?")
ESCAPED = re.compile(r"\\.", re.DOTALL)


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
    """Return a formula for both products. Raises ValueError, with the reason, for what one of them cannot read."""
    bare = ESCAPED.sub("", tex)
    if bare.count("{") != bare.count("}"):
        raise ValueError("its braces do not match")
    try:
        from latex2mathml.converter import convert  # two libraries that a guide without formulas need not wait for

        mathml = convert(ALIGNED.sub(r"\\\1{align*}", tex), display="block" if block else "inline")
        elements = tuple(ElementTree.fromstring(mathml).iter())
        drawing = _draw(tex, block=block)
    except Exception as failure:  # the parsers raise many kinds of their own, and plain ones
        raise ValueError("it is no complete TeX") from failure
    words = (element.text or "" for element in elements if _is_symbol(element))
    unknown = next((word for word in words if COMMAND.fullmatch(word)), "")
    if unknown:
        raise ValueError(f"there is no command `{unknown}`")
    return Formula(drawing, Markup(mathml))


def _is_symbol(element: ElementTree.Element) -> bool:
    return not element.tag.endswith("mtext")


def _draw(tex: str, *, block: bool) -> Markup:
    """Return a formula as `svg` with its TeX as title; the zero of its height stands on the line."""
    import ziamath

    ziamath.config.svg2 = False  # plain paths: two formulas of a page would share the ids of their symbols
    formula = ziamath.Latex(tex, size=SIZE, inline=not block)
    if formula.getsize()[1] > HIGHEST:  # ziamath 0.13: signs that stretch around a sum with one limit
        formula = ziamath.Latex(STRETCHED.sub("", tex), size=SIZE, inline=not block)
    root = formula.svgxml()
    _, top, _, height = map(float, root.get("viewBox").split())
    title = ElementTree.Element("title")
    title.text = tex
    root.insert(0, title)
    root.set("role", "img")
    root.set("style", f"vertical-align: {-(top + height):.2f}px")
    return Markup(ElementTree.tostring(root, encoding="unicode"))
