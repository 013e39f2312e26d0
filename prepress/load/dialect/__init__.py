"""The dialect of MkDocs Material, and our own blocks, as rules for markdown-it: one small module each."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote.index import footnote_def

from prepress.load.dialect.abbreviations import mark_abbreviations, read_abbreviation
from prepress.load.dialect.admonitions import read_admonition
from prepress.load.dialect.alerts import read_alerts
from prepress.load.dialect.attributes import match_attributes, take_attributes
from prepress.load.dialect.citations import match_citation, match_figure_value, match_note
from prepress.load.dialect.definitions import read_definitions
from prepress.load.dialect.directives import read_directive
from prepress.load.dialect.formulas import match_brackets, match_dollars, read_math
from prepress.load.dialect.headings import read_crowded_heading, set_heading_ids
from prepress.load.dialect.html_blocks import read_html
from prepress.load.dialect.icons import match_shortcode
from prepress.load.dialect.keys import match_keys
from prepress.load.dialect.macros import match_critic, match_injection, match_macro
from prepress.load.dialect.marks import match_mark, pair_marks
from prepress.load.dialect.references import match_undefined_reference
from prepress.load.dialect.symbols import set_symbols
from prepress.load.dialect.tables import read_table
from prepress.load.dialect.tabs import read_tabs

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]
BLOCKS: dict[str, BlockRule] = {
    "!": read_admonition,
    "?": read_admonition,
    "=": read_tabs,
    "/": read_directive,
    "$": read_math,
    "\\": read_math,
    "*": read_abbreviation,
    "#": read_crowded_heading,
}
INLINES: dict[str, tuple[InlineRule, ...]] = {
    "[": (match_citation, match_figure_value, match_note),
    "{": (match_critic, match_macro, match_attributes),
    "$": (match_dollars,),
    "\\": (match_brackets,),
    ":": (match_injection, match_shortcode),
    "+": (match_keys,),
    "=": (match_mark,),
    "^": (match_mark,),
    "~": (match_mark,),
}
INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}


def use_dialect(md: MarkdownIt) -> None:
    """Add all rules of the dialect to a CommonMark parser."""
    md.options["tasklists"] = True
    md.block.ruler.before("code", "html", read_html, INTERRUPTS)
    md.block.ruler.after("code", "dialect", read_by_first_character, INTERRUPTS)
    md.block.ruler.before("reference", "pipe_table", read_table, {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("reference", "note", footnote_def, {"alt": ["paragraph", "reference"]})
    md.disable("html_block")
    md.block.ruler.before("paragraph", "definitions", read_definitions, {"alt": ["paragraph"]})
    md.inline.ruler.after("text", "dialect", match_by_character)
    md.inline.ruler.after("image", "undefined_reference", match_undefined_reference)
    md.inline.ruler2.after("balance_pairs", "marks", pair_marks)
    md.core.ruler.after("block", "alerts", read_alerts)
    md.core.ruler.after("alerts", "attributes", take_attributes)
    md.core.ruler.after("text_join", "heading_ids", set_heading_ids)
    md.core.ruler.after("heading_ids", "abbreviations", mark_abbreviations)
    md.core.ruler.after("abbreviations", "symbols", set_symbols)


def read_by_first_character(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match the block whose rule is known by the line's first character."""
    begin = state.bMarks[start] + state.tShift[start]
    rule = BLOCKS.get(state.src[begin : begin + 1])
    if rule is None or state.sCount[start] < state.blkIndent or state.is_code_block(start):
        return False
    return rule(state, start, end, silent)


def match_by_character(state: StateInline, silent: bool) -> bool:
    """Match the inline construct whose rule is known by its first character."""
    rules = INLINES.get(state.src[state.pos])
    if rules is None:
        return False
    return any(rule(state, silent) for rule in rules)
