"""The planner's standing sentences."""

from __future__ import annotations

from prepress.model.plan import LevelPlan, Plan

STEPS = (
    "Before the week, fill in the left page: three results, five study days, what is carried in.",
    "Do the squares: new exercises, from the workbook, at their page.",
    "Do the circles: the same exercises again, with the book closed.",
    "Within a minute of stopping, write one line in the session log.",
    "Close the week with the three questions, and show somebody the score.",
)
RESTART = (
    "Do not catch up. Write today’s date into the next unused week and go on. Carry three items at most, do the"
    " oldest circles first, and skip new squares for one week. One missed day changes nothing."
)
WEEK_QUESTIONS = (
    "What could I produce with the book closed, and what made that possible?",
    "What failed: which id, which error code, and what was the cause?",
    "One change for next week: what exactly, and on which day does it start?",
)
MONTH_QUESTIONS = (
    "What can I do now that I could not do four weeks ago? Proof (id, score):",
    "Which error code came back most often, and what is its cause?",
    "Where did the plan meet my life badly: time, energy, family, work?",
    "What did a mock interviewer say that I did not want to hear?",
)
FLOAT_QUESTIONS = (
    "What have I become able to do? Give two ids as proof.",
    "Which kind of circle do I still cross?",
    "What has this cost at home and at work, and what do I give back now?",
    "If I had to prepare in half the hours from here, what would I keep?",
    "What am I avoiding?",
)
LAST_QUESTIONS = (
    "What did I get, offer or not, that I keep?",
    "Whom do I thank?",
    "What goes back into the week at home?",
)
CHECKS = (
    "Room, camera, charger, second screen off",
    "Whiteboard tool opened once, account works",
    "Water, food between rounds, phone away",
    "Story index and design numbers: one page, no more",
    "Family knows the hours; a quiet hour after",
    "Nothing new after six the evening before",
)


def write_lacking(whole: Plan | None) -> str:
    """Return how a pack's weeks are numbered, if it leaves out the floats of the plan that the books print."""
    if whole is None or not whole.floats:
        return ""
    floats, first = " and ".join(map(str, whole.floats)), whole.floats[0]
    return (
        f"This pack leaves out the free weeks {floats} of the books. What they print for week {first + 1} stands"
        f" here in week {first}, and so on."
    )


def list_units(level: LevelPlan) -> list[tuple[str, int]]:
    """Return what one exercise of each kind takes, in minutes."""
    first, again = level.first_minutes, level.again_minutes
    return [
        ("A new design, from prompt to rubric", first["system_design"]),
        ("A design drawn again", again["system_design"]),
        ("A new coding problem", first["coding"]),
        ("A coding problem again", again["coding"]),
        ("A new story, written", first["behavioral"]),
        ("A story told again", again["behavioral"]),
        ("A mock round, with its debrief", first["mocks"]),
    ]
