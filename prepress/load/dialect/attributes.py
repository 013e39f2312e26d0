"""Attribute lists: `{#id .class key="value"}` and `{: ...}`, on what stands before them.

The grammar is that of Python-Markdown's attr_list (markdown/extensions/attr_list.py).
"""

from __future__ import annotations

import re

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

WORD = re.compile(
    r"""\s*(?:[#](?P<id>[^\s#=}"']+)|[.](?P<class>[^\s#.=}"']+)"""
    r"""|(?P<key>[\w:@-]+)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"']+))"""
    r"""|(?P<flag>[A-Za-z][\w-]*))(?=[\s#.]|$)"""
)
BRACES = r"\{(?P<colon>:?)[ ]*(?P<list>[^{}\n]*[^{}\n ])[ ]*\}"
LIST = re.compile(BRACES)
LINE = re.compile(rf"[ ]*{BRACES}[ ]*$")
AT_END = re.compile(rf"(?:^|[ ]+){BRACES}[ ]*$")
KEPT = frozenset({"id", "class", "title", "width", "height", "align", "lang", "dir", "start"})
CLOSING = re.compile(r"(?<=\s)#+\s*$")
OWNERS = {"paragraph_open": "\n", "heading_open": " ", "td_open": " ", "th_open": " ", "dt_open": " "}


def read_attributes(text: str, *, strict: bool = True) -> dict[str, str] | None:
    """Return the attributes of a list's inner text, or nothing if it is other text.

    Classes are joined by spaces. With `strict`, at least one id, class or value has to be there: `{name}` is text.
    """
    found: dict[str, str] = {}
    position, sure = 0, not strict
    while position < len(text):
        word = WORD.match(text, position)
        if word is None:
            return found if not text[position:].strip() else None
        position = word.end()
        sure = sure or word["flag"] is None
        _add_word(found, word)
    return found if sure else None


def _add_word(found: dict[str, str], word: re.Match[str]) -> None:
    if word["id"]:
        found["id"] = unescapeAll(word["id"])
    elif word["class"]:
        found["class"] = f"{found.get('class', '')} {word['class']}".strip()
    elif word["key"]:
        found[word["key"].lower()] = word["double"] or word["single"] or word["bare"] or ""
    else:
        found[word["flag"].lower()] = ""


def merge_attributes(attrs: dict[str, str], more: dict[str, str]) -> dict[str, str]:
    """Return the attributes with those of a list that mean something in a book; classes add up."""
    kept = {name: value for name, value in more.items() if name in KEPT and value}
    if "class" in kept and attrs.get("class"):
        kept["class"] = f"{attrs['class']} {kept['class']}"
    return attrs | kept


def read_match(found: re.Match[str] | None) -> dict[str, str] | None:
    """Return the attributes of a matched list, or nothing."""
    return read_attributes(found["list"], strict=not found["colon"]) if found else None


def match_attributes(state: StateInline, silent: bool) -> bool:
    """Match a list right behind something that is not text; whose it is is known when the tree is made."""
    if state.pending or not state.tokens:
        return False
    found = LIST.match(state.src, state.pos, state.posMax)
    attributes = read_match(found)
    if found is None or attributes is None:
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.content = found[0]
        token.meta["attributes"] = attributes
    state.pos = found.end()
    return True


def take_attributes(state: StateCore) -> None:
    """Move lists at the ends of headings, cells and paragraphs to `meta["attributes"]` of their blocks."""
    for index in range(1, len(state.tokens)):
        token, owner = state.tokens[index], state.tokens[index - 1]
        if token.type != "inline" or "{" not in token.content or owner.type not in OWNERS:
            continue
        if owner.type == "paragraph_open":
            _take_last_line(token, owner, state.tokens[index - 2] if index > 1 else None)
        else:
            _take_end(token, owner)


def _take_end(token: Token, owner: Token) -> None:
    """Take the end of a line; closing signs of a heading stand before its list (Python-Markdown's attr_list)."""
    found = AT_END.search(token.content)
    attributes = read_match(found)
    if found and attributes is not None:
        words = token.content[: found.start()]
        token.content = CLOSING.sub("", words).rstrip() if owner.type == "heading_open" else words
        owner.meta["attributes"] = attributes


def _take_last_line(token: Token, owner: Token, before: Token | None) -> None:
    """Take the last line; in a tight list it belongs to the item, alone to the block before it."""
    body, _, line = token.content.rpartition("\n")
    attributes = read_match(LINE.match(line))
    if attributes is None:
        return
    if not body:
        owner.meta["lone"] = attributes
    elif owner.hidden and before and before.type == "list_item_open":
        before.meta["attributes"] = attributes
    else:
        owner.meta["attributes"] = attributes
    token.content = body
