"""What rules for blocks share: reading a line, finding where an indented body ends, parsing it."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock


def read_line(state: StateBlock, line: int) -> str:
    """Return a line without the indentation and the marks of the blocks around it."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def find_indented_end(state: StateBlock, start: int, end: int, indent: int) -> int:
    """Return the line after the last one that is indented by `indent`; blank lines are part of a body."""
    last, line = start, start
    while line < end:
        if not state.isEmpty(line):
            if state.sCount[line] < indent:
                break
            last = line + 1
        line += 1
    return last


def parse_body(state: StateBlock, start: int, end: int, indent: int) -> None:
    """Parse the lines as blocks of their own, indented by `indent`."""
    before = state.lineMax, state.blkIndent, state.parentType, state.listIndent
    state.lineMax, state.blkIndent, state.parentType, state.listIndent = end, indent, "dialect", -1
    if start < end:
        state.md.block.tokenize(state, start, end)
    state.lineMax, state.blkIndent, state.parentType, state.listIndent = before


def push_title(state: StateBlock, line: int, words: str, kind: str = "title") -> None:
    """Push the words of a head as inline text."""
    state.push(f"{kind}_open", "", 1).map = [line, line + 1]
    push_words(state, line, words)
    state.push(f"{kind}_close", "", -1)


def push_words(state: StateBlock, line: int, words: str) -> None:
    """Push text that stands in one line and is parsed with the inline rules."""
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = words, [line, line + 1], []


def push_paragraph(state: StateBlock, line: int, words: str) -> None:
    """Push words of one line as a paragraph."""
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    push_words(state, line, words)
    state.push("paragraph_close", "p", -1)
