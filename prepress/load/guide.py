"""Read a guide's folder: `guide.yaml`, the pages in its order, the data, and every other file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from prepress.load.data import Entry, read_data
from prepress.load.page import ROUNDS, SKILLS, TRACKS, make_page, read_page
from prepress.load.plan import read_plan
from prepress.load.records import read_bank, read_competencies, read_sources
from prepress.load.text import decode_text
from prepress.model.document import Kind, Node
from prepress.model.guide import BankItem, Guide, Metadata, Page, Part
from prepress.model.plan import LEVELS
from prepress.problems import Place, Problem, error

GUIDE_FILE = "guide.yaml"
DATA = "data"
BANKS = ("design-problems", "coding-problems", "story-slots", "mock-rounds")
KEYS = (
    "title", "subtitle", "edition", "date", "identifier", "language", "authors", "site", "parts", "planned",
)  # fmt: skip
PART_KEYS = ("slug", "number", "title", "summary", "prompt", "pages")
PLANNED_KEYS = ("title", "levels", "rounds", "skill", "track", "week")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a folder gave: a guide, or none if there was nothing to print, and the problems."""

    guide: Guide | None
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Folder:
    """A content folder while it is read: its files, and the problems met so far."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def list_files(self) -> Iterator[str]:
        """Yield the paths of all files, hidden ones left out, with forward slashes."""
        for path in sorted(self.root.rglob("*")):
            relative = path.relative_to(self.root)
            if path.is_file() and not any(part.startswith(".") for part in relative.parts):
                yield relative.as_posix()

    def read_bytes(self, path: str) -> bytes:
        """Return a file's bytes; one that cannot be read is a problem and gives none."""
        try:
            return (self.root / path).read_bytes()
        except OSError as failure:
            reason = failure.strerror or str(failure)
            self.problems.append(error("guide-unreadable-file", Place(path), f"cannot be read: {reason}"))
            return b""

    def read_text(self, path: str) -> str:
        """Return a file's text; what is not UTF-8 is a problem and gives none."""
        data = self.read_bytes(path)
        text, problems = decode_text(data, path)
        self.problems += problems
        if data and not text:
            self.unread.add(path)
        return text

    def read_data(self, path: str) -> Entry:
        """Return a YAML file; its findings are noted by `close`."""
        entry = read_data(self.read_text(path), path)
        if not entry.exists:
            self.unread.add(path)
        return entry

    def close(self, entry: Entry) -> None:
        """Take over the findings of a file that was read to its end."""
        self.problems += entry.findings.problems

    def include(self, path: str) -> str | None:
        """Return the text of a snippet, only from inside the folder."""
        target = (self.root / path).resolve()
        if not target.is_relative_to(self.root.resolve()) or not target.is_file():
            return None
        return self.read_text(target.relative_to(self.root.resolve()).as_posix())


def read_guide(root: Path) -> Loaded:
    """Return the guide in a folder that has a `guide.yaml`."""
    folder = Folder(root)
    entry = folder.read_data(GUIDE_FILE)
    entry.refuse_unknown(KEYS)
    parts = tuple(_read_part(item) for item in entry.require("parts").list())
    planned = _read_planned(entry.get("planned"))
    pages = _read_pages(folder, parts, planned, entry)
    data = {path: folder.read_data(path) for path in folder.list_files() if _is_data(path)}
    guide = Guide(
        root=root,
        title=entry.require("title").text(),
        subtitle=entry.get("subtitle").text(),
        edition=entry.require("edition").text(),
        date=entry.require("date").date(),
        identifier=entry.require("identifier").text(),
        language=entry.require("language").text(),
        authors=entry.require("authors").texts(),
        site=entry.get("site").text(),
        parts=parts,
        pages=pages,
        planned=planned,
        sources=read_sources(data["data/sources.yaml"]) if "data/sources.yaml" in data else {},
        bank=_read_banks(data),
        competencies=read_competencies(data["data/competencies.yaml"]) if "data/competencies.yaml" in data else (),
        plan=read_plan(data["data/study-plan.yaml"]) if "data/study-plan.yaml" in data else None,
        unread=frozenset(folder.unread),
        assets={path: folder.read_bytes(path) for path in folder.list_files() if _is_asset(path)},
    )
    for each in (entry, *data.values()):
        folder.close(each)
    return Loaded(guide if pages else None, tuple(folder.problems))


def _is_data(path: str) -> bool:
    return path.startswith(f"{DATA}/") and path.endswith(".yaml")


def _is_asset(path: str) -> bool:
    return not path.endswith(".md") and path != GUIDE_FILE and not path.startswith(f"{DATA}/")


def _read_part(entry: Entry) -> Part:
    entry.refuse_unknown(PART_KEYS)
    return Part(
        slug=entry.require("slug").text(),
        number=entry.get("number").text(),
        title=entry.require("title").text(),
        summary=entry.get("summary").text(),
        prompt=entry.get("prompt").text(),
        pages=entry.require("pages").texts(),
        place=entry.place,
    )


def _read_planned(entry: Entry) -> dict[str, Metadata]:
    return {path: _read_planned_page(path, value, entry) for path, value in entry.items()}


def _read_planned_page(path: str, entry: Entry, parent: Entry) -> Metadata:
    entry.refuse_unknown(PLANNED_KEYS)
    return Metadata(
        title=entry.require("title").text(),
        levels=entry.get("levels").choices(LEVELS) or LEVELS,
        rounds=entry.get("rounds").choices(ROUNDS),
        skill=entry.get("skill").choice(SKILLS),
        track=entry.get("track").choice(TRACKS),
        week=entry.get("week").number(),
        places={"path": parent.key_place(path)},
    )


def _read_pages(
    folder: Folder, parts: tuple[Part, ...], planned: dict[str, Metadata], entry: Entry
) -> dict[str, Page]:
    """Return the written pages in book order; report what is listed and not there, and the reverse."""
    there = {path for path in folder.list_files() if path.endswith(".md")}
    listed = [item for part in entry.get("parts").list() for item in part.get("pages").list()]
    pages: dict[str, Page] = {}
    for item in listed:
        path = item.text()
        if path in there and path not in pages:
            pages[path] = _read_listed(folder, path)
        folder.problems += _judge_listing(item, path, there, planned)
    names = {item.text() for item in listed}
    for path in sorted(there - names):
        message = f"{GUIDE_FILE} does not list this page"
        folder.problems.append(error("structure-page-unlisted", Place(path), message, "add it to a part"))
    for path in planned.keys() - names:
        place = (planned[path].places or {})["path"]
        folder.problems.append(error("structure-page-unlisted", place, f"no part lists `{path}`"))
    return pages


def _read_listed(folder: Folder, path: str) -> Page:
    """Return a page; one that is not text at all stands empty in its place, so that links to it hold."""
    text = folder.read_text(path)
    if path in folder.unread:
        return make_page(path, "", Metadata(path, kind="reference"), Node(Kind.DOCUMENT, Place(path)))
    page, problems = read_page(path, text, folder.include)
    folder.problems += problems
    return page


def _judge_listing(item: Entry, path: str, there: set[str], planned: dict[str, Metadata]) -> list[Problem]:
    if path in there and path in planned:
        message = f"`{path}` is written, and still stands under `planned`"
        place = (planned[path].places or {})["path"]
        return [error("structure-planned-page-written", place, message, "delete it there")]
    if path not in there and path not in planned:
        message = f"there is no page `{path}`"
        hint = "write it, or put it under `planned`"
        return [error("structure-page-missing", item.place, message, hint)]
    return []


def _read_banks(data: dict[str, Entry]) -> dict[str, BankItem]:
    bank: dict[str, BankItem] = {}
    for name in BANKS:
        entry = data.get(f"{DATA}/{name}.yaml")
        if entry is not None:
            bank |= read_bank(entry)
    return bank
