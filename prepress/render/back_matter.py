"""What the back of the book is made from: exercises by id, sources and the pages that cite them."""

from __future__ import annotations

from dataclasses import dataclass

from prepress.model.document import Kind, Node
from prepress.model.edition import Edition
from prepress.model.guide import BankItem, Page, Source
from prepress.render.sheets import list_sheets

BANK_NAMES = {
    "SD": "Design problems",
    "CO": "Coding problems",
    "ST": "Story slots",
    "MK": "Mock rounds",
}


@dataclass(frozen=True, slots=True)
class BankLine:
    """An exercise of a bank; `anchor` is empty while its page is planned."""

    id: str
    title: str
    anchor: str


def group_bank(edition: Edition) -> dict[str, tuple[BankLine, ...]]:
    """Return the exercises of the banks by the bank's name, in the order of their ids."""
    guide = edition.guide
    printed = {exercise.id for page in guide.pages.values() for exercise in page.exercises}
    anchors = {name: name.lower() for name in (*printed, *(sheet.id for sheet in list_sheets(edition)))}
    groups: dict[str, list[BankLine]] = {}
    for item in list_bank(edition):
        anchor = anchors.get(item.id, "")
        name = BANK_NAMES.get(item.bank, item.bank)
        groups.setdefault(name, []).append(BankLine(item.id, item.title, anchor))
    return {name: tuple(lines) for name, lines in groups.items()}


def list_bank(edition: Edition) -> tuple[BankItem, ...]:
    """Return the exercises of the banks without those that only the other level's plan schedules."""
    items = tuple(edition.guide.bank.values())
    if edition.level == "all" or not edition.weeks:
        return items
    levels: dict[str, set[str]] = {}
    for level, weeks in edition.weeks.items():
        for load in (load for week in weeks for load in week.loads):
            for name in load.new:
                levels.setdefault(name, set()).add(level)
    wanted = edition.level.upper()
    return tuple(item for item in items if wanted in levels.get(item.id, {wanted}))


def find_citing(edition: Edition) -> tuple[tuple[Source, tuple[Page, ...]], ...]:
    """Return the cited sources by author and title, each with the pages that cite it."""
    guide = edition.guide
    cited = {path: _find_keys(page) for path, page in guide.pages.items()}
    pairs = [
        (source, tuple(guide.pages[path] for path, keys in cited.items() if source.key in keys))
        for source in guide.sources.values()
    ]
    used = [pair for pair in pairs if pair[1]]
    return tuple(sorted(used, key=lambda pair: (pair[0].author.lower(), pair[0].title.lower())))


def _find_keys(page: Page) -> frozenset[str]:
    return frozenset(key for node in page.body.walk() if (key := _cited_key(node)))


def _cited_key(node: Node) -> str:
    if node.kind is Kind.CITATION:
        return node.get("key")
    if node.kind is Kind.DIRECTIVE and node.get("name") == "quotation":
        return node.get("argument")
    return ""
