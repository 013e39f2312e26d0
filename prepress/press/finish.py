"""Finish a PDF: pure black, what it says of itself, and the same bytes every time."""

from __future__ import annotations

import io
import zlib

import pikepdf
from pikepdf import Name, Pdf, Stream

from prepress.press.gray import turn_gray
from prepress.press.metadata import describe_file

AMBIGUOUS = b"\r"
"""A stream that ends with it, before the line end that is not its own, seems to some checkers of PDF/A to be one
byte longer than it says (ISO 19005-2, 6.1.7). A compressed stream in 256 does."""
TRIES = 30


def finish_pdf(pdf: Pdf, title: str, author: str, language: str) -> bytes:
    """Return the file as it is delivered: tagged, DeviceGray, described, compressed, reproducible."""
    turn_gray(pdf)
    describe_file(pdf, title, author, language)
    _end_streams_clearly(pdf)
    data = _save(pdf)
    for page in list(pdf.pages)[:TRIES]:
        if AMBIGUOUS + b"\nendstream" not in data:
            break
        page.Group = pdf.make_indirect(page.Group)  # all numbers after it shift, and with them every table's bytes
        data = _save(pdf)
    return data


def _save(pdf: Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=True,
    )
    return buffer.getvalue()


def _end_streams_clearly(pdf: Pdf) -> None:
    """Add a line end to what would end ambiguously when it is compressed; a picture has no room for it."""
    for item in pdf.objects:
        if isinstance(item, Stream) and item.get("/Subtype") != Name.Image and item.get("/Type") != Name.Metadata:
            content = item.read_bytes()
            if _sum_up(content).endswith(AMBIGUOUS):
                item.write(content + b"\n")


def _sum_up(content: bytes) -> bytes:
    """Return the checksum that a stream ends with when it is compressed (RFC 1950)."""
    return zlib.adler32(content).to_bytes(4, "big")
