"""The standing sentences of the sheets to write on."""

from __future__ import annotations

GIVEN_WORDS = {
    "worked": "Worked: read a step, cover it, say why; then redo it on a blank sheet",
    "half": "Half filled: you owe the results, the data, the rest of the picture and the back",
    "blank": "Blank: clock on, book closed",
}
STORY_PARTS = (
    ("Title", "in six words, and the number it turns on", "", 1),
    ("Situation", "when, where, what was at stake; two sentences", "a tenth of the time", 2),
    ("Task", "what was yours to decide, and what was not", "a tenth", 2),
    ("Action", "what you did, in order; one verb a line", "half and more", 8),
    ("Result", "measured, against what was measured before", "a quarter", 4),
    ("What I would do differently", "", "", 2),
    ("The follow-up I hope nobody asks", "and my answer", "", 2),
)
"""A story's parts: name, prompt, share of the time, ruled lines."""
MASTER_PARTS = (
    ("Situation", "only what the listener needs", "10 % of the time", 2),
    ("Task", "mine, not the team’s", "10 % of the time", 2),
    ("Action", "I, in order; the hard choice; whom I had to win over; what I did not do", "55 % of the time", 0),
    ("Result", "number before and after; what stayed after I left", "25 % of the time", 4),
)
"""The same on a card, where the action takes all lines that are left."""
FOLLOW_UPS = (
    "Why did you do that and not the other thing?",
    "What did your manager, a peer, a report say about it?",
    "What was the number before?",
    "What would you do differently today?",
    "What happened to the person?",
    "How do you know it was you who made the difference?",
)
CONTEXT = ("Context", "what is true today, with a number; what happens if nobody decides", 3)
DECISION = (
    ("Decision", "one sentence that starts with “We will”", 2),
    ("Who disagreed", "what they said, in their words; what I did with it", 3),
    ("Consequences", "who pays, what gets harder, what we stop doing", 3),
)
