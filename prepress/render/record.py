"""A record: exercises as the rows of one table, each with its weeks in the plan and cells to write in."""

from __future__ import annotations

from dataclasses import dataclass

from prepress.model.document import Kind, Node
from prepress.model.edition import Edition
from prepress.render.plan_tables import list_levels

NEVER = "spare"
"""Stands where no week of the plan brings an exercise of a bank."""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """An exercise; `title` and `prompt` (where its prompt comes from) are its bank's, or empty.

    `weeks` are those in which it is new, one for each level of the edition; empty for an exercise of no bank.
    """

    id: str
    title: str
    prompt: str
    node: Node
    weeks: tuple[str, ...]


def list_planned_levels(edition: Edition) -> tuple[str, ...]:
    """Return the levels of the edition that have weeks: none in a guide without a plan."""
    return tuple(level for level in list_levels(edition) if level in edition.weeks)


def list_record(edition: Edition, node: Node) -> tuple[RecordRow, ...]:
    """Return the exercises that stand in a `record` block, in their order."""
    exercises = [
        child for child in node.children if child.kind is Kind.DIRECTIVE and child.get("name") == "exercise"
    ]
    return tuple(_make_row(edition, exercise) for exercise in exercises)


def list_cells(node: Node) -> tuple[str, ...]:
    """Return the heads of the cells to write in; one may stand without the brackets of a list."""
    cells = node.options.get("cells", ())
    return cells if isinstance(cells, tuple) else (str(cells),)


def _make_row(edition: Edition, node: Node) -> RecordRow:
    name = node.get("argument")
    item = edition.guide.bank.get(name)
    levels = list_planned_levels(edition)
    if item is None:
        return RecordRow(name, "", "", node, ("",) * len(levels))
    weeks = tuple(_find_week(edition, level, name) for level in levels)
    return RecordRow(name, item.title, item.facts.get("prompt", ""), node, weeks)


def _find_week(edition: Edition, level: str, name: str) -> str:
    weeks = (week.number for week in edition.weeks[level] if any(name in load.new for load in week.loads))
    return str(next(weeks, NEVER))
