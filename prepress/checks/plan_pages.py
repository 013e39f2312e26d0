"""The weeks of pages: a page read too late, or in no week, is read twice or never."""

from __future__ import annotations

from collections.abc import Iterator

from prepress.checks.plan import list_intakes
from prepress.checks.subject import Subject
from prepress.model.guide import Metadata
from prepress.problems import Place, Problem


def _metas(subject: Subject) -> dict[str, Metadata]:
    """Return what is known of each page, written or planned."""
    return dict(subject.guide.planned) | {page.path: page.meta for page in subject.pages}


def check_page_week(subject: Subject) -> Iterator[Problem]:
    """A page that no week of the plan names is in nobody's half year; one with a checklist is reported there."""
    plan = subject.guide.plan
    if plan is None:
        return
    weeks = {path: (meta.week, Place("guide.yaml")) for path, meta in subject.guide.planned.items()}
    for page in subject.pages:
        if page.meta.places and not page.checklists:
            weeks[page.path] = (page.meta.week, page.meta.places.get("week", page.place))
    for path, (week, place) in weeks.items():
        if not 1 <= week <= plan.weeks:
            message = f"`{path}` stands in week {week}, and the plan has {plan.weeks}"
            yield subject.fault("plan-page-without-week", place, message)


def check_exercise_pages(subject: Subject) -> Iterator[Problem]:
    """An exercise whose page is read later, or is for the other level, cannot be done in its week."""
    metas = _metas(subject)
    for level, intake in list_intakes(subject):
        for name in (name for ids in intake.new.values() for name in ids):
            item = subject.guide.bank.get(name)
            meta = metas.get(item.page) if item else None
            if item is None or meta is None:
                continue
            if level.level not in meta.levels or level.level not in _find_levels(subject, item.page, name):
                message = f"{level.level}: `{name}` is new in week {intake.week}, and only for the other level"
                yield subject.fault("plan-exercise-filtered", intake.place, message)
            elif meta.week > intake.week:
                message = (
                    f"{level.level}: `{name}` is new in week {intake.week}, its page is read in week {meta.week}"
                )
                hint = f"read `{item.page}` in week {intake.week}, or bring the exercise later"
                yield subject.fault("plan-exercise-before-page", intake.place, message, hint)


def _find_levels(subject: Subject, path: str, name: str) -> tuple[str, ...]:
    """Return the levels that an exercise is printed for; one that is not written yet is for both."""
    page = subject.guide.pages.get(path)
    found = [exercise.node.get("level") for exercise in (page.exercises if page else ()) if exercise.id == name]
    return (found[0],) if found and found[0] else tuple(subject.edition.weeks)


def check_prerequisites(subject: Subject) -> Iterator[Problem]:
    """A page that is read before what it builds on is read twice."""
    weeks = {path: meta.week for path, meta in _metas(subject).items()}
    for page in subject.own_pages:
        for path in page.meta.prerequisites:
            if page.meta.week and weeks.get(path, 0) > page.meta.week:
                place = (page.meta.places or {}).get("prerequisites", page.place)
                message = f"`{path}` is read in week {weeks[path]}, this page in week {page.meta.week}"
                yield subject.fault("plan-prerequisite-later", place, message)


CHECKS = (
    check_page_week,
    check_exercise_pages,
    check_prerequisites,
)
