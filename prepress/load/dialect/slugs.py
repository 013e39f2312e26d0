"""Heading ids as Python-Markdown's `toc` extension makes them, so that links copied from a site hold."""

from __future__ import annotations

import re
import unicodedata


def slugify(text: str) -> str:
    """Return the id of a heading's words (markdown.extensions.toc.slugify)."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    plain = re.sub(r"[^\w\s-]", "", plain).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)


def make_unique(slug: str, taken: set[str]) -> str:
    """Return the id with `_1`, `_2` ... for repeats (markdown.extensions.toc.unique), and note it as taken."""
    while slug in taken or not slug:
        found = re.match(r"^(.+)_(\d+)$", slug)
        slug = f"{found[1]}_{int(found[2]) + 1}" if found else f"{slug}_1"
    taken.add(slug)
    return slug
