"""Random mixtures of constructs leave no syntax in the words of either product.

Each pattern of leftovers is shown to be found when the rule of its construct alone is switched off.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from prepress.load import dialect, markdown
from prepress.load.dialect import use_dialect
from prepress.load.markdown import parse_markdown
from prepress.load.page import make_page
from prepress.load.placed_parser import PlacedMarkdown
from prepress.model.edition import Edition
from prepress.model.guide import Guide, Metadata
from prepress.render.environment import make_environment
from prepress.render.epub_writer import EpubWriter
from prepress.render.workbook_writer import WorkbookWriter
from tests.test_golden import EDITION, _Cited, _Known

WRITERS = (WorkbookWriter, EpubWriter)
SHOWN = "//code | //pre | //math | //svg | //*[contains(concat(' ', @class, ' '), ' math ')]"
"""What is printed as it was typed, or drawn."""


@dataclass(frozen=True, slots=True)
class Construct:
    """A construct, what is left of it if nobody reads it, and the rule that does: a block by its first character
    (`block !`), a text rule by its character (`inline :`), or a named rule of a parser's chain (`core alerts`)."""

    source: str
    leftover: str
    rule: str


CONSTRUCTS = {
    "admonition": Construct('!!! note "Head"\n    Body.', r"!!! ", "block !"),
    "details": Construct('??? note "Head"\n    Body.', r"\?\?\? ", "block ?"),
    "alert": Construct("> [!NOTE]\n> Body.", r"\[!NOTE\]", "core alerts"),
    "tabs": Construct('=== "One"\n\n    First.\n\n=== "Two"\n\n    Second.', r"===", "block ="),
    "directive": Construct("/// details | Head\nBody.\n///", r"///", "block /"),
    "table": Construct("| a | b |\n|---|--:|\n| c | d |", r"\|", "block pipe_table"),
    "definition": Construct("Term\n:   Sense.", r":\s+Sense", "block definitions"),
    "footnote": Construct("Called.[^n]\n\n[^n]: Noted in words.", r":\s*Noted", "block note"),
    "footnote call": Construct("Called.[^m]\n\n[^m]: Noted.", r"\[\^m\]", "inline ["),
    "abbreviation": Construct("The SLA.\n\n*[SLA]: Agreement", r"\*\[SLA\]", "block *"),
    "mark": Construct("A ==word== here.", r"==", "inline ="),
    "insert": Construct("A ^^word^^ here.", r"\^\^", "inline ^"),
    "delete": Construct("A ~~word~~ here.", r"~~", "inline ~"),
    "superscript": Construct("A word^2^ here.", r"\^2\^", "inline ^"),
    "subscript": Construct("A word~2~ here.", r"~2~", "inline ~"),
    "keys": Construct("Press ++ctrl+c++ now.", r"\+\+", "inline +"),
    "icon": Construct("An :material-clock: icon.", r":material-", "inline :"),
    "emoji": Construct("An :rocket: emoji.", r":rocket:", "inline :"),
    "citation": Construct("Said [@someone].", r"\[@", "inline ["),
    "figure value": Construct("Holds [= l6.total ].", r"\[=", "inline ["),
    "dollar formula": Construct("A $x + y$ formula.", r"\$", "inline $"),
    "bracket formula": Construct(r"A \(x + y\) formula.", r"\(x \+ y\)", "inline \\"),
    "displayed formula": Construct("$$\nx + y\n$$", r"\$\$", "block $ inline $"),
    "macro": Construct("A {{ value }} here.", r"\{\{", "inline {"),
    "critic markup": Construct("A {++word++} here.", r"\{\+\+", "inline { inline +"),
    "attribute list": Construct("A paragraph.\n{: .lead #place }", r"\.lead", "core attributes"),
    "span attributes": Construct("A *word*{ .lead } here.", r"\.lead", "inline {"),
    "reference": Construct("A [word][nowhere] here.", r"\]\[", "inline undefined_reference"),
    "heading": Construct("##Crowded", r"##", "block #"),
    "task": Construct("- [ ] Do it.", r"\[ \]", "option tasklists"),
    "quotation marks": Construct('A "word" here.', r'"', "core symbols"),
    "element": Construct(
        '<div class="grid" markdown>\n\nWords.\n\n</div>', r"<div", "block html inline html_inline"
    ),
    "comment": Construct("Seen.\n\n<!-- unseen -->", r"<!--", "block html inline html_inline"),
    "link": Construct("A [word](https://example.org/a_b).", r"\]\(", "inline link"),
    "emphasis": Construct("A **word** here.", r"\*\*", "inline emphasis"),
    "listing": Construct("- one\n- two", r"- one", "block list"),
    "code": Construct('```python title="A"\na = 1\n```', r"```", "block fence inline backticks"),
}
CONTAINERS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: "- item\n\n" + textwrap.indent(text, "    "),
    lambda text: "1. item\n\n" + textwrap.indent(text, "    "),
    lambda text: textwrap.indent(text, "> ", lambda line: True),
    lambda text: '!!! tip "Outer"\n' + textwrap.indent(text, "    "),
    lambda text: '=== "Outer"\n\n' + textwrap.indent(text, "    "),
    lambda text: "{0} details | Outer\n{1}\n{0}".format("/" * (6 if "/////" in text else 5), text),
)


def read_printed_words(text: str) -> list[str]:
    """Return the words that each product prints of a text, without those that are shown as they were typed."""
    page = make_page("mixture.md", "", Metadata("Mixture"), parse_markdown(text, "mixture.md").body)
    edition = Edition(_extend_guide(EDITION.guide, page), "all", EDITION.weeks, _Known())
    printed = []
    for writer_class in WRITERS:
        written = writer_class(edition, page, "1", make_environment()).write(page.body)
        tree = html.fromstring(f"<main>{written}</main>")
        for shown in tree.xpath(SHOWN):
            shown.drop_tree()
        printed.append(" ".join(tree.itertext()))
    return printed


def _extend_guide(guide: Guide, page: object) -> Guide:
    return replace(guide, pages={**guide.pages, "mixture.md": page}, sources=_Cited())  # type: ignore[dict-item]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(CONTAINERS), st.sampled_from(CONTAINERS), st.sampled_from(sorted(CONSTRUCTS))),
        min_size=1,
        max_size=8,
    )
)
def test_no_construct_passes_through_raw(
    mixture: list[tuple[Callable[[str], str], Callable[[str], str], str]],
) -> None:
    text = "\n\n".join(outer(inner(CONSTRUCTS[name].source)) for outer, inner, name in mixture)
    for words in read_printed_words(text):
        for _, _, name in mixture:
            assert not re.search(CONSTRUCTS[name].leftover, words), (name, words)


@pytest.mark.parametrize("name", sorted(CONSTRUCTS))
def test_leftover_is_found_where_its_rule_is_off(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    construct = CONSTRUCTS[name]
    assert not any(re.search(construct.leftover, words) for words in read_printed_words(construct.source))
    parser = PlacedMarkdown()
    use_dialect(parser)
    switches = construct.rule.split()
    for kind, rule in zip(switches[::2], switches[1::2], strict=True):
        switch_off(parser, kind, rule, monkeypatch)
    monkeypatch.setattr(markdown, "make_dialect_parser", lambda: parser)
    assert all(re.search(construct.leftover, words) for words in read_printed_words(construct.source))


def switch_off(parser: MarkdownIt, kind: str, rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if kind == "option":
        parser.options[rule] = False
    elif kind == "block" and rule in dialect.BLOCKS:
        monkeypatch.delitem(dialect.BLOCKS, rule)
    elif kind == "inline" and rule in dialect.INLINES:
        monkeypatch.delitem(dialect.INLINES, rule)  # type: ignore[arg-type]
    else:
        parser[kind].ruler.disable([rule])
