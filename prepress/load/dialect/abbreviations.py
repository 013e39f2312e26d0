"""Abbreviations: `*[SDM]: Software Development Manager` explains a word wherever the page has it."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from prepress.load.dialect.bodies import read_line

DEFINITION = re.compile(r"\*\[(?P<word>[^\]\\]+)\][ ]?:[ ]*(?P<title>.*)$")


def read_abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match a definition; it prints nothing where it stands."""
    found = DEFINITION.match(read_line(state, start))
    if found is None or silent:
        return found is not None
    state.env.setdefault("abbreviations", {})[found["word"].strip()] = found["title"].strip()
    state.line = start + 1
    return True


def mark_abbreviations(state: StateCore) -> None:
    """Split the text of the page where an abbreviation stands as a word of its own."""
    titles: dict[str, str] = state.env.get("abbreviations", {})
    words = sorted((word for word, title in titles.items() if title), key=len, reverse=True)
    if not words:
        return
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words))})(?!\w)")
    for token in state.tokens:
        if token.type == "inline" and token.children and pattern.search(token.content):
            token.children = [part for child in token.children for part in _split(child, pattern, titles)]


def _split(token: Token, pattern: re.Pattern[str], titles: dict[str, str]) -> list[Token]:
    if token.type != "text":
        return [token]
    parts, at = [], int(token.meta.get("at", 0))
    for index, words in enumerate(pattern.split(token.content)):
        if words:
            part = Token("abbreviation" if index % 2 else "text", "", 0, content=words)
            part.meta = {"at": at, "title": titles.get(words, "")}
            parts.append(part)
        at += len(words)
    return parts
