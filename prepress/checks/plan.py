"""The plan: hours that do not add up cost a reader weeks."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from prepress.checks.subject import Subject
from prepress.model.plan import (
    ACTIVITIES,
    CRITERIA_HELD,
    CRITERION_HELD,
    LINES_HELD,
    LOOP_ROUNDS_HELD,
    MOCKS_HELD,
    REPAIR_HELD,
    ROUNDS_HELD,
    WEEKS_HELD,
    Intake,
    LevelPlan,
    Plan,
    count_lines,
)
from prepress.problems import Problem, suggest, warning

BANKS: Mapping[str, str] = {"system_design": "SD", "coding": "CO", "behavioral": "ST", "mocks": "MK"}


def _levels(subject: Subject) -> Iterator[tuple[Plan, LevelPlan]]:
    plan = subject.guide.plan
    if plan is not None:
        for level in plan.levels.values():
            yield plan, level


def list_intakes(subject: Subject) -> Iterator[tuple[LevelPlan, Intake]]:
    """Yield each week of new work with its level."""
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


def check_room(subject: Subject) -> Iterator[Problem]:
    """A week with more on it than its sheets hold would be printed over itself."""
    for _, level in _levels(subject):
        places = {intake.week: intake.place for intake in level.intakes}
        for week in subject.edition.weeks[level.level]:
            loads = [load for load in week.loads if load.activity != "mocks" or load.new]
            lines, rounds = sum(map(count_lines, loads)), sum(len(load.again) for load in week.loads)
            mocks = len(week.load("mocks").new)
            held = LOOP_ROUNDS_HELD if week.is_loop else ROUNDS_HELD
            if lines > LINES_HELD or rounds > held:
                message = (
                    f"{level.level} week {week.number} has {lines} lines of new work and {rounds} rounds; "
                    f"its sheets hold {LINES_HELD} and {held}"
                )
                yield subject.fault("plan-week-too-full", places.get(week.number, level.place), message)
            elif mocks > MOCKS_HELD:
                message = f"{level.level} week {week.number} has {mocks} mock rounds; its sheets hold {MOCKS_HELD}"
                yield subject.fault("plan-week-too-full", places.get(week.number, level.place), message)


def check_length(subject: Subject) -> Iterator[Problem]:
    """More weeks than a sheet's foot can name would be printed past its edge."""
    plan = subject.guide.plan
    if plan and plan.weeks > WEEKS_HELD:
        message = f"the plan has {plan.weeks} weeks; the sheets of a planner hold {WEEKS_HELD}"
        hint = f"plan {WEEKS_HELD} weeks, and let the rest be a plan of their own"
        yield subject.fault("plan-too-long", plan.places["weeks"], message, hint)


def check_study_list(subject: Subject) -> Iterator[Problem]:
    """The weeks send a reader to the list of what to study; it has to be a page."""
    plan = subject.guide.plan
    known = {*subject.guide.pages, *subject.guide.planned}
    if plan and plan.study_list and plan.study_list not in known:
        message = f"`study_list` names `{plan.study_list}`, and no page is called so"
        yield subject.fault(
            "plan-unknown-page", plan.places["study_list"], message, suggest(plan.study_list, known)
        )


def check_unknown_exercise(subject: Subject) -> Iterator[Problem]:
    """An id in the plan that no bank has sends the reader to a page that does not exist."""
    if any(path.startswith("data/") for path in subject.guide.unread):
        return
    for _, intake in list_intakes(subject):
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
                elif name in level.spare:
                    message = f"{level.level}: `{name}` is new in week {intake.week}, and listed as spare"
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
            (item.id, item.new_in)
            for week in subject.edition.weeks[level.level]
            for load in week.loads
            for item in load.again
        )
        for intake in (intake for intake in level.intakes if intake.week not in plan.floats):
            repeated = Counter(name for key, ids in intake.new.items() if key != "mocks" for name in ids)
            for name, times in repeated.items():
                if seen[name, intake.week] < times * len(plan.gaps):
                    message = f"{level.level}: `{name}` would come back after the last week"
                    hint = f"bring it earlier than week {intake.week}"
                    yield subject.fault("plan-repetition-late", intake.place, message, hint)


def check_floats(subject: Subject) -> Iterator[Problem]:
    """A float is what a reader falls back on; with work or a gate in it there is nothing to fall back on."""
    for plan, level in _levels(subject):
        for intake in level.intakes:
            ids = [name for named in intake.new.values() for name in named]
            if intake.week in plan.floats and (ids or intake.study):
                message = f"{level.level}: week {intake.week} is a float, and brings {', '.join(ids) or 'study'}"
                yield subject.fault("plan-float-not-free", intake.place, message)
    plan_of_all = subject.guide.plan
    for gate in plan_of_all.gates if plan_of_all else ():
        if plan_of_all and gate.week in plan_of_all.floats:
            message = f"week {gate.week} is a float, and ends in a gate"
            yield subject.fault("plan-float-not-free", gate.place, message)


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


def check_gate_room(subject: Subject) -> Iterator[Problem]:
    """A gate with more on it than its sheet holds would be printed over itself."""
    for gate in subject.guide.plan.gates if subject.guide.plan else ():
        longest = max(map(len, gate.criteria), default=0)
        counts = (
            (len(gate.criteria), CRITERIA_HELD, "criteria"),
            (longest, CRITERION_HELD, "characters in one criterion"),
            (len(gate.repair), REPAIR_HELD, "characters in its repair"),
        )
        for count, held, name in counts:
            if count > held:
                message = f"the gate of week {gate.week} has {count} {name}; its sheet holds {held}"
                yield subject.fault("plan-gate-too-full", gate.place, message)


def check_gate_weeks(subject: Subject) -> Iterator[Problem]:
    """Of two gates at the end of one week the sheets could show one."""
    seen: set[int] = set()
    for gate in subject.guide.plan.gates if subject.guide.plan else ():
        if gate.week in seen:
            message = f"week {gate.week} ends in two gates"
            yield subject.fault("plan-gate-twice", gate.place, message, "make them one gate with all criteria")
        seen.add(gate.week)


def check_start(subject: Subject) -> Iterator[Problem]:
    """Weeks run from the day on which the plan starts; on sheets, most readers expect that to be a Monday."""
    first = next((weeks[0].starts for weeks in subject.edition.weeks.values() if weeks), None)
    plan = subject.guide.plan
    if plan and first and first.weekday():
        message = f"{first} is a {first:%A}: every week of the plan runs from {first:%A} to the day before"
        monday = first - datetime.timedelta(days=first.weekday())
        hint = f"for weeks from Monday to Sunday write `--start {monday}`"
        yield warning("plan-start-not-monday", plan.place, message, hint)


CHECKS = (
    check_gaps,
    check_gates,
    check_gate_room,
    check_gate_weeks,
    check_floats,
    check_start,
    check_sums,
    check_study,
    check_limit,
    check_room,
    check_length,
    check_study_list,
    check_unknown_exercise,
    check_twice_new,
    check_unscheduled,
    check_late_repetition,
)
