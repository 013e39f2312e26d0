"""Press the workbook: chapters are laid out apart, until every printed folio is true, and joined.

A folio is known only when all chapters before its target are laid out. The first round prints what the known page
map says, or nothing; every further round lays out again only the chapters whose start or printed folios were
wrong. Since a folio takes little room, the second round is nearly always the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prepress.model.artifact import Artifact, PageBreak, PageMap
from prepress.model.rendered import Chapter, RenderedWorkbook
from prepress.press.binding import bind_chapters
from prepress.press.chapter import Compositor, LaidChapter
from prepress.press.folios import write_folio
from prepress.press.join import join_chapters
from prepress.problems import Problem, error

ROUNDS = 5


def press_workbook(rendered: RenderedWorkbook, known: PageMap | None = None) -> tuple[Artifact, PageMap]:
    """Return the workbook as one PDF and the map of its pages; `known` is the map of an earlier build."""
    compositor = Compositor(rendered)
    laid, pages = settle_chapters(compositor, known)
    bound = bind_chapters(compositor, laid)
    problems = [*compositor.problems, *(p for chapter in bound for p in chapter.problems)]
    problems += _find_unsettled(bound, pages)
    data, count, bare = join_chapters(rendered, bound, compositor.case, compositor.read_face())
    return Artifact(rendered.filename, "workbook", data, count, (*problems, *bare)), pages


def settle_chapters(
    compositor: Compositor, known: PageMap | None = None
) -> tuple[tuple[LaidChapter, ...], PageMap]:
    """Return the chapters, laid out until their folios are true, and the map of their pages."""
    pages = known or PageMap()
    laid = lay_out_all(compositor, compositor.rendered.chapters, pages, ())
    for _ in range(ROUNDS):
        pages = map_pages(laid)
        if not any(_is_wrong(chapter, start, pages) for chapter, start in _pair_starts(laid)):
            break
        laid = lay_out_all(compositor, compositor.rendered.chapters, pages, laid)
    return laid, pages


def lay_out_all(
    compositor: Compositor,
    chapters: Sequence[Chapter],
    pages: PageMap,
    before: Sequence[LaidChapter],
) -> tuple[LaidChapter, ...]:
    """Return all chapters laid out; one of the round before is kept if its start and folios are still true."""
    laid: list[LaidChapter] = []
    for index, chapter in enumerate(chapters):
        start = find_start(laid, chapter)
        if before and not _is_wrong(before[index], start, pages):
            laid.append(before[index])
        else:
            laid.append(compositor.lay_out(chapter, start, pages.folios))
    return tuple(laid)


def find_start(laid: Sequence[LaidChapter], chapter: Chapter) -> int:
    """Return the number of a chapter's first page; numbering begins at 1 again where its style changes."""
    last = laid[-1] if laid else None
    if last is None or last.chapter.numbering != chapter.numbering:
        return 1 + needs_blank(1, chapter.starts)
    after = last.start + last.pages
    return after + needs_blank(after, chapter.starts)


def needs_blank(page: int, starts: str) -> int:
    """Return 1 if a blank page has to come first: odd pages are rectos."""
    wanted = {"recto": 1, "verso": 0}.get(starts)
    return 0 if wanted is None or page % 2 == wanted else 1


def map_pages(laid: Sequence[LaidChapter]) -> PageMap:
    """Return the folio of every anchor."""
    folios = {
        name: write_folio(chapter.start + anchor.page, chapter.chapter.numbering)
        for chapter in laid
        for name, anchor in chapter.anchors.items()
    }
    return PageMap(folios, sum(chapter.pages for chapter in laid), tuple(find_breaks(laid)))


def find_breaks(laid: Sequence[LaidChapter]) -> Iterator[PageBreak]:
    """Yield the pages with text of the guide, in order; one on which nothing begins waits for the next."""
    waiting: list[str] = []
    for chapter in laid:
        for index, openings in enumerate(chapter.openings):
            if openings is None or chapter.chapter.numbering != "arabic":
                continue
            waiting.append(write_folio(chapter.start + index, chapter.chapter.numbering))
            if openings:
                yield from (PageBreak(folio, openings) for folio in waiting)
                waiting = []


def _pair_starts(laid: Sequence[LaidChapter]) -> list[tuple[LaidChapter, int]]:
    return [(chapter, find_start(laid[:index], chapter.chapter)) for index, chapter in enumerate(laid)]


def _is_wrong(laid: LaidChapter, start: int, pages: PageMap) -> bool:
    printed = laid.printed.items()
    return laid.start != start or any(pages.folios.get(name, text) != text for name, text in printed)


def _find_unsettled(laid: Sequence[LaidChapter], pages: PageMap) -> list[Problem]:
    """Report folios and links that lead nowhere, and folios that no round could settle."""
    problems = []
    for chapter in laid:
        for name, place in chapter.calls:
            asked = name in chapter.printed
            if name not in pages.folios:
                code = "press-unknown-page" if asked else "press-missing-anchor"
                message = f"no page is known for `{name}`, which `{chapter.chapter.title}` refers to"
                problems.append(error(code, place, message))
            elif asked and chapter.printed[name] != pages.folios[name]:
                message = f"the page of `{name}` does not settle: {chapter.printed[name]} or {pages.folios[name]}"
                problems.append(error("press-unknown-page", place, message))
    return problems
