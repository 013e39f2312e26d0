"""Draw the e-book's cover as a picture: shops and shelves show it where no page is laid out."""

from __future__ import annotations

import io

import pypdfium2
from weasyprint import HTML

WIDTH = 1600
"""Pixels; 1600 by 2560 is what shops ask for."""


def draw_cover(html: str, base: str) -> bytes:
    """Return the first page of `html` as a PNG, 1600 pixels wide.

    Its grays are a palette of RGB, which Apple Books asks for, with at most 5.6 million pixels (Asset Guide 5.3).
    """
    data = HTML(string=html, base_url=base).write_pdf()
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    picture = page.render(scale=WIDTH / page.get_width(), grayscale=True).to_pil().convert("P")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")  # `optimize` would take twice as long for a tenth less
    return buffer.getvalue()
