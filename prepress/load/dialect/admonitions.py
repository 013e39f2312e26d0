"""Admonitions: `!!! note "Title"`, and `???` and `???+` for those that fold on a screen.

The heads are those of Python-Markdown's admonition and of pymdownx.details; the body is indented by four.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from prepress.load.dialect.bodies import find_indented_end, parse_body, push_title, read_line

HEAD = re.compile(
    r"(?P<mark>!!!|\?\?\?\+?)[ ]*(?P<names>[\w-]+(?:[ ]+[\w-]+)*)?"
    r"(?:[ ]+(?P<quote>[\"'])(?P<title>.*)(?P=quote))?[ ]*$"
)
INDENT = 4


def read_admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match a head and what is indented below it."""
    found = HEAD.match(read_line(state, start))
    if found is None or not (found["names"] or found["title"]):
        return False
    if silent:
        return True
    indent = state.sCount[start] + INDENT
    stop = find_indented_end(state, start + 1, end, indent)
    token = state.push("admonition_open", "", 1)
    token.map = [start, stop]
    names = (found["names"] or "note").split()
    token.meta.update(read_names(names), folded="true" if found["mark"] == "???" else "")
    title = names[0].replace("-", " ").capitalize() if found["title"] is None else found["title"]
    if title:
        push_title(state, start, title)
    token.meta["shallow"] = _is_shallow(state, start, stop, end)
    parse_body(state, start + 1, stop, indent)
    state.push("admonition_close", "", -1)
    state.line = stop
    return True


def read_names(names: list[str]) -> dict[str, str]:
    """Return type, side and class of the words behind the mark."""
    side = ("right" if "end" in names else "left") if "inline" in names[1:] else ""
    more = " ".join(name for name in names[1:] if name not in {"inline", "end"})
    return {"type": names[0].lower(), "side": side, "class": more}


def _is_shallow(state: StateBlock, start: int, stop: int, end: int) -> bool:
    """Tell whether the line below the head is indented, but by less than a body."""
    below = start + 1
    if stop > below or below >= end or state.isEmpty(below):
        return False
    return 2 <= state.sCount[below] - state.sCount[start] < INDENT
