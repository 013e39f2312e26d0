"""Links `[text][name]` to a definition that the page does not have: the words print, without the brackets."""

from __future__ import annotations

import re

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

UNDEFINED = re.compile(r"\[(?P<words>[^\[\]\n]+)\]\[(?P<name>[^\[\]\n@^=]*)\]")


def match_undefined_reference(state: StateInline, silent: bool) -> bool:
    """Match a reference whose name is defined nowhere."""
    found = UNDEFINED.match(state.src, state.pos, state.posMax)
    if found is None or found["words"][0] in "@=^":
        return False
    known = state.env.get("references", {})
    if any(normalizeReference(name) in known for name in (found["name"] or found["words"], found["words"])):
        return False
    if not silent:
        token = state.push("undefined_reference", "", 0)
        token.content = found["name"] or found["words"]
        before, state.pos, state.posMax = state.posMax, found.start("words"), found.end("words")
        state.md.inline.tokenize(state)
        state.posMax = before
    state.pos = found.end()
    return True
