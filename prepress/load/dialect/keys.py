"""Keys to press: `++ctrl+alt+"My key"++` (pymdownx.keys)."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

KEY = r"""(?:[A-Za-z0-9][\w-]*|"[^"\n]*"|'[^'\n]*')"""
KEYS = re.compile(rf"\+\+({KEY}(?:\+{KEY})*)\+\+(?!\+)")
NAMES = {
    "alt": "Alt", "arrow-down": "Down", "arrow-left": "Left", "arrow-right": "Right", "arrow-up": "Up",
    "backslash": "\\", "backspace": "Backspace", "bar": "|", "caps-lock": "Caps Lock", "cmd": "Cmd",
    "colon": ":", "comma": ",", "command": "Cmd", "control": "Ctrl", "ctrl": "Ctrl", "del": "Del",
    "delete": "Del", "down": "Down", "end": "End", "enter": "Enter", "equal": "=", "esc": "Esc",
    "escape": "Esc", "fn": "Fn", "grave": "`", "home": "Home", "insert": "Ins", "left": "Left",
    "meta": "Meta", "minus": "-", "option": "Option", "page-down": "Page Down", "page-up": "Page Up",
    "period": ".", "pgdn": "Page Down", "pgup": "Page Up", "plus": "+", "print-screen": "Print Screen",
    "question": "?", "return": "Return", "right": "Right", "semicolon": ";", "shift": "Shift", "slash": "/",
    "space": "Space", "super": "Super", "tab": "Tab", "tilde": "~", "up": "Up", "win": "Win",
    "windows": "Win",
}  # fmt: skip


def match_keys(state: StateInline, silent: bool) -> bool:
    """Match keys joined by `+` between `++`."""
    found = KEYS.match(state.src, state.pos, state.posMax)
    if found is None or state.src[state.pos - 1 : state.pos] == "+":
        return False
    if not silent:
        token = state.push("keys", "", 0)
        token.meta["keys"] = tuple(name_key(key) for key in re.findall(KEY, found[1]))
    state.pos = found.end()
    return True


def name_key(key: str) -> str:
    """Return what is printed on a key; words in quotation marks are printed as they are."""
    if key[0] in "\"'":
        return key[1:-1]
    return NAMES.get(key.lower()) or key.replace("-", " ").title()
