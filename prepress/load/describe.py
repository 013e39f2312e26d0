"""What the tokens of blocks say about themselves: the kind of node, and its attributes."""

from __future__ import annotations

from collections.abc import Mapping

from markdown_it.token import Token

from prepress.load.dialect.directives import CALLOUTS, CAPTIONS
from prepress.load.dialect.symbols import set_text
from prepress.model.document import Kind

KINDS = {
    "paragraph": Kind.PARAGRAPH,
    "bullet_list": Kind.BULLET_LIST,
    "ordered_list": Kind.ORDERED_LIST,
    "list_item": Kind.ITEM,
    "blockquote": Kind.QUOTE,
    "heading": Kind.HEADING,
    "table": Kind.TABLE,
    "tr": Kind.ROW,
    "th": Kind.CELL,
    "td": Kind.CELL,
    "admonition": Kind.ADMONITION,
    "tabs": Kind.TABS,
    "tab": Kind.TAB,
    "title": Kind.TITLE,
    "directive": Kind.DIRECTIVE,
    "dl": Kind.DEFINITION_LIST,
    "dt": Kind.TERM,
    "dd": Kind.DEFINITION,
}
CONTAINERS = frozenset(KINDS) - {"paragraph", "heading", "title", "tr", "th", "td", "table", "dt"}

SPOKEN = frozenset({"fill", "lines", "matrix", "radar", "worksheet"})
"""Directives whose argument is words to print, with the quotation marks of a book."""
OURS = "directive"
"""What closes a block that is fenced by slashes, whatever kind of node it makes."""


def describe_token(name: str, token: Token) -> tuple[Kind, dict[str, str]]:
    """Return the kind and the attributes of the node that a token opens."""
    kind, meta = KINDS[name], token.meta
    attrs: dict[str, str] = {}
    if kind is Kind.HEADING:
        attrs = {"level": token.tag[1:], "id": str(meta.get("id", ""))}
    elif kind is Kind.PARAGRAPH:
        attrs = {"tight": "true" if token.hidden else ""}
    elif kind is Kind.ORDERED_LIST:
        attrs = {"start": str(token.attrs.get("start", 1))}
    elif kind is Kind.ITEM and "checked" in meta:
        attrs = {"task": "done" if meta["checked"] else "open"}
    elif kind is Kind.CELL:
        attrs = {"align": _read_align(token), "head": "true" if name == "th" else ""}
    elif kind is Kind.ADMONITION:
        attrs = {key: str(meta.get(key, "")) for key in ("type", "side", "folded", "class")}
    elif kind is Kind.DIRECTIVE:
        return _describe_directive(token.info, meta)
    return kind, attrs


def _read_align(token: Token) -> str:
    style = str(token.attrs.get("style", ""))
    return str(token.meta.get("align", "")) or style.removeprefix("text-align:")


def _describe_directive(name: str, meta: Mapping[str, object]) -> tuple[Kind, dict[str, str]]:
    if name in CAPTIONS:
        return Kind.CAPTION, {}
    if name == "tab":
        return Kind.TAB, {}
    if name in CALLOUTS:
        kind = "note" if name in {"admonition", "details"} else name
        return Kind.ADMONITION, {"type": kind, "folded": "true" if name == "details" else ""}
    argument = str(meta["argument"])
    return Kind.DIRECTIVE, {"name": name, "argument": set_text(argument) if name in SPOKEN else argument}
