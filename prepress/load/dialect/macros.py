"""Marks for other programs: Jinja's `{{ }}` and `{% %}`, `::: name` of plugins, the marks of reviewers."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
HANDLEBARS = tuple("#/@>^!&")
"""What follows `{{` in templates of another family, which pages write about."""
INJECTION = re.compile(r"(?P<head>:::[ ]+[\w.:/-]+)[ ]*(?:\n[ ]*(?::[\w-]+:|[\w-]+:|-[ ]).*)*$")
"""A head and its options, which take up a paragraph."""
CRITIC_ENDS = {"{++": "++}", "{--": "--}", "{==": "==}", "{>>": "<<}", "{~~": "~~}"}


def match_macro(state: StateInline, silent: bool) -> bool:
    """Match a macro, a statement or a comment of Jinja; none is run."""
    closer, first = ENDS.get(state.src[state.pos : state.pos + 2]), state.src[state.pos + 2 : state.pos + 3]
    if closer is None or (closer == "#}" and first != " ") or (closer == "}}" and first in HANDLEBARS):
        return False
    end = _find(state, closer, state.pos + 2)
    if end < 0:
        return False
    if not silent:
        state.push("macro", "", 0).content = state.src[state.pos : end + 2]
    state.pos = end + 2
    return True


def match_injection(state: StateInline, silent: bool) -> bool:
    """Match `::: name` and its options, which mkdocstrings and mkdocs-click fill in; none is run."""
    found = None if state.pos else INJECTION.match(state.src)
    if found is None:
        return False
    if not silent:
        state.push("macro", "", 0).content = found["head"]
    state.pos = state.posMax
    return True


def match_critic(state: StateInline, silent: bool) -> bool:
    """Match a reviewer's mark; what it leaves if it is accepted is parsed, the rest is left out."""
    opener = state.src[state.pos : state.pos + 3]
    closer = CRITIC_ENDS.get(opener)
    end = _find(state, closer, state.pos + 3) if closer else -1
    if closer is None or end < 0:
        return False
    if not silent:
        state.push("critic", "", 0).content = state.src[state.pos : end + 3]
        begin = state.pos + 3
        if opener == "{~~":
            arrow = state.src.find("~>", begin, end)
            begin = arrow + 2 if arrow >= 0 else begin
        if opener not in {"{--", "{>>"}:
            _parse_between(state, begin, end)
    state.pos = end + 3
    return True


def _find(state: StateInline, closer: str, begin: int) -> int:
    """Return where the closing mark is, quickly if the text has none."""
    if state.html_terminator_last(closer) < begin:
        return -1
    return state.src.find(closer, begin, state.posMax)


def _parse_between(state: StateInline, begin: int, end: int) -> None:
    before, state.pos, state.posMax = state.posMax, begin, end
    state.md.inline.tokenize(state)
    state.posMax = before
