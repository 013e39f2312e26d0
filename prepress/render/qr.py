"""Draw QR codes: an address that a phone can read from paper (ISO/IEC 18004)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import segno
from markupsafe import Markup

from prepress.render.environment import make_environment


def draw_code(address: str) -> Markup:
    """Return a code of level M (15 % of it may be lost), 20 mm wide, as one black path without a border."""
    code = segno.make(address, error="m", micro=False, boost_error=False)
    template = make_environment().get_template("shared/qr.svg.j2")
    return Markup(template.render(address=address, size=len(code.matrix), path=trace_modules(code.matrix)))


def trace_modules(matrix: Sequence[Sequence[int]]) -> str:
    """Return the dark modules as an SVG path, a unit wide each; neighbors in a row are one rectangle."""
    pieces = []
    for y, row in enumerate(matrix):
        x = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                pieces.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return "".join(pieces)
