"""Attribute lists: `{#id .class key="value"}` and `{: ...}` behind what they belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

WORD = r"""(?:[#.][\w:-]+|[\w:-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]+)|[\w:-]+)"""
LIST = re.compile(r"\{:?[ \t]*(" + WORD + r"(?:[ \t]+" + WORD + r")*)[ \t]*\}")
LINE = re.compile(r"^[ \t]*" + LIST.pattern + r"[ \t]*$")
AT_END = re.compile(r"[ \t]+" + LIST.pattern + r"[ \t]*$")
PAIR = re.compile(WORD)
OPENERS = {"link_close": "link_open", "strong_close": "strong_open", "em_close": "em_open"}


def read_attributes(text: str) -> dict[str, str]:
    """Return the attributes of a list's inner text; classes are joined by spaces."""
    found: dict[str, str] = {}
    for word in PAIR.findall(text):
        if word.startswith("#"):
            found["id"] = word[1:]
        elif word.startswith("."):
            found["class"] = f"{found.get('class', '')} {word[1:]}".strip()
        elif "=" in word:
            name, _, value = word.partition("=")
            found[name] = value.strip("\"'")
    return found


def is_list(text: str) -> bool:
    """Tell whether braces hold attributes: at least one class, id or value."""
    return bool(read_attributes(text))


def take_from_end(text: str) -> tuple[str, dict[str, str]]:
    """Return a heading's text without the list at its end, and the list's attributes."""
    found = AT_END.search(text)
    if found is None or not is_list(found[1]):
        return text, {}
    return text[: found.start()], read_attributes(found[1])


def use_attributes(md: MarkdownIt) -> None:
    """Add the rule for lists behind links, pictures, code and emphasis."""
    md.inline.ruler.before("text", "attribute_list", _parse_inline_list)


def _parse_inline_list(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    found = LIST.match(state.src, state.pos)
    owner = _find_owner(state.tokens)
    if found is None or owner is None or not is_list(found[1]):
        return False
    if not silent:
        add_attributes(owner, read_attributes(found[1]))
    state.pos = found.end()
    return True


def _find_owner(tokens: list[Token]) -> Token | None:
    last = tokens[-1]
    if last.type in {"image", "code_inline"}:
        return last
    opener = OPENERS.get(last.type)
    return next((token for token in reversed(tokens) if token.type == opener), None)


def add_attributes(token: Token, attributes: Mapping[str, str]) -> None:
    """Put the attributes on a token; classes are added to those that it has."""
    for name, value in attributes.items():
        if name == "class":
            token.attrJoin("class", value)
        else:
            token.attrSet(name, value)
