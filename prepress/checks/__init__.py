"""The checks: nothing wrong reaches paper. One function a code, one module a family."""

from __future__ import annotations

from collections.abc import Callable

from prepress.checks import blocks as block_family
from prepress.checks import checklists, exercises, links, plan, principles, sources, structure
from prepress.checks.subject import Check, Subject
from prepress.model.edition import Edition
from prepress.problems import Problem

CHECKS: tuple[Check, ...] = (
    *links.CHECKS,
    *checklists.CHECKS,
    *plan.CHECKS,
    *exercises.CHECKS,
    *principles.CHECKS,
    *sources.CHECKS,
    *block_family.CHECKS,
    *structure.CHECKS,
)


def check_guide(
    edition: Edition, blocks: frozenset[str], parse_diagram: Callable[[str, str], object]
) -> tuple[Problem, ...]:
    """Return everything that the checks find, in no particular order.

    `blocks` are the names of the directives that can be printed; `parse_diagram(source, alt)` raises ValueError
    for a diagram that cannot be drawn.
    """
    subject = Subject(edition, blocks, parse_diagram)
    return tuple(problem for check in CHECKS for problem in check(subject))
