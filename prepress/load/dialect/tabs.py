"""Content tabs: `=== "Title"`, and `===+` and `===!`, as pymdownx.tabbed reads them."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from prepress.load.dialect.bodies import find_indented_end, parse_body, push_title, read_line

HEAD = re.compile(r"===(?P<flags>[+!]{0,2})[ ]+(?P<quote>[\"'])(?P<title>.*)(?P=quote)[ ]*$")
INDENT = 4


def read_tabs(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match neighbouring tabs as one set; `!` begins a new one."""
    found = HEAD.match(read_line(state, start))
    if found is None or silent:
        return found is not None
    indent = state.sCount[start]
    tabs = state.push("tabs_open", "", 1)
    line = start
    while found is not None:
        line = _read_tab(state, line, end, found["title"])
        after = state.skipEmptyLines(line)
        follows = after < end and state.sCount[after] == indent
        found = HEAD.match(read_line(state, after)) if follows else None
        if found is not None and "!" in found["flags"]:
            found = None
        line = after if found is not None else line
    state.push("tabs_close", "", -1)
    tabs.map = [start, line]
    state.line = line
    return True


def _read_tab(state: StateBlock, start: int, end: int, title: str) -> int:
    stop = find_indented_end(state, start + 1, end, state.sCount[start] + INDENT)
    state.push("tab_open", "", 1).map = [start, stop]
    push_title(state, start, title)
    parse_body(state, start + 1, stop, state.sCount[start] + INDENT)
    state.push("tab_close", "", -1)
    return stop
