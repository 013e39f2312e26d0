"""The prose of a page's source, line by line: code, markup and addresses are blotted out, columns stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prepress.model.guide import Page
from prepress.problems import Place

FENCE = re.compile(r"^[ >]*(?:(?:[-*+]|\d+[.)])[ ]+)?(`{3,}|~{3,})")
NO_PROSE = re.compile(
    r"(?P<code>(`+)(?!`).+?(?<!`)\2(?!`))"
    r"|!\[[^\]]*\]\([^)]*\)"
    r"|(?<=\])\([^)\s]*(?:\s+\"[^\"]*\")?\)"
    r"|(?<=\])\[[^\]]*\]"
    r"|^\s*\[[^\]]+\]:\s*\S+.*$"
    r"|</?[A-Za-z][^>]*>|<https?://[^>]*>"
    r"|\$[^$\n]+\$|\{[^}\n]*\}|\[@[^\]]*\]|\[=[^\]]*\]|\[\^[^\]]*\]"
    r"|^\s*/{3,}.*$|^\s*(?:---)?8<---?.*$"
)
BLOT = "\0"
"""Stands for a character that is no prose; it is neither a blank nor part of a word."""
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
OPTION = re.compile(r"^ {4}[a-z]+:")


def list_prose(page: Page) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line of prose; what is no prose is blotted out."""
    lines = COMMENT.sub(_blot, page.text).split("\n")
    fence = ""
    options = False
    for number, line in enumerate(lines[_count_front_matter(lines) :], _count_front_matter(lines) + 1):
        found = FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        if found:
            fence = found[1]
            continue
        options = line.lstrip().startswith("///") or (options and bool(OPTION.match(line)))
        if not options:
            yield number, NO_PROSE.sub(lambda match: BLOT * len(match[0]), line)


def _blot(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", BLOT, found[0])


def _count_front_matter(lines: list[str]) -> int:
    if lines[0].rstrip() != "---":
        return 0
    return next((index for index, line in enumerate(lines[1:], 2) if line.rstrip() in {"---", "..."}), 0)


def find_words(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[Place, re.Match[str]]]:
    """Yield the places in a page's prose that a pattern matches."""
    for number, line in list_prose(page):
        for found in pattern.finditer(line):
            yield Place(page.path, number, found.start() + 1), found
