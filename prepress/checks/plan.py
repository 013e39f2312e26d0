"""The plan: hours that do not add up cost a reader weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from prepress.checks.subject import Subject
from prepress.model.plan import ACTIVITIES, Intake, LevelPlan, Plan
from prepress.problems import Problem, suggest

BANKS: Mapping[str, str] = {"system_design": "SD", "coding": "CO", "behavioral": "ST", "mocks": "MK"}


def _levels(subject: Subject) -> Iterator[tuple[Plan, LevelPlan]]:
    plan = subject.guide.plan
    if plan is not None:
        for level in plan.levels.values():
            yield plan, level


def _intakes(subject: Subject) -> Iterator[tuple[LevelPlan, Intake]]:
    for _, level in _levels(subject):
        for intake in level.intakes:
            yield level, intake


def _hours(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def check_sums(subject: Subject) -> Iterator[Problem]:
    """The weeks of an activity add up to its budget, to the minute: the guide promises it on its first page."""
    for _, level in _levels(subject):
        weeks = subject.edition.weeks[level.level]
        for activity in ACTIVITIES:
            total = sum(week.load(activity).minutes for week in weeks)
            budget = level.budgets[activity]
            if total != budget:
                message = (
                    f"{level.level} {activity}: the weeks add up to {_hours(total)} h, "
                    f"the budget is {_hours(budget)} h"
                )
                more = "more" if total > budget else "less"
                hint = f"the weeks hold {_hours(abs(total - budget))} h {more} than the budget"
                yield subject.fault("plan-hours-differ", level.budget_places[activity], message, hint)


def check_study(subject: Subject) -> Iterator[Problem]:
    """The minutes of study in the weeks are the ones that the plan states."""
    for _, level in _levels(subject):
        total = sum(intake.study for intake in level.intakes)
        if total != level.study_budget:
            message = (
                f"{level.level} study: the weeks add up to {_hours(total)} h, "
                f"the plan says {_hours(level.study_budget)} h"
            )
            yield subject.fault("plan-study-differs", level.place, message)


def check_limit(subject: Subject) -> Iterator[Problem]:
    """A week over the stated limit is the one in which a reader gives up."""
    for _, level in _levels(subject):
        places = {intake.week: intake.place for intake in level.intakes}
        for week in subject.edition.weeks[level.level]:
            if week.minutes > level.limit:
                message = (
                    f"{level.level} week {week.number} takes {_hours(week.minutes)} h, "
                    f"the limit is {_hours(level.limit)} h"
                )
                place = places.get(week.number, level.place)
                yield subject.fault("plan-week-over-limit", place, message)


def check_unknown_exercise(subject: Subject) -> Iterator[Problem]:
    """An id in the plan that no bank has sends the reader to a page that does not exist."""
    if any(path.startswith("data/") for path in subject.guide.unread):
        return
    for _, intake in _intakes(subject):
        for activity, ids in intake.new.items():
            for name in ids:
                item = subject.guide.bank.get(name)
                if item is None:
                    message = f"week {intake.week}: no bank has `{name}`"
                    hint = suggest(name, subject.guide.bank)
                    yield subject.fault("plan-unknown-exercise", intake.place, message, hint)
                elif item.bank != BANKS[activity]:
                    message = f"week {intake.week}: `{name}` is not an exercise of {activity}"
                    yield subject.fault("plan-wrong-bank", intake.place, message)


def check_twice_new(subject: Subject) -> Iterator[Problem]:
    """An exercise is new once; the second time it is a repetition, and costs less."""
    for _, level in _levels(subject):
        seen: dict[str, int] = {}
        for intake in level.intakes:
            for name in (name for ids in intake.new.values() for name in ids):
                if name in seen:
                    message = f"{level.level}: `{name}` is new in week {seen[name]} already"
                    yield subject.fault("plan-exercise-twice", intake.place, message)
                seen.setdefault(name, intake.week)


def check_unscheduled(subject: Subject) -> Iterator[Problem]:
    """An exercise that no week brings is never done, unless the plan says that it is spare."""
    for _, level in _levels(subject):
        planned = Counter(name for intake in level.intakes for ids in intake.new.values() for name in ids)
        for item in subject.guide.bank.values():
            if not planned[item.id] and item.id not in level.spare:
                message = f"{level.level}: no week brings `{item.id}`, and it is not listed as spare"
                yield subject.fault("plan-exercise-unscheduled", item.place, message)


def check_late_repetition(subject: Subject) -> Iterator[Problem]:
    """Every new exercise but a mock round comes back as often as the plan promises, within its weeks."""
    for plan, level in _levels(subject):
        seen = Counter(
            item.id for week in subject.edition.weeks[level.level] for load in week.loads for item in load.again
        )
        for intake in level.intakes:
            repeated = [name for key, ids in intake.new.items() if key != "mocks" for name in ids]
            for name in repeated:
                if seen[name] < len(plan.gaps):
                    message = f"{level.level}: `{name}` would come back after the last week"
                    hint = f"bring it earlier than week {intake.week}"
                    yield subject.fault("plan-repetition-late", intake.place, message, hint)


def check_gaps(subject: Subject) -> Iterator[Problem]:
    """Repetitions help because the gaps grow; equal or falling gaps are a slip."""
    for plan in {id(plan): plan for plan, _ in _levels(subject)}.values():
        if any(later <= earlier for earlier, later in pairwise(plan.gaps)):
            message = f"the gaps {', '.join(map(str, plan.gaps))} do not grow"
            yield subject.fault(
                "plan-gaps-not-growing", plan.places["gaps"], message, "give each a larger number than the last"
            )


def check_gates(subject: Subject) -> Iterator[Problem]:
    """A gate without criteria opens for everybody."""
    for gate in subject.guide.plan.gates if subject.guide.plan else ():
        if not any(criterion.strip() for criterion in gate.criteria):
            message = f"the gate of week {gate.week} has no criteria"
            yield subject.fault("plan-gate-empty", gate.place, message, "say what somebody else has to see")


def check_prerequisites(subject: Subject) -> Iterator[Problem]:
    """A page that is read before what it builds on is read twice."""
    weeks = {path: meta.week for path, meta in subject.guide.planned.items()}
    weeks |= {page.path: page.meta.week for page in subject.pages}
    for page in subject.own_pages:
        for path in page.meta.prerequisites:
            if page.meta.week and weeks.get(path, 0) > page.meta.week:
                place = (page.meta.places or {}).get("prerequisites", page.place)
                message = f"`{path}` is read in week {weeks[path]}, this page in week {page.meta.week}"
                yield subject.fault("plan-prerequisite-later", place, message)


CHECKS = (
    check_gaps,
    check_gates,
    check_prerequisites,
    check_sums,
    check_study,
    check_limit,
    check_unknown_exercise,
    check_twice_new,
    check_unscheduled,
    check_late_repetition,
)
