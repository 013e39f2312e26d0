"""The study plan as the author states it, and the weeks that are computed from it. All times are minutes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from prepress.problems import Place

LEVELS = ("L6", "L7")
ACTIVITIES = ("system_design", "coding", "behavioral", "mocks")
ROUNDS_HELD, LINES_HELD, ROUNDS_IN_A_LINE = 18, 9, 6
"""What a week's sheets hold: repetitions that are due, lines of new work, and repetitions in one of them."""
LOOP_ROUNDS = 4
"""A week with as many mock rounds and nothing new beside them is a loop, and has sheets of its own."""
MOCKS_HELD, LOOP_ROUNDS_HELD = 5, 9
"""What a week's sheets hold of mock rounds, and those of a loop of repetitions."""
CRITERIA_HELD, CRITERION_HELD, REPAIR_HELD = 5, 130, 150
"""The criteria that a gate's sheet holds, and the characters of one and of its repair (three lines, two lines)."""
WEEKS_HELD = 26
"""The weeks that a planner's sheets hold: the rail at their foot, the map, the curve of hours, a tablet's tabs."""
WEEK_NAMED = re.compile(r"\{(?P<week>[0-9]{1,3})\}")
"""A week that a sentence of the plan names, as `{22}`: its number changes with the plan's length."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of weeks, floats included, with one aim."""

    slug: str
    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Gate:
    """A week's end at which somebody else's scores decide whether to go on; `remedy` names weeks as `{22}`."""

    week: int
    name: str
    criteria: tuple[str, ...]
    remedy: str
    place: Place

    @property
    def repair(self) -> str:
        """Return what to do if the gate stays shut, ready to print."""
        return WEEK_NAMED.sub(lambda found: found["week"], self.remedy)


@dataclass(frozen=True, slots=True)
class Intake:
    """What one week brings new: exercise ids by activity, and minutes of study within system design."""

    week: int
    new: Mapping[str, tuple[str, ...]]
    study: int
    place: Place


@dataclass(frozen=True, slots=True)
class LevelPlan:
    """One level's numbers: budgets by activity, minutes for a first and a repeated exercise, intake by week."""

    level: str
    budgets: Mapping[str, int]
    first_minutes: Mapping[str, int]
    again_minutes: Mapping[str, int]
    study_budget: int
    limit: int
    intakes: tuple[Intake, ...]
    spare: tuple[str, ...]
    place: Place
    budget_places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Plan:
    """`study-plan.yaml`: weeks count from 1; `gaps` are counted in loaded weeks, floats left out."""

    weeks: int
    floats: tuple[int, ...]
    gaps: tuple[int, ...]
    planning_minutes: int
    phases: tuple[Phase, ...]
    gates: tuple[Gate, ...]
    levels: Mapping[str, LevelPlan]
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)
    study_list: str = ""
    """The page that says what the minutes of study are for, week by week."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """An exercise that is due again: the week in which it was new and which repetition this is (1, 2 ...)."""

    id: str
    new_in: int
    ordinal: int


@dataclass(frozen=True, slots=True)
class Load:
    """One activity in one week. `minutes` is the sum of first work, repetitions and study."""

    activity: str
    new: tuple[str, ...]
    again: tuple[Repetition, ...]
    study: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Week:
    """A computed week of one level.

    `pages` are the guide's pages that belong to it, planned ones included; `reading` are the minutes to read them,
    `writing` those of the exercises on them, `planning` those of the weekly review. None of these is in `minutes`.
    """

    number: int
    level: str
    phase: Phase
    floating: bool
    loads: tuple[Load, ...]
    minutes: int
    pages: tuple[str, ...]
    reading: int
    writing: int
    planning: int
    gate: Gate | None
    starts: datetime.date | None

    @property
    def is_loop(self) -> bool:
        """Tell whether the week is a mock loop."""
        new = [load for load in self.loads if load.activity != "mocks" and (load.new or load.study)]
        return len(self.load("mocks").new) >= LOOP_ROUNDS and not new

    def load(self, activity: str) -> Load:
        """Return the load of one activity; every week has one for each."""
        return next(load for load in self.loads if load.activity == activity)


def count_lines(load: Load) -> int:
    """Return the lines that an activity needs on a week's sheet: one for each new exercise, or for its rounds."""
    return max(1, len(load.new), -(-len(load.again) // ROUNDS_IN_A_LINE))
