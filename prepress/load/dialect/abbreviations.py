"""Abbreviations: `*[SDM]: Software Development Manager` explains a word wherever the page has it."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

DEFINITION = re.compile(r"^\*\[([^\]]+)\]:[ \t]*(.+)$")


def use_abbreviations(md: MarkdownIt) -> None:
    """Add the rule; definitions print nothing where they stand."""
    md.block.ruler.before("reference", "abbreviation", _parse, {"alt": ["paragraph"]})


def _parse(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    found = DEFINITION.match(line)
    if found is None:
        return False
    if not silent:
        state.env.setdefault("abbreviations", {})[found[1]] = found[2].strip()
        state.line = start + 1
    return True


def find_abbreviations(names: list[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds any of the words, the longest first."""
    if not names:
        return None
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)({words})(?!\w)")
