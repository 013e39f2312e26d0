"""The sources as both products list them: each with the places that cite it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from prepress.model.edition import Edition
from prepress.model.guide import Source

Use = TypeVar("Use")


def list_citing(
    edition: Edition, chapters: Iterable[Mapping[str, Use]]
) -> tuple[tuple[Source, tuple[Use, ...]], ...]:
    """Return the cited sources by author and title, each with its first use in every chapter.

    `chapters` are those uses by the source's key, as a product names them.
    """
    cited: dict[str, list[Use]] = {}
    for uses in chapters:
        for key, use in uses.items():
            cited.setdefault(key, []).append(use)
    pairs = [(source, tuple(cited[key])) for key, source in edition.guide.sources.items() if key in cited]
    return tuple(sorted(pairs, key=lambda pair: (pair[0].author.lower(), pair[0].title.lower())))
