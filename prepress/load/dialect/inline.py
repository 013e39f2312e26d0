"""Small inline marks: highlights, keys, super- and subscript, citations, computed figures, icons, macros."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

Rule = Callable[[StateInline, bool], bool]

CITATION = re.compile(r"\[@([\w.:-]+)\]")
FIGURE = re.compile(r"\[=[ \t]*([\w.-]+)[ \t]*\]")
KEYS = re.compile(r"\+\+([\w-]+(?:\+[\w-]+)*|\"[^\"]+\")\+\+")
ICON = re.compile(r":((?:material|fontawesome|octicons|simple)-[\w-]+|[a-z0-9_+-]+):")
MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
CRITIC = re.compile(r"\{(\+\+|--|~~|==|>>)(.*?)(\+\+|--|~~|==|<<)\}", re.DOTALL)


def use_inline(md: MarkdownIt) -> None:
    """Add the rules before those of CommonMark that would take the same signs."""
    ruler = md.inline.ruler
    ruler.before("link", "citation", _make_match_rule("[", CITATION, "citation"))
    ruler.before("link", "figure_value", _make_match_rule("[", FIGURE, "figure_value"))
    ruler.before("text", "macro", _make_match_rule("{", MACRO, "macro"))
    ruler.before("text", "critic", _make_match_rule("{", CRITIC, "critic"))
    ruler.before("emphasis", "keys", _make_match_rule("+", KEYS, "keys"))
    ruler.before("emphasis", "icon", _make_match_rule(":", ICON, "icon"))
    ruler.before("emphasis", "mark", _make_pair_rule("==", "mark"))
    ruler.before("emphasis", "insert", _make_pair_rule("^^", "insert"))
    ruler.before("emphasis", "superscript", _make_pair_rule("^", "superscript"))
    ruler.before("strikethrough", "subscript", _make_pair_rule("~", "subscript"))


def _make_match_rule(sign: str, pattern: re.Pattern[str], kind: str) -> Rule:
    """Return a rule that pushes one token for a match, with what the pattern caught."""

    def parse(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != sign:
            return False
        found = pattern.match(state.src, state.pos, state.posMax)
        if found is None:
            return False
        if not silent:
            token = state.push(kind, "", 0)
            token.content = found[0]
            token.meta = {"found": found.groups(), "position": state.pos}
        state.pos = found.end()
        return True

    return parse


def _make_pair_rule(mark: str, kind: str) -> Rule:
    """Return a rule for words between two marks; there is no space inside of either mark."""

    def parse(state: StateInline, silent: bool) -> bool:
        start = state.pos + len(mark)
        if silent or not state.src.startswith(mark, state.pos) or start >= state.posMax:
            return False
        if state.src[start].isspace() or state.src.startswith(mark[0], start):
            return False
        close = state.src.find(mark, start + 1, state.posMax)
        if close < 0 or state.src[close - 1].isspace():
            return False
        if len(mark) == 1 and any(sign.isspace() for sign in state.src[start:close]):
            return False
        _push_pair(state, kind, start, close, len(mark))
        return True

    return parse


def _push_pair(state: StateInline, kind: str, start: int, close: int, width: int) -> None:
    end = state.posMax
    state.push(f"{kind}_open", "", 1)
    state.pos, state.posMax = start, close
    state.md.inline.tokenize(state)
    state.push(f"{kind}_close", "", -1)
    state.pos, state.posMax = close + width, end
