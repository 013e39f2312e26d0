"""The command line: what is refused is refused by name, in one line, with status 2."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import build
from prepress.command import LATER_OPTIONS, WrongUseError, name_product, read_choice, settle_weeks
from prepress.load import load_guide

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("option", LATER_OPTIONS)
def test_later_option_is_refused_by_name(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main([option]) == build.WRONG_USE
    refusal = capsys.readouterr().err
    assert option in refusal
    assert refusal.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["watch"], "watch"),
        (["init"], "init"),
        (["init", "tests"], "tests"),
        (["--nonsense"], "--nonsense"),
        (["publish"], "publish"),
        (["epub", "--paper", "letter"], "--paper"),
        (["workbook", "--start", "2027-01-04"], "--start"),
        (["check", "--level", "l6"], "--level"),
        (["planner", "--start", "2027-02-30"], "2027-02-30"),
        (["planner", "--start", "9999-12-31"], "9999-12-31"),
        (["planner", "--weeks", "half"], "half"),
        (["planner", "--content", "templates/starter", "--weeks", "25"], "25"),
        (["workbook", "--weeks", "24"], "--weeks"),
        (["planner", "--paper", "a3"], "a3"),
        (["workbook", "--paper", "a5"], "`--paper a4` or `--paper letter`"),
        (["workbook", "--paper=tablet"], "`--paper a4` or `--paper letter`"),
        (["workbook", "--level", "l6", "--paper", "tablet"], "`--paper a4` or `--paper letter`"),
        (["workbook", "index.md"], "index.md"),
        (["--level", "l5"], "l5"),
    ],
)
def test_wrong_use_is_one_line(arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(arguments) == build.WRONG_USE
    refusal = capsys.readouterr().err
    assert word in refusal
    assert refusal.count("\n") == 1


def test_defaults() -> None:
    choice = read_choice([])
    assert choice.products == ("workbook", "epub", "planner")
    assert (choice.level, choice.paper, choice.start) == ("all", "a4", None)
    assert choice.levels == ("l6", "l7")


def test_check_makes_no_product() -> None:
    assert read_choice(["check", "content/index.md"]).products == ()


@pytest.mark.parametrize(
    ("kind", "arguments", "name"),
    [
        ("workbook", [], "workbook.pdf"),
        ("workbook", ["--level", "l6", "--paper", "letter"], "workbook-l6-letter.pdf"),
        ("epub", ["--level", "l7"], "guide-l7.epub"),
        ("planner", ["--level", "l6"], "planner-l6.pdf"),
        ("planner", ["--level", "l7", "--start", "2027-01-04"], "planner-l7-2027-01-04.pdf"),
        ("planner", ["--level", "l7", "--paper", "a5"], "planner-l7-a5.pdf"),
        ("planner", ["planner", "--level", "l6", "--paper", "tablet"], "planner-l6-tablet.pdf"),
        ("workbook", ["--level", "l6", "--paper", "a5"], "workbook-l6.pdf"),
        ("workbook", ["--paper", "letter"], "workbook-letter.pdf"),
        ("epub", ["--paper", "a5"], "guide.epub"),
        ("planner", ["--level", "l7", "--weeks", "24"], "planner-l7-24w.pdf"),
        ("calendar", ["--level", "l6", "--start", "2027-01-04"], "planner-l6-2027-01-04.ics"),
        ("workbook", ["--level", "l7", "--weeks", "24", "--start", "2027-01-04"], "workbook-l7.pdf"),
    ],
)
def test_product_names(kind: str, arguments: list[str], name: str) -> None:
    assert name_product(kind, read_choice(arguments)) == name


def test_only_the_planner_is_made_for_small_papers() -> None:
    choice = read_choice(["--paper", "tablet"])
    assert choice.products == ("workbook", "epub", "planner")
    assert (choice.choose_paper("workbook"), choice.choose_paper("planner")) == ("a4", "tablet")


def test_start_is_a_date() -> None:
    assert read_choice(["planner", "--start", "2027-01-04"]).start == datetime.date(2027, 1, 4)


def test_wrong_date_is_wrong_use() -> None:
    with pytest.raises(WrongUseError, match="2027-13-01"):
        read_choice(["--start", "2027-13-01"])


def test_the_whole_plan_is_no_choice() -> None:
    """`--weeks 26` of 26 is the default, and so is its file's name."""
    plan = load_guide(ROOT / "content").guide.plan
    choices = [settle_weeks(read_choice(["planner", "--weeks", weeks]), plan).weeks for weeks in ("26", "24")]
    assert choices == [None, 24]
