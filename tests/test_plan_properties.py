"""What holds for every plan: random starts, lengths, levels and edits, judged by sums reckoned apart."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from prepress.checks import plan, plan_pages
from prepress.checks.subject import Subject
from prepress.load import load_guide
from prepress.model.edition import Edition
from prepress.model.guide import BankItem, Guide
from prepress.model.plan import ACTIVITIES, Gate, Intake, Phase, Week
from prepress.render.planner import render_planner
from prepress.render.planner_dates import MONTHS, list_months, write_iso_week
from prepress.schedule import collect_figures, leave_out_floats, plan_weeks

ROOT = Path(__file__).parents[1]
LEVELS = st.sampled_from(("L6", "L7"))
STARTS = st.dates(datetime.date(2024, 1, 1), datetime.date(2037, 12, 31))
BUDGETS = {"L6": (6000, 4800, 3600, 2400), "L7": (9000, 2400, 4800, 3600)}
LIMITS = {"L6": 14 * 60, "L7": 15 * 60 + 20}
PREFIXES = {"system_design": "SD", "coding": "CO", "behavioral": "ST", "mocks": "MK"}
REPEATED = ("system_design", "coding", "behavioral")


@cache
def load(folder: str) -> Guide:
    guide = load_guide(ROOT / folder).guide
    assert guide is not None and guide.plan is not None
    return guide


def list_new(weeks: tuple[Week, ...]) -> list[tuple[str, str, int]]:
    return [(load.activity, name, week.number) for week in weeks for load in week.loads for name in load.new]


def list_again(weeks: tuple[Week, ...]) -> dict[str, list[tuple[int, int, int]]]:
    """Return by id the weeks in which it comes back, which repetition each is, and when it was new."""
    again: dict[str, list[tuple[int, int, int]]] = {}
    for week in weeks:
        for found in week.loads:
            for item in found.again:
                again.setdefault(item.id, []).append((week.number, item.ordinal, item.new_in))
    return again


@settings(deadline=None)
@given(start=STARTS, level=LEVELS, short=st.booleans())
@example(start=datetime.date(2026, 12, 28), level="L6", short=False)
@example(start=datetime.date(2027, 12, 27), level="L7", short=True)
@example(start=datetime.date(2024, 2, 26), level="L6", short=True)
@example(start=datetime.date(2028, 2, 29), level="L7", short=False)
@example(start=datetime.date(2027, 10, 25), level="L6", short=False)
def test_the_plan_keeps_its_promises_from_every_start(start: datetime.date, level: str, short: bool) -> None:
    guide = leave_out_floats(load("content")) if short else load("content")
    weeks = plan_weeks(guide, level, start)
    assert [week.number for week in weeks] == list(range(1, 25 if short else 27))
    assert [week.starts for week in weeks] == [start + datetime.timedelta(days=7 * at) for at in range(len(weeks))]
    sums = tuple(sum(week.load(activity).minutes for week in weeks) for activity in ACTIVITIES)
    assert sums == BUDGETS[level]
    assert max(week.minutes for week in weeks) <= LIMITS[level]
    loaded = [week.number for week in weeks if not week.floating]
    again = list_again(weeks)
    for activity, name, first in list_new(weeks):
        at = loaded.index(first)
        due = [] if activity == "mocks" else [(loaded[at + 1], 1, first), (loaded[at + 5], 2, first)]
        assert again.pop(name, []) == due
    assert not again
    read = Counter(path for week in weeks for path in week.pages)
    metas = {**guide.planned, **{path: page.meta for path, page in guide.pages.items()}}
    assert read == Counter(path for path, meta in metas.items() if level in meta.levels)


@settings(deadline=None)
@given(start=STARTS, short=st.booleans())
@example(start=datetime.date(2026, 12, 28), short=False)
@example(start=datetime.date(2028, 2, 28), short=True)
def test_weeks_belong_to_the_month_and_the_iso_week_of_most_of_their_days(
    start: datetime.date, short: bool
) -> None:
    guide = leave_out_floats(load("content")) if short else load("content")
    weeks = plan_weeks(guide, "L6", start)
    months = list_months(weeks)
    for week, month in zip(weeks, months, strict=True):
        assert week.starts is not None
        days = [week.starts + datetime.timedelta(days=day) for day in range(7)]
        (year, number), count = Counter((day.year, day.month) for day in days).most_common(1)[0]
        assert (month.name, month.year, count >= 4) == (MONTHS[number - 1], str(year), True)
        iso, _ = Counter(day.isocalendar()[1] for day in days).most_common(1)[0]
        assert write_iso_week(week.starts) == f"ISO week {iso}"
    steps = [later.number - earlier.number for earlier, later in pairwise(months)]
    changes = [(later.name, later.year) != (earlier.name, earlier.year) for earlier, later in pairwise(months)]
    assert steps == changes
    assert months[0].number == 1
    assert set(steps) <= {0, 1}
    assert max(Counter(month.number for month in months).values()) <= 5


@settings(deadline=None)
@given(floats=st.sets(st.integers(1, 26), max_size=25))
@example(floats={12, 13})
@example(floats={1, 2, 3, 4, 5, 6})
def test_a_month_without_dates_has_no_more_weeks_than_its_calendar(floats: set[int]) -> None:
    """Four loaded weeks, and five in all; none is left out, and none ends while there is room."""
    plan = load("content").plan
    assert plan is not None
    guide = replace(load("content"), plan=replace(plan, floats=tuple(sorted(floats))))
    weeks = plan_weeks(guide, "L6")
    numbers = [month.number for month in list_months(weeks)]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, numbers[-1] + 1))
    for number in set(numbers):
        inside = [week for week, other in zip(weeks, numbers, strict=True) if other == number]
        loaded = sum(not week.floating for week in inside)
        assert len(inside) <= 5
        assert loaded <= 4
        after = weeks[inside[-1].number :]
        assert not after or len(inside) == 5 or (loaded == 4 and not after[0].floating)


@settings(max_examples=12, deadline=None)
@given(start=st.none() | STARTS, level=LEVELS, short=st.booleans(), paper=st.sampled_from(("a4", "letter", "a5")))
def test_page_counts_divide_by_four(start: datetime.date | None, level: str, short: bool, paper: str) -> None:
    whole = load("content")
    guide = leave_out_floats(whole) if short else whole
    edition = Edition(guide, "all", {level: plan_weeks(guide, level, start)}, {}, whole.plan if short else None)
    rendered = render_planner(edition, level, paper, None, "p.pdf")
    assert rendered.sheets % 4 == 0
    sheets = rendered.html.split("<section ")[1:]
    assert len(sheets) == rendered.sheets
    for folio, sheet in enumerate(sheets, 1):
        head = sheet[:120]
        opens = re.search(r'id="(week|month)-[0-9]+"', head) or 'data-template="hours"' in head
        if opens or ('data-template="errors"' in head and 'data-template="errors"' not in sheets[folio - 2][:120]):
            assert folio % 2 == 0


@dataclass(frozen=True)
class Drawn:
    """A plan drawn at random: weeks, floats, gaps, and the week of each exercise."""

    guide: Guide
    floats: tuple[int, ...]
    gaps: tuple[int, ...]
    new: Mapping[int, Mapping[str, tuple[str, ...]]]
    study: Mapping[int, int]


@st.composite
def draw_plans(draw: st.DrawFn) -> Drawn:
    """Draw a plan of 3 to 40 weeks with up to three floats and up to three growing gaps."""
    count = draw(st.integers(3, 5) | st.integers(3, 40))
    floats = tuple(sorted(draw(st.sets(st.integers(1, count), max_size=min(3, count - 1)))))
    gaps = tuple(sorted(draw(st.sets(st.integers(1, 8), min_size=1, max_size=3))))
    loaded = [week for week in range(1, count + 1) if week not in floats]
    new: dict[int, dict[str, tuple[str, ...]]] = {}
    for activity, prefix in PREFIXES.items():
        for index, week in enumerate(draw(st.lists(st.sampled_from(loaded), max_size=20)), 1):
            ids = new.setdefault(week, dict.fromkeys(ACTIVITIES, ()))
            ids[activity] = (*ids[activity], f"{prefix}-{index:02d}")
    study = {week: draw(st.integers(0, 300)) for week in new}
    cuts = sorted(draw(st.sets(st.integers(1, count - 1), max_size=3)))
    edges = [0, *cuts, count]
    guide = load("templates/starter")
    assert guide.plan is not None
    place = guide.plan.place
    intakes = tuple(Intake(week, ids, study[week], place) for week, ids in sorted(new.items()))
    gate_weeks = sorted(draw(st.sets(st.sampled_from(loaded), max_size=3)))
    plan = replace(
        guide.plan,
        weeks=count,
        floats=floats,
        gaps=gaps,
        phases=tuple(Phase(f"p{a}", f"P{a}", a + 1, b) for a, b in pairwise(edges)),
        gates=tuple(Gate(week, f"G{week}", ("x",), f"see week {{{week}}}", place) for week in gate_weeks),
        levels={name: replace(level, intakes=intakes) for name, level in guide.plan.levels.items()},
    )
    return Drawn(replace(guide, plan=plan), floats, gaps, new, study)


@settings(deadline=None)
@given(drawn=draw_plans(), level=LEVELS)
def test_no_repetition_is_lost_or_doubled(drawn: Drawn, level: str) -> None:
    """However exercises are spread, each comes back once for each gap that still fits, in order."""
    plan = drawn.guide.plan
    assert plan is not None
    numbers = plan.levels[level]
    weeks = plan_weeks(drawn.guide, level)
    loaded = [week for week in range(1, plan.weeks + 1) if week not in drawn.floats]
    again = list_again(weeks)
    minutes = Counter[str]()
    for week, by_activity in drawn.new.items():
        minutes["system_design"] += drawn.study[week]
        for activity, ids in by_activity.items():
            for name in ids:
                minutes[activity] += numbers.first_minutes[activity]
                fitting = [gap for gap in drawn.gaps if loaded.index(week) + gap < len(loaded)]
                due = [(loaded[loaded.index(week) + gap], n, week) for n, gap in enumerate(fitting, 1)]
                due = due if activity in REPEATED else []
                minutes[activity] += len(due) * numbers.again_minutes.get(activity, 0)
                assert again.pop(name, []) == due
    assert not again
    for activity in ACTIVITIES:
        assert sum(week.load(activity).minutes for week in weeks) == minutes[activity]
    expected = [(key, name, week) for week, ids in drawn.new.items() for key in ids for name in ids[key]]
    assert sorted(list_new(weeks)) == sorted(expected)
    assert all(week.minutes == 0 for week in weeks if week.floating)


@settings(deadline=None)
@given(drawn=draw_plans(), level=LEVELS)
def test_without_floats_the_same_weeks_follow_one_another(drawn: Drawn, level: str) -> None:
    shorter = leave_out_floats(drawn.guide)
    long, short = plan_weeks(drawn.guide, level), plan_weeks(shorter, level)
    kept = [week for week in long if not week.floating]
    numbers = {week.number: at for at, week in enumerate(kept, 1)}
    assert [week.number for week in short] == list(range(1, len(kept) + 1))
    assert not any(week.floating for week in short)
    for before, after in zip(kept, short, strict=True):
        assert (before.minutes, before.phase.name) == (after.minutes, after.phase.name)
        assert [load.new for load in before.loads] == [load.new for load in after.loads]
        due = [[(i.id, i.ordinal, numbers[i.new_in]) for i in load.again] for load in before.loads]
        assert due == [[(i.id, i.ordinal, i.new_in) for i in load.again] for load in after.loads]
        assert (before.gate.name if before.gate else "") == (after.gate.name if after.gate else "")
        if after.gate:
            assert after.gate.repair == f"see week {after.number}"
    assert shorter.plan is not None
    covered = [week for phase in shorter.plan.phases for week in range(phase.first, phase.last + 1)]
    assert covered == list(range(1, len(kept) + 1))


EDITS = st.lists(
    st.tuples(
        st.sampled_from(("move", "drop", "double", "study", "unknown", "spare")),
        st.integers(0, 163),
        st.integers(1, 26),
    ),
    max_size=4,
)


Edit = tuple[str, int, int]


def edit_plan(guide: Guide, level: str, edits: list[Edit]) -> tuple[Guide, list[tuple[str, str, int]]]:
    """Return the guide with its plan edited, and the exercises as activity, id and week."""
    assert guide.plan is not None
    numbers = guide.plan.levels[level]
    placed = [(key, name, one.week) for one in numbers.intakes for key, ids in one.new.items() for name in ids]
    study = {one.week: one.study for one in numbers.intakes}
    spare = numbers.spare
    for kind, which, week in edits:
        activity, name, first = placed[which % len(placed)]
        if kind in {"move", "drop"}:
            placed.remove((activity, name, first))
        if kind in {"move", "double"}:
            placed.append((activity, name, week))
        if kind == "unknown":
            placed.append((activity, f"{name}9", week))
        if kind == "study":
            study[week] = study.get(week, 0) + 30
        if kind == "spare":
            spare = (*spare, name)
    intakes = tuple(
        Intake(
            week,
            {key: tuple(name for act, name, at in placed if act == key and at == week) for key in ACTIVITIES},
            study.get(week, 0),
            numbers.place,
        )
        for week in range(1, 27)
    )
    edited = replace(numbers, intakes=intakes, spare=spare)
    plan = replace(guide.plan, levels={**guide.plan.levels, level: edited})
    return replace(guide, plan=plan), placed


def find_codes(guide: Guide) -> set[str]:
    weeks = {level: plan_weeks(guide, level) for level in ("L6", "L7")}
    subject = Subject(Edition(guide, "all", weeks, collect_figures(guide)), frozenset(), print, print)
    return {problem.code for check in (*plan.CHECKS, *plan_pages.CHECKS) for problem in check(subject)}


@settings(deadline=None)
@given(level=LEVELS, edits=EDITS)
@example(level="L6", edits=[])
@example(level="L6", edits=[("move", 0, 21)])
@example(level="L7", edits=[("move", 5, 13)])
@example(level="L6", edits=[("study", 0, 13)])
@example(level="L7", edits=[("spare", 7, 1)])
def test_a_plan_that_cannot_be_met_is_found(level: str, edits: list[tuple[str, int, int]]) -> None:
    """Each fault is reported if and only if the edited plan, reckoned apart, has it."""
    guide, placed = edit_plan(load("content"), level, edits)
    plan = guide.plan
    assert plan is not None
    numbers = plan.levels[level]
    loaded = [week for week in range(1, 27) if week not in (13, 22)]
    minutes: Counter[tuple[int, str]] = Counter()
    late = False
    for activity, _, week in placed:
        minutes[week, activity] += numbers.first_minutes[activity]
        for gap in (1, 5) if activity in REPEATED and week in loaded else ():
            if loaded.index(week) + gap < len(loaded):
                minutes[loaded[loaded.index(week) + gap], activity] += numbers.again_minutes[activity]
            else:
                late = True
    for one in numbers.intakes:
        minutes[one.week, "system_design"] += one.study
    sums = tuple(sum(minutes[week, activity] for week in range(1, 27)) for activity in ACTIVITIES)
    longest = max(sum(minutes[week, activity] for activity in ACTIVITIES) for week in range(1, 27))
    names = Counter(name for _, name, _ in placed)
    floating = {week for _, _, week in placed} | {one.week for one in numbers.intakes if one.study}
    expected = {
        "plan-hours-differ": sums != BUDGETS[level],
        "plan-week-over-limit": longest > LIMITS[level],
        "plan-repetition-late": late,
        "plan-exercise-twice": max(names.values()) > 1 or bool(set(names) & set(numbers.spare)),
        "plan-exercise-unscheduled": bool(set(guide.bank) - set(names) - set(numbers.spare)),
        "plan-unknown-exercise": bool(set(names) - set(guide.bank)),
        "plan-float-not-free": bool(floating & {13, 22}),
        "plan-study-differs": sum(one.study for one in numbers.intakes) != {"L6": 1800, "L7": 3000}[level],
    }
    found = find_codes(guide)
    assert {code: code in found for code in expected} == expected


def test_both_levels_plan_all_designs_and_no_exercise_is_forgotten() -> None:
    guide = load("content")
    assert guide.plan is not None
    designs = {f"SD-{number:02d}" for number in range(1, 41)}
    for level, numbers in guide.plan.levels.items():
        planned = {name for _, name, _ in list_new(plan_weeks(guide, level))}
        assert designs <= planned
        assert planned | set(numbers.spare) == set(guide.bank)
        assert not planned & set(numbers.spare)
    assert find_codes(guide) == set()


def test_an_exercise_for_the_other_level_alone_is_found() -> None:
    """`--level` leaves out what is only for the other level; of what is scheduled, nothing may be."""
    guide = load("content")
    page = guide.pages["practice/mock-interviews.md"]
    node = replace(page.exercises[0].node, attrs={**page.exercises[0].node.attrs, "level": "L7"})
    changed = replace(page, exercises=(replace(page.exercises[0], node=node), *page.exercises[1:]))
    assert changed.exercises[0].id == "MK-01"
    assert find_codes(replace(guide, pages={**guide.pages, page.path: changed})) == {"plan-exercise-filtered"}


def test_a_bank_item_without_a_page_is_judged_by_the_plan_alone() -> None:
    guide = load("content")
    item = guide.bank["SD-01"]
    lost = BankItem(item.id, item.bank, item.title, "nowhere.md", item.facts, item.place)
    assert find_codes(replace(guide, bank={**guide.bank, "SD-01": lost})) == set()
