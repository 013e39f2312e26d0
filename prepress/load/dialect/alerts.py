"""GitHub's alerts: a quotation that begins with `[!NOTE]` is an admonition."""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MARK = re.compile(r"\[!(?P<type>[A-Za-z]+)\](?P<fold>[-+]?)[ ]*(?P<title>.*)$", re.MULTILINE)


def read_alerts(state: StateCore) -> None:
    """Turn quotations with a mark in their first line into admonitions; the rest of that line is the title."""
    rebuilt: list[Token] = []
    open_alerts: list[bool] = []
    for index, token in enumerate(state.tokens):
        if token.type == "blockquote_open":
            found = _match_mark(state.tokens, index)
            open_alerts.append(found is not None)
            rebuilt.append(token)
            if found is not None:
                _open_alert(token, found)
                rebuilt.extend(_make_title(token, found))
                _take_first_line(state.tokens[index + 1 : index + 4])
        elif token.type == "blockquote_close" and open_alerts.pop():
            token.type = "admonition_close"
            rebuilt.append(token)
        elif token.type != "nothing":
            rebuilt.append(token)
    state.tokens[:] = rebuilt


def _match_mark(tokens: list[Token], index: int) -> re.Match[str] | None:
    if tokens[index + 1].type != "paragraph_open":
        return None
    return MARK.match(tokens[index + 2].content)


def _open_alert(token: Token, found: re.Match[str]) -> None:
    token.type = "admonition_open"
    folded = "true" if found["fold"] == "-" else ""
    token.meta |= {"type": found["type"].lower(), "folded": folded}


def _make_title(alert: Token, found: re.Match[str]) -> tuple[Token, Token, Token]:
    line = alert.map[0] if alert.map else 0
    lines = [line, line + 1]
    words = found["title"].strip() or found["type"].capitalize()
    return (
        Token("title_open", "", 1, map=lines),
        Token("inline", "", 0, map=lines, content=words, children=[]),
        Token("title_close", "", -1),
    )


def _take_first_line(paragraph: list[Token]) -> None:
    """Leave the first line out of a paragraph, and the paragraph if that was all of it."""
    inline = paragraph[1]
    _, more, inline.content = inline.content.partition("\n")
    for token in paragraph:
        if token.map:
            token.map = [token.map[0] + 1, token.map[1]]
    if not more:
        for token in paragraph:
            token.type = "nothing"
