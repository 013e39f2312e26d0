"""Where words are terms of `terms.yaml`: both products and the checks ask here, so that they agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from prepress.model.document import Kind, Node
from prepress.model.guide import Guide

SILENT = frozenset({Kind.TITLE, Kind.LINK})
"""Words that their block takes apart or compares."""
UNREAD = frozenset({"fill", "key"})
"""Blocks of ours whose words are measured, or print among the answer keys."""


class TermFinder:
    """Finds terms and their other spellings, as whole words; where two fit, the longer one counts.

    Capitals do not matter, but what is all capitals is found in capitals alone: a star is no STAR.
    """

    def __init__(self, guide: Guide) -> None:
        """Take the guide's terms."""
        self.ids = {form.casefold(): term.id for term in guide.terms.values() for form in (term.term, *term.forms)}
        self.capitals = {
            form.casefold() for term in guide.terms.values() for form in (term.term, *term.forms) if form.isupper()
        }
        longest = sorted(self.ids, key=lambda form: (form[:1], -len(form)))
        groups = groupby(longest, key=lambda form: form[:1])  # by their first letter: few are tried at each word
        words = "|".join(f"{re.escape(letter)}(?:{'|'.join(map(_match_rest, forms))})" for letter, forms in groups)
        self.pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) if words else None

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where each term begins and ends, and its id."""
        for match in self.pattern.finditer(text) if self.pattern else ():
            form = " ".join(match.group().casefold().split())
            if form not in self.capitals or match.group().isupper():
                yield match.start(), match.end(), self.ids[form]

    def name(self, text: str) -> str:
        """Return the id of the term that a text consists of, or nothing."""
        return self.ids.get(" ".join(text.casefold().split()).rstrip(".:"), "")


def _match_rest(form: str) -> str:
    """Return the expression for a form of a term without its first letter."""
    return r"\s+".join(re.escape(word) for word in form.split())[len(re.escape(form[0])) :]


def find_used_terms(guide: Guide) -> frozenset[str]:
    """Return the ids of the terms that the index has to list: those in the words that the pages print."""
    finder = TermFinder(guide)
    texts = [text for page in guide.pages.values() for text in _list_texts(guide, page.body)]
    return frozenset(term for text in texts for _, _, term in finder.find(text))


def _list_texts(guide: Guide, node: Node) -> Iterator[str]:
    name = node.get("name") if node.kind is Kind.DIRECTIVE else ""
    if node.kind in SILENT or name in UNREAD:
        return
    if node.kind is Kind.TEXT:
        yield node.text
    if name == "matrix":
        yield from (text for row in guide.competencies for text in (row.name, *row.levels))
    if name == "scores":
        lines = [line for sheet in guide.sheets.scores for line in sheet.dimensions]
        yield from (text for line in lines for text in (line.name, *line.anchors))
    for child in node.children:
        yield from _list_texts(guide, child)
