"""Preflight: what would disappoint a print shop or a reader, found on the laid-out pages of every build.

One function a rule. Each takes a proof and yields problems at the author's file and line. Glyphs and fonts are
looked at here and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from pikepdf import Dictionary, Name, Pdf
from weasyprint.formatting_structure import boxes
from weasyprint.svg.utils import size

from prepress.press.fonts import FACES
from prepress.press.proof import MM, POINTS, Item, Proof
from prepress.problems import Place, Problem, error, warning

SLACK = 0.5 * MM
"""What may hang over an edge: an overhanging letter, the frame of a cell."""
COARSE = 200
"""Dots per inch; the least that a picture needs in print."""
SMALLEST = 8.0
"""Points; nothing is set smaller (art direction, section 2)."""
CUT = frozenset({"pre", "td", "th"})
WHOLE = frozenset({"p", "li", "dd", "blockquote"})

Rule = Callable[[Proof], Iterator[Problem]]


def check_proof(proof: Proof) -> list[Problem]:
    """Return what all rules find, each finding once."""
    return list(dict.fromkeys(problem for rule in RULES for problem in rule(proof)))


def find_beyond_area(proof: Proof) -> Iterator[Problem]:
    """Text, tables, pictures and answer spaces that leave the live area are cut or bound in."""
    for page in proof.pages:
        told = set()
        for item in page.items:
            if not (item.words.strip() or item.is_table or item.is_picture or item.is_space):
                continue
            left, top, right, bottom = item.extent
            over = max(page.area[0] - left, page.area[1] - top, right - page.area[2], bottom - page.area[3])
            if over > 2 * SLACK and proof.place(item) not in told:
                told.add(proof.place(item))
                message = f"page {page.folio}: {_name(item)} leaves the live area by {over / MM:.0f} mm"
                yield error("press-beyond-area", proof.place(item), message, "shorten or divide it")


def find_overflow(proof: Proof) -> Iterator[Problem]:
    """Text or a table that is wider than its column prints over what stands beside it."""
    for page in proof.pages:
        for item in page.items:
            over = _exceed(item) if item.words.strip() or item.is_table else 0.0
            if over > SLACK and not item.inside & CUT:
                message = f"page {page.folio}: {_name(item)} is {over / MM:.0f} mm wider than its column"
                yield error("press-overflow", proof.place(item), message, "shorten it, or allow a break")


def find_cut_off(proof: Proof) -> Iterator[Problem]:
    """A line of code or a cell whose end is missing says something else."""
    for page in proof.pages:
        for item in page.items:
            over = _exceed(item) if item.words.strip() and item.inside & CUT else 0.0
            if over > SLACK:
                kind = "a line of code" if "pre" in item.inside else "a cell"
                message = f"page {page.folio}: {kind} is cut off by {over / MM:.0f} mm at {_name(item)}"
                yield error("press-cut-off", proof.place(item), message, "break the line, or shorten the word")


def find_missing_glyphs(proof: Proof) -> Iterator[Problem]:
    """A character that no bundled font has prints as an empty box, or in whatever font the machine has."""
    lacking = {chr(sign) for font in proof.fonts for sign in font.missing}
    for font in proof.fonts:
        if not font.family.startswith(FACES):
            lacking |= {sign for text in font.text.values() for sign in text if not sign.isspace()}
    for sign in sorted(lacking):
        message = f"no bundled font has `{sign}` (U+{ord(sign):04X})"
        items = [item for page in proof.pages for item in page.items if sign in item.words]
        places = [proof.place(item) for item in items] or [Place(proof.source)]
        for place in places:
            yield error("press-missing-glyph", place, message, "write the word")


def find_coarse_pictures(proof: Proof) -> Iterator[Problem]:
    """A picture with too few dots prints as steps."""
    for page in proof.pages:
        for item in page.items:
            if item.resolution is not None and item.resolution < COARSE:
                message = f"page {page.folio}: the picture has {item.resolution:.0f} dots per inch"
                hint = f"print needs {COARSE}: give it more dots, or less width"
                yield warning("press-coarse-picture", proof.place(item), message, hint)


def find_wide_pictures(proof: Proof) -> Iterator[Problem]:
    """A picture that is wider than its column covers what stands beside it."""
    for page in proof.pages:
        for item in page.items:
            over = _exceed(item) if item.is_picture else 0.0
            if over > SLACK:
                message = f"page {page.folio}: the picture is {over / MM:.0f} mm wider than its column"
                yield error("press-wide-picture", proof.place(item), message, "give it a width")


def find_missing_images(proof: Proof) -> Iterator[Problem]:
    """Where a picture cannot be drawn the page has a hole, or its alternative text."""
    for page in proof.pages:
        for item in page.items:
            element = item.box.element
            if (
                element is not None
                and element.tag == "img"
                and not item.is_picture
                and item.box.element_tag == "img"
            ):
                message = f"page {page.folio}: `{element.get('src')}` cannot be drawn"
                yield error("press-missing-image", proof.place(item), message, "correct the file")


def find_empty_pages(proof: Proof) -> Iterator[Problem]:
    """A leaf with nothing on it looks like a fault of the printer."""
    place = Place(proof.source)
    for page in proof.pages:
        shown = [item for item in page.items if item.words.strip() or item.is_picture or item.is_space]
        if not (page.blank or shown or any(item.is_table for item in page.items)):
            yield warning("press-empty-page", place, f"page {page.folio} is empty", "remove a page break")
        place = proof.place(shown[-1]) if shown else place


def find_small_text(proof: Proof) -> Iterator[Problem]:
    """Text under 8 points cannot be read by everybody."""
    for page in proof.pages:
        for item in page.items:
            points = _measure_text(item)
            if points is not None and points < SMALLEST - 0.05:
                message = f"page {page.folio}: {_name(item)} is set in {points:.1f} points"
                yield warning("press-small-text", proof.place(item), message, f"nothing is under {SMALLEST:.0f}")


def find_lone_lines(proof: Proof) -> Iterator[Problem]:
    """A line of a paragraph that stands alone on a page is lost for its reader."""
    for index, fragments in _follow(proof, lambda item: _has_lines(item) and item.box.element_tag in WHOLE):
        lines = [len(item.box.children) for item in fragments]
        for offset in (0, len(lines) - 1):
            if lines[offset] == 1:
                folio = proof.pages[index + offset].folio
                message = f"page {folio}: the {'last' if offset else 'first'} line of a paragraph stands alone"
                yield warning(
                    "press-lone-line", proof.place(fragments[0]), message, "add or remove a line before it"
                )


def find_split_spaces(proof: Proof) -> Iterator[Problem]:
    """Nobody can write over the edge of a leaf."""
    for index, fragments in _follow(
        proof, lambda item: item.is_space or (item.is_row and "thead" not in item.inside)
    ):
        message = f"an answer space or row begins on page {proof.pages[index].folio} and ends on the next"
        yield error("press-split-space", proof.place(fragments[0]), message, "make it shorter, or move it")


def find_silent_pictures(proof: Proof) -> Iterator[Problem]:
    """A picture without words does not exist for those who cannot see it."""
    for page in proof.pages:
        for item in page.items:
            element = item.box.element
            if item.is_picture and element.get("aria-hidden") != "true" and _is_silent(item):
                message = f"page {page.folio}: the picture has no alternative text"
                yield error("press-silent-picture", proof.place(item), message, "say what it shows")


def find_bare_fonts(pdf: Pdf, sources: Sequence[str]) -> Iterator[Problem]:
    """A font that is not in the file is replaced by the printer; `sources` are the pages' files, by index."""
    for page, source in zip(pdf.pages, sources, strict=True):
        for font in page.get("/Resources", Dictionary()).get("/Font", Dictionary()).values():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            files = {"/FontFile", "/FontFile2", "/FontFile3"} & set(
                inner.get("/FontDescriptor", Dictionary()).keys()
            )
            if not files and font.Subtype != Name.Type3:
                yield error("press-bare-font", Place(source), f"the font {font.BaseFont} is not embedded")


def _is_silent(item: Item) -> bool:
    if item.box.element.tag.endswith("svg"):
        title = item.box.element.find("{http://www.w3.org/2000/svg}title")
        return title is None or not (title.text or "").strip()
    return item.box.element.get("alt") is None


def _exceed(item: Item) -> float:
    """Return by how many pixels a box is too wide for its block; a picture on a verso has moved out of its own."""
    left, _, right, _ = item.extent
    if item.is_table or item.is_picture:
        return (right - left) - (item.right - item.left)
    return right - item.right


def _name(item: Item) -> str:
    if item.is_table:
        return "a table"
    if item.is_picture:
        return "a picture"
    words = " ".join(item.words.split())
    return f"“{words[:40]}{'…' if len(words) > 40 else ''}”" if words else "an answer space"


def _measure_text(item: Item) -> float | None:
    """Return the size of a text, or of the smallest one in a drawing, in points."""
    if item.words.strip():
        return float(item.box.style["font_size"] * POINTS)
    if item.drawing is None:
        return None
    view = item.drawing.get_viewbox()
    scale = min(item.box.width / view[2], item.box.height / view[3]) if view and view[2] and view[3] else 1.0
    sizes = list(_list_sizes(item.drawing, size("12pt")))
    return min(sizes) * scale * POINTS if sizes else None


def _list_sizes(node: object, font_size: float) -> Iterator[float]:
    """Yield the sizes of all texts of a drawing, in its own units."""
    font_size = size(node.get("font-size", "1em"), font_size, font_size)  # type: ignore[attr-defined]
    if node.tag in {"text", "tspan", "textPath"} and (node.text or "").strip():  # type: ignore[attr-defined]
        yield font_size
    for child in node:  # type: ignore[attr-defined]
        yield from _list_sizes(child, font_size)


def _has_lines(item: Item) -> bool:
    children = getattr(item.box, "children", ())
    return bool(children) and all(isinstance(child, boxes.LineBox) for child in children)


def _follow(proof: Proof, wanted: Callable[[Item], bool]) -> Iterator[tuple[int, list[Item]]]:
    """Yield what runs over pages: the index of its first page, and its boxes in order."""
    fragments: defaultdict[int, list[tuple[int, Item]]] = defaultdict(list)
    for index, page in enumerate(proof.pages):
        for item in page.items:
            if item.box.element is not None and "::" not in (item.box.element_tag or "") and wanted(item):
                fragments[id(item.box.element)].append((index, item))
    for found in fragments.values():
        indexes = [index for index, _ in found]
        if len(indexes) > 1 and indexes == list(range(indexes[0], indexes[0] + len(indexes))):
            yield indexes[0], [item for _, item in found]


RULES: tuple[Rule, ...] = (
    find_beyond_area,
    find_overflow,
    find_cut_off,
    find_missing_glyphs,
    find_coarse_pictures,
    find_wide_pictures,
    find_missing_images,
    find_empty_pages,
    find_small_text,
    find_lone_lines,
    find_split_spaces,
    find_silent_pictures,
)
