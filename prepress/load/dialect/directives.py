"""Our own blocks, fenced by slashes as pymdownx.blocks fences its own.

A head `/// name | argument`, options as YAML indented by four directly below it, a body, and a line of as many
slashes. The fence around another one has more slashes.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from markdown_it.rules_block import StateBlock

from prepress.load.dialect.bodies import parse_body, push_title, read_line

HEAD = re.compile(r"(?P<fence>/{3,})[ ]*(?P<name>[A-Za-z][\w-]*)[ ]*(?:\|[ ]*(?P<argument>.*?))?[ ]*$")
END = re.compile(r"^[ >]*(/{3,})[ ]*$")
CODE = re.compile(r"^[ >]*(?:(?:[-*+]|\d+[.)])[ ]+)?(`{3,}|~{3,})(.*)$")
INDENT = 4
CAPTIONS = frozenset({"caption", "figure-caption", "table-caption"})
CALLOUT_NAMES = (
    "admonition note abstract attention bug caution danger details error example failure hint important info new"
    " question quote success tip warning"
)
CALLOUTS = frozenset(CALLOUT_NAMES.split())
"""Names of pymdownx.blocks that make an admonition."""
TITLED = CALLOUTS | CAPTIONS | {"tab"}
"""Directives whose argument is inline text."""
POSITION = re.compile(r"[<>]?\s*[\d.^]*$")
"""What pymdownx.blocks.caption takes instead of text: before or after, and a number."""


def read_directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match a directive; the first of a page without an end takes all that follows, others are heads alone."""
    found = HEAD.match(read_line(state, start))
    if found is None and END.match(read_line(state, start)):
        return silent or _read_stray_end(state, start)
    if found is None or silent:
        return found is not None
    close = _find_end(state, start, end, len(found["fence"]))
    body = _find_body(state, start + 1, end if close is None else close)
    token = state.push("directive_open", "", 1)
    token.info = found["name"].lower()
    token.map = [start, body if close is None else close + 1]
    token.meta = {
        "argument": found["argument"] or "",
        "options": state.getLines(start + 1, body, state.sCount[start], False),
        "closed": close is not None,
    }
    if token.info in TITLED and not POSITION.match(found["argument"] or ""):
        push_title(state, start, found["argument"])
    elif token.info in CALLOUTS - {"admonition", "details"}:
        push_title(state, start, token.info.capitalize())
    state.line = token.map[1]
    if close is not None:
        parse_body(state, body, close, state.blkIndent)
        state.line = close + 1
    elif not state.env.get("directive_unclosed"):
        state.env["directive_unclosed"] = True
        parse_body(state, body, end, state.blkIndent)
    state.push("directive_close", "", -1)
    return True


def _read_stray_end(state: StateBlock, start: int) -> bool:
    """Leave out an end that ends nothing; a token says so."""
    token = state.push("stray_end", "", 0)
    token.map = [start, start + 1]
    state.line = start + 1
    return True


def _find_body(state: StateBlock, first: int, close: int) -> int:
    line, indent = first, state.sCount[first - 1] + INDENT
    while line < close and not state.isEmpty(line) and state.sCount[line] >= indent:
        line += 1
    return line


def _find_end(state: StateBlock, start: int, end: int, slashes: int) -> int | None:
    """Return the next line of as many slashes within the block that the head stands in."""
    ends: dict[int, list[int]] = state.env.setdefault("directive_ends", {})
    if not ends:
        ends.update(_list_ends(state.src))
    lines = ends.get(slashes, [])
    index = bisect_right(lines, start)
    if index == len(lines) or lines[index] >= end:
        return None
    inside = all(
        state.isEmpty(line) or state.sCount[line] >= state.blkIndent for line in range(start + 1, lines[index] + 1)
    )
    return lines[index] if inside else None


def _list_ends(text: str) -> dict[int, list[int]]:
    """Return the lines that can end a directive, by their number of slashes; code is left out.

    They are found once a page: a search from each head would take quadratic time where ends are missing.
    """
    ends: dict[int, list[int]] = {0: []}
    fence = ""
    for number, line in enumerate(text.split("\n")):
        code = CODE.match(line)
        if code and not fence and not (code[1][0] == "`" and "`" in code[2]):
            fence = code[1]
        elif code and fence and code[1].startswith(fence) and not code[2].strip():
            fence = ""
        elif not fence and (found := END.match(line)):
            ends.setdefault(len(found[1]), []).append(number)
    return ends
