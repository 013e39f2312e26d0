"""One page with every construct: all kinds of nodes are made of it, and no syntax is left in its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from prepress.load.markdown import Parsed, parse_commonmark, parse_markdown
from prepress.model.document import Kind, Node
from tests.test_dialect.dump import list_kinds

PAGE = Path(__file__).parent.parent / "dialect" / "everything.md"
LEFTOVERS = {
    "admonition": r"^(?:!!!|\?\?\?) ?",
    "alert": r"\[![A-Z]+\]",
    "tab": r"^===[!+]? ",
    "directive": r"^/{3,}",
    "attribute list": r"\{:? ?[#.][a-z]",
    "task": r"^\[[ x]\] ",
    "table": r"^\||\|$",
    "definition": r"^: ",
    "footnote": r"\[\^(?!none)\w+\]",
    "abbreviation": r"\*\[\w+\]:",
    "mark": r"==\w",
    "insert": r"\^\^\w",
    "delete": r"~~\w",
    "superscript": r"\w\^\d",
    "subscript": r"\w~\d",
    "keys": r"\+\+\w",
    "icon": r":(?:material|fontawesome|octicons)-",
    "emoji": r":(?:smile|rocket):",
    "citation": r"\[@",
    "figure value": r"\[= ",
    "mathematics": r"\$[a-z]|\\\(|\\sum",
    "macro": r"\{\{|\{%",
    "critic markup": r"\{(?:\+\+|--|~~|==|>>)",
    "snippet": r"--8<--",
    "contents": r"\[TOC\]",
    "reference": r"\]\[",
    "heading": r"^##",
    "straight quotation marks": r"[\"']",
    "dashes": r" -- |-->|\.\.\.",
    "annotation": r"\(\d\)!",
}


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    text = PAGE.read_text(encoding="utf-8")
    return parse_markdown(text, "everything.md", includes={"snippet.md": "From a *snippet*."}.get)


def list_words(body: Node) -> list[str]:
    """Return the lines of text that would print: code, mathematics and diagrams are shown as they are."""
    shown = {Kind.TEXT, Kind.CODE_BLOCK}
    return [line for node in body.walk() if node.kind in shown for line in node.text.split("\n")]


def has_leftover(body: Node, pattern: str) -> bool:
    return any(re.search(pattern, line) for line in list_words(body))


def test_every_kind_is_made(parsed: Parsed) -> None:
    assert set(Kind) - list_kinds(parsed.body) == set()


@pytest.mark.parametrize("construct", LEFTOVERS)
def test_no_syntax_is_left(parsed: Parsed, construct: str) -> None:
    words = parsed.body
    code = [node for node in words.walk() if node.kind is Kind.CODE_BLOCK and construct != "annotation"]
    lines = [line for line in list_words(words) if all(line not in node.text for node in code)]
    assert [line for line in lines if re.search(LEFTOVERS[construct], line)] == []


@pytest.mark.parametrize("construct", LEFTOVERS)
def test_leftovers_are_found_where_the_dialect_is_off(construct: str) -> None:
    assert has_leftover(parse_commonmark(PAGE.read_text(encoding="utf-8")), LEFTOVERS[construct])


def test_what_cannot_print_is_reported(parsed: Parsed) -> None:
    assert {problem.code for problem in parsed.problems} == {
        "contents-left-out",
        "critic-markup",
        "diagram-not-drawn",
        "html-removed",
        "icon-unknown",
        "image-remote",
        "link-undefined",
        "macro-not-run",
        "note-undefined",
        "note-unused",
    }


def test_places_point_at_the_first_character(parsed: Parsed) -> None:
    lines = PAGE.read_text(encoding="utf-8").split("\n")
    first = {
        Kind.LINK: "[<",
        Kind.IMAGE: "!<",
        Kind.CITATION: "[",
        Kind.FIGURE_VALUE: "[",
        Kind.NOTE: "[",
        Kind.NOTE_REFERENCE: "[",
        Kind.CODE: "`{",
        Kind.MATH: "$\\",
        Kind.ICON: ":[",
        Kind.KEYS: "+",
        Kind.MARK: "=",
        Kind.INSERT: "^",
        Kind.DELETE: "~",
        Kind.STRONG: "*<",
        Kind.EMPHASIS: "*<",
    }
    found = [node for node in parsed.body.walk() if node.kind in first and node.place.file == "everything.md"]
    assert {node.kind for node in found} == set(first)
    for node in found:
        line = lines[node.place.line - 1]
        assert line[node.place.column - 1] in first[node.kind], (node.kind, node.place, line)


def test_lines_are_counted_from_the_first_line() -> None:
    parsed = parse_markdown("a\n\n{{ b }}\n", "page.md", first_line=12)
    assert str(parsed.problems[0].place) == "page.md:14:1"
    assert parsed.body.children[0].place.line == 12
