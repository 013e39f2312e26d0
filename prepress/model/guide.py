"""The guide as loaded: what it is called, its parts and pages, its data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from prepress.model.document import Node
from prepress.model.plan import Plan
from prepress.model.principles import Principle
from prepress.model.sheets import Sheets
from prepress.model.words import WordLists
from prepress.problems import Place


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's front matter. A planned page has what `guide.yaml` says of it, and no more."""

    title: str
    summary: str = ""
    part: str = ""
    kind: str = "page"
    levels: tuple[str, ...] = ("L6", "L7")
    rounds: tuple[str, ...] = ()
    skill: str = ""
    track: str = ""
    week: int = 0
    minutes: int = 0
    prerequisites: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    updated: str = ""
    places: Mapping[str, Place] | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a page; `id` is the one that a MkDocs site gives it."""

    level: int
    id: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image as written; `image` tells which."""

    href: str
    text: str
    place: Place
    image: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One item of a checklist; `id` is stable as long as its words are."""

    id: str
    text: str
    done: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Checklist:
    """A task list and the heading that it stands under."""

    heading: str
    tasks: tuple[Task, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise on a page: its permanent id, the node that prints it, and its answer key if it has one."""

    id: str
    node: Node
    key: Node | None
    place: Place


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file; `path` is relative to the content folder, with forward slashes."""

    path: str
    meta: Metadata
    body: Node
    text: str
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    anchors: frozenset[str] = frozenset()
    """Every id that a link to the page may name."""

    @property
    def title(self) -> str:
        """Return the title as contents and running heads print it."""
        return self.meta.title

    @property
    def place(self) -> Place:
        """Return the top of the file."""
        return Place(self.path)

    @property
    def slug(self) -> str:
        """Return the path as one word: the prefix of the page's anchors, and its file name in the e-book."""
        return self.path.removesuffix(".md").replace("/", "-").replace(" ", "-").lower()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the book; front and back matter have no number."""

    slug: str
    number: str
    title: str
    summary: str
    prompt: str
    pages: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of `sources.yaml`; `trust` is A (primary), B (named, with standing) or C."""

    key: str
    author: str
    title: str
    url: str
    published: str
    read: str
    trust: str
    note: str
    place: Place
    life: int = 0
    """Months for which it holds after it was read; 0 for as long as the book."""
    use: tuple[str, ...] = ()
    """Pages that send the reader to it: it is used online, and a code to scan stands beside it there."""


@dataclass(frozen=True, slots=True)
class BankItem:
    """An exercise of a bank: `SD-07`, `CO-023`, `ST-05`, `MK-12`; `page` is where it is, or will be, printed."""

    id: str
    bank: str
    title: str
    page: str
    facts: Mapping[str, str]
    place: Place


LEVELS_OF_A_COMPETENCY = 4
CLOSING_SECTIONS = ("In ten lines", "Exercises", "Checklist")
"""The sections that a page of kind `page` ends with, in this order."""


@dataclass(frozen=True, slots=True)
class Competency:
    """A row of the competency matrix: four observable levels, and which of them a job level asks for (`bars`)."""

    id: str
    name: str
    levels: tuple[str, ...]
    bars: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Allowance:
    """A finding that the author wants to keep, and why: a code, a file, and the lines that it holds for.

    One with an `address` holds for all web addresses that begin so: they are never asked.
    """

    code: str
    file: str
    first: int
    last: int
    reason: str
    place: Place
    address: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the field, as it stands in a text, its other spellings, and what it means in one sentence."""

    id: str
    term: str
    forms: tuple[str, ...]
    definition: str
    see: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything that was loaded.

    `certifier` is who has evaluated the e-book against the standard of accessibility that it then claims to meet.
    `unread` are the files that could not be read at all: checks do not report what follows from that. `foreign` is
    true for somebody else's MkDocs folder, which has no plan.
    """

    root: Path
    title: str
    subtitle: str
    edition: str
    date: str
    identifier: str
    language: str
    authors: tuple[str, ...]
    site: str
    parts: tuple[Part, ...]
    pages: Mapping[str, Page]
    planned: Mapping[str, Metadata]
    sources: Mapping[str, Source]
    bank: Mapping[str, BankItem]
    competencies: tuple[Competency, ...]
    plan: Plan | None
    assets: Mapping[str, bytes]
    principles: Mapping[str, Principle] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    sheets: Sheets = field(default_factory=Sheets)
    allowances: tuple[Allowance, ...] = ()
    words: WordLists = field(default_factory=WordLists)
    unread: frozenset[str] = frozenset()
    foreign: bool = False
    certifier: str = ""

    def part_of(self, path: str) -> Part:
        """Return the part that lists the page. Raises StopIteration for a page in no part."""
        return next(part for part in self.parts if path in part.pages)

    def title_of(self, path: str) -> str:
        """Return the title of a page, written or planned."""
        page = self.pages.get(path)
        return page.title if page else self.planned[path].title
