"""Checklists: a box on paper is a promise that somebody can tell when to tick it."""

from __future__ import annotations

from collections.abc import Iterator

from prepress.checks.subject import Subject
from prepress.problems import Problem, warning


def check_empty(subject: Subject) -> Iterator[Problem]:
    """A heading that announces a checklist, or a box without words, leaves the reader nothing to tick."""
    for page in subject.pages:
        listed = {checklist.heading for checklist in page.checklists}
        for heading in page.headings:
            if heading.title.strip().lower() == "checklist" and heading.title not in listed:
                message = f"nothing to tick under `{heading.title}`"
                yield subject.fault("checklist-empty", heading.place, message, "add items: `- [ ] ...`")
        for checklist in page.checklists:
            for task in checklist.tasks:
                if not task.text.strip():
                    message = "an item of this checklist has no words"
                    yield subject.fault(
                        "checklist-empty", task.place, message, "say what is done when it is ticked"
                    )


def check_duplicate_item(subject: Subject) -> Iterator[Problem]:
    """The same item twice in a list is ticked twice for one thing done."""
    for page in subject.pages:
        for checklist in page.checklists:
            seen: dict[str, int] = {}
            for task in checklist.tasks:
                words = " ".join(task.text.lower().split())
                if words and words in seen:
                    message = f"`{task.text}` stands in this list already"
                    hint = f"its first place is line {seen[words]}"
                    yield subject.fault("checklist-duplicate-item", task.place, message, hint)
                seen.setdefault(words, task.place.line)


def check_ticked(subject: Subject) -> Iterator[Problem]:
    """A box that is printed with its tick takes the reader's work away."""
    for page in subject.pages:
        for checklist in page.checklists:
            for task in checklist.tasks:
                if task.done:
                    message = f"`{task.text}` is ticked in advance"
                    yield subject.fault("checklist-ticked", task.place, message, "write `- [ ]`")


def check_missing(subject: Subject) -> Iterator[Problem]:
    """A page without a checklist gives the reader no way to tell that it is done."""
    for page in subject.own_pages:
        announced = any(heading.title.strip().lower() == "checklist" for heading in page.headings)
        if page.meta.kind == "page" and not page.checklists and not announced:
            yield warning(
                "checklist-missing", page.place, "the page has no checklist", "end it with `## Checklist`"
            )


CHECKS = (check_empty, check_duplicate_item, check_ticked, check_missing)
