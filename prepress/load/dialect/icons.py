"""Shortcodes: emoji by the names that GitHub gives them, and the icons of a theme by what they show.

`emoji.json` maps the names of the gemoji data (copyright 2019 GitHub, Inc., MIT licence) to characters.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from markdown_it.rules_inline import StateInline

SHORTCODE = re.compile(r":([a-z0-9+-][a-z0-9_+-]*):(?![\w:])")
ICON = re.compile(r"(?:material|fontawesome-(?:solid|regular|brands)|octicons|simple)-(?P<words>[a-z0-9-]+)$")
SIZE = re.compile(r"-(?:12|16|24|48|96)$")
DATA = Path(__file__).with_name("emoji.json")


@cache
def load_emoji() -> dict[str, str]:
    """Return the characters of the shortcodes."""
    emoji: dict[str, str] = json.loads(DATA.read_text("utf-8"))
    return emoji


def match_shortcode(state: StateInline, silent: bool) -> bool:
    """Match an emoji or an icon; a time such as 10:30:00 is none."""
    found = SHORTCODE.match(state.src, state.pos, state.posMax)
    before = state.src[state.pos - 1 : state.pos]
    if found is None or before.isalnum() or before in {":", "_"} or _is_number(found[1]):
        return False
    if not silent:
        _push(state, found[1])
    state.pos = found.end()
    return True


def _is_number(name: str) -> bool:
    return name.isdigit() and name not in load_emoji()


def _push(state: StateInline, name: str) -> None:
    icon = ICON.match(name)
    character = load_emoji().get(name)
    if icon:
        token = state.push("icon", "", 0)
        token.content = SIZE.sub("", icon["words"]).replace("-", " ")
        token.info = name
    elif character:
        state.push("emoji", "", 0).content = character
    else:
        state.push("unknown_shortcode", "", 0).content = f":{name}:"
