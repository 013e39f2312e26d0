"""Exceptions: what the author allows is not reported, and what allows nothing any more is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prepress.model.guide import Allowance
from prepress.problems import Problem, error, warning


def apply_allowances(problems: Iterable[Problem], allowances: tuple[Allowance, ...]) -> tuple[Problem, ...]:
    """Return the problems that are not allowed, and what is wrong with the exceptions themselves."""
    used: set[Allowance] = set()
    kept: list[Problem] = []
    for problem in problems:
        reasons = [allowance for allowance in allowances if _allows(allowance, problem)]
        used.update(reasons)
        if not reasons:
            kept.append(problem)
    return (*kept, *_check(allowances, used))


def _allows(allowance: Allowance, problem: Problem) -> bool:
    place = problem.place
    same = allowance.code == problem.code and allowance.file == place.file
    return same and bool(allowance.reason) and allowance.first <= place.line <= allowance.last


def _check(allowances: tuple[Allowance, ...], used: set[Allowance]) -> Iterator[Problem]:
    for allowance in allowances:
        if not allowance.reason:
            message = f"`{allowance.code}` is allowed here without a reason"
            hint = f'write `<!-- allow: {allowance.code} "why" -->`'
            yield error("allow-without-reason", allowance.place, message, hint)
        elif allowance not in used:
            message = f"there is no `{allowance.code}` here that would have to be allowed"
            yield warning("allow-unused", allowance.place, message, "delete the exception")
