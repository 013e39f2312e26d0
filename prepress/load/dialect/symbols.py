"""Typography: quotation marks, dashes, the ellipsis and smart symbols (Python-Markdown's smarty, smartsymbols).

Quotation marks are decided by what stands beside them, one by one, so a page of nothing but marks takes no longer.
"""

from __future__ import annotations

import re
from itertools import islice

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from prepress.load.dialect.elements import find_tags

REPLACED = {
    "(c)": "©", "(r)": "®", "(tm)": "™", "c/o": "℅", "+/-": "±", "=/=": "≠", "<-->": "↔", "-->": "→",
    "<--": "←", "...": "…", "---": "—", "1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔",
}  # fmt: skip
SYMBOL = re.compile(
    r"\((?:c|r|tm)\)|\+/-|=/=|<-->|-->|<--(?!-)|(?<!-)---(?!-)|(?<!\.)\.\.\.(?!\.)"
    r"|(?<![\w/])c/o(?![\w/])|(?<![\w/.,-])(?:1/[234]|[23]/[34])(?![\w/-])|(?<=[^-\s])--(?=[^-\s])|(?<=\s)--(?=\s)",
    re.IGNORECASE,
)
QUOTE = re.compile(r"[\"']")
OPENS_AFTER = re.compile(r"[\s(\[{<\u2013\u2014/=\u201c\u2018\u00a0-]")
CODE = frozenset({"code", "tt", "kbd", "samp", "pre"})
DECADE = re.compile(r"\d\ds?\b|(?:tis|twas|em|cause|til)\b", re.IGNORECASE)


def set_symbols(state: StateCore) -> None:
    """Replace signs in the text of the page; code, mathematics and addresses stay as they are."""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            _set_line(token.children)


def _set_line(tokens: list[Token]) -> None:
    before = " "
    automatic = False
    code = 0
    for index, token in enumerate(tokens):
        if token.type == "link_open":
            automatic = token.info == "auto"
        elif token.type == "link_close":
            automatic = False
        elif token.type == "html_inline":
            tags = tuple(find_tags(token.content))
            code = max(0, code + sum(-1 if tag.closing else 1 for tag in tags if tag.name in CODE))
            before = " " if any(tag.name == "br" for tag in tags) else before
        elif token.type == "text" and token.content:
            if not (automatic or code):
                token.content = set_text(token.content, before, _find_after(tokens, index))
            before = token.content[-1]
        elif token.type in {"softbreak", "hardbreak"}:
            before = " "
        elif token.content:
            before = "x"


def _find_after(tokens: list[Token], index: int) -> str:
    """Return the character that follows a token's text, `x` for what is no text."""
    for token in islice(tokens, index + 1, None):
        if token.type in {"softbreak", "hardbreak"}:
            return " "
        if token.content and token.type != "html_inline":
            return token.content[0] if token.type == "text" else "x"
    return " "


def set_text(text: str, before: str = " ", after: str = " ") -> str:
    """Return the text with its signs replaced; `before` and `after` are the characters beside it."""
    text = SYMBOL.sub(_choose_symbol, text)
    if "'" not in text and '"' not in text:
        return text
    return QUOTE.sub(lambda found: _choose_quote(found, before, after), text)


def _choose_symbol(found: re.Match[str]) -> str:
    """Return the sign that stands for the letters; `(c)` behind `(b)` is the third of a list."""
    if found[0] == "(c)" and "(b)" in found.string:
        return found[0]
    return REPLACED.get(found[0].lower(), "–")


def _choose_quote(found: re.Match[str], before: str, after: str) -> str:
    text, position = found.string, found.start()
    last = text[position - 1] if position else before
    following = text[position + 1 : position + 2] or after
    opens = bool(OPENS_AFTER.match(last) or last in "\"'") and not following.isspace()
    if position and last in "\"'":
        opens = opens and (position == 1 or bool(OPENS_AFTER.match(text[position - 2])))
    if found[0] == '"':
        return "“" if opens else "”"
    return "‘" if opens and not DECADE.match(text, position + 1) else "’"
