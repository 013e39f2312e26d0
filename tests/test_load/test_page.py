"""Pages: front matter with the places of its keys, the title, and what is collected from the text."""

from __future__ import annotations

import pytest

from prepress.load.page import read_page, split_front_matter
from prepress.model.document import Kind
from prepress.model.guide import Page
from prepress.problems import Problem
from tests.test_load.conftest import Copy, list_places

FRONT = """---
title: A page
summary: One sentence.
part: basics
kind: page
levels: [L6]
rounds: []
skill: foundation
track: main
week: 1
minutes: 20
prerequisites: []
objectives: [Say it.]
updated: 2026-11-23
---
"""


def read(text: str) -> tuple[Page, tuple[Problem, ...]]:
    return read_page("a/b.md", text, lambda path: None)


def test_metadata_and_places() -> None:
    page, problems = read(FRONT)
    assert problems == ()
    assert (page.meta.title, page.meta.levels, page.meta.minutes) == ("A page", ("L6",), 20)
    assert page.meta.objectives == ("Say it.",)
    assert page.meta.places is not None
    assert str(page.meta.places["levels"]) == "a/b.md:6:9"


@pytest.mark.parametrize(
    "key", ["title", "summary", "part", "levels", "week", "rounds", "prerequisites", "updated"]
)
def test_missing_key(key: str) -> None:
    lines = [line for line in FRONT.split("\n") if not line.startswith(f"{key}:")]
    _, [problem] = read("\n".join(lines))
    assert (str(problem.place), problem.code) == ("a/b.md:2:1", "data-missing-key")
    assert f"`{key}`" in problem.message


def test_index_needs_less() -> None:
    text = FRONT.replace("kind: page", "kind: index").replace("rounds: []\n", "").replace("week: 1\n", "")
    assert read(text)[1] == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Words.\n", "no front matter"),
        ("", "no front matter"),
        ("---\ntitle: x\n\nWords.\n", "has no end"),
        ("---\n---\nWords.\n", "is empty"),
        ("---\n# a remark\n---\nWords.\n", "is empty"),
    ],
)
def test_no_front_matter(text: str, words: str) -> None:
    page, [problem] = read(text)
    assert (str(problem.place), problem.code) == ("a/b.md:1:1", "structure-no-front-matter")
    assert words in problem.message
    assert page.title == "a/b.md"


def test_front_matter_that_is_not_yaml_is_one_finding() -> None:
    _, problems = read(FRONT.replace("title: A page", "title: A: page"))
    assert list_places(problems) == [("a/b.md:2:9", "data-not-yaml")]


def test_split_keeps_the_line_numbers() -> None:
    assert split_front_matter("---\na: 1\n---\nx\ny") == ("a: 1", "x\ny", 4)
    assert split_front_matter("---\na: 1\n...\nx") == ("a: 1", "x", 4)
    assert split_front_matter("x\n---\n") == (None, "x\n---\n", 1)


def test_title_of_the_text_is_left_out_and_its_id_stays() -> None:
    page, _ = read(FRONT + "# The title\n\nWords.\n\n## More\n")
    assert [node.kind for node in page.body.children] == [Kind.PARAGRAPH, Kind.HEADING]
    assert page.body.children[0].get("id") == "the-title"
    assert [(heading.title, heading.place.line) for heading in page.headings] == [("More", 20)]
    before_heading, _ = read(FRONT + "# The title\n\n## More\n")
    assert [node.get("id") for node in before_heading.body.children] == ["the-title", "more"]


def test_collections() -> None:
    words = "See [*one* place](c.md#x) and ![a plan](p.svg).\n\n## First\n\n"
    page, problems = read(FRONT + words + "- [ ] Do this\n    - [x] and that\n- plain\n")
    assert problems == ()
    assert [(link.href, link.text, link.image, str(link.place)) for link in page.links] == [
        ("c.md#x", "one place", False, "a/b.md:16:5"),
        ("p.svg", "a plan", True, "a/b.md:16:31"),
    ]
    [checklist] = page.checklists
    assert (checklist.heading, checklist.place.line) == ("First", 20)
    assert [(task.text, task.done, task.place.line) for task in checklist.tasks] == [
        ("Do this", False, 20),
        ("and that", True, 21),
    ]


def test_task_id_depends_on_all_its_words_and_nothing_else() -> None:
    one, _ = read(FRONT + "- [ ] Write the answer to the first question\n")
    other, _ = read(
        FRONT + "Words.\n\n* [x] Write  the answer to the FIRST question\n* [ ] Write the answer to the second\n"
    )
    first = one.checklists[0].tasks[0].id
    assert first.startswith("a-b.")
    assert other.checklists[0].tasks[0].id == first
    assert other.checklists[0].tasks[1].id != first


def test_exercises_with_their_keys(guide: Copy) -> None:
    loaded = guide.load()
    assert loaded.guide is not None
    exercises = loaded.guide.pages["basics/first.md"].exercises
    assert [exercise.id for exercise in exercises] == ["first.1", "first.2"]
    assert [exercise.key.plain_text() if exercise.key else "" for exercise in exercises] == [
        "Four, by counting.",
        "Any box with a name on it.",
    ]
    assert exercises[1].node.get("level") == "L7"
