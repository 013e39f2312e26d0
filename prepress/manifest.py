"""Describe an outcome for `build.json`: what was made from what, and what was found, whatever the outcome."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prepress.model.artifact import Artifact
from prepress.model.document import Kind
from prepress.model.edition import Edition
from prepress.model.guide import Guide, Page
from prepress.model.plan import ACTIVITIES, Week
from prepress.problems import Problem
from prepress.report import list_fields

STAGES = ("load", "check", "plan", "render", "press", "write")


@dataclass(frozen=True, slots=True)
class Product:
    """A finished product and the seconds that it took."""

    artifact: Artifact
    seconds: float


def describe_outcome(
    edition: Edition | None,
    products: Sequence[Product],
    problems: Sequence[Problem],
    seconds: Mapping[str, float],
) -> dict[str, object]:
    """Return the content of `build.json`, in the form that the command line's description fixes."""
    guide = edition.guide if edition else None
    return {
        "guide": _describe_guide(guide) if guide else {},
        "products": [_describe_product(product) for product in products],
        "pages": [_describe_page(guide, page) for page in guide.pages.values()] if guide else [],
        "schedule": {level: _describe_weeks(weeks) for level, weeks in edition.weeks.items()} if edition else {},
        "problems": [list_fields(problem) for problem in problems],
        "seconds": {
            **{stage: round(seconds.get(stage, 0.0), 3) for stage in STAGES},
            "total": round(sum(seconds.values()), 3),
        },
    }


def _describe_guide(guide: Guide) -> dict[str, str]:
    return {"title": guide.title, "edition": guide.edition, "identifier": guide.identifier}


def _describe_product(product: Product) -> dict[str, object]:
    artifact = product.artifact
    return {
        "file": artifact.filename,
        "kind": artifact.kind,
        "pages": artifact.pages,
        "bytes": len(artifact.data),
        "sha256": hashlib.sha256(artifact.data).hexdigest(),
        "seconds": round(product.seconds, 3),
        "cached": False,
    }


def _describe_page(guide: Guide, page: Page) -> dict[str, object]:
    cited = {node.get("key") for node in page.body.walk() if node.kind is Kind.CITATION}
    return {
        "path": page.path,
        "title": page.title,
        "part": guide.part_of(page.path).slug,
        "levels": list(page.meta.levels),
        "words": len(page.body.plain_text().split()),
        "exercises": len(page.exercises),
        "checklist_items": sum(len(checklist.tasks) for checklist in page.checklists),
        "sources": len(cited),
    }


def _describe_weeks(weeks: Sequence[Week]) -> dict[str, object]:
    minutes = {activity: sum(week.load(activity).minutes for week in weeks) for activity in ACTIVITIES}
    return {
        "minutes": {**minutes, "total": sum(minutes.values())},
        "weeks": [_describe_week(week) for week in weeks],
    }


def _describe_week(week: Week) -> dict[str, object]:
    return {
        "week": week.number,
        "phase": week.phase.slug,
        "minutes": {load.activity: load.minutes for load in week.loads},
        "new": {load.activity: list(load.new) for load in week.loads},
        "again": {load.activity: [item.id for item in load.again] for load in week.loads},
        "pages": list(week.pages),
        "reading": week.reading,
        "writing": week.writing,
        "planning": week.planning,
    }
