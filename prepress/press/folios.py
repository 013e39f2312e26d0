"""Folios: how a page's number is printed."""

from __future__ import annotations

ROMANS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def write_folio(number: int, numbering: str) -> str:
    """Return a page's number as it is printed: front matter is counted in small roman numerals."""
    if numbering == "arabic":
        return str(number)
    folio = ""
    for value, sign in ROMANS:
        while number >= value:
            folio, number = folio + sign, number - value
    return folio
