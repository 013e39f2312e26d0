"""Our own blocks, fenced by slashes as pymdownx.blocks fences its own.

A head `/// name | argument`, options as indented YAML directly below it, a body, and a line of as many slashes.
The fence around another one has more slashes. `/// caption` belongs to what stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from prepress.model.document import Option

HEAD = re.compile(r"^(?P<fence>/{3,})[ \t]*(?P<name>[a-z][\w-]*)[ \t]*(?:\|[ \t]*(?P<argument>.*?))?[ \t]*$")
INDENT = 4
ENDS = ["paragraph", "reference", "blockquote", "list"]


def use_blocks(md: MarkdownIt) -> None:
    """Add the rule; a block may interrupt a paragraph."""
    md.block.ruler.before("fence", "directive", _parse, {"alt": ENDS})


def _parse(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.sCount[start] - state.blkIndent >= INDENT:
        return False
    found = HEAD.match(_read_line(state, start))
    if found is None:
        return False
    if silent:
        return True
    close = _find_close(state, start, end, found["fence"])
    body = _find_body(state, start + 1, close)
    opening = state.push("directive_open", "", 1)
    opening.map = [start, min(close + 1, end)]
    opening.meta = {
        "name": found["name"],
        "argument": found["argument"] or "",
        "options": "\n".join(_read_line(state, line) for line in range(start + 1, body)),
        "closed": close < end,
    }
    before = state.lineMax, state.parentType
    state.lineMax, state.parentType = close, "blockquote"
    state.md.block.tokenize(state, body, close)
    state.lineMax, state.parentType = before
    state.push("directive_close", "", -1)
    state.line = min(close + 1, end)
    return True


def _read_line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _find_close(state: StateBlock, start: int, end: int, fence: str) -> int:
    for line in range(start + 1, end):
        if _read_line(state, line).rstrip() == fence and state.sCount[line] >= state.blkIndent:
            return line
    return end


def _find_body(state: StateBlock, first: int, close: int) -> int:
    line = first
    while line < close and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent + INDENT:
        line += 1
    return line


def read_options(text: str) -> Mapping[str, Option]:
    """Return the options of a head. Raises ValueError with a plain message for what is not a mapping of them."""
    try:
        loaded = yaml.safe_load(text) if text else {}
    except yaml.YAMLError as failure:
        reason = getattr(failure, "problem", None) or "they do not parse"
        raise ValueError(f"the options are not YAML: {reason}") from failure
    if not isinstance(loaded, dict):
        raise ValueError("the options are not of the form `name: value`")
    return {str(name): _freeze(value) for name, value in loaded.items()}


def _freeze(value: object) -> Option:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    if isinstance(value, bool | int | float | str):
        return value
    return str(value)
