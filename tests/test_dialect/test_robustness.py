"""Nothing that an author can type raises, loses its place, or takes more than linear work to nest."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prepress.load.dialect.headings import UsedIds
from prepress.load.markdown import parse_commonmark, parse_markdown
from prepress.model.document import Kind

PIECES = (Path(__file__).parent.parent / "dialect" / "everything.md").read_text(encoding="utf-8").split("\n")
DEEP = 3000


@pytest.mark.parametrize(
    "text",
    [
        "> " * DEEP + "a",
        "- " * DEEP + "a",
        "".join("    " * depth + "!!! note\n" for depth in range(300)),
        "".join("    " * depth + '=== "a"\n' for depth in range(300)),
        "".join("/" * (DEEP - depth) + " note\n" for depth in range(300)),
        "<div>" * DEEP,
        "<b>" * DEEP,
        "*a **b " * DEEP + "c** d*" * DEEP,
        "[" * DEEP + "a" + "](b)" * DEEP,
        "![" * DEEP + "a" + "](b)" * DEEP,
        "{++" * DEEP,
        "/// a\n    b: " + "[" * DEEP + "\n///\n",
        "[^0]\n\n" + "".join(f"[^{number}]: [^{number + 1}]\n\n" for number in range(DEEP)),
        "# a\n" * DEEP,
        "\\(" * DEEP + "$" * DEEP,
        "a | b\n- | -\n" + "`" * DEEP,
        "\0\f\v\x1f\u2028a\r\nb\rc\t\td",
    ],
    ids=lambda text: text[:12].encode("unicode_escape").decode(),
)
def test_deep_and_odd_text_is_parsed(text: str) -> None:
    body = parse_markdown(text, "page.md").body
    depth = {id(body): 1}
    for node in body.walk():
        for child in node.children:
            depth[id(child)] = depth[id(node)] + 1
    assert max(depth.values()) < 300
    parse_commonmark(text)


def test_what_is_lost_in_the_deep_is_reported() -> None:
    problems = parse_markdown("> " * 100 + "a", "page.md").problems
    assert {problem.code for problem in problems} == {"nesting-too-deep"}


def test_footnotes_in_footnotes_are_kept_or_reported() -> None:
    text = "[^0]\n\n" + "".join(f"[^{number}]: word{number} [^{number + 1}]\n\n" for number in range(9))
    parsed = parse_markdown(text, "page.md")
    printed = [node.get("label") for node in parsed.body.walk() if node.kind is Kind.NOTE]
    reported = {problem.code for problem in parsed.problems}
    assert printed == ["0", "1", "2"]
    assert reported == {"note-too-deep", "note-unused"}


def test_repeated_ids_are_counted_without_a_search() -> None:
    ids = UsedIds({"a_2"})
    assert [ids.make_unique("a") for _ in range(4)] == ["a", "a_1", "a_3", "a_4"]
    assert [ids.make_unique("a_1"), ids.make_unique("a")] == ["a_5", "a_6"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "    ", "> ", "- ", "\t"]), st.sampled_from(PIECES)), max_size=30))
def test_mixtures_keep_their_places(rows: list[tuple[str, str]]) -> None:
    lines = [mark + words for mark, words in rows]
    parsed = parse_markdown("\n".join(lines), "page.md")
    places = [node.place for node in parsed.body.walk()] + [problem.place for problem in parsed.problems]
    for place in places:
        assert 1 <= place.line <= max(1, len(lines))
        assert 1 <= place.column <= len(lines[place.line - 1] if lines else "") + 1
