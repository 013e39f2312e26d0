"""Keep text on its line when only the space behind it does not fit.

WeasyPrint 69 breaks a text such as "assigned a " (before a bold word, say) at its first hyphenation point if its
last space, which is not printed, would cross the margin: the line ends half empty. The function that is wrapped
is not public, and is tested against the version that the lock file pins.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import inline

WIDEST = 4
"""The most characters to an em of a line: a longer text cannot fit, and is not tried."""


@contextmanager
def hanging_spaces() -> Iterator[None]:
    """Let spaces hang over the end of every line that is laid out inside the block."""
    split = inline.split_first_line

    def split_before_space(text: str, style: Any, context: Any, max_width: float, *rest: Any, **named: Any) -> Any:
        found = split(text, style, context, max_width, *rest, **named)
        if not _is_cut_for_space(text, style, max_width, found[2]):
            return found
        bare = split(text.rstrip(" "), style, context, max_width, *rest, **named)
        return found if bare[2] is not None else split(text, style, context, None, *rest, **named)

    inline.split_first_line = split_before_space
    try:
        yield
    finally:
        inline.split_first_line = split


def _is_cut_for_space(text: str, style: Any, max_width: float, resume: int | None) -> bool:
    cut = resume is not None and text.endswith(" ") and style["white_space"] == "normal"
    return cut and len(text) * style["font_size"] < WIDEST * max_width
