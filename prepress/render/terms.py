"""The index of terms: where the text uses a term of `terms.yaml`, and where it explains it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from prepress.model.document import Kind, Node
from prepress.model.guide import Guide, Term
from prepress.model.terms import SILENT, TermFinder
from prepress.render.directives import DirectiveWriter
from prepress.render.markup import join_markup, make_element
from prepress.render.tables import TableView

NAMING = frozenset({Kind.STRONG, Kind.HEADING, Kind.TERM})
"""Where a term stands alone in one of these, the text around it explains it."""
MOST_USES = 24
"""Sections; a term that more of them use is used throughout the book."""
FIRST_USES = 4


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
        """Return characters, with a mark at each term that is not known yet where it stands."""
        if self.finder is None:
            return escape(node.text)
        pieces: list[Markup] = []
        end = 0
        for start, stop, term in self.finder.find(node.text):
            if self.is_known(term):
                continue
            pieces.append(escape(node.text[end:start]))
            pieces.append(self.mark_term(term, node.text[start:stop]))
            end = stop
        return join_markup([*pieces, escape(node.text[end:])])

    def is_known(self, term: str) -> bool:
        """Tell whether this section has used a term before, or said it in passing where this text explains it."""
        return (self.terms.section, term) in self.terms.seen and self.naming != term

    def mark_term(self, term: str, words: str) -> Markup:
        """Return the words of a term where the index has to lead."""
        return make_element("span", words, id=self._enter(term))

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
    """A line of the index, by the term's `id`: the anchors of the uses, and of the explanations among them.

    One that is used `throughout` names its explanations alone, or the first uses: forty numbers lead nowhere.
    """

    id: str
    term: str
    anchors: tuple[str, ...]
    explained: tuple[str, ...]
    throughout: bool


def index_terms(guide: Guide, chapters: Iterable[TermUses]) -> Mapping[str, tuple[TermLine, ...]]:
    """Return the terms that the book uses, by their first letter."""
    listed = list(chapters)
    groups = group_terms(guide, {term for uses in listed for term in uses.used})
    return {letter: tuple(_make_line(term, listed) for term in terms) for letter, terms in groups.items()}


def group_terms(guide: Guide, used: Collection[str]) -> Mapping[str, tuple[Term, ...]]:
    """Return the terms whose ids are `used`, sorted, by their first letter."""
    groups: dict[str, list[Term]] = {}
    for term in sorted(guide.terms.values(), key=lambda term: term.term.casefold()):
        if term.id in used:
            letter = term.term[0].upper() if term.term[0].isalpha() else "0\u20139"
            groups.setdefault(letter, []).append(term)
    return {letter: tuple(terms) for letter, terms in groups.items()}


def _make_line(term: Term, chapters: list[TermUses]) -> TermLine:
    anchors = tuple(anchor for uses in chapters for anchor in uses.used.get(term.id, ()))
    explained = tuple(anchor for uses in chapters for anchor in uses.explained.get(term.id, ()))
    throughout = len(anchors) > MOST_USES
    shown = (explained or anchors)[:FIRST_USES] if throughout else anchors
    return TermLine(
        term.id, term.term, shown, tuple(anchor for anchor in explained if anchor in shown), throughout
    )
