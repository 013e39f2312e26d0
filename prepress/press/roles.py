"""What each box is called for those who hear the page: WeasyPrint 70 knows elements, and not what they are for.

While a document is written, notes become `Note`, terms and marks before list items `Lbl`, contents `TOC`,
languages are kept, links are described in words, and what is hidden from the ear leaves the tree (its ink is then
made an artifact, see `tags`). The two functions that are wrapped are not public, and are tested against the
version that the lock file pins.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.pdf import tags

from prepress.press.fields import NAME

TAGS = {"li::before": "Lbl", "code": "Code"}
ROLES = {"note": "Note", "contents-lines": "TOC"}
"""By class: the roles of PDF 32000-1, tables 333 to 338. A note has an id as well (ISO 14289-1, 7.9)."""
FIELDS = frozenset({"/LBody", "/Div", "/TD"})
"""What a field hangs in: an item, an answer space, a cell."""
ONCE = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Caption"})
"""Never inside one another: the inner one is an anonymous box of the same element."""
NOT_A_ROLE = frozenset({"chapter-number"})

Box = Any


@contextmanager
def name_roles() -> Iterator[None]:
    """Give better tags to every document that is written inside the block."""
    name_tag, build = tags._get_pdf_tag, tags._build_box_tree

    def name_better(tag: str | None) -> str:
        return TAGS.get(tag or "") or str(name_tag(tag))

    def build_better(box: Box, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:
        inner = getattr(box, "_box", box)
        hidden = _is_hidden(inner)
        for element in build(box, parent, pdf, *rest):
            _describe(inner, element, parent)
            if not hidden:
                yield element

    tags._get_pdf_tag, tags._build_box_tree = name_better, build_better
    try:
        yield
    finally:
        tags._get_pdf_tag, tags._build_box_tree = name_tag, build


def _is_hidden(box: Box) -> bool:
    """Tell whether nobody has to hear it: `aria-hidden`, or a picture whose alternative is empty on purpose."""
    element = box.element
    return element is not None and (element.get("aria-hidden") == "true" or element.get("alt") == "")


def _describe(box: Box, element: Any, parent: Any) -> None:
    if box.element is None or box.element_tag in {"html", "body"}:
        return
    if element["S"] in ONCE and element["S"] == parent["S"]:
        element["S"] = "/NonStruct"
    if box.element_tag == "dt" and element["S"] == "/LBody":
        element["S"] = "/Lbl"
    if box.element.get("lang"):
        element["Lang"] = pydyf.String(box.element.get("lang"))
    if "::" not in box.element_tag:
        _set_role(box, element, parent)
        if box.element.get(NAME) and element["S"] in FIELDS:
            element["ID"] = pydyf.String("field-" + box.element.get(NAME))
    if box.link_annotation:
        words = box.element.get("title") or "".join(box.element.itertext())
        box.link_annotation["Contents"] = pydyf.String(" ".join(words.replace("\u2060", "").split()))


def _set_role(box: Box, element: Any, parent: Any) -> None:
    classes = (box.element.get("class") or "").split()
    if NOT_A_ROLE.isdisjoint(classes):
        for name in classes:
            role = f"/{ROLES.get(name, '')}"
            if name in ROLES and parent["S"] != role:
                element["S"] = role
                if name == "note":
                    element["ID"] = pydyf.String(f"note-{element.number}")
