"""Read one Markdown file: its front matter, then its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from prepress.load.collect import (
    collect_anchors,
    collect_checklists,
    collect_exercises,
    collect_headings,
    collect_links,
)
from prepress.load.data import Entry, Findings, read_data
from prepress.load.markdown import parse_markdown
from prepress.model.document import Kind, Node
from prepress.model.guide import Metadata, Page
from prepress.model.plan import LEVELS
from prepress.problems import Place, Problem

KINDS = ("page", "index", "reference")
ROUNDS = ("system-design", "coding", "behavioral", "deep-dive", "bar-raiser")
SKILLS = ("foundation", "advanced", "mastery")
TRACKS = ("main", "portfolio", "insights", "resources")
REQUIRED = ("title", "summary", "part", "levels", "skill", "track", "minutes", "objectives", "updated")
REQUIRED_OF_A_PAGE = ("rounds", "week", "prerequisites")
KEYS = (*REQUIRED, *REQUIRED_OF_A_PAGE, "kind", "sources", "tags", "hide", "status")
FENCE = "---"

Include = Callable[[str], str | None]


def read_page(path: str, text: str, include: Include) -> tuple[Page, tuple[Problem, ...]]:
    """Return a guide's page and what is wrong with it; `include` returns the text of a snippet."""
    front, body, first_line = split_front_matter(text)
    entry = Entry(None, Place(path), Findings()) if front is None else read_data(front, path, 2)
    if not entry.exists and not entry.findings.problems:
        _report_no_front_matter(text, entry, ended=front is not None)
    meta = read_metadata(entry)
    parsed = parse_markdown(body, path, first_line, include)
    page = make_page(path, text, meta, drop_title(parsed.body))
    return page, (*entry.findings.problems, *parsed.problems)


def _report_no_front_matter(text: str, entry: Entry, *, ended: bool) -> None:
    message, hint = "the page has no front matter", "begin it with `---`"
    if ended:
        message, hint = "the front matter is empty", f"it needs {', '.join(REQUIRED)}"
    elif text.split("\n", 1)[0].rstrip() == FENCE:
        message, hint = "the front matter has no end", "end it with a line `---`"
    entry.findings.add("structure-no-front-matter", Place(entry.place.file), message, hint)


def make_page(path: str, text: str, meta: Metadata, body: Node) -> Page:
    """Return the page with everything that is collected from its body."""
    page = Page(path, meta, body, text)
    return replace(
        page,
        headings=collect_headings(body),
        links=collect_links(body),
        checklists=collect_checklists(body, page.slug),
        exercises=collect_exercises(body),
        anchors=collect_anchors(body),
    )


def make_unread_page(path: str) -> Page:
    """Return an empty page in the place of one that is not text at all, so that links to it hold."""
    return make_page(path, "", Metadata(path, kind="reference"), Node(Kind.DOCUMENT, Place(path)))


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """Return the front matter, if there is any, the text after it, and the line at which the text begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None, text, 1
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() in {FENCE, "..."}:
            return "\n".join(lines[1 : number - 1]), "\n".join(lines[number:]), number + 1
    return None, text, 1


def read_metadata(entry: Entry) -> Metadata:
    """Return the front matter, and note what it lacks: an index or reference page needs less than a page."""
    entry.refuse_unknown(KEYS)
    kind = entry.get("kind").choice(KINDS, "page")
    for key in (*REQUIRED, *REQUIRED_OF_A_PAGE) if kind == "page" else REQUIRED:
        entry.require(key)
    return Metadata(
        title=entry.get("title").prose() or entry.place.file,
        summary=entry.get("summary").prose(),
        part=entry.get("part").text(),
        kind=kind,
        levels=entry.get("levels").choices(LEVELS) or LEVELS,
        rounds=entry.get("rounds").choices(ROUNDS),
        skill=entry.get("skill").choice(SKILLS),
        track=entry.get("track").choice(TRACKS),
        week=entry.get("week").number(),
        minutes=entry.get("minutes").number(),
        prerequisites=entry.get("prerequisites").texts(),
        objectives=entry.get("objectives").proses(),
        updated=entry.get("updated").date(),
        places={key: value.place for key, value in entry.items(quiet=True)},
    )


def drop_title(body: Node) -> Node:
    """Leave out a first heading of level 1, since the title prints it; its id stays, so that links to it hold."""
    first = find_title(body)
    if first is None:
        return body
    rest = body.children[1:]
    anchor = Node(Kind.PARAGRAPH, first.place, attrs={"id": first.get("id")})
    if rest and rest[0].kind is Kind.PARAGRAPH and not rest[0].get("id"):
        anchor, rest = replace(rest[0], attrs={**rest[0].attrs, **anchor.attrs}), rest[1:]
    return replace(body, children=(anchor, *rest))


def find_title(body: Node) -> Node | None:
    """Return the heading of level 1 with which the text begins, if it does."""
    first = body.children[0] if body.children else None
    if first is not None and first.kind is Kind.HEADING and first.get("level") == "1":
        return first
    return None
