"""Read the guide's smaller data files: sources, banks of exercises, competencies, principles, terms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from prepress.load.data import Entry
from prepress.model.guide import LEVELS_OF_A_COMPETENCY, BankItem, Competency, Source, Term
from prepress.model.plan import LEVELS
from prepress.model.principles import Principle, Tension

TRUST = ("A", "B", "C")
SOURCE_KEYS = ("author", "title", "url", "published", "read", "trust", "note", "life", "use")
PRINCIPLE_KEYS = (
    "id", "name", "rewards", "l6", "l7", "misuse", "probes", "questions", "slots", "tensions",
)  # fmt: skip
Record = TypeVar("Record", Principle, Term)
ADDRESS = re.compile(r"https?://[^\s/]+\S*")


def read_sources(entry: Entry) -> dict[str, Source]:
    """Return the sources by key."""
    return {key: _read_source(key, value) for key, value in entry.items()}


def _read_source(key: str, entry: Entry) -> Source:
    entry.refuse_unknown(SOURCE_KEYS)
    return Source(
        key=key,
        author=entry.require("author").prose(),
        title=entry.require("title").prose(),
        url=read_address(entry.require("url")),
        published=entry.require("published").text(),
        read=entry.require("read").date(),
        trust=entry.require("trust").choice(TRUST),
        note=entry.get("note").text(),
        place=entry.key_place or entry.place,
        life=entry.get("life").number(),
        use=entry.get("use").texts(),
    )


def read_address(entry: Entry) -> str:
    """Return the address of a web page; another text is reported."""
    written = entry.text()
    if written and not ADDRESS.fullmatch(written):
        entry.fail("an address that begins with https:// or http://")
    return written


def read_bank(entry: Entry, others: Mapping[str, BankItem]) -> dict[str, BankItem]:
    """Return a bank's exercises by id; every other key of an item is a fact. `others` are those of other banks."""
    entry.refuse_unknown(("bank", "page", "items"))
    bank, page = entry.require("bank").text(), entry.require("page").text()
    items: dict[str, BankItem] = {}
    for value in entry.require("items").list():
        item = _read_item(value, bank, page)
        if item.id in items or item.id in others:
            first = (items.get(item.id) or others[item.id]).place
            message = f"`{item.id}` is the id of another exercise"
            value.findings.add("exercise-duplicate-id", item.place, message, f"the other one is at {first}")
        items.setdefault(item.id, item)
    return items


def _read_item(entry: Entry, bank: str, page: str) -> BankItem:
    name = entry.require("id")
    if name.exists and not re.fullmatch(rf"{re.escape(bank)}-[0-9]+", name.text()):
        name.fail(f"`{bank}-` and a number")
    return BankItem(
        id=name.text(),
        bank=bank,
        title=entry.require("title").prose(),
        page=entry.get("page").text() or page,
        facts={key: fact.text() for key, fact in entry.items() if key not in {"id", "title", "page"}},
        place=name.place,
    )


def read_competencies(entry: Entry) -> tuple[Competency, ...]:
    """Return the rows of the competency matrix."""
    return tuple(_read_competency(item) for item in entry.list())


def _read_competency(entry: Entry) -> Competency:
    entry.refuse_unknown(("id", "name", "levels", "bars"))
    levels, bars = entry.require("levels"), entry.get("bars")
    bars.refuse_unknown(LEVELS)
    texts = levels.proses()
    if len(texts) != LEVELS_OF_A_COMPETENCY:
        levels.fail(f"a list of {LEVELS_OF_A_COMPETENCY} levels")
    asked = {level: bar.number(1, LEVELS_OF_A_COMPETENCY) for level, bar in bars.items()}
    return Competency(entry.require("id").text(), entry.require("name").prose(), texts, asked)


def read_principles(entry: Entry) -> dict[str, Principle]:
    """Return the principles by id, in their order."""
    return _index(entry, [_read_principle(item) for item in entry.list()])


def _read_principle(entry: Entry) -> Principle:
    entry.refuse_unknown(PRINCIPLE_KEYS)
    return Principle(
        id=entry.require("id").text(),
        name=entry.require("name").prose(),
        rewards=entry.require("rewards").prose(),
        levels={level: entry.require(level.lower()).prose() for level in LEVELS},
        misuse=entry.require("misuse").prose(),
        probes=entry.require("probes").proses(),
        questions=entry.require("questions").proses(),
        slots=entry.require("slots").texts(),
        tensions=tuple(_read_tension(item) for item in entry.get("tensions").list()),
        place=entry.place,
    )


def _read_tension(entry: Entry) -> Tension:
    entry.refuse_unknown(("with", "sense"))
    return Tension(entry.require("with").text(), entry.require("sense").prose(), entry.get("with").place)


def read_terms(entry: Entry) -> dict[str, Term]:
    """Return the terms by id, in the order of the file."""
    return _index(entry, [_read_term(item) for item in entry.list()])


def _read_term(entry: Entry) -> Term:
    entry.refuse_unknown(("id", "term", "forms", "definition", "see"))
    return Term(
        id=entry.require("id").text(),
        term=entry.require("term").text(),
        forms=entry.get("forms").texts(),
        definition=entry.require("definition").prose(),
        see=entry.get("see").texts(),
        place=entry.place,
    )


def _index(entry: Entry, records: Sequence[Record]) -> dict[str, Record]:
    """Return records by id; of two with the same one the first counts, and the other is reported."""
    found: dict[str, Record] = {}
    for record in records:
        if record.id in found:
            message = f"`{record.id}` is the id of another entry"
            entry.findings.add(
                "data-duplicate-id", record.place, message, f"the other is at {found[record.id].place}"
            )
        found.setdefault(record.id, record)
    return found
