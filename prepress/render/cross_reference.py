"""The cross-reference by round, skill, track or level, made from the pages' metadata."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from prepress.model.guide import Guide, Metadata

ROUNDS = {
    "system-design": "System design round",
    "coding": "Coding round",
    "behavioral": "Behavioral round",
    "deep-dive": "Technical deep dive",
    "bar-raiser": "Bar raiser",
}
SKILLS = {
    "foundation": "Foundation, months 1 and 2",
    "advanced": "Advanced, months 3 and 4",
    "mastery": "Mastery, months 5 and 6",
}
TRACKS = {
    "portfolio": "Portfolio and artifacts",
    "insights": "Reports from candidates",
    "resources": "Resources and support",
}
LEVELS = {"L6": "Only for L6", "L7": "Only for L7"}


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A heading of the cross-reference and the paths of its pages, in book order."""

    title: str
    paths: tuple[str, ...]


def list_cross_reference(guide: Guide, by: str) -> tuple[CrossReference, ...]:
    """Return the groups of `by` (round, skill, track or level) that have pages."""
    names, belongs = _GROUPS[by]
    metadata = _order_metadata(guide)
    groups = (
        CrossReference(title, tuple(path for path, meta in metadata.items() if belongs(meta, key)))
        for key, title in names.items()
    )
    return tuple(group for group in groups if group.paths)


def _order_metadata(guide: Guide) -> dict[str, Metadata]:
    ordered: dict[str, Metadata] = {}
    for part in guide.parts:
        for path in part.pages:
            if path in guide.pages:
                ordered[path] = guide.pages[path].meta
            elif path in guide.planned:
                ordered[path] = guide.planned[path]
    return ordered


_GROUPS: dict[str, tuple[dict[str, str], Callable[[Metadata, str], bool]]] = {
    "round": (ROUNDS, lambda meta, key: key in meta.rounds),
    "skill": (SKILLS, lambda meta, key: meta.skill == key),
    "track": (TRACKS, lambda meta, key: meta.track == key),
    "level": (LEVELS, lambda meta, key: meta.levels == (key,)),
}
