"""The prose of a page's source, line by line: code, markup and addresses are blotted out, columns stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from prepress.model.guide import Page
from prepress.problems import Place

FENCE = re.compile(r"^[ >]*(?:(?:[-*+]|\d+[.)])[ ]+)?(`{3,}|~{3,})")
NO_PROSE = re.compile(
    r"(?P<code>(`+)(?!`).+?(?<!`)\2(?!`))"
    r"|!\[[^\]]*\]\([^)]*\)"
    r"|(?<=\])\([^)\s]*(?:\s+\"[^\"]*\")?\)"
    r"|(?<=\])\[[^\]]*\]"
    r"|^\s*\[[^\]]+\]:\s*\S+.*$"
    r"|<a\s[^>]*>https?://.*?</a>|</?[A-Za-z][^>]*>|<https?://[^>]*>"
    r"|\$[^$\n]+\$|\{[^}\n]*\}|\[@[^\]]*\]|\[=[^\]]*\]|\[\^[^\]]*\]"
    r"|^\s*/{3,}.*$|^\s*(?:---)?8<---?.*$"
)
BLOT = "\0"
"""Stands for a character that is no prose; it is neither a blank nor part of a word."""
BLOCK = 20
"""Lines of a block that are searched for its words."""
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
OPTION = re.compile(r"^ {4}[a-z]+:")


@lru_cache(maxsize=1024)
def read_prose(text: str) -> str:
    """Return a page's text with as many lines, of which those that are no prose are empty."""
    lines = COMMENT.sub(_blot, text).split("\n")
    first = _count_front_matter(lines)
    prose = [""] * first
    fence = ""
    options = False
    for line in lines[first:]:
        found = FENCE.match(line)
        prose.append("")
        if fence:
            if found and found[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        if found:
            fence = found[1]
            continue
        options = line.lstrip().startswith("///") or (options and bool(OPTION.match(line)))
        if not options:
            prose[-1] = NO_PROSE.sub(lambda match: BLOT * len(match[0]), line)
    return "\n".join(prose)


def _blot(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", BLOT, found[0])


def _count_front_matter(lines: list[str]) -> int:
    if lines[0].rstrip() != "---":
        return 0
    return next((index for index, line in enumerate(lines[1:], 2) if line.rstrip() in {"---", "..."}), 0)


def find_words(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[Place, re.Match[str]]]:
    """Yield the places in a page's prose that a pattern matches; it must match within a line."""
    prose = read_prose(page.text)
    number, start = 1, 0
    for found in pattern.finditer(prose):
        number += prose.count("\n", start, found.start())
        start = found.start()
        yield Place(page.path, number, start - prose.rfind("\n", 0, start)), found


def find_place(page: Page, start: Place, words: str) -> Place:
    """Return where words of a block stand that begins at a place; that place if its lines do not show them."""
    if start.file != page.path:
        return start
    lines = page.text.split("\n")[start.line - 1 : start.line - 1 + BLOCK]
    for number, line in enumerate(lines, start.line):
        column = line.lower().find(words.lower(), start.column - 1 if number == start.line else 0)
        if column >= 0:
            return Place(page.path, number, column + 1)
        if not line.strip():
            break
    return start
