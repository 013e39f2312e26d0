r"""Mathematics: `$...$`, `\(...\)` in a line; `$$...$$`, `\[...\]` there or as blocks; `\begin{...}` as blocks.

A dollar sign opens a formula only before a character that is not blank, and closes one only after such a
character and before none of the digits, so that sums of money stay text (pymdownx.arithmatex, pandoc).
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from prepress.load.dialect.bodies import read_line

DOLLARS = re.compile(r"\$(?![\s$])((?:\\.|[^\\$])*?)(?<![\s\\])\$(?!\d)", re.DOTALL)
DOUBLE = re.compile(r"\$\$((?:\\.|[^\\$]|\$(?!\$))+)\$\$", re.DOTALL)
ENVIRONMENT = re.compile(r"\\begin\{([a-z]+\*?)\}")
CLOSERS = {"$$": "$$", "\\[": "\\]", "\\(": "\\)"}


def match_dollars(state: StateInline, silent: bool) -> bool:
    """Match a formula between dollar signs."""
    if state.pos and state.src[state.pos - 1].isalnum():
        return False
    double = state.src.startswith("$$", state.pos)
    if double and state.html_terminator_last("$$") < state.pos + 2:
        return False
    found = (DOUBLE if double else DOLLARS).match(state.src, state.pos, state.posMax)
    if found is None or not is_formula(found[1]):
        return False
    if not silent:
        _push(state, found[1], display=double)
    state.pos = found.end()
    return True


def is_formula(text: str) -> bool:
    """Tell a formula from brackets around words: what is blank, or holds a link, is none."""
    return bool(text.strip()) and "](" not in text


def match_brackets(state: StateInline, silent: bool) -> bool:
    r"""Match `\(...\)` and `\[...\]`."""
    closer = CLOSERS.get(state.src[state.pos : state.pos + 2])
    if closer is None or state.html_terminator_last(closer) < state.pos:
        return False
    end = state.src.find(closer, state.pos + 2, state.posMax)
    if end < 0 or not is_formula(state.src[state.pos + 2 : end]):
        return False
    if not silent:
        _push(state, state.src[state.pos + 2 : end], display=closer == "\\]")
    state.pos = end + 2
    return True


def _push(state: StateInline, formula: str, *, display: bool) -> None:
    token = state.push("math", "", 0)
    token.content = formula.strip()
    token.meta["display"] = display


def read_math(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""Match a block of `$$`, `\[` or `\begin{...}`, on one line or on several, without a blank line in it."""
    first = read_line(state, start).rstrip()
    environment = ENVIRONMENT.match(first)
    closer = f"\\end{{{environment[1]}}}" if environment else CLOSERS.get(first[:2])
    if closer is None or closer == "\\)":
        return False
    stop = _find_end(state, start, end, first, closer)
    lines = state.getLines(start, stop or start, state.blkIndent, False).strip()
    formula = lines if environment else lines[2:-2]
    if stop is None or not is_formula(formula):
        return False
    if not silent:
        token = state.push("math_block", "", 0)
        token.map = [start, stop]
        token.content = formula.strip()
        state.line = stop
    return True


def _find_end(state: StateBlock, start: int, end: int, first: str, closer: str) -> int | None:
    """Return the line after the one that ends with the closing mark; it closes nothing else."""
    if first[2:].endswith(closer):
        return start + 1 if closer not in first[2:-2] and first[2:-2].strip() else None
    if closer in first[2:]:
        return None
    for line in range(start + 1, end):
        words = read_line(state, line).rstrip()
        if not words or state.sCount[line] < state.blkIndent:
            return None
        if words.endswith(closer):
            return line + 1
        if closer in words:
            return None
    return None
