"""Parse Markdown into a tree of nodes, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from prepress.load.dialect.abbreviations import use_abbreviations
from prepress.load.dialect.attributes import use_attributes
from prepress.load.dialect.blocks import use_blocks
from prepress.load.dialect.indented import use_indented
from prepress.load.dialect.inline import use_inline
from prepress.load.dialect.markdown_in_html import use_markdown_in_html
from prepress.load.dialect.places import use_places
from prepress.load.frames import Source
from prepress.load.tree import TreeBuilder, move_attribute_lists
from prepress.model.document import Kind, Node
from prepress.problems import Problem, error, warning

SNIPPET = re.compile(r"^[ \t]*-{1,}8<-{1,}[ \t]+[\"']([^\"']+)[\"'][ \t]*$", re.MULTILINE)
CALL = re.compile(r"\[\^([^\]\s]+)\]")
DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree of a text and what is wrong with it."""

    body: Node
    problems: tuple[Problem, ...]


def parse_markdown(
    text: str, file: str, first_line: int = 1, include: Callable[[str], str | None] | None = None
) -> Parsed:
    """Return the tree of a page's text.

    `first_line` is the line of the file at which the text begins; `include` returns the text of a snippet by its
    path, or nothing if the guide has no such file.
    """
    source = Source(file, first_line, text.split("\n"))
    text = _include_snippets(text, source, include)
    source.lines = text.split("\n")
    env: dict[str, dict[str, str]] = {}
    tokens = make_parser().parse(text, env)
    builder = TreeBuilder(source, env.get("abbreviations", {}))
    body = builder.build(tokens)
    _report_notes(body, source, set(builder.notes))
    return Parsed(body, tuple(source.problems))


@cache
def make_parser() -> MarkdownIt:
    """Return the parser of the whole dialect; it keeps no state between pages."""
    md = MarkdownIt("commonmark", {"typographer": True, "maxNesting": DEEPEST})
    md.enable(["table", "strikethrough", "replacements", "smartquotes"])
    md.use(footnote_plugin, inline=False)
    md.use(deflist_plugin)
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    use_places(md)
    use_indented(md)
    use_blocks(md)
    use_abbreviations(md)
    use_markdown_in_html(md)
    use_inline(md)
    use_attributes(md)
    md.core.ruler.before("inline", "attribute_lists", _move_lists)
    return md


def _move_lists(state: StateCore) -> None:
    move_attribute_lists(state.tokens)


def _include_snippets(text: str, source: Source, include: Callable[[str], str | None] | None) -> str:
    """Put in the text of snippets; a path that leads nowhere is an error at its line."""

    def replace_one(found: re.Match[str]) -> str:
        content = include(found[1]) if include else None
        if content is None:
            line = text.count("\n", 0, found.start(1))
            message = f"there is no snippet `{found[1]}` in the guide"
            source.problems.append(error("snippet-missing", source.block_place(line), message))
            return ""
        return content.rstrip("\n")

    return SNIPPET.sub(replace_one, text) if "8<" in text else text


def _report_notes(body: Node, source: Source, defined: set[str]) -> None:
    """Report calls of footnotes that the page does not have: they would print as they are written."""
    for node in body.walk():
        if node.kind is Kind.TEXT:
            for found in CALL.finditer(node.text):
                message = f"the page has no footnote `{found[1]}`"
                source.problems.append(warning("note-undefined", node.place, message))
