"""With what each printed page begins: the e-book puts its page breaks there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure.boxes import TextBox

from prepress.press.places import ATTRIBUTE


def find_openings(document: Document) -> tuple[tuple[str, ...] | None, ...]:
    """Return for each page the ids and places that begin on it, in order, or `None` for a page without text."""
    seen: set[str] = set()
    openings: list[tuple[str, ...] | None] = []
    for page in document.pages:
        boxes = list(page._page_box.children[0].descendants())
        begun = dict.fromkeys(name for box in boxes for name in _list_names(box) if name not in seen)
        has_text = any(isinstance(box, TextBox) and box.text.strip() for box in boxes)
        seen.update(begun)
        openings.append(tuple(begun) if has_text else None)
    return tuple(openings)


def _list_names(box: Any) -> Iterator[str]:
    element = getattr(box, "element", None)
    if element is not None:
        yield from filter(None, (element.get("id"), element.get(ATTRIBUTE)))
