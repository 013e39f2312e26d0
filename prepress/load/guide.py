"""Read a guide's folder: `guide.yaml`, the pages in its order, the data, and every other file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from prepress.load.allowances import read_allowances
from prepress.load.data import Entry
from prepress.load.folder import Folder, Keep, Loaded, make_always
from prepress.load.listing import check_planned, read_listed_pages, read_pages_alone
from prepress.load.page import ROUNDS, SKILLS, TRACKS
from prepress.load.plan import read_plan
from prepress.load.records import (
    read_address,
    read_bank,
    read_competencies,
    read_principles,
    read_sources,
    read_terms,
)
from prepress.load.sheets import read_sheets
from prepress.load.words import read_words
from prepress.model.guide import BankItem, Guide, Metadata, Part
from prepress.model.plan import LEVELS, Plan
from prepress.problems import Place, sort_problems, suggest

GUIDE_FILE = "guide.yaml"
DATA = "data"
SOURCES, COMPETENCIES, PLAN = "data/sources.yaml", "data/competencies.yaml", "data/study-plan.yaml"
PRINCIPLES, TERMS, WORDS = "data/principles.yaml", "data/terms.yaml", "data/words.yaml"
SCORE_SHEETS, SHEETS = "data/score-sheets.yaml", "data/sheets.yaml"
BANKS = tuple(
    f"{DATA}/{name}.yaml" for name in ("design-problems", "coding-problems", "story-slots", "mock-rounds")
)
KEYS = (
    "title", "subtitle", "edition", "date", "identifier", "language", "authors", "site",
    "certifier", "parts", "planned", "allow",
)  # fmt: skip
PART_KEYS = ("slug", "number", "title", "summary", "prompt", "pages")
PLANNED_KEYS = ("title", "levels", "rounds", "skill", "track", "week")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""RFC 5646, section 2.1, without its rare forms."""


def read_guide(root: Path, keep: Keep = make_always) -> Loaded:
    """Return the guide in a folder that has a `guide.yaml`; without one that can be read, only the problems."""
    folder = Folder(root, keep=keep)
    files = folder.list_files()
    entry = folder.read_data(GUIDE_FILE)
    if not entry.exists and not entry.findings.problems and GUIDE_FILE not in folder.unread:
        entry.findings.add("data-missing-key", entry.place, "the file is empty")
    if not entry.exists:
        folder.close(entry)
        read_pages_alone(folder, files)
        return Loaded(None, sort_problems(folder.problems))
    guide = _read_entry(entry, folder, files)
    folder.close(entry)
    return Loaded(guide if guide.pages else None, sort_problems(folder.problems))


def _read_entry(entry: Entry, folder: Folder, files: tuple[str, ...]) -> Guide:
    entry.refuse_unknown(KEYS)
    parts = _read_parts(entry.require("parts"))
    planned = {path: _read_planned_page(value) for path, value in entry.get("planned").items()}
    pages = read_listed_pages(folder, files, entry.get("parts"), planned)
    check_planned(planned, entry)
    data = {path: folder.read_data(path) for path in files if _is_data(path)}
    guide = Guide(
        root=folder.root,
        title=entry.require("title").prose(),
        subtitle=entry.get("subtitle").prose(),
        edition=entry.require("edition").text(),
        date=entry.require("date").date(),
        identifier=entry.require("identifier").text(),
        language=_read_language(entry.require("language")),
        authors=entry.require("authors").texts(),
        site=read_address(entry.get("site")),
        certifier=entry.get("certifier").prose(),
        parts=parts,
        pages=pages,
        planned=planned,
        sources=read_sources(data[SOURCES]) if SOURCES in data else {},
        bank=_read_banks(data),
        competencies=read_competencies(data[COMPETENCIES]) if COMPETENCIES in data else (),
        principles=read_principles(data[PRINCIPLES]) if PRINCIPLES in data else {},
        terms=read_terms(data[TERMS]) if TERMS in data else {},
        sheets=read_sheets(data.get(SCORE_SHEETS), data.get(SHEETS)),
        allowances=read_allowances(entry.get("allow"), pages),
        words=read_words(entry.get("language").text(), data.get(WORDS)),
        plan=_read_plan(data, folder),
        unread=frozenset(folder.unread),
        assets={path: folder.read_bytes(path) for path in files if _is_asset(path)},
    )
    for path, each in data.items():
        _refuse_unknown_file(path, each)
        folder.close(each)
    return guide


def _is_data(path: str) -> bool:
    return path.startswith(f"{DATA}/") and path.endswith((".yaml", ".yml"))


def _is_asset(path: str) -> bool:
    return not path.endswith(".md") and path != GUIDE_FILE and not path.startswith(f"{DATA}/")


def _refuse_unknown_file(path: str, entry: Entry) -> None:
    """Report a data file that nobody reads: a misspelled name would silence all that it says."""
    known = (SOURCES, COMPETENCIES, PRINCIPLES, TERMS, WORDS, PLAN, SCORE_SHEETS, SHEETS, *BANKS)
    if path not in known:
        message = f"no data file is called `{path}`: nobody reads it"
        entry.findings.add("data-unknown-file", Place(path), message, suggest(path, known))


def _read_parts(entry: Entry) -> tuple[Part, ...]:
    parts = tuple(_read_part(item) for item in entry.list())
    first: dict[str, Part] = {}
    for part, item in zip(parts, entry.list(), strict=True):
        if part.slug in first:
            message = f"`{part.slug}` is the slug of another part"
            hint = f"the other one begins in line {first[part.slug].place.line}"
            item.findings.add("structure-part-twice", item.get("slug").place, message, hint)
        first.setdefault(part.slug, part)
    return parts


def _read_part(entry: Entry) -> Part:
    entry.refuse_unknown(PART_KEYS)
    slug = entry.require("slug")
    if slug.text() and not SLUG.fullmatch(slug.text()):
        slug.fail("small letters and digits joined by hyphens")
    return Part(
        slug=slug.text(),
        number=entry.get("number").text(),
        title=entry.require("title").prose(),
        summary=entry.get("summary").prose(),
        prompt=entry.get("prompt").prose(),
        pages=entry.require("pages").texts(),
        place=entry.place,
    )


def _read_planned_page(entry: Entry) -> Metadata:
    entry.refuse_unknown(PLANNED_KEYS)
    return Metadata(
        title=entry.require("title").prose(),
        levels=entry.get("levels").choices(LEVELS) or LEVELS,
        rounds=entry.get("rounds").choices(ROUNDS),
        skill=entry.get("skill").choice(SKILLS),
        track=entry.get("track").choice(TRACKS),
        week=entry.get("week").number(),
        places={"path": entry.key_place or entry.place},
    )


def _read_language(entry: Entry) -> str:
    written = entry.text()
    if written and not LANGUAGE.fullmatch(written):
        entry.fail("a language such as `en` or `en-US`")
    return written


def _read_banks(data: Mapping[str, Entry]) -> dict[str, BankItem]:
    bank: dict[str, BankItem] = {}
    for path in BANKS:
        if path in data:
            bank |= read_bank(data[path], bank)
    return bank


def _read_plan(data: Mapping[str, Entry], folder: Folder) -> Plan | None:
    """Return the plan; one that is there and gives none counts as unread."""
    if PLAN not in data:
        return None
    if not data[PLAN].exists and PLAN not in folder.unread:
        data[PLAN].findings.add("data-missing-key", data[PLAN].place, "the file is empty")
    plan = read_plan(data[PLAN])
    if plan is None:
        folder.unread.add(PLAN)
    return plan
