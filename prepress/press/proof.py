"""A proof: the laid-out pages of a chapter, box by box, as the rules of preflight look at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.images import RasterImage, SVGImage

from prepress.press.fonts import UsedFont
from prepress.press.places import find_place
from prepress.problems import Place

MM = 96 / 25.4
"""CSS pixels in a millimeter."""
POINTS = 0.75
"""Points in a CSS pixel."""
HEAD = 11.6 * MM
"""The running head stands above the text and belongs to the live area (art direction, section 3)."""
WRITING = frozenset({"ruled", "dotted"})
"""Classes of what a hand writes on."""

Box = Any


@dataclass(frozen=True, slots=True)
class Item:
    """A box on a page, with the edges of the room that it has: those of the block around it, in pixels.

    `inside` names the elements around it.
    """

    box: Box
    left: float
    right: float
    inside: frozenset[str]

    @property
    def words(self) -> str:
        """Return the text of a box of text, nothing for any other."""
        return self.box.text if isinstance(self.box, boxes.TextBox) else ""

    @property
    def classes(self) -> frozenset[str]:
        """Return the classes of the element that the box was made for."""
        element = self.box.element
        pseudo = element is None or "::" in (self.box.element_tag or "")
        return frozenset() if pseudo else frozenset((element.get("class") or "").split())

    @property
    def is_table(self) -> bool:
        """Tell whether it is a table without its caption."""
        return isinstance(self.box, boxes.TableBox)

    @property
    def is_picture(self) -> bool:
        """Tell whether it is a picture or a drawing."""
        return isinstance(self.box, boxes.ReplacedBox)

    @property
    def is_row(self) -> bool:
        """Tell whether it is a row of a table."""
        return isinstance(self.box, boxes.TableRowBox)

    @property
    def is_space(self) -> bool:
        """Tell whether it is an answer space."""
        return bool(self.classes & WRITING)

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of the ink in pixels; a space at either end of a text is none."""
        box = self.box
        if isinstance(box, boxes.TextBox):
            return box.position_x, box.position_y, box.position_x + box.width, box.position_y + box.height
        left, top = box.border_box_x(), box.border_box_y()
        return left, top, left + box.border_width(), top + box.border_height()

    @property
    def resolution(self) -> float | None:
        """Return the dots per inch of a picture made of dots."""
        image = getattr(self.box, "replacement", None)
        if not isinstance(image, RasterImage) or not self.box.width:
            return None
        return float(image.width / (self.box.width / 96))

    @property
    def drawing(self) -> Any:
        """Return the root of a drawing, or None."""
        image = getattr(self.box, "replacement", None)
        return image._svg.tree if isinstance(image, SVGImage) else None


@dataclass(frozen=True, slots=True)
class ProofPage:
    """A page; `area` is the live area in pixels: left, top, right, bottom. A `blank` one is empty on purpose."""

    folio: str
    items: tuple[Item, ...]
    area: tuple[float, float, float, float]
    blank: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """A chapter's pages, the fonts they use, and the file that they come from."""

    source: str
    pages: tuple[ProofPage, ...]
    fonts: tuple[UsedFont, ...]

    def place(self, item: Item) -> Place:
        """Return where in the author's files something comes from."""
        return find_place(item.box, self.source)


def pull_proof(
    source: str, page_boxes: Sequence[Box], folios: Mapping[int, str], fonts: tuple[UsedFont, ...]
) -> Proof:
    """Return a proof of pages as WeasyPrint has laid them out; `folios` are theirs, by index."""
    pages = (_read_page(box, folios[index]) for index, box in enumerate(page_boxes))
    return Proof(source, tuple(pages), fonts)


def _read_page(page: Box, folio: str) -> ProofPage:
    left, top = page.content_box_x(), page.content_box_y()
    area = (left, top - HEAD, left + page.width, top + page.height)
    items = tuple(walk_boxes(page.children[0], left, left + page.width, frozenset(), page.width))
    return ProofPage(folio, items, area, page.page_type.blank)


def walk_boxes(box: Box, left: float, right: float, inside: frozenset[str], both: float) -> Iterator[Item]:
    """Yield a box and all below it, in reading order; what takes both columns has the width `both`."""
    box = getattr(box, "_box", box)
    if box.element is not None and "both" in (box.element.get("class") or "").split():
        right = left + both
    elif isinstance(box, boxes.BlockLevelBox):
        right -= _read_margin(box)
    yield Item(box, left, right, inside)
    if isinstance(box, boxes.BlockContainerBox) and not box.is_table_wrapper:
        left, right = box.content_box_x(), box.content_box_x() + box.width
    if box.element_tag:
        inside = inside | {box.element_tag}
    for child in box.all_children():
        yield from walk_boxes(child, left, right, inside, both)


def _read_margin(box: Box) -> float:
    """Return the right margin that a block asks for in pixels: the text column leaves the outer one free by it."""
    margin = box.style["margin_right"]
    return max(0.0, margin.value) if getattr(margin, "unit", "") == "px" else 0.0
