"""Note where inline tokens begin: markdown-it keeps lines of blocks only."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

NOTED = ("link", "image", "autolink", "backticks", "html_inline", "footnote_ref")


def use_places(md: MarkdownIt) -> None:
    """Wrap the rules whose tokens a finding may name."""
    for rule in md.inline.ruler.__rules__:
        if rule.name in NOTED:
            md.inline.ruler.at(rule.name, _note_position(rule.fn), {"alt": rule.alt})


def _note_position(
    parse: Callable[[StateInline, bool], bool],
) -> Callable[[StateInline, bool], bool]:
    def parse_and_note(state: StateInline, silent: bool) -> bool:
        position, count = state.pos, len(state.tokens)
        matched = parse(state, silent)
        if matched and not silent:
            # pending text is pushed first, as a token of its own
            for token in state.tokens[count:]:
                if token.type != "text":
                    token.meta = {**(token.meta or {}), "position": position}
                    break
        return matched

    return parse_and_note
