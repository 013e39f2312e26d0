"""Read the guide's smaller data files: sources, banks of exercises, competencies."""

from __future__ import annotations

from prepress.load.data import Entry
from prepress.model.guide import BankItem, Competency, Source

TRUST = ("A", "B", "C")
SOURCE_KEYS = ("author", "title", "url", "published", "read", "trust", "note")
LEVELS_OF_A_COMPETENCY = 4


def read_sources(entry: Entry) -> dict[str, Source]:
    """Return the sources by key."""
    return {key: _read_source(key, value, entry) for key, value in entry.items()}


def _read_source(key: str, entry: Entry, parent: Entry) -> Source:
    entry.refuse_unknown(SOURCE_KEYS)
    return Source(
        key=key,
        author=entry.require("author").text(),
        title=entry.require("title").text(),
        url=entry.require("url").text(),
        published=entry.require("published").text(),
        read=entry.require("read").date(),
        trust=entry.require("trust").choice(TRUST),
        note=entry.get("note").text(),
        place=parent.key_place(key),
    )


def read_bank(entry: Entry) -> dict[str, BankItem]:
    """Return a bank's exercises by id; every other key of an item is a fact."""
    entry.refuse_unknown(("bank", "page", "items"))
    bank, page = entry.require("bank").text(), entry.require("page").text()
    items: dict[str, BankItem] = {}
    for value in entry.require("items").list():
        name = value.require("id").text()
        if name in items:
            message = f"`{name}` is in this bank already"
            value.findings.add("exercise-duplicate-id", value.get("id").place, message)
        facts = {key: fact.text() for key, fact in value.items() if key not in {"id", "title", "page"}}
        own_page = value.get("page").text() or page
        title = value.require("title").text()
        items[name] = BankItem(name, bank, title, own_page, facts, value.get("id").place)
    return items


def read_competencies(entry: Entry) -> tuple[Competency, ...]:
    """Return the rows of the competency matrix."""
    return tuple(_read_competency(item) for item in entry.list())


def _read_competency(entry: Entry) -> Competency:
    levels = entry.require("levels")
    texts = levels.texts()
    if len(texts) != LEVELS_OF_A_COMPETENCY:
        levels.fail(f"a list of {LEVELS_OF_A_COMPETENCY} levels")
    return Competency(entry.require("id").text(), entry.require("name").text(), texts)
