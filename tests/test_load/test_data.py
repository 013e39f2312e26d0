"""YAML: every complaint stands at the very key or value, in plain words."""

from __future__ import annotations

import pytest

from prepress.load.data import Entry, read_data
from prepress.problems import Place


def read(text: str, first_line: int = 1) -> Entry:
    return read_data(text, "a.yaml", first_line)


def list_findings(entry: Entry) -> list[tuple[int, int, str, str]]:
    return [(p.place.line, p.place.column, p.code, p.message) for p in entry.findings.problems]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: b: c", 1, 5, "mapping values are not allowed here"),
        ("a:\n\t- x", 2, 1, "a tab"),
        ("a: 1\nb: 'x\nc: 2", 2, 4, "a quotation mark is never closed"),
        ("a: [1, 2", 1, 4, "a bracket is never closed"),
        ("a: @x", 1, 4, "begins with a sign"),
        ("a: *x", 1, 4, "begins with `*`"),
        ("- a\nb: 1", 2, 1, "indentation"),
        ("a:\n  b: 1\n c: 2", 3, 2, "indentation"),
        ("title: 'it's'", 1, 12, "after the end of a value"),
        ('a: "\\q"', 1, 6, "a backslash"),
        ("a: 1\n---\nb: 1", 2, 1, "a second document"),
        ("a: 1\nbö: x\x01", 2, 6, "U+0001"),
        ("[" * 5000, 1, 1, "nested too deeply"),
    ],
)
def test_syntax(text: str, line: int, column: int, words: str) -> None:
    entry = read(text)
    [(at_line, at_column, code, message)] = list_findings(entry)
    assert (at_line, at_column, code) == (line, column, "data-not-yaml")
    assert words in message
    assert not entry.exists


def test_lines_count_from_the_first_line_of_the_text() -> None:
    assert list_findings(read("a: 1\nb: c: d", first_line=7))[0][:2] == (8, 5)
    assert read("a: 1\nb: 2", first_line=7).get("b").place == Place("a.yaml", 8, 4)


def test_duplicate_key_at_its_second_place_and_the_last_one_counts() -> None:
    entry = read("a: 1\nb:\n  - {c: 1, d: 2, c: 3}\na: 4")
    assert list_findings(entry) == [
        (4, 1, "data-duplicate-key", "the key `a` stands here twice"),
        (3, 18, "data-duplicate-key", "the key `c` stands here twice"),
    ]
    assert entry.get("a").number() == 4


def test_unknown_key_at_the_key_with_a_suggestion() -> None:
    entry = read("title: x\nsumary: y")
    entry.refuse_unknown(("title", "summary"))
    assert list_findings(entry) == [(2, 1, "data-unknown-key", "the key `sumary` is not known")]
    assert entry.findings.problems[0].hint == "did you mean `summary`?"


def test_missing_and_empty_keys() -> None:
    entry = read("a:\nb: ''\nc: 0")
    for key in "abcd":
        entry.require(key)
    assert list_findings(entry) == [
        (1, 1, "data-missing-key", "the key `a` has no value"),
        (2, 1, "data-missing-key", "the key `b` has no value"),
        (1, 1, "data-missing-key", "the key `d` is missing"),
    ]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("a:  [1]", "text"),
        ("a:  {b: 1}", "text"),
        ("a:  word", "list"),
        ("a:  word", "items"),
        ("a:  sixty", "number"),
        ("a:  1.5", "number"),
        ("a:  ²", "number"),
        ("a:  --5", "number"),
        ("a:  -5", "number"),
        ("a:  " + "9" * 5000, "number"),
        ("a:  [1]", "number"),
        ("a:  2026-13-01", "date"),
        ("a:  20261123", "date"),
        ("a:  2026-W01-1", "date"),
    ],
)
def test_wrong_type_at_the_value(text: str, read_as: str) -> None:
    entry = read(text)
    result = getattr(entry.get("a"), read_as)()
    if read_as == "items":
        assert list(result) == []
    [(line, column, code, _)] = list_findings(entry)
    assert (line, column, code) == (1, 5, "data-wrong-value")


def test_wrong_choice_in_a_list_at_its_item() -> None:
    entry = read("levels: [L6, L8]")
    assert entry.get("levels").choices(("L6", "L7")) == ("L6",)
    assert list_findings(entry) == [(1, 14, "data-wrong-value", "`levels` is not one of L6, L7")]


def test_right_values_are_read_without_a_finding() -> None:
    entry = read("a: 12\nb: 2026-11-23\nc: [x, 'y z']\nd:\ne: '1984'\nf: yes")
    assert entry.get("a").number() == 12
    assert entry.get("b").date() == "2026-11-23"
    assert entry.get("c").texts() == ("x", "y z")
    assert entry.get("d").text() == ""
    assert entry.get("d").list() == ()
    assert (entry.get("e").text(), entry.get("f").text()) == ("1984", "yes")
    assert list_findings(entry) == []


def test_tags_are_words_that_never_run() -> None:
    entry = read("a: !!python/object/apply:os.getcwd []\nb: !ENV [HOME, default]\nc: x")
    assert entry.get("b").tag == "!ENV"
    assert entry.get("b").texts() == ("HOME", "default")
    assert entry.get("a").list() == ()
    assert list_findings(entry) == []


def test_a_list_that_holds_itself_ends() -> None:
    assert read("a: &x [*x]").get("a").is_list
