"""Parse Markdown into a tree of nodes, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt

from prepress.load.dialect import use_dialect
from prepress.load.dialect.snippets import Expander, Includes
from prepress.load.draft import Draft
from prepress.load.placed_parser import PlacedMarkdown
from prepress.load.source import Source, split_lines
from prepress.load.tree import build_tree
from prepress.model.document import Kind, Node
from prepress.problems import Problem, error


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree of a text and what is wrong with it, in the order of the text."""

    body: Node
    problems: tuple[Problem, ...]


def parse_markdown(text: str, file: str, first_line: int = 1, includes: Includes | None = None) -> Parsed:
    """Return the tree of a page's text in the dialect of MkDocs Material and our own blocks.

    `text` is the page without its front matter; `first_line` is the line of the file at which it begins, from 1;
    `includes` returns the text of a snippet by its path, or nothing if the guide has no such file. Nothing is
    raised for bad input.
    """
    expander = Expander(includes)
    lines = split_lines(text, file, first_line)
    if "8<" in text or "{!" in text:
        lines = tuple(expander.expand(lines)) or lines[:1]
    return _parse(Source(lines), expander.problems)


def parse_commonmark(text: str, file: str = "") -> Node:
    """Return the tree of a text read as CommonMark 0.31.2 and nothing more; raw HTML is an element `raw`."""
    source = Source(split_lines(text, file, 1))
    return build_tree(make_plain_parser().parse(source.text), Draft(source, plain=True))


@cache
def make_dialect_parser() -> MarkdownIt:
    """Return the parser of the whole dialect; it keeps nothing from one page to the next."""
    md = PlacedMarkdown()
    use_dialect(md)
    return md


@cache
def make_plain_parser() -> MarkdownIt:
    """Return the parser of plain CommonMark."""
    return PlacedMarkdown()


def _parse(source: Source, problems: list[Problem]) -> Parsed:
    draft = Draft(source, list(problems))
    try:
        body = build_tree(make_dialect_parser().parse(source.text), draft)
    except RecursionError:
        message = "the page is nested too deep to be read"
        body = Node(Kind.DOCUMENT, source.place(0))
        draft.report(error("nesting-too-deep", source.place(0), message))
    return Parsed(body, tuple(draft.problems))
