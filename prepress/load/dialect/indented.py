"""Blocks with an indented body: admonitions `!!!`, foldable ones `???`, and content tabs `===`."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

ADMONITION = re.compile(
    r"^(?P<mark>!!!|\?\?\?\+?)[ \t]*(?P<names>[\w-]+(?:[ \t]+[\w-]+)*)"
    r"""(?:[ \t]+(?P<quote>["'])(?P<title>.*)(?P=quote))?[ \t]*$"""
)
TAB = re.compile(r"""^===[!+]*[ \t]+(?P<quote>["'])(?P<title>.*)(?P=quote)[ \t]*$""")
INDENT = 4
ENDS = ["paragraph", "reference", "blockquote", "list"]


def use_indented(md: MarkdownIt) -> None:
    """Add the rules; both may interrupt a paragraph, as they do on a site."""
    md.block.ruler.before("fence", "admonition", _parse_admonition, {"alt": ENDS})
    md.block.ruler.before("fence", "tab", _parse_tab, {"alt": ENDS})


def _parse_admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = ADMONITION.match(_read_line(state, start)) if _may_start(state, start) else None
    if found is None:
        return False
    if not silent:
        _push(state, start, end, "admonition", found["title"], _read_names(found))
    return True


def _read_names(found: re.Match[str]) -> dict[str, str]:
    names = found["names"].split()
    side = "left" if "inline" in names else ""
    if "inline" in names and "end" in names:
        side = "right"
    return {
        "type": names[0].lower(),
        "side": side,
        "folded": "true" if found["mark"] == "???" else "",
        "titled": "true" if found["title"] is not None else "",
    }


def _parse_tab(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = TAB.match(_read_line(state, start)) if _may_start(state, start) else None
    if found is None:
        return False
    if not silent:
        _push(state, start, end, "tab", found["title"], {})
    return True


def _may_start(state: StateBlock, line: int) -> bool:
    return state.sCount[line] - state.blkIndent < INDENT


def _read_line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _find_end(state: StateBlock, start: int, end: int, indent: int) -> int:
    """Return the line after the last one that is indented by `indent` columns; blank lines do not end a body."""
    last = start + 1
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < indent:
            break
        last = line + 1
    return last


def _push(state: StateBlock, start: int, end: int, kind: str, title: str | None, attrs: dict[str, str]) -> None:
    indent = state.sCount[start] + INDENT
    stop = _find_end(state, start, end, indent)
    opening = state.push(f"{kind}_open", "", 1)
    opening.map = [start, stop]
    opening.meta = {name: value for name, value in attrs.items() if value}
    if title:
        state.push("title_open", "", 1).map = [start, start + 1]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = title, [start, start + 1], []
        state.push("title_close", "", -1)
    before = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = indent, stop, "blockquote"
    state.md.block.tokenize(state, start + 1, stop)
    state.blkIndent, state.lineMax, state.parentType = before
    state.push(f"{kind}_close", "", -1)
    state.line = stop
