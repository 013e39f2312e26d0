"""Make pictures printable: what Pillow would clip when it makes them red, green and blue."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

DEEP = frozenset({"I", "I;16", "I;16B", "I;16L"})
"""Pillow's names for 16 bits of grey; its conversion to RGB clips and does not scale."""
STEP = 257
"""White in 16 bits divided by white in 8."""


def make_printable(data: bytes) -> bytes:
    """Return a picture of 16-bit grey as one of 8 bits, and any other bytes as they are."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.mode not in DEEP:
                return data
            flat = picture.convert("I").point(lambda value: value / STEP).convert("L")
    except (UnidentifiedImageError, OSError, ValueError):
        return data
    written = io.BytesIO()
    flat.save(written, "PNG")
    return written.getvalue()
