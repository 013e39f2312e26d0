"""Exercises: each has an id for life, room to write, and a way to tell alone whether one was right."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from prepress.checks.prose import find_place
from prepress.checks.subject import Subject
from prepress.model.guide import Exercise, Page
from prepress.problems import Place, Problem, warning

ROOM = ("lines", "sketch")


def _exercises(subject: Subject) -> Iterator[tuple[Page, Exercise]]:
    for page in subject.own_pages:
        for exercise in page.exercises:
            yield page, exercise


def check_missing_id(subject: Subject) -> Iterator[Problem]:
    """An exercise without an id cannot be named by the planner or the answer keys."""
    for page, exercise in _exercises(subject):
        if not exercise.id:
            hint = f"write `/// exercise | {_stem(page)}.1`"
            yield subject.fault("exercise-missing-id", exercise.place, "the exercise has no id", hint)


def check_wrong_id(subject: Subject) -> Iterator[Problem]:
    """An id names its page and counts from 1, or is one of a bank."""
    for page, exercise in _exercises(subject):
        stem, _, number = exercise.id.rpartition(".")
        own = stem == _stem(page) and number.isdigit()
        if exercise.id and not own and exercise.id not in subject.guide.bank:
            message = f"`{exercise.id}` is neither an id of a bank nor `{_stem(page)}.` and a number"
            place = find_place(page, exercise.place, exercise.id)
            yield subject.fault("exercise-wrong-id", place, message)


def check_duplicate_id(subject: Subject) -> Iterator[Problem]:
    """Two exercises of one id share an answer key, and one of them gets the wrong one."""
    seen: dict[str, Place] = {}
    for page, exercise in _exercises(subject):
        if exercise.id in seen:
            place = find_place(page, exercise.place, exercise.id)
            message = f"`{exercise.id}` is the id of another exercise"
            hint = f"the other one is at {seen[exercise.id]}"
            yield subject.fault("exercise-duplicate-id", place, message, hint)
        seen.setdefault(exercise.id, exercise.place)


def check_missing_key(subject: Subject) -> Iterator[Problem]:
    """An exercise without a key, rubric or number leaves the reader alone with a guess."""
    for _, exercise in _exercises(subject):
        if exercise.key is None:
            message = f"`{exercise.id}` has no answer key"
            hint = "nest `/// key` in it; the fence around it then needs four slashes"
            yield subject.fault("exercise-missing-key", exercise.place, message, hint)


def check_no_room(subject: Subject) -> Iterator[Problem]:
    """An exercise without room to write is read, not done; in a `record` the row has its cells."""
    for page, exercise in _exercises(subject):
        if exercise.id in _list_recorded(page):
            continue
        if not any(option in exercise.node.options for option in ROOM):
            message = f"`{exercise.id}` has no room to write"
            yield warning("exercise-no-room", exercise.place, message, "add `lines: 6` or `sketch: 8`")


def _list_recorded(page: Page) -> frozenset[str]:
    """Return the ids of the exercises that a record gives cells to write in."""
    records = (node for node in page.body.walk() if node.get("name") == "record")
    return frozenset(child.get("argument") for record in records for child in record.children)


def _stem(page: Page) -> str:
    """Return the name that a page's exercises begin with: the file's, or the folder's for an index page."""
    folder, name = posixpath.split(page.path.removesuffix(".md"))
    return posixpath.basename(folder) if name == "index" and folder else name


CHECKS = (check_missing_id, check_wrong_id, check_duplicate_id, check_missing_key, check_no_room)
