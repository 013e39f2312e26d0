"""Links `[text][name]` to a definition that the page does not have: the words print, without the brackets."""

from __future__ import annotations

import re

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

UNDEFINED = re.compile(r"\[(?P<words>[^\[\]\n]+)\]\[(?P<name>[^\[\]\n@^=]*)\](?:\[(?P<next>[^\[\]\n]+)\])?")


def match_undefined_reference(state: StateInline, silent: bool) -> bool:
    """Match a reference whose name is defined nowhere.

    Of `[a][b][c]` with only `c` defined, `[b][c]` is the link.
    """
    found = UNDEFINED.match(state.src, state.pos, state.posMax)
    if found is None or found["words"][0] in "@=^":
        return False
    known = state.env.get("references", {})
    names = (found["name"] or found["words"], found["words"], found["next"] or "")
    if any(normalizeReference(name) in known for name in names):
        return False
    if not silent:
        token = state.push("undefined_reference", "", 0)
        token.content = found["name"] or found["words"]
        before, state.pos, state.posMax = state.posMax, found.start("words"), found.end("words")
        state.md.inline.tokenize(state)
        state.posMax = before
    state.pos = found.end("name") + 1
    return True
