"""Heading ids as Python-Markdown's `toc` extension makes them, so that links copied from a site hold.

Sources: `slugify` and `unique` of markdown/extensions/toc.py. An id that an author gave is taken from the start.
"""

from __future__ import annotations

import re
import unicodedata

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from prepress.load.dialect.bodies import push_words, read_line

COUNTED = re.compile(r"^(.*)_([0-9]+)$")
SPELLED = frozenset({"text", "text_special", "code_inline", "math", "softbreak", "hardbreak"})
CROWDED = re.compile(r"(#{2,6})(?P<words>[^\s#].*?)[ ]*#*[ ]*$")


def slugify(text: str) -> str:
    """Return the id of a heading's words."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    plain = re.sub(r"[^\w\s-]", "", plain).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)


class UsedIds:
    """The ids of a page; a repeated one gets `_1`, `_2` and so on."""

    def __init__(self, taken: set[str]) -> None:
        """Begin with the ids that authors gave."""
        self.taken = taken
        self.tried: dict[str, int] = {}

    def make_unique(self, slug: str) -> str:
        """Return the id, counted up from the last one tried so that repeats cost no search."""
        if slug and slug not in self.taken:
            self.taken.add(slug)
            return slug
        counted = COUNTED.match(slug)
        stem, number = (counted[1], int(counted[2])) if counted else (slug, 0)
        number = max(number, self.tried.get(slug, 0)) + 1
        while f"{stem}_{number}" in self.taken:
            number += 1
        self.tried[slug] = number
        self.taken.add(f"{stem}_{number}")
        return f"{stem}_{number}"


def set_heading_ids(state: StateCore) -> None:
    """Give every heading an id, as `meta["id"]`."""
    ids = UsedIds(_list_given_ids(state.tokens))
    for index, token in enumerate(state.tokens):
        if token.type != "heading_open":
            continue
        given = token.meta.get("attributes", {}).get("id")
        token.meta["id"] = given or ids.make_unique(slugify(spell_words(state.tokens[index + 1])))


def spell_words(inline: Token) -> str:
    """Return the characters of a heading as a site counts them: no icons, pictures or notes."""
    return "".join(
        child.content or "\n" * (child.type == "softbreak")
        for child in inline.children or ()
        if child.type in SPELLED
    )


def _list_given_ids(tokens: list[Token]) -> set[str]:
    found = set()
    for token in tokens:
        for part in (token, *(token.children or ())):
            found.add(part.meta.get("attributes", {}).get("id"))
    return {name for name in found if name}


def read_crowded_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match `##Heading` without a blank, which Python-Markdown takes; one `#` may be a hashtag."""
    found = CROWDED.match(read_line(state, start))
    if found is None or silent:
        return found is not None
    state.push("heading_open", f"h{len(found[1])}", 1).map = [start, start + 1]
    push_words(state, start, found["words"])
    state.push("heading_close", f"h{len(found[1])}", -1)
    state.line = start + 1
    return True
