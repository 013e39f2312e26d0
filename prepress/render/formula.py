"""Set a formula: MathML for the e-book; on paper letters and scripts, since WeasyPrint draws no MathML."""

from __future__ import annotations

from xml.etree import ElementTree

from latex2mathml.converter import convert
from markupsafe import Markup, escape

from prepress.render.markup import join_markup, make_element

MATHML = "{http://www.w3.org/1998/Math/MathML}"
SPACED = frozenset("=+−-<>≤≥≈≠×÷→←⇒·∈±")
WITH_SCRIPTS = {"msub": ("sub",), "msup": ("sup",), "msubsup": ("sub", "sup"), "munder": ("sub",)}
WITH_LIMITS = {"mover": ("sup",), "munderover": ("sub", "sup")}


def write_mathml(tex: str, *, block: bool) -> Markup:
    """Return a formula as MathML; TeX that cannot be read comes back as code."""
    try:
        return Markup(convert(tex, display="block" if block else "inline"))
    except Exception:  # latex2mathml raises many kinds of its own, and plain ones
        return make_element("code", tex)


def write_formula(tex: str) -> Markup:
    """Return a formula as HTML: variables in italic, scripts raised and lowered, fractions with a slash."""
    written = write_mathml(tex, block=False)
    if not written.startswith("<math"):
        return written
    return _write(ElementTree.fromstring(written))


def _write(element: ElementTree.Element) -> Markup:
    name = element.tag.removeprefix(MATHML)
    children = [_write(child) for child in element]
    text = (element.text or "").strip()
    if name == "mi":
        return make_element("i", text) if len(text) == 1 else escape(text)
    if name == "mo":
        return Markup("\u2009{}\u2009").format(text) if text in SPACED else escape(text)
    if name in {"mn", "mtext", "ms"}:
        return escape(text)
    return _join(name, element, children)


def _join(name: str, element: ElementTree.Element, children: list[Markup]) -> Markup:
    scripts = WITH_SCRIPTS.get(name) or WITH_LIMITS.get(name)
    if scripts and len(children) == len(scripts) + 1:
        pairs = zip(scripts, children[1:], strict=True)
        return children[0] + join_markup(make_element(tag, content) for tag, content in pairs)
    if name == "mfrac":
        over, under = (_enclose(content, child) for content, child in zip(children, element, strict=True))
        return over + "\u2009/\u2009" + under
    if name == "msqrt":
        return Markup("√(") + join_markup(children) + ")"
    if name == "mtr":
        return join_markup(children, "\u2003") + Markup("<br/>")
    return join_markup(children)


def _enclose(content: Markup, element: ElementTree.Element) -> Markup:
    """Put parentheses around what a slash would tear apart."""
    return Markup("({})").format(content) if len(element) > 1 else content
