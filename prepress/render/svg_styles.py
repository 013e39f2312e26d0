"""Write the style sheet of a drawing into its elements, as SVG's presentation attributes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from xml.etree import ElementTree

import cssselect2
import tinycss2

PROPERTIES = frozenset({
    "clip-path", "color", "display", "dominant-baseline", "fill", "fill-opacity", "fill-rule", "font-family",
    "font-size", "font-style", "font-weight", "letter-spacing", "marker-end", "marker-mid", "marker-start",
    "opacity", "overflow", "stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor",
    "text-decoration", "visibility", "word-spacing",
})  # fmt: skip
"""Those that are attributes too (SVG 2, section 6.6), as far as drawings use them."""
Declarations = list[tuple[str, str, bool]]
"""Name, value, and whether it is important."""


def apply_styles(root: ElementTree.Element, styles: str) -> None:
    """Set on each element what the rules of `styles` say of it, in the order of the cascade."""
    matcher = cssselect2.Matcher()
    for selector, declarations in _read_rules(styles):
        matcher.add_selector(selector, declarations)
    for wrapped in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
        found = [declaration for *_, declarations in matcher.match(wrapped) for declaration in declarations]
        for name, value, _ in sorted(found, key=_is_important):
            wrapped.etree_element.set(name, value)


@cache
def _read_rules(styles: str) -> list[tuple[cssselect2.compiler.CompiledSelector, Declarations]]:
    """Return the selectors with what they declare; drawings of a kind have the same style sheet."""
    rules = []
    for rule in tinycss2.parse_stylesheet(styles, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        declarations = list(_read_declarations(rule.content))
        for selector in cssselect2.compile_selector_list(rule.prelude):
            if declarations and selector.pseudo_element is None:
                rules.append((selector, declarations))
    return rules


def _read_declarations(content: Iterable[object]) -> Iterator[tuple[str, str, bool]]:
    for each in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration" and each.lower_name in PROPERTIES:
            yield each.lower_name, tinycss2.serialize(each.value).strip(), each.important


def _is_important(declaration: tuple[str, str, bool]) -> bool:
    return declaration[2]
