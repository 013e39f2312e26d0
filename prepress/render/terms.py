"""The index of terms: where the text uses a term of `terms.yaml`, and where it explains it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from prepress.model.document import Kind, Node
from prepress.model.guide import Guide, Term
from prepress.render.directives import DirectiveWriter
from prepress.render.markup import join_markup, make_element
from prepress.render.tables import TableView

NAMING = frozenset({Kind.STRONG, Kind.HEADING, Kind.TERM})
"""Where a term stands alone in one of these, the text around it explains it."""
MOST_USES = 24
"""Sections; a term that more of them use is used throughout the book."""
FIRST_USES = 4
SILENT = frozenset({Kind.TITLE, Kind.LINK})
"""Words that their block takes apart or compares."""


class TermFinder:
    """Finds terms and their other spellings, as whole words in any case; where two fit, the longer one counts."""

    def __init__(self, guide: Guide) -> None:
        """Take the guide's terms."""
        self.ids = {form.casefold(): term.id for term in guide.terms.values() for form in (term.term, *term.forms)}
        longest = sorted(self.ids, key=len, reverse=True)
        words = "|".join(r"\s+".join(re.escape(word) for word in form.split()) for form in longest)
        self.pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) if words else None

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where each term begins and ends, and its id."""
        for match in self.pattern.finditer(text) if self.pattern else ():
            yield match.start(), match.end(), self.ids[" ".join(match.group().casefold().split())]

    def name(self, text: str) -> str:
        """Return the id of the term that a text consists of, or nothing."""
        return self.ids.get(" ".join(text.casefold().split()).rstrip(".:"), "")


@dataclass(slots=True)
class TermUses:
    """The anchors of a chapter's terms, by the term's id; one a section is enough for an index."""

    used: dict[str, list[str]] = field(default_factory=dict)
    explained: dict[str, list[str]] = field(default_factory=dict)
    section: int = 0
    seen: set[tuple[int, str]] = field(default_factory=set)


class TermWriter(DirectiveWriter):
    """Marks terms where the index has to find them; `finder` is none while nothing is to be indexed."""

    finder: TermFinder | None = None
    naming = ""

    def __init__(self, *values: object) -> None:
        """Start with no term seen."""
        super().__init__(*values)  # type: ignore[arg-type]
        self.terms = TermUses()

    @contextmanager
    def unindexed(self) -> Iterator[None]:
        """Write what the index leaves out: answer keys, and words that are measured or compared."""
        before, self.finder = self.finder, None
        yield
        self.finder = before

    def write(self, node: Node) -> Markup:
        """Return the node; within a name that is a term, the term counts as explained."""
        if self.finder is None:
            return super().write(node)
        if node.kind in SILENT:
            with self.unindexed():
                return super().write(node)
        if node.kind is Kind.HEADING:
            self.terms.section += 1
        before = self.naming
        self.naming = self.finder.name(node.plain_text()) if node.kind in NAMING else before
        written = super().write(node)
        self.naming = before
        return written

    def view_fill(self, node: Node) -> TableView:
        """Return the table inside a `fill` directive; its heads alone say how wide a column is."""
        with self.unindexed():
            return super().view_fill(node)

    def write_text(self, node: Node) -> Markup:
        """Return characters, with an anchor at each term that this section has not used before."""
        if self.finder is None:
            return escape(node.text)
        pieces: list[Markup] = []
        end = 0
        for start, stop, term in self.finder.find(node.text):
            if self._is_known(term):
                continue
            pieces.append(escape(node.text[end:start]))
            pieces.append(make_element("span", node.text[start:stop], id=self._enter(term)))
            end = stop
        return join_markup([*pieces, escape(node.text[end:])])

    def _is_known(self, term: str) -> bool:
        return (self.terms.section, term) in self.terms.seen and self.naming != term

    def _enter(self, term: str) -> str:
        uses = self.terms.used.setdefault(term, [])
        anchor = f"{self.page.slug}--term-{term}-{len(uses) + 1}"
        uses.append(anchor)
        if self.naming == term:
            self.terms.explained.setdefault(term, []).append(anchor)
        self.terms.seen.add((self.terms.section, term))
        return anchor


@dataclass(frozen=True, slots=True)
class TermLine:
    """A line of the index: the anchors of the uses, and of the explanations among them.

    One that is used `throughout` names its explanations alone, or the first uses: forty numbers lead nowhere.
    """

    term: str
    anchors: tuple[str, ...]
    explained: tuple[str, ...]
    throughout: bool


def index_terms(guide: Guide, chapters: Iterable[TermUses]) -> Mapping[str, tuple[TermLine, ...]]:
    """Return the terms that the book uses, by their first letter."""
    listed = list(chapters)
    used = {term for uses in listed for term in uses.used}
    groups: dict[str, list[TermLine]] = {}
    for term in sorted(guide.terms.values(), key=lambda term: term.term.casefold()):
        if term.id in used:
            letter = term.term[0].upper() if term.term[0].isalpha() else "0\u20139"
            groups.setdefault(letter, []).append(_make_line(term, listed))
    return {letter: tuple(lines) for letter, lines in groups.items()}


def _make_line(term: Term, chapters: list[TermUses]) -> TermLine:
    anchors = tuple(anchor for uses in chapters for anchor in uses.used.get(term.id, ()))
    explained = tuple(anchor for uses in chapters for anchor in uses.explained.get(term.id, ()))
    throughout = len(anchors) > MOST_USES
    shown = (explained or anchors)[:FIRST_USES] if throughout else anchors
    return TermLine(term.term, shown, tuple(anchor for anchor in explained if anchor in shown), throughout)
