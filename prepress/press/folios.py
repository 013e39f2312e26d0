"""Folios: how a page's number is written, and how it gets into the text that refers to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import SubElement

UNKNOWN = "00"
"""Printed until the page is known; two digits, since most folios have two or three."""
ROMANS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def write_folio(number: int, numbering: str) -> str:
    """Return a page's number as it is printed: front matter is counted in small roman numerals."""
    if numbering == "none":
        return ""
    if numbering == "arabic":
        return str(number)
    folio = ""
    for value, sign in ROMANS:
        while number >= value:
            folio, number = folio + sign, number - value
    return folio


def print_folios(root: Any, folios: Mapping[str, str]) -> dict[str, str]:
    """Give every element that refers to pages their folios; return those that were printed, by anchor."""
    printed = {}
    for element in [element for element in root.iter() if isinstance(element.tag, str)]:
        anchor = element.get("data-page-of")
        if anchor:
            printed[anchor] = element.text = folios.get(anchor, UNKNOWN)
        anchors = (element.get("data-pages-of") or "").split()
        if anchors:
            printed |= {anchor: folios.get(anchor, UNKNOWN) for anchor in anchors}
            _list_pages(element, anchors, (element.get("data-defined") or "").split(), printed)
    return printed


def _list_pages(element: Any, anchors: Sequence[str], defined: Sequence[str], folios: Mapping[str, str]) -> None:
    """Write the folios of several anchors, each once; three pages or more in a row as a range."""
    first_of = {folios[anchor]: anchor for anchor in reversed(anchors)}
    bold = {folios[anchor] for anchor in defined}
    for group in _group_pages(list(dict.fromkeys(folios[anchor] for anchor in anchors)), bold):
        for index, folio in enumerate(group):
            if len(element):
                element[-1].tail = "\u2013" if index else ", "
            parent = SubElement(element, "b") if folio in bold else element
            SubElement(parent, "a", href=f"#{first_of[folio]}").text = folio


def _group_pages(folios: Sequence[str], bold: set[str]) -> list[tuple[str, ...]]:
    """Return the folios in groups of one, or of the first and the last of a range; a bold one stands alone."""
    runs: list[list[str]] = []
    for folio in folios:
        last = runs[-1][-1] if runs else ""
        follows = last.isdecimal() and folio.isdecimal() and int(folio) == int(last) + 1
        if follows and not {folio, last} & bold:
            runs[-1].append(folio)
        else:
            runs.append([folio])
    return [pair for run in runs for pair in _shorten(run)]


def _shorten(run: Sequence[str]) -> list[tuple[str, ...]]:
    return [(run[0], run[-1])] if len(run) > 2 else [(folio,) for folio in run]
