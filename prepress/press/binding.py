"""Bind: put the laid-out chapters in order, with ruled pages where a page would stay blank."""

from __future__ import annotations

from collections.abc import Sequence

from prepress.model.rendered import Chapter
from prepress.press.chapter import Compositor, LaidChapter


def bind_chapters(compositor: Compositor, laid: Sequence[LaidChapter]) -> tuple[LaidChapter, ...]:
    """Return what is bound, in order. An odd folio stands on a right-hand page; the pages divide by the gathering.

    What has no numbers (the colophon) is laid out here, since its side is known only now.
    """
    bound: list[LaidChapter] = []
    count = 0
    for chapter in laid:
        if not chapter.chapter.bound or chapter.chapter.numbering == "none":
            continue
        if (count + 1) % 2 != chapter.start % 2:
            bound.append(_lay_out_notes(compositor, count + 1, "continued"))
            count += 1
        bound.append(chapter)
        count += chapter.pages
    last = [chapter for chapter in laid if chapter.chapter.bound and chapter.chapter.numbering == "none"]
    missing = -(count + sum(chapter.pages for chapter in last)) % compositor.rendered.gathering
    for _ in range(missing):
        bound.append(_lay_out_notes(compositor, count + 1, "none"))
        count += 1
    for chapter in last:
        bound.append(compositor.lay_out(chapter.chapter, count + 1, {}))
        count += chapter.pages
    return tuple(bound)


def _lay_out_notes(compositor: Compositor, page: int, numbering: str) -> LaidChapter:
    notes = Chapter(f"notes-{page}", "Notes", compositor.rendered.notes, "guide.yaml", numbering, "any")
    return compositor.lay_out(notes, page, {})
