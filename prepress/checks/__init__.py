"""The checks: nothing wrong reaches paper. One function a code, one module a family."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from prepress.checks import blocks as block_family
from prepress.checks import (
    checklists,
    code,
    exercises,
    links,
    plan,
    plan_pages,
    principles,
    sheets,
    sources,
    structure,
    terms,
    text,
)
from prepress.checks.fences import Outcome
from prepress.checks.subject import Check, Subject
from prepress.model.edition import Edition
from prepress.problems import Problem

CHECKS: tuple[Check, ...] = (
    *links.CHECKS,
    *checklists.CHECKS,
    *plan.CHECKS,
    *plan_pages.CHECKS,
    *exercises.CHECKS,
    *code.CHECKS,
    *principles.CHECKS,
    *sheets.CHECKS,
    *sources.CHECKS,
    *terms.CHECKS,
    *block_family.CHECKS,
    *structure.CHECKS,
    *text.CHECKS,
)


def check_guide(
    edition: Edition,
    blocks: frozenset[str],
    parse_diagram: Callable[[str, str], object],
    parse_formula: Callable[[str], object],
    outcomes: Mapping[str, Outcome],
) -> tuple[Problem, ...]:
    """Return everything that the checks find, in no particular order.

    `blocks` are the names of the directives that can be printed; `parse_diagram(source, alt)` raises ValueError
    for a diagram that cannot be drawn, `parse_formula(tex)` for a formula that cannot be set; `outcomes` are those
    of the code fences that were run.
    """
    subject = Subject(edition, blocks, parse_diagram, parse_formula, outcomes)
    return tuple(problem for check in CHECKS for problem in check(subject))
