"""Findings: where something is wrong, what is wrong, and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum


class Severity(IntEnum):
    """How much a finding matters: an error stops the build, a notice never does."""

    NOTICE = 0
    WARNING = 1
    ERROR = 2

    @property
    def label(self) -> str:
        """Return the word that a report prints."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in the author's files; `file` is relative to the content folder, line and column start at 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Change:
    """What mends a problem for certain: in the line of its place, from its column on, `old` becomes `new`."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `code` is a slug, family first, such as `link-missing-page`."""

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    change: Change | None = None


def error(code: str, place: Place, message: str, hint: str = "") -> Problem:
    """Return a finding that stops the build."""
    return Problem(code, Severity.ERROR, place, message, hint)


def warning(code: str, place: Place, message: str, hint: str = "") -> Problem:
    """Return a finding that stops a strict build."""
    return Problem(code, Severity.WARNING, place, message, hint)


def notice(code: str, place: Place, message: str, hint: str = "") -> Problem:
    """Return a finding that never stops a build."""
    return Problem(code, Severity.NOTICE, place, message, hint)


def soften(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems with errors turned into warnings, as a folder of somebody else's deserves it."""
    return tuple(replace(p, severity=min(p.severity, Severity.WARNING)) for p in problems)


def sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by place, then code and message, each once."""
    return tuple(sorted(set(problems), key=lambda p: (p.place, p.code, p.message)))


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Tell whether a build has to stop; with `strict` a warning is enough."""
    limit = Severity.WARNING if strict else Severity.ERROR
    return any(problem.severity >= limit for problem in problems)


def suggest(wrong: str, known: Iterable[str]) -> str:
    """Return 'did you mean ...?' for the nearest of the known words, or nothing."""
    near = find_near(wrong, known)
    return f"did you mean `{near}`?" if near else ""


def find_near(wrong: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the nearest of the known words, or nothing if none is as like as `cutoff` (1 is the same)."""
    return next(iter(difflib.get_close_matches(wrong, list(known), n=1, cutoff=cutoff)), "")
