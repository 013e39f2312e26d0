"""Marks around words: `==mark==`, `^^insert^^`, `~~delete~~`, `^sup^`, `~sub~` (pymdownx.mark, caret, tilde)."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

DOUBLE = {"=": "mark", "^": "insert", "~": "delete"}
SINGLE = {"^": "superscript", "~": "subscript"}
WORD = {mark: re.compile(rf"\{mark}((?:[^\s\{mark}\\]|\\.)+)\{mark}(?!\{mark})") for mark in SINGLE}


def match_mark(state: StateInline, silent: bool) -> bool:
    """Match one sign around a word, or note two signs as a delimiter that is paired later."""
    mark = state.src[state.pos]
    if mark in SINGLE and not state.src.startswith(mark * 2, state.pos):
        return _match_single(state, silent, mark)
    return not silent and _note_delimiters(state, mark)


def _match_single(state: StateInline, silent: bool, mark: str) -> bool:
    found = WORD[mark].match(state.src, state.pos, state.posMax)
    if found is None or state.src[state.pos - 1 : state.pos] == mark or found[1][0] == "[":
        return False
    if not silent:
        state.push(f"{SINGLE[mark]}_open", "", 1)
        before, state.pos, state.posMax = state.posMax, found.start(1), found.end(1)
        state.md.inline.tokenize(state)
        state.posMax = before
        state.push(f"{SINGLE[mark]}_close", "", -1)
    state.pos = found.end()
    return True


def _note_delimiters(state: StateInline, mark: str) -> bool:
    """Push each pair of signs as text; an odd sign is text for good."""
    scanned = state.scanDelims(state.pos, mark == "~")
    if scanned.length < 2:
        return False
    if scanned.length % 2:
        state.push("text", "", 0).content = mark
    for _ in range(scanned.length // 2):
        state.push("text", "", 0).content = mark * 2
        here = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(mark), 0, here, -1, open=scanned.can_open, close=scanned.can_close))
    state.pos += scanned.length
    return True


def pair_marks(state: StateInline) -> None:
    """Turn delimiters that found their match into opening and closing tokens."""
    lists = [state.delimiters]
    lists.extend(meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta)
    for delimiters in lists:
        for opener in delimiters:
            kind = DOUBLE.get(chr(opener.marker))
            if kind is None or opener.end < 0:
                continue
            _set_token(state, opener.token, f"{kind}_open", 1)
            _set_token(state, delimiters[opener.end].token, f"{kind}_close", -1)


def _set_token(state: StateInline, index: int, name: str, nesting: int) -> None:
    token = state.tokens[index]
    token.type, token.content = name, ""
    token.nesting = 1 if nesting > 0 else -1
