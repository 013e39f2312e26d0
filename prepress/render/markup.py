"""Build one element of HTML, escaped, as XML would have it."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

VOID = frozenset({"area", "br", "col", "hr", "img", "input", "wbr"})


def make_element(tag: str, content: str = "", **attributes: str) -> Markup:
    """Return `<tag ...>content</tag>`.

    Content that is not Markup is escaped. An attribute that is empty is left out, but for `alt`; in its name a
    trailing underscore is dropped (`class_`), two become a colon (`epub__type`), one a hyphen (`data_page_of`).
    """
    written = "".join(
        f' {name.rstrip("_").replace("__", ":").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value or name == "alt"
    )
    if tag in VOID:
        return Markup(f"<{tag}{written}/>")
    return Markup(f"<{tag}{written}>{escape(content)}</{tag}>")


def join_markup(pieces: Iterable[str], separator: str = "") -> Markup:
    """Return the pieces in a row."""
    return Markup(separator).join(pieces)
