"""A markdown-it parser whose inline tokens know at which character of their text they begin.

markdown-it keeps the lines of blocks only; a finding about a link has to name its column.
"""

from __future__ import annotations

from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

DEEPEST = 60
"""Levels of nesting that are parsed; what is deeper is reported."""


class PlacedState(StateInline):
    """Notes in each token, as `meta["at"]`, where the rule that pushed it began to match."""

    start = 0

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Push a token that knows its position."""
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.start
        return token

    def pushPending(self) -> Token:  # noqa: N802 -- the parent's name
        """Push the text before the match; blanks at the end of its line were cut off."""
        token = super().pushPending()
        end = self.start
        while end > 0 and self.src[end - 1] == " " and not token.content.endswith(" "):
            end -= 1
        token.meta["at"] = max(0, end - len(token.content))
        return token


class PlacedInline(ParserInline):
    """Parses inline text with positions."""

    def tokenize(self, state: StateInline) -> None:
        """Apply the rules at each position, as the parent does, and note where each begins."""
        assert isinstance(state, PlacedState)
        rules = self.ruler.getRules("")
        end = state.posMax
        while state.pos < end:
            state.start = state.pos
            for rule in rules if state.level < DEEPEST else ():
                if rule(state, False):
                    break
            else:
                state.append_pending(state.src[state.pos])
                state.pos += 1
        state.start = state.pos
        if state.pending:
            state.pushPending()

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Add the tokens of a text to `tokens`."""
        state = PlacedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class PlacedMarkdown(MarkdownIt):
    """CommonMark with positions; a link to anywhere is a link, so that it can be reported."""

    def __init__(self) -> None:
        """Set up the rules of CommonMark, and no others."""
        super().__init__("commonmark")
        self.inline = PlacedInline()
        self.configure("commonmark", {"maxNesting": DEEPEST})
        self.inline.ruler2.at("fragments_join", set_levels)

    def validateLink(self, url: str) -> bool:  # noqa: N802 -- the parent's name
        """Accept any address: the unsafe ones are dropped and reported when the tree is made."""
        return True


def set_levels(state: StateInline) -> None:
    """Set the levels of tokens anew after emphasis; text is joined later, with its positions."""
    level = 0
    for token in state.tokens:
        if token.nesting < 0:
            level -= 1
        token.level = level
        if token.nesting > 0:
            level += 1
