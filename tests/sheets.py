"""Measure the sheets of a planner in its finished PDF: strokes and texts, in mm from the page's top left."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pikepdf
import pypdfium2
from pypdfium2 import raw

MILLIMETER = 25.4 / 72
CURVE = raw.FPDF_SEGMENT_BEZIERTO
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def meets(self, other: Box, slack: float = 0.0) -> bool:
        """Tell whether two boxes share more than `slack` in both directions."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > slack and down > slack

    def holds(self, other: Box, slack: float) -> bool:
        """Tell whether another box lies inside, but for `slack`."""
        return (
            other.left >= self.left - slack
            and other.top >= self.top - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True)
class Stroke:
    """A line of a path, open or closed: corners, weight in points (0 for a fill), and whether it is curved."""

    points: tuple[tuple[float, float], ...]
    weight: float
    curved: bool

    @cached_property
    def box(self) -> Box:
        across, down = [x for x, _ in self.points], [y for _, y in self.points]
        return Box(min(across), min(down), max(across), max(down))

    @property
    def outer(self) -> Box:
        """Return what its ink covers."""
        half = self.weight * MILLIMETER / 2
        return Box(self.box.left - half, self.box.top - half, self.box.right + half, self.box.bottom + half)


@dataclass(frozen=True)
class Text:
    """A run of text, the box of its ink, and its size in points."""

    words: str
    box: Box
    size: float


@dataclass(frozen=True)
class Link:
    """A link, its box, and the index of the page that it leads to."""

    box: Box
    target: int


def join(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


class Sheets:
    """The pages of one file."""

    def __init__(self, data: bytes) -> None:
        self.document = pypdfium2.PdfDocument(data)
        self.pages = len(self.document)
        self.data = data

    def measure(self, index: int) -> tuple[list[Stroke], list[Text]]:
        """Return the strokes and the texts of a page."""
        page = self.document[index]
        strokes: list[Stroke] = []
        texts: list[Text] = []
        form: Matrix = (1, 0, 0, 1, 0, 0)
        words = page.get_textpage()
        for item in page.get_objects(max_depth=2):
            matrix = item.get_matrix().get()
            if item.type == raw.FPDF_PAGEOBJ_FORM:
                form = matrix
            elif item.type == raw.FPDF_PAGEOBJ_PATH:
                whole = join(matrix, form) if item.level else matrix
                strokes += read_strokes(item.raw, whole, page.get_height())
            elif item.type == raw.FPDF_PAGEOBJ_TEXT:
                texts += read_text(item, words, page.get_height())
        return strokes, texts

    def list_links(self) -> Iterator[tuple[int, list[Link]]]:
        """Yield each page's links; raises KeyError for one that leads nowhere."""
        with pikepdf.open(io.BytesIO(self.data)) as pdf:
            numbers = {page.objgen: index for index, page in enumerate(pdf.pages)}
            names = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items()) if "/Names" in pdf.Root else {}
            for index, page in enumerate(pdf.pages):
                height = float(page.mediabox[3])
                links = []
                for annotation in page.get("/Annots", ()):
                    place = annotation.get("/Dest") or annotation.A.D
                    place = names[str(place)] if isinstance(place, pikepdf.String) else place
                    place = place.D if isinstance(place, pikepdf.Dictionary) else place
                    across = sorted(float(annotation.Rect[at]) * MILLIMETER for at in (0, 2))
                    down = sorted((height - float(annotation.Rect[at])) * MILLIMETER for at in (1, 3))
                    box = Box(across[0], down[0], across[1], down[1])
                    links.append(Link(box, numbers[place[0].objgen]))
                yield index, links


def read_strokes(path: object, matrix: Matrix, height: float) -> Iterator[Stroke]:
    """Yield the lines of a path object; a move begins a new one."""
    weight = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(path, weight)
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, filled, stroked)
    points: list[tuple[float, float]] = []
    curved = False
    for number in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        kind = raw.FPDFPathSegment_GetType(segment)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        a, b, c, d, e, f = matrix
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield Stroke(tuple(points), abs(matrix[0]) * weight.value * stroked.value, curved)
            points, curved = [], False
        points.append((point[0] * MILLIMETER, (height - point[1]) * MILLIMETER))
        curved = curved or kind == CURVE
    yield Stroke(tuple(points), abs(matrix[0]) * weight.value * stroked.value, curved)


def read_text(item: pypdfium2.PdfObject, words: pypdfium2.PdfTextPage, height: float) -> Iterator[Text]:
    """Yield a text object as it is printed; blanks have no ink."""
    length = raw.FPDFTextObj_GetText(item.raw, words.raw, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(item.raw, words.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    content = buffer.raw[: length - 2].decode("utf-16-le")
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(item.raw, size)
    if content.strip():
        left, low, right, high = (value * MILLIMETER for value in item.get_bounds())
        top = height * MILLIMETER
        yield Text(content, Box(left, top - high, right, top - low), abs(item.get_matrix().get()[0]) * size.value)
