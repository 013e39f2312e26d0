"""Measure what stands on a page of a PDF, in mm from its bottom left: words and their size, ink and its stroke."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

MM = 25.4 / 72
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(frozen=True)
class Words:
    """A run of text: its font size in pt."""

    text: str
    size: float
    box: Box


@dataclass(frozen=True)
class Ink:
    """A path: its stroke in pt (0 if it is only filled), and the box of its middle line."""

    stroke: float
    box: Box

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


def measure(page: pypdfium2.PdfPage) -> tuple[list[Words], list[Ink]]:
    """Return all words and all ink of a page."""
    text = page.get_textpage()
    words, ink = [], []
    for item, outer in _list_objects(page):
        box = _place(item.get_bounds(), outer)
        scale = abs(item.get_matrix().get()[3] * outer[3])
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            size = ctypes.c_float()
            pdfium.FPDFTextObj_GetFontSize(item, size)
            said = text.get_text_bounded(*(edge / MM for edge in box)).strip()
            words.append(Words(said, size.value * scale, box))
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            ink.append(_measure_path(item, box, scale))
    return words, ink


def _measure_path(item: pypdfium2.PdfObject, box: Box, scale: float) -> Ink:
    """Take off what the library adds around a stroke: a whole stroke on each side."""
    width, fill, stroked = ctypes.c_float(), ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPageObj_GetStrokeWidth(item, width)
    pdfium.FPDFPath_GetDrawMode(item, fill, stroked)
    stroke = width.value * scale if stroked.value else 0.0
    edge = stroke * MM
    return Ink(stroke, (box[0] + edge, box[1] + edge, box[2] - edge, box[3] - edge))


def _list_objects(page: pypdfium2.PdfPage) -> Iterator[tuple[pypdfium2.PdfObject, tuple[float, ...]]]:
    """Yield each object with the matrix of the drawing that it stands in; drawings do not stand in drawings."""
    for item in page.get_objects(max_depth=4):
        assert item.level <= 1
        yield item, item.container.get_matrix().get() if item.container else (1, 0, 0, 1, 0, 0)


def _place(bounds: Box, matrix: tuple[float, ...]) -> Box:
    assert matrix[1] == matrix[2] == 0
    xs = sorted(bounds[index] * matrix[0] + matrix[4] for index in (0, 2))
    ys = sorted(bounds[index] * matrix[3] + matrix[5] for index in (1, 3))
    return xs[0] * MM, ys[0] * MM, xs[1] * MM, ys[1] * MM
