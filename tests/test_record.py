"""A record prints exercises as rows: each keeps its id, and its weeks are those of the plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prepress.load import load_guide
from prepress.model.document import Kind, Node
from prepress.model.edition import Edition
from prepress.model.guide import Guide
from prepress.model.plan import LEVELS
from prepress.render.record import NEVER, list_cells, list_planned_levels, list_record
from prepress.schedule import plan_weeks

CONTENT = Path(__file__).parents[1] / "content"
PAGE = "practice/mock-interviews.md"


@pytest.fixture(scope="module")
def guide() -> Guide:
    loaded = load_guide(CONTENT).guide
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def record(guide: Guide) -> Node:
    nodes = guide.pages[PAGE].body.walk()
    return next(node for node in nodes if node.kind is Kind.DIRECTIVE and node.get("name") == "record")


def make_edition(guide: Guide, level: str) -> Edition:
    return Edition(guide, level, {name: plan_weeks(guide, name) for name in LEVELS}, {})


def test_every_round_of_the_bank_is_a_row_with_its_title(guide: Guide, record: Node) -> None:
    rows = list_record(make_edition(guide, "all"), record)
    rounds = [item for item in guide.bank.values() if item.bank == "MK"]
    assert [(row.id, row.title, row.prompt) for row in rows] == [
        (item.id, item.title, item.facts["prompt"]) for item in rounds
    ]


def test_weeks_are_those_in_which_the_plan_brings_a_round(guide: Guide, record: Node) -> None:
    assert guide.plan is not None
    brought = {
        level: {name: str(intake.week) for intake in plan.intakes for name in intake.new["mocks"]}
        for level, plan in guide.plan.levels.items()
    }
    for row in list_record(make_edition(guide, "all"), record):
        assert row.weeks == tuple(brought[level].get(row.id, NEVER) for level in LEVELS)


def test_an_edition_of_one_level_has_one_week_a_row(guide: Guide, record: Node) -> None:
    weeks = [row.weeks for row in list_record(make_edition(guide, "l6"), record)]
    assert all(len(week) == 1 for week in weeks)
    assert weeks.count((NEVER,)) == 10


def test_a_guide_without_a_plan_has_no_weeks(guide: Guide, record: Node) -> None:
    planless = Edition(guide, "all", {}, {})
    assert list_planned_levels(planless) == ()
    assert {row.weeks for row in list_record(planless, record)} == {()}


def test_one_cell_needs_no_list(record: Node) -> None:
    assert list_cells(record) == ("Scorer", "Guess", "Given")
    assert list_cells(replace(record, options={"cells": "Result"})) == ("Result",)
