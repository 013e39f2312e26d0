"""The sources as the workbook lists them: each with the places that cite it."""

from __future__ import annotations

from collections.abc import Iterable

from prepress.model.edition import Edition
from prepress.model.guide import Source
from prepress.render.workbook_writer import WorkbookWriter


def list_citing(edition: Edition, writers: Iterable[WorkbookWriter]) -> tuple[tuple[Source, tuple[str, ...]], ...]:
    """Return the cited sources by author and title, each with the anchors of its first use in every chapter."""
    cited: dict[str, list[str]] = {}
    for writer in writers:
        for key, anchor in writer.cited.items():
            cited.setdefault(key, []).append(anchor)
    pairs = [(source, tuple(cited[key])) for key, source in edition.guide.sources.items() if key in cited]
    return tuple(sorted(pairs, key=lambda pair: (pair[0].author.lower(), pair[0].title.lower())))
