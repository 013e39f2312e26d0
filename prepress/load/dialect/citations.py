"""What stands in square brackets: citations `[@key]`, figures from the plan `[= name ]`, footnotes `[^label]`."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

CITATION = re.compile(r"\[@([\w][\w:.-]*)\](?!\(|\[(?!@))")
FIGURE_VALUE = re.compile(r"\[=[ ]*([\w][\w.-]*)[ ]*\]")
NOTE = re.compile(r"\[\^([^\]\s]+)\]")


def match_citation(state: StateInline, silent: bool) -> bool:
    """Match `[@key]`, unless it is the text of a link; the number needs no space before it."""
    before = state.pending
    if not silent and CITATION.match(state.src, state.pos, state.posMax):
        state.pending = before.rstrip(" ")
    found = _match(state, silent, CITATION, "citation")
    if found and not silent:
        state.tokens[-1].meta["gap"] = before[len(before.rstrip(" ")) :]
    return found


def match_figure_value(state: StateInline, silent: bool) -> bool:
    """Match `[= name ]`."""
    return _match(state, silent, FIGURE_VALUE, "figure_value")


def match_note(state: StateInline, silent: bool) -> bool:
    """Match `[^label]`, whether the page has the note or not."""
    return _match(state, silent, NOTE, "note_call")


def _match(state: StateInline, silent: bool, pattern: re.Pattern[str], kind: str) -> bool:
    found = pattern.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push(kind, "", 0).content = found[1]
    state.pos = found.end()
    return True
