"""Read one Markdown file: its front matter, then its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from prepress.load.collect import (
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
from prepress.problems import Place, Problem, error

KINDS = ("page", "index", "reference")
ROUNDS = ("system-design", "coding", "behavioral", "deep-dive", "bar-raiser")
SKILLS = ("foundation", "advanced", "mastery")
TRACKS = ("main", "portfolio", "insights", "resources")
REQUIRED = ("title", "summary", "part", "levels", "skill", "track", "minutes", "objectives", "updated")
KEYS = (*REQUIRED, "kind", "rounds", "week", "prerequisites", "sources", "tags", "hide", "status")
FENCE = "---"

Include = Callable[[str], str | None]


def read_page(path: str, text: str, include: Include) -> tuple[Page, tuple[Problem, ...]]:
    """Return a guide's page and what is wrong with it; `include` returns the text of a snippet."""
    front, body, first_line = split_front_matter(text)
    problems: list[Problem] = []
    if front:
        entry = read_data(front, path, 2)
    else:
        message = "the page has no front matter"
        problems.append(error("structure-no-front-matter", Place(path), message, "begin it with `---`"))
        entry = Entry(None, Place(path), Findings())
    meta = read_metadata(entry, required=entry.exists)
    parsed = parse_markdown(body, path, first_line, include)
    page = make_page(path, text, meta, _drop_title(parsed.body))
    return page, (*problems, *entry.findings.problems, *parsed.problems)


def make_page(path: str, text: str, meta: Metadata, body: Node) -> Page:
    """Return the page with everything that is collected from its body."""
    page = Page(path, meta, body, text)
    return replace(
        page,
        headings=collect_headings(body),
        links=collect_links(body),
        checklists=collect_checklists(body, page.slug),
        exercises=collect_exercises(body),
    )


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Return the front matter, the text after it, and the line at which the text begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return "", text, 1
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() in {FENCE, "..."}:
            return "\n".join(lines[1 : number - 1]), "\n".join(lines[number:]), number + 1
    return "", text, 1


def read_metadata(entry: Entry, *, required: bool) -> Metadata:
    """Return the front matter; with `required`, missing keys are reported."""
    entry.refuse_unknown(KEYS)
    if required:
        for key in REQUIRED:
            entry.require(key)
    return Metadata(
        title=entry.get("title").text(),
        summary=entry.get("summary").text(),
        part=entry.get("part").text(),
        kind=entry.get("kind").choice(KINDS, "page"),
        levels=entry.get("levels").choices(LEVELS) or LEVELS,
        rounds=entry.get("rounds").choices(ROUNDS),
        skill=entry.get("skill").choice(SKILLS),
        track=entry.get("track").choice(TRACKS),
        week=entry.get("week").number(),
        minutes=entry.get("minutes").number(),
        prerequisites=entry.get("prerequisites").texts(),
        objectives=entry.get("objectives").texts(),
        updated=entry.get("updated").date(),
        places={key: value.place for key, value in entry.items(quiet=True)},
    )


def _drop_title(body: Node) -> Node:
    """Leave out a first heading of level 1: the title comes from the front matter."""
    first = body.children[0] if body.children else None
    if first is not None and first.kind is Kind.HEADING and first.get("level") == "1":
        return replace(body, children=body.children[1:])
    return body
