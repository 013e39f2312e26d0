"""Raw HTML at the beginning of a line, and Markdown inside it.

An element without `markdown` is read to its end or to a blank line; what a blank line or `markdown` sets apart is
Markdown (CommonMark, section 4.6; Python-Markdown's md_in_html).
"""

from __future__ import annotations

import re
from bisect import bisect_left

from markdown_it.common.html_blocks import block_names
from markdown_it.rules_block import StateBlock

from prepress.load.dialect.bodies import push_paragraph, read_line
from prepress.load.dialect.elements import DROPPED, Tag, find_tags, holds_markdown

BLOCKS = frozenset({*block_names, "pre", "picture"}) | DROPPED
START = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>]|$)")
COMMENT = "<!--"


def read_html(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match a line that begins with a comment or with a tag of a block."""
    deep = state.is_code_block(start)
    if deep and not state.env.get("open_elements"):
        return False
    line = read_line(state, start)
    if line.startswith(COMMENT):
        return not deep and _read_comment(state, start, end, silent)
    found = START.match(line)
    name = found[1].lower() if found else ""
    if name not in BLOCKS:
        return False
    if silent:
        return True
    if name in DROPPED and not line.startswith("</"):
        _read_dropped(state, start, end, name)
    else:
        _read_element(state, start, end, name)
    return True


def _read_comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave a comment out; one within a paragraph is left to the inline rules."""
    begin = state.bMarks[start] + state.tShift[start]
    close = _find_end(state, "-->", begin + len(COMMENT) - 2)
    if close < 0:
        if not silent:
            _push_removed(state, start, end, "comment")
        return True
    last = min(bisect_left(state.eMarks, close), end - 1)
    rest = state.src[close + 3 : state.eMarks[last]].strip()
    if rest and not any(state.isEmpty(line) for line in range(start, last)):
        return False
    if not silent:
        if rest:
            push_paragraph(state, last, rest)
        state.line = last + 1
    return True


def _find_end(state: StateBlock, closer: str, begin: int) -> int:
    """Return where the closing mark is; that a page has none behind a place is remembered."""
    missing: dict[str, int] = state.env.setdefault("missing", {})
    if begin >= missing.get(closer, len(state.src) + 1):
        return -1
    found = re.compile(re.escape(closer), re.IGNORECASE).search(state.src, begin)
    if found is None:
        missing[closer] = begin
        return -1
    return found.start()


def _push_removed(state: StateBlock, start: int, stop: int, name: str) -> None:
    token = state.push("removed_element", "", 0)
    token.info, token.map = name, [start, stop]
    state.line = stop


def _read_dropped(state: StateBlock, start: int, end: int, name: str) -> None:
    """Leave out an element with all that is in it, down to its closing tag or a blank line."""
    begin = state.bMarks[start] + state.tShift[start]
    close = _find_end(state, f"</{name}", begin)
    last = bisect_left(state.eMarks, close) if close >= 0 else _find_blank(state, start, end) - 1
    _push_removed(state, start, min(last, end - 1) + 1, name)
    rest = state.src[close : state.eMarks[min(last, end - 1)]].partition(">")[2] if close >= 0 else ""
    if rest.strip():
        push_paragraph(state, min(last, end - 1), rest.strip())


def _find_blank(state: StateBlock, start: int, end: int) -> int:
    line = start + 1
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        line += 1
    return line


def _read_element(state: StateBlock, start: int, end: int, name: str) -> None:
    stop = _find_blank(state, start, end)
    if name == "pre":
        begin = state.bMarks[start] + state.tShift[start]
        close = _find_end(state, "</pre", begin)
        stop = max(stop, min(bisect_left(state.eMarks, close) + 1, end)) if close >= 0 else stop
    text = _hide_comments(state.getLines(start, stop, state.blkIndent, False))
    reader = _Reader(state, start, text)
    state.line = reader.read()


def _hide_comments(text: str) -> str:
    """Return the text with blanks for comments, so that offsets and lines stay as they are."""
    parts, position = [], 0
    while (begin := text.find(COMMENT, position)) >= 0:
        end = text.find("-->", begin + 2)
        if end < 0:
            break
        hidden = re.sub(r"[^\n]", " ", text[begin : end + 3])
        parts += [text[position:begin], hidden]
        position = end + 3
    return "".join((*parts, text[position:]))


class _Reader:
    """Reads one fragment: pushes its tags and texts, and stops where Markdown goes on."""

    def __init__(self, state: StateBlock, start: int, text: str) -> None:
        """Take the fragment, which begins in line `start`."""
        self.state, self.text = state, text
        self.line, self.counted = start, 0
        self.open: list[tuple[str, bool]] = []

    def read(self) -> int:
        """Push the tokens; return the line after the last that was read."""
        position = 0
        for tag in find_tags(self.text):
            if tag.start < position:
                continue
            if self._push_text(position, tag.start):
                return self._line_of(position) + 1
            self._push_tag(tag)
            position = tag.end
        if self._push_text(position, len(self.text)):
            return self._line_of(position) + 1
        return self._line_of(len(self.text)) + 1

    def _line_of(self, position: int) -> int:
        self.line += self.text.count("\n", self.counted, position)
        self.counted = position
        return self.line

    def _push_text(self, begin: int, end: int) -> bool:
        """Push what stands between two tags; tell whether Markdown goes on in the next line."""
        words = self.text[begin:end]
        if self.open and not self.open[-1][1]:
            if words:
                token = self.state.push("element_text", "", 0)
                blanks = len(words) - len(words.lstrip())
                line = self._line_of(begin + blanks)
                token.content, token.map = words, [line, line + 1]
            return False
        first, more, _ = words.partition("\n")
        if first.strip():
            self._push_markdown(begin, first)
        return bool(more)

    def _push_markdown(self, begin: int, words: str) -> None:
        push_paragraph(self.state, self._line_of(begin), words.strip())

    def _push_tag(self, tag: Tag) -> None:
        token = self.state.push("element_tag", "", 0)
        token.content = self.text[tag.start : tag.end]
        token.meta = {"tag": tag}
        line = self._line_of(tag.start)
        token.map = [line, line + 1]
        if tag.attrs.get("id"):
            token.meta["attributes"] = {"id": tag.attrs["id"]}
        self._count(tag)

    def _count(self, tag: Tag) -> None:
        opened = self.state.env.get("open_elements", 0)
        if tag.closing:
            while self.open and self.open.pop()[0] != tag.name:
                pass
            self.state.env["open_elements"] = max(0, opened - 1)
        elif not tag.empty:
            self.open.append((tag.name, holds_markdown(tag)))
            self.state.env["open_elements"] = opened + 1
