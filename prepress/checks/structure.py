"""Structure: what a page has to have before it can be printed, found and read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from prepress.checks.prose import find_place
from prepress.checks.subject import Subject
from prepress.model.document import Kind, Node
from prepress.model.guide import CLOSING_SECTIONS, Page
from prepress.problems import Problem, notice, suggest, warning

TEN = 10
WIDEST, WIDEST_FOREIGN = 5, 8
"""Columns of a table: what the editorial standard allows, and what can be read at all on 176 mm."""
FEWEST_WORDS, MOST_WORDS = 60, 16_000


def _nodes(subject: Subject, kind: Kind) -> Iterator[Node]:
    for page in subject.pages:
        for node in page.body.walk():
            if node.kind is kind:
                yield node


def check_heading_jump(subject: Subject) -> Iterator[Problem]:
    """A heading that skips a level breaks the outline for whoever hears the page."""
    for page in subject.pages:
        level = 1
        for heading in page.headings:
            if heading.level > level + 1:
                message = f"`{heading.title}` jumps from level {level} to level {heading.level}"
                yield warning("structure-heading-jump", heading.place, message, f"write `{'#' * (level + 1)}`")
            level = heading.level


def check_unknown_figure(subject: Subject) -> Iterator[Problem]:
    """A computed number that nobody computes would leave a gap in a sentence."""
    for node in _nodes(subject, Kind.FIGURE_VALUE) if subject.guide.plan or subject.guide.foreign else ():
        if node.get("name") not in subject.edition.figures:
            hint = suggest(node.get("name"), subject.edition.figures)
            message = f"the plan gives no figure `{node.get('name')}`"
            yield subject.fault("structure-unknown-figure", node.place, message, hint)


def check_diagram(subject: Subject) -> Iterator[Problem]:
    """A diagram that does not parse cannot be drawn, and its source is nothing to read."""
    for node in _nodes(subject, Kind.DIAGRAM):
        try:
            subject.parse_diagram(node.text, node.get("alt") or node.get("title"))
        except ValueError as failure:
            message = f"the diagram cannot be drawn: {str(failure).splitlines()[0]}"
            yield subject.fault("structure-diagram-fails", node.place, message)


def check_formula(subject: Subject) -> Iterator[Problem]:
    """A formula that cannot be read as TeX prints as its source, and most readers cannot read that."""
    for node in (*_nodes(subject, Kind.MATH), *_nodes(subject, Kind.MATH_BLOCK)):
        try:
            subject.parse_formula(node.text)
        except ValueError as failure:
            message = f"the formula cannot be set: {failure}"
            hint = "correct its TeX; where a dollar sign is meant, write `\\$`"
            yield subject.fault("structure-formula-fails", node.place, message, hint)


def check_alternative_text(subject: Subject) -> Iterator[Problem]:
    """A picture without alternative text does not exist for a reader who cannot see it."""
    for node in (*_nodes(subject, Kind.IMAGE), *_nodes(subject, Kind.DIAGRAM)):
        if not (node.get("alt") or node.get("title")).strip():
            message = f"the {node.kind} has no alternative text"
            if node.kind is Kind.DIAGRAM and subject.guide.foreign:
                yield notice("structure-missing-alt", node.place, message, 'add alt="..." to the fence')
            else:
                hint = "say in words what it shows" if node.kind is Kind.IMAGE else 'add alt="..." to the fence'
                yield warning("structure-missing-alt", node.place, message, hint)


def _closing_titles(page: Page) -> list[str]:
    return [heading.title for heading in page.headings if heading.level == 2]


def check_missing_section(subject: Subject) -> Iterator[Problem]:
    """A page ends with its ten lines, its exercises and its checklist: readers look for them there."""
    for page in subject.own_pages:
        for name in CLOSING_SECTIONS if page.meta.kind == "page" else ():
            if name not in _closing_titles(page):
                yield subject.fault("structure-missing-section", page.place, f"the page has no section `{name}`")


def check_section_order(subject: Subject) -> Iterator[Problem]:
    """Closing sections in another order, or with something behind them, are not found."""
    for page in subject.own_pages:
        titles = _closing_titles(page)
        wanted = [name for name in CLOSING_SECTIONS if name in titles]
        if page.meta.kind == "page" and wanted and titles[-len(wanted) :] != wanted:
            message = "the last sections are not " + ", ".join(f"`{name}`" for name in CLOSING_SECTIONS)
            yield subject.fault("structure-section-order", page.place, message)


def check_ten_lines(subject: Subject) -> Iterator[Problem]:
    """Ten lines are ten: a reader copies them into a notebook."""
    for page in subject.own_pages:
        for heading, block in _pairs(page):
            listed = heading.plain_text() == CLOSING_SECTIONS[0] and block.kind is Kind.ORDERED_LIST
            if listed and len(block.children) != TEN:
                message = f"`{CLOSING_SECTIONS[0]}` has {len(block.children)} lines"
                yield subject.fault("structure-not-ten-lines", block.place, message)


def _pairs(page: Page) -> Iterator[tuple[Node, Node]]:
    for heading, block in pairwise(page.body.children):
        if heading.kind is Kind.HEADING:
            yield heading, block


def check_part(subject: Subject) -> Iterator[Problem]:
    """A page that names another part than the one that lists it is looked for in the wrong place."""
    for page in subject.own_pages:
        part = subject.guide.part_of(page.path)
        if page.meta.part and page.meta.part != part.slug:
            place = (page.meta.places or {}).get("part", page.place)
            message = f"the page says `{page.meta.part}`, guide.yaml lists it in `{part.slug}`"
            yield subject.fault("structure-wrong-part", place, message)


def check_prerequisites(subject: Subject) -> Iterator[Problem]:
    """A prerequisite that is no page of the guide sends the reader looking for it."""
    known = (*subject.guide.pages, *subject.guide.planned)
    for page in subject.own_pages:
        for path in page.meta.prerequisites:
            if path not in known:
                place = find_place(page, (page.meta.places or {}).get("prerequisites", page.place), path)
                message = f"there is no page `{path}`"
                yield subject.fault("structure-missing-prerequisite", place, message, suggest(path, known))


def check_wide_table(subject: Subject) -> Iterator[Problem]:
    """A table with more columns than the page has room for prints in slivers."""
    most = WIDEST_FOREIGN if subject.guide.foreign else WIDEST
    for node in _nodes(subject, Kind.TABLE):
        count = max((len(row.children) for row in node.children if row.kind is Kind.ROW), default=0)
        if count > most:
            message = f"the table has {count} columns; {most} fit a page"
            yield warning("structure-table-wide", node.place, message, "split it, or turn it around")


def check_size(subject: Subject) -> Iterator[Problem]:
    """A page that is too long is not read to its end; one that is too short is none."""
    for page in subject.own_pages:
        if page.meta.kind != "page" or page.path in subject.guide.unread:
            continue
        count = len(page.body.plain_text().split())
        if not FEWEST_WORDS <= count <= MOST_WORDS:
            message = f"the page has {count:,} words; a page has {FEWEST_WORDS:,} to {MOST_WORDS:,}"
            yield warning("structure-page-size", page.place, message)


CHECKS = (
    check_wide_table,
    check_size,
    check_heading_jump,
    check_unknown_figure,
    check_diagram,
    check_formula,
    check_alternative_text,
    check_missing_section,
    check_section_order,
    check_ten_lines,
    check_part,
    check_prerequisites,
)
