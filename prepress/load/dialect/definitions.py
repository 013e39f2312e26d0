"""Definition lists: lines of terms, then `:   ` and what they mean (Python-Markdown's def_list)."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from prepress.load.dialect.bodies import parse_body, push_title, read_line

MARK = re.compile(r":[ \t]+(?=\S)")
INDENT = 4
MOST_TERMS = 20


def read_definitions(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match terms and their definitions; a mark ends the paragraph of the definition before it."""
    if silent:
        indent = state.env.get("definition_indent", -1)
        return 0 <= indent <= state.sCount[start] and bool(MARK.match(read_line(state, start)))
    first = _find_definition(state, start, end)
    if first is None:
        return False
    opening = state.push("dl_open", "dl", 1)
    line = start
    while first is not None:
        line = _read_group(state, line, first, end)
        line_after = state.skipEmptyLines(line)
        first = _find_definition(state, line_after, end)
        line = line_after if first is not None else line
    state.push("dl_close", "dl", -1)
    opening.map = [start, line]
    state.line = line
    return True


def _is_mark(state: StateBlock, line: int) -> bool:
    return state.sCount[line] >= state.blkIndent and bool(MARK.match(read_line(state, line)))


def _find_definition(state: StateBlock, start: int, end: int) -> int | None:
    """Return the line of the first definition if the lines from `start` are its terms."""
    line = start
    while line < end and not state.isEmpty(line) and line - start <= MOST_TERMS:
        if state.sCount[line] < state.blkIndent or state.is_code_block(line):
            return None
        if _is_mark(state, line):
            break
        line += 1
    after = line + 1 if line < end and state.isEmpty(line) else line
    found = line > start and after < end and _is_mark(state, after) and not state.is_code_block(after)
    return after if found else None


def _read_group(state: StateBlock, start: int, first: int, end: int) -> int:
    """Push terms and their definitions; return the line after them."""
    for term in range(start, first):
        if not state.isEmpty(term):
            push_title(state, term, read_line(state, term).strip(), "dt")
    line = first
    loose = state.isEmpty(first - 1)
    while True:
        line = _read_definition(state, line, end, loose=loose)
        after = state.skipEmptyLines(line)
        if after >= end or not _is_mark(state, after) or state.is_code_block(after):
            return line
        loose, line = after > line, after


def _read_definition(state: StateBlock, start: int, end: int, *, loose: bool) -> int:
    """Push one definition; its first line counts as indented like the others."""
    found = MARK.match(read_line(state, start))
    width = found.end() if found else 0
    kept = state.bMarks[start], state.tShift[start], state.sCount[start]
    indent = state.blkIndent + INDENT
    opening = state.push("dd_open", "dd", 1)
    inside = len(state.tokens)
    state.bMarks[start] += state.tShift[start] + width
    state.tShift[start], state.sCount[start] = 0, indent
    outer = state.env.get("definition_indent", -1)
    state.env["definition_indent"] = state.blkIndent
    parse_body(state, start, end, indent)
    state.env["definition_indent"] = outer
    state.bMarks[start], state.tShift[start], state.sCount[start] = kept
    for token in state.tokens[inside : inside + 3]:
        token.hidden = not loose and token.type in {"paragraph_open", "paragraph_close"}
    state.push("dd_close", "dd", -1)
    stop = state.line
    while stop > start + 1 and state.isEmpty(stop - 1):
        stop -= 1
    opening.map = [start, stop]
    return stop
