"""Shortcodes: emoji by the names that GitHub gives them, and the icons of a theme by what they show.

`emoji.json` maps the names of the gemoji data (copyright 2019 GitHub, Inc., MIT licence) to characters.
`icon_sets/` holds the drawings of Material Design Icons, Font Awesome Free, Octicons and Simple Icons, each with
its licence beside it; a set is read when a page first uses it.
"""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path

from markdown_it.rules_inline import StateInline

SHORTCODE = re.compile(r":([a-z0-9+-][a-z0-9_+-]*):(?![\w:])")
ICON = re.compile(r"(?P<set>material|fontawesome|octicons|simple)-(?P<name>[a-z0-9-]+)$")
STYLE = re.compile(r"^(?:solid|regular|brands)-")
SIZE = re.compile(r"-(?:12|16|24|48|96)$")
DATA = Path(__file__).with_name("emoji.json")
SETS = Path(__file__).with_name("icon_sets")


@cache
def load_emoji() -> dict[str, str]:
    """Return the characters of the shortcodes."""
    emoji: dict[str, str] = json.loads(DATA.read_text("utf-8"))
    return emoji


@cache
def load_icons(name: str) -> dict[str, tuple[str, str]]:
    """Return a set's view boxes and drawings by the names of its icons."""
    packed = (SETS / f"{name}.json.gz").read_bytes()
    icons: dict[str, tuple[str, str]] = json.loads(gzip.decompress(packed))
    return icons


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
    drawing = load_icons(icon["set"]).get(icon["name"]) if icon else None
    character = load_emoji().get(name)
    if icon and drawing:
        token = state.push("icon", "", 0)
        token.content = SIZE.sub("", STYLE.sub("", icon["name"])).replace("-", " ")
        token.info = name
        token.meta |= {"box": drawing[0], "drawing": drawing[1]}
    elif character:
        state.push("emoji", "", 0).content = character
    else:
        state.push("unknown_shortcode", "", 0).content = f":{name}:"
