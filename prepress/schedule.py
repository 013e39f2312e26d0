"""From the plan to its weeks: which exercises are new, which come back, and how many minutes that makes.

Pure arithmetic. A repetition is due a number of loaded weeks after the exercise was new; weeks that are left
free (floats) are not counted, so that what is new in week 12 comes back in week 14 if week 13 is free.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

from prepress.model.guide import Guide, Metadata, Page
from prepress.model.plan import (
    ACTIVITIES,
    WEEK_NAMED,
    Gate,
    Intake,
    LevelPlan,
    Load,
    Phase,
    Plan,
    Repetition,
    Week,
)

HOUR = 60
REPEATED = ("system_design", "coding", "behavioral")
"""Activities whose exercises come back; a mock round does not."""


def plan_weeks(guide: Guide, level: str, start: datetime.date | None = None) -> tuple[Week, ...]:
    """Return the weeks of `level` (`L6` or `L7`); with `start`, each has the date of its first day.

    Raises ValueError for a guide without a plan.
    """
    plan = guide.plan
    if plan is None:
        raise ValueError("the guide has no plan")
    level_plan = plan.levels[level]
    due = find_repetitions(plan, level_plan)
    return tuple(_plan_week(guide, plan, level_plan, number, due, start) for number in range(1, plan.weeks + 1))


def list_loaded(plan: Plan) -> tuple[int, ...]:
    """Return the weeks that are not left free."""
    return tuple(week for week in range(1, plan.weeks + 1) if week not in plan.floats)


def find_repetitions(plan: Plan, level: LevelPlan) -> Mapping[tuple[int, str], tuple[Repetition, ...]]:
    """Return what is due again, by week and activity; what would be due after the last week is left out."""
    loaded = list_loaded(plan)
    due: dict[tuple[int, str], list[Repetition]] = {}
    for intake in level.intakes:
        if intake.week not in loaded:
            continue
        at = loaded.index(intake.week)
        for ordinal, gap in enumerate(plan.gaps, 1):
            if at + gap < len(loaded):
                for activity in REPEATED:
                    items = [Repetition(name, intake.week, ordinal) for name in intake.new[activity]]
                    due.setdefault((loaded[at + gap], activity), []).extend(items)
    return {key: tuple(items) for key, items in due.items()}


def _plan_week(
    guide: Guide,
    plan: Plan,
    level: LevelPlan,
    number: int,
    due: Mapping[tuple[int, str], tuple[Repetition, ...]],
    start: datetime.date | None,
) -> Week:
    intake = next((intake for intake in level.intakes if intake.week == number), None)
    loads = tuple(
        _load_activity(level, activity, intake, due.get((number, activity), ())) for activity in ACTIVITIES
    )
    pages = _list_pages(guide, level.level, number)
    floating = number in plan.floats
    reading, writing = _sum_reading(guide, pages)
    return Week(
        number=number,
        level=level.level,
        phase=_find_phase(plan, number),
        floating=floating,
        loads=loads,
        minutes=sum(load.minutes for load in loads),
        pages=pages,
        reading=reading,
        writing=writing,
        planning=0 if floating else plan.planning_minutes,
        gate=next((gate for gate in plan.gates if gate.week == number), None),
        starts=start + datetime.timedelta(weeks=number - 1) if start else None,
    )


def _load_activity(level: LevelPlan, activity: str, intake: Intake | None, again: tuple[Repetition, ...]) -> Load:
    new = intake.new[activity] if intake else ()
    study = intake.study if intake and activity == "system_design" else 0
    first = len(new) * level.first_minutes[activity]
    repeated = len(again) * level.again_minutes.get(activity, 0)
    return Load(activity, new, again, study, first + repeated + study)


def _find_phase(plan: Plan, number: int) -> Phase:
    return next(phase for phase in plan.phases if phase.first <= number <= phase.last)


def _list_pages(guide: Guide, level: str, number: int) -> tuple[str, ...]:
    """Return the pages to read in a week, in book order, planned ones included."""
    paths = [path for part in guide.parts for path in part.pages]
    metas = {path: guide.planned[path] for path in paths if path in guide.planned}
    metas |= {path: guide.pages[path].meta for path in paths if path in guide.pages}
    return tuple(
        path for path in paths if path in metas and metas[path].week == number and level in metas[path].levels
    )


def _sum_reading(guide: Guide, pages: tuple[str, ...]) -> tuple[int, int]:
    """Return the minutes to read the written ones of these pages, and those of the exercises on them."""
    written = [guide.pages[path] for path in pages if path in guide.pages]
    parts = [split_minutes(guide, page) for page in written]
    return sum(reading for reading, _ in parts), sum(writing for _, writing in parts)


def split_minutes(guide: Guide, page: Page) -> tuple[int, int]:
    """Return a page's minutes to read it, and to do its exercises: its front matter states the sum.

    Exercises of the banks are not among them; the plan gives them minutes of their own.
    """
    own = [exercise for exercise in page.exercises if exercise.id not in guide.bank]
    minutes = [exercise.node.options.get("minutes") for exercise in own]
    writing = min(page.meta.minutes, sum(value for value in minutes if isinstance(value, int)))
    return page.meta.minutes - writing, writing


def leave_out_floats(guide: Guide) -> Guide:
    """Return the guide with a plan of its loaded weeks alone, numbered anew: `--weeks 24` of 26.

    What belonged to a float, a page or a gate, moves to the week before it. Sums stay, since a float holds no
    hours, and so do the repetitions, since their gaps never counted one. Raises ValueError for a guide without a
    plan.
    """
    plan = guide.plan
    if plan is None:
        raise ValueError("the guide has no plan")
    loaded = list_loaded(plan)
    numbers = {week: max(1, sum(other <= week for other in loaded)) for week in range(1, plan.weeks + 1)}
    shorter = replace(
        plan,
        weeks=len(loaded),
        floats=(),
        phases=tuple(_shorten_phase(phase, loaded, numbers) for phase in plan.phases if _is_loaded(phase, loaded)),
        gates=tuple(_shift_gate(gate, numbers) for gate in plan.gates),
        levels={name: _shift_level(level, loaded, numbers) for name, level in plan.levels.items()},
    )
    pages = {path: replace(page, meta=_shift_page(page.meta, numbers)) for path, page in guide.pages.items()}
    planned = {path: _shift_page(meta, numbers) for path, meta in guide.planned.items()}
    return replace(guide, plan=shorter, pages=pages, planned=planned)


def _is_loaded(phase: Phase, loaded: tuple[int, ...]) -> bool:
    return any(phase.first <= week <= phase.last for week in loaded)


def _shorten_phase(phase: Phase, loaded: tuple[int, ...], numbers: Mapping[int, int]) -> Phase:
    inside = [numbers[week] for week in loaded if phase.first <= week <= phase.last]
    return replace(phase, first=inside[0], last=inside[-1])


def _shift_gate(gate: Gate, numbers: Mapping[int, int]) -> Gate:
    remedy = WEEK_NAMED.sub(lambda found: f"{{{numbers[int(found['week'])]}}}", gate.remedy)
    return replace(gate, week=numbers[gate.week], remedy=remedy)


def _shift_level(level: LevelPlan, loaded: tuple[int, ...], numbers: Mapping[int, int]) -> LevelPlan:
    kept = (intake for intake in level.intakes if intake.week in loaded)
    return replace(level, intakes=tuple(replace(intake, week=numbers[intake.week]) for intake in kept))


def _shift_page(meta: Metadata, numbers: Mapping[int, int]) -> Metadata:
    return replace(meta, week=numbers.get(meta.week, meta.week))


def collect_figures(guide: Guide) -> Mapping[str, str]:
    """Return the plan's numbers by the names that pages print them under, ready to print.

    Raises ValueError for a guide without a plan.
    """
    plan = guide.plan
    if plan is None:
        raise ValueError("the guide has no plan")
    loaded = list_loaded(plan)
    figures = {
        "plan.weeks": str(plan.weeks),
        "plan.loaded": str(len(loaded)),
        "plan.floats": _join(plan.floats),
        "plan.gates": _join(tuple(gate.week for gate in plan.gates)),
        "plan.planning.minutes": str(plan.planning_minutes),
        "plan.planning.hours": _format_hours(plan.planning_minutes * len(loaded)),
    }
    for name, gap in zip(("first", "second"), plan.gaps, strict=False):
        figures[f"plan.gap.{name}"] = str(gap)
    for level in plan.levels:
        weeks = plan_weeks(guide, level)
        described = _describe_level(plan.levels[level], weeks)
        described |= _describe_prices(plan, plan.levels[level]) | _describe_gates(plan, weeks)
        for name, figure in described.items():
            figures[f"{level.lower()}.{name}"] = figure
    return figures


def _describe_level(level: LevelPlan, weeks: tuple[Week, ...]) -> dict[str, str]:
    figures = {}
    for activity in ACTIVITIES:
        minutes = sum(week.load(activity).minutes for week in weeks)
        figures[f"{activity}.hours"] = _format_hours(minutes)
    total = sum(week.minutes for week in weeks)
    loaded = [week.minutes for week in weeks if not week.floating]
    figures["total.hours"] = _format_hours(total)
    figures["study.hours"] = _format_hours(level.study_budget)
    figures["week.longest"] = _format_clock(max(loaded))
    figures["week.shortest"] = _format_clock(min(loaded))
    figures["week.average"] = _format_clock(round(total / len(loaded)))
    figures["week.limit"] = _format_clock(level.limit)
    return figures | _count_exercises(weeks) | _describe_minutes(level)


def _count_exercises(weeks: tuple[Week, ...]) -> dict[str, str]:
    names = {"system_design": "designs", "coding": "coding", "behavioral": "stories"}
    figures = {}
    for activity, name in names.items():
        loads = [week.load(activity) for week in weeks]
        new, again = sum(len(load.new) for load in loads), sum(len(load.again) for load in loads)
        figures[f"{name}.new"], figures[f"{name}.again"] = str(new), str(again)
        figures[f"{name}.all"] = str(new + again)
    figures["mocks.rounds"] = str(sum(len(week.load("mocks").new) for week in weeks))
    return figures


def _describe_minutes(level: LevelPlan) -> dict[str, str]:
    names = {
        "design": level.first_minutes["system_design"],
        "redraw": level.again_minutes["system_design"],
        "problem": level.first_minutes["coding"],
        "resolve": level.again_minutes["coding"],
        "story": level.first_minutes["behavioral"],
        "telling": level.again_minutes["behavioral"],
        "mock": level.first_minutes["mocks"],
    }
    return {f"{name}.minutes": str(minutes) for name, minutes in names.items()}


def _describe_prices(plan: Plan, level: LevelPlan) -> dict[str, str]:
    """Return what a new exercise costs in all: its first attempt and every return."""
    names = {"design": "system_design", "problem": "coding", "story": "behavioral"}
    return {
        f"{name}.price": _format_clock(
            level.first_minutes[activity] + len(plan.gaps) * level.again_minutes[activity]
        )
        for name, activity in names.items()
    }


def _describe_gates(plan: Plan, weeks: tuple[Week, ...]) -> dict[str, str]:
    """Return by the week of each gate: hours worked, hours left, their shares in percent, mock rounds held."""
    total = sum(week.minutes for week in weeks)
    figures = {}
    for gate in plan.gates:
        past = [week for week in weeks if week.number <= gate.week]
        worked = sum(week.minutes for week in past)
        name = f"gate.{gate.week}"
        figures[f"{name}.hours"] = _format_clock(worked)
        figures[f"{name}.left"] = _format_clock(total - worked)
        figures[f"{name}.percent"] = str(round(100 * worked / total)) if total else "0"
        figures[f"{name}.rounds"] = str(sum(len(week.load("mocks").new) for week in past))
    return figures


def _join(numbers: tuple[int, ...]) -> str:
    """Return `8, 17, 21 and 26`."""
    words = [str(number) for number in numbers]
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _format_hours(minutes: int) -> str:
    return str(minutes // HOUR) if minutes % HOUR == 0 else _format_clock(minutes)


def _format_clock(minutes: int) -> str:
    return f"{minutes // HOUR}:{minutes % HOUR:02d}"
