"""The planner's standing sentences."""

from __future__ import annotations

STEPS = (
    "On Sunday, fill in the left page: three results, five study days, what is carried in.",
    "Do the squares: new exercises, from the workbook, at their page.",
    "Do the rounds: the same exercises again, with the book closed.",
    "Within a minute of stopping, write one line in the session log.",
    "Close the week with the three questions, and show somebody the score.",
)
RESTART = (
    "Do not catch up. Write today’s date into the next unused week and go on. Carry three items at most, do the"
    " oldest rounds first, and skip new squares for one week. One missed day changes nothing."
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
    "Which kind of round do I still turn into a cross?",
    "What has this cost at home and at work, and what do I give back now?",
    "If I had to prepare in half the hours from here, what would I keep?",
    "What am I avoiding?",
)
CHECKS = (
    "Room, camera, charger, second screen off",
    "Whiteboard tool opened once, account works",
    "Water, food between rounds, phone away",
    "Story index and design numbers: one page, no more",
    "Family knows the hours; a quiet hour after",
    "Nothing new after six the evening before",
)
CODES = (
    ("R", "requirement missed"),
    ("P", "pattern not seen"),
    ("A", "approach too slow"),
    ("B", "bug or edge case"),
    ("N", "number missing"),
    ("T", "trade-off not argued"),
    ("S", "story lost its thread"),
    ("C", "clock ran out"),
)
"""What went wrong, as one letter of the session log."""
