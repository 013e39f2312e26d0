r"""Pipe tables; a pipe inside code does not end a cell (Python-Markdown's tables), nor does `\|`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from prepress.load.dialect.attributes import LINE, read_match
from prepress.load.dialect.bodies import read_line

RULER = re.compile(r"^[ ]*\|?(?:[ ]*:?-+:?[ ]*\|)*[ ]*:?-+:?[ ]*\|?[ ]*$")
PIECE = re.compile(r"\\.|`+|\|")
MOST_ADDED = 65_536
"""Empty cells added to the short rows of a table (GitHub's limit): a wide head would fill the memory."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and the offset at which it begins in its line."""

    text: str
    offset: int


def read_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match a head, a ruler of as many columns, and rows down to a blank line or another block."""
    below = start + 1
    if below >= end or state.sCount[below] < state.blkIndent or state.is_code_block(below):
        return False
    aligns = _read_ruler(read_line(state, below))
    head = split_row(read_line(state, start)) if aligns else []
    if not aligns or len(head) != len(aligns) or "|" not in read_line(state, start) + read_line(state, below):
        return False
    if silent:
        return True
    table = state.push("table_open", "", 1)
    _push_row(state, start, head, aligns, head=True)
    line = _read_rows(state, below + 1, end, aligns)
    if line < end and state.sCount[line] >= state.blkIndent:
        attributes = read_match(LINE.match(read_line(state, line)))
        if attributes is not None:
            table.meta["attributes"] = attributes
            line += 1
    state.push("table_close", "", -1)
    table.map = [start, line]
    state.line = line
    return True


def _read_ruler(line: str) -> list[str]:
    """Return the columns' alignments, empty for none; an empty list if the line is not a ruler."""
    if not RULER.match(line):
        return []
    aligns = {(True, True): "center", (True, False): "left", (False, True): "right"}
    columns = [column.strip() for column in line.strip().strip("|").split("|")]
    return [aligns.get((column[0] == ":", column[-1] == ":"), "none") for column in columns]


def split_row(line: str) -> list[Cell]:
    r"""Return the cells of a row; `\|` becomes a pipe."""
    stops = _find_pipes(line)
    text = line.rstrip()
    if stops and stops[-1] == len(text) - 1:
        text, stops = text[:-1], stops[:-1]
    cells, begin = [], 0
    if stops and stops[0] == 0:
        begin, stops = 1, stops[1:]
    for stop in (*stops, len(text)):
        words = text[begin:stop]
        offset = begin + len(words) - len(words.lstrip())
        cells.append(Cell(words.strip().replace("\\|", "|"), offset))
        begin = stop + 1
    return cells


def _find_pipes(line: str) -> list[int]:
    """Return where pipes end cells: not those behind a backslash, nor those between equal runs of backticks."""
    pieces = list(PIECE.finditer(line))
    last = {piece[0]: index for index, piece in enumerate(pieces) if piece[0][0] == "`"}
    pipes, closer = [], ""
    for index, piece in enumerate(pieces):
        mark = piece[0]
        if closer:
            closer = "" if mark == closer else closer
        elif mark[0] == "`" and last[mark] > index:
            closer = mark
        elif mark == "|":
            pipes.append(piece.start())
    return pipes


def _read_rows(state: StateBlock, line: int, end: int, aligns: list[str]) -> int:
    before, state.parentType = state.parentType, "table"
    rules = state.md.block.ruler.getRules("blockquote")
    room = MOST_ADDED
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        if state.is_code_block(line) or any(rule(state, line, end, True) for rule in rules):
            break
        text = read_line(state, line)
        if text[:1] == "{" and read_match(LINE.match(text)) is not None:
            break
        cells = split_row(text)
        missing = len(aligns) - len(cells)
        room -= max(0, missing)
        _push_row(state, line, cells, aligns if room > 0 else aligns[: len(cells)], head=False)
        line += 1
    state.parentType = before
    return line


def _push_row(state: StateBlock, line: int, cells: list[Cell], aligns: list[str], *, head: bool) -> None:
    begin = state.bMarks[line] + state.tShift[line]
    column = begin - state.src.rfind("\n", 0, begin)
    state.push("tr_open", "", 1).map = [line, line + 1]
    name = "th" if head else "td"
    for index, align in enumerate(aligns):
        cell = cells[index] if index < len(cells) else Cell("", 0)
        opening = state.push(f"{name}_open", "", 1)
        opening.map, opening.meta = [line, line + 1], {"align": "" if align == "none" else align}
        opening.meta["column"] = column + cell.offset
        _push_words(state.push("inline", "", 0), line, cell.text, column + cell.offset)
        state.push(f"{name}_close", "", -1)
    state.push("tr_close", "", -1)


def _push_words(token: Token, line: int, words: str, column: int) -> None:
    token.content, token.map, token.children = words, [line, line + 1], []
    token.meta["column"] = column
