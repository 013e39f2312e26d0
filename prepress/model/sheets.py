"""The sheets to write on, as data: what is printed on them before anybody writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from prepress.problems import Place

SCORES = 4
"""A line of a score sheet has an anchor for each score from 1 to 4."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A line of a score sheet, with the sentence that stands for each score."""

    name: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """What a kind of mock round is scored by; `level` asks for L7's sentence, and is empty where there is none."""

    kind: str
    name: str
    phases: str
    level: str
    dimensions: tuple[Dimension, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Sum:
    """A number of a design: its formula, and its result unless the reader owes it."""

    name: str
    formula: str
    result: str
    place: Place


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a design's picture; millimeters from the picture's top left."""

    name: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """A straight arrow from one box to another in its row or column, and what it says."""

    start: str
    end: str
    says: str


@dataclass(frozen=True, slots=True)
class DesignSheet:
    """A design sheet that is `worked` or `half` filled; what is not given is left to the pen."""

    problem: str
    given: str
    place: Place
    must: tuple[str, ...] = ()
    well: tuple[str, ...] = ()
    left_out: str = ""
    numbers: tuple[Sum, ...] = ()
    api: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    depth: tuple[str, ...] = ()
    failures: tuple[tuple[str, ...], ...] = ()
    choices: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """How an offer's shares vest, in percent a year, and for how many years a sign-on bonus is paid."""

    vesting: tuple[int, ...]
    sign_on_years: int
    sources: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Sheets:
    """All of it; `errors` are the codes of the error list, by letter."""

    scores: tuple[ScoreSheet, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    designs: tuple[DesignSheet, ...] = ()
    offer: OfferTerms | None = None
