"""The principles' data: stories and counterparts that they name have to exist."""

from __future__ import annotations

from collections.abc import Iterator

from prepress.checks.subject import Subject
from prepress.problems import Problem, suggest


def check_slots(subject: Subject) -> Iterator[Problem]:
    """A principle that names an unknown story sends the reader nowhere."""
    for principle in subject.guide.principles.values():
        for slot in principle.slots:
            if slot not in subject.guide.bank:
                message = f"{principle.name} names the story `{slot}`, which no bank has"
                yield subject.fault(
                    "principle-unknown-story", principle.place, message, suggest(slot, subject.guide.bank)
                )


def check_tensions(subject: Subject) -> Iterator[Problem]:
    """A pull needs two ends."""
    for principle in subject.guide.principles.values():
        for tension in principle.tensions:
            if tension.other not in subject.guide.principles:
                message = f"no principle has the id `{tension.other}`"
                hint = suggest(tension.other, subject.guide.principles)
                yield subject.fault("principle-unknown-other", tension.place, message, hint)


CHECKS = (check_slots, check_tensions)
