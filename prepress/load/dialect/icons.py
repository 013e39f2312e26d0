"""Shortcodes: emoji by their usual names, and the icons of a theme by what they show."""

from __future__ import annotations

EMOJI = {
    "smile": "😄", "tada": "🎉", "rocket": "🚀", "warning": "⚠", "bulb": "💡", "memo": "📝", "book": "📖",
    "books": "📚", "dart": "🎯", "fire": "🔥", "star": "⭐", "heart": "❤", "thumbsup": "👍", "+1": "👍",
    "thumbsdown": "👎", "-1": "👎", "x": "✗", "white_check_mark": "✓", "heavy_check_mark": "✓", "bug": "🐛",
    "construction": "🚧", "lock": "🔒", "key": "🔑", "link": "🔗", "eyes": "👀", "zap": "⚡", "wave": "👋",
    "information_source": "ℹ", "question": "?", "exclamation": "!", "sparkles": "✨", "gear": "⚙",
    "chart_with_upwards_trend": "📈", "mortar_board": "🎓", "arrow_right": "→", "arrow_left": "←",
}  # fmt: skip
SETS = ("material-", "fontawesome-", "octicons-", "simple-")
STYLES = ("solid-", "regular-", "brands-")


def find_icon(name: str) -> tuple[str, bool]:
    """Return what a shortcode shows, an emoji or the words of an icon's name, and whether it is known."""
    if name in EMOJI:
        return EMOJI[name], True
    for family in SETS:
        if name.startswith(family):
            words = name.removeprefix(family)
            for style in STYLES:
                words = words.removeprefix(style)
            return words.replace("-", " "), True
    return "", False
