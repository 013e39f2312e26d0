"""What the builders of a page's tree share: its source, its findings, its footnotes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from markdown_it.token import Token

from prepress.load.source import Source
from prepress.model.document import Kind, Node
from prepress.problems import Place, Problem, warning

DEEPEST_NOTE = 3
"""Notes called from notes: more levels cannot be printed."""
OPENING, CLOSING = "footnote_reference_open", "footnote_reference_close"


@dataclass(slots=True)
class Draft:
    """A page in the making; `notes` are the tokens of footnotes by label, `numbers` those called so far.

    A `plain` page is CommonMark alone: nothing of it is changed or left out.
    """

    source: Source
    problems: list[Problem] = field(default_factory=list)
    notes: dict[str, list[Token]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    depth: int = 0
    plain: bool = False

    def report(self, problem: Problem) -> None:
        """Keep a finding."""
        self.problems.append(problem)

    def take_notes(self, tokens: list[Token]) -> list[Token]:
        """Put the footnotes aside, and return the other tokens."""
        rest: list[Token] = []
        lists = [rest]
        for token in tokens:
            if token.type == OPENING:
                lists.append(self._begin_note(token))
            elif token.type == CLOSING:
                lists.pop()
            else:
                lists[-1].append(token)
        return rest

    def _begin_note(self, token: Token) -> list[Token]:
        label = str(token.meta["label"])
        place = self.source.start_of(token.map[0] if token.map else 0)
        if label in self.notes:
            message = f"the footnote `{label}` is defined twice: the first one prints"
            self.report(warning("note-duplicate", place, message))
            return []
        self.places[label] = place
        return self.notes.setdefault(label, [])

    def call_note(self, label: str, place: Place, build: Callable[[list[Token]], tuple[Node, ...]]) -> Node:
        """Return the note at its first call, a reference at a later one, or the text of a call to nothing."""
        if label not in self.notes:
            message = f"the page has no footnote `{label}`"
            self.report(warning("note-undefined", place, message))
            return Node(Kind.TEXT, place, f"[^{label}]")
        first = label not in self.numbers
        number = self.numbers.setdefault(label, len(self.numbers) + 1)
        attrs = {"label": label, "number": str(number)}
        if not first or self.depth >= DEEPEST_NOTE:
            self._check_depth(first, label, place)
            return Node(Kind.NOTE_REFERENCE, place, "", attrs)
        self.depth += 1
        children = build(self.notes[label])
        self.depth -= 1
        return Node(Kind.NOTE, place, "", attrs, children)

    def _check_depth(self, first: bool, label: str, place: Place) -> None:
        if first:
            message = f"the footnote `{label}` is called from a note in a note: it does not print"
            self.report(warning("note-too-deep", place, message))

    def report_unused_notes(self) -> None:
        """Report footnotes that are never called: they print nowhere."""
        for label in self.notes:
            if label not in self.numbers:
                message = f"the footnote `{label}` is never called: it does not print"
                self.report(warning("note-unused", self.places[label], message))
