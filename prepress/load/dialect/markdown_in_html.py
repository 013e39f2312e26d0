"""Markdown inside HTML: `<div markdown>` opens an element whose content is Markdown again (md_in_html)."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

OPENING = re.compile(r"^<([a-z][a-z0-9]*)\b([^>]*?\bmarkdown(?:=[\"']?\w+[\"']?)?[^>]*)>(.*)$", re.IGNORECASE)
INDENT = 4


def use_markdown_in_html(md: MarkdownIt) -> None:
    """Add the rule before that of raw HTML."""
    md.block.ruler.before("html_block", "markdown_in_html", _parse, {"alt": ["paragraph"]})


def _parse(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.sCount[start] - state.blkIndent >= INDENT:
        return False
    found = OPENING.match(_read_line(state, start))
    if found is None:
        return False
    close = _find_close(state, start, end, found[1].lower())
    if close is None:
        return False
    if silent:
        return True
    opening = state.push("element_open", "", 1)
    opening.map = [start, close + 1]
    opening.content = f"<{found[1]}{found[2]}>"
    if close > start:
        before = state.lineMax, state.parentType
        state.lineMax, state.parentType = close, "blockquote"
        state.md.block.tokenize(state, start + 1, close)
        state.lineMax, state.parentType = before
    else:
        inline = state.push("inline", "", 0)
        inline.content = found[3].rpartition("</")[0].strip()
        inline.map, inline.children = [start, start + 1], []
    state.push("element_close", "", -1)
    state.line = close + 1
    return True


def _read_line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _find_close(state: StateBlock, start: int, end: int, tag: str) -> int | None:
    """Return the line with the closing tag, or nothing if there is none."""
    opening, closing = re.compile(rf"<{tag}\b", re.IGNORECASE), re.compile(rf"</{tag}\s*>", re.IGNORECASE)
    depth = 0
    for line in range(start, end):
        text = _read_line(state, line)
        depth += len(opening.findall(text)) - len(closing.findall(text))
        if depth <= 0:
            return line
    return None
