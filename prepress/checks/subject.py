"""What a check looks at, and how much weight its findings have there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from prepress.checks.fences import Outcome
from prepress.model.edition import Edition
from prepress.model.guide import Guide, Page
from prepress.problems import Place, Problem, Severity


@dataclass(frozen=True, slots=True)
class Subject:
    """The guide with its weeks; `blocks` are the directives that have a template.

    `parse_diagram(source, alt)` raises ValueError for a diagram that cannot be drawn, `parse_formula(tex)` for a
    formula that cannot be set; `outcomes` are those of the code fences that were run, by their text.
    """

    edition: Edition
    blocks: frozenset[str]
    parse_diagram: Callable[[str, str], object]
    parse_formula: Callable[[str], object]
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)

    @property
    def guide(self) -> Guide:
        """Return the guide."""
        return self.edition.guide

    @property
    def pages(self) -> Iterator[Page]:
        """Yield the pages in book order."""
        return iter(self.guide.pages.values())

    @property
    def own_pages(self) -> Iterator[Page]:
        """Yield the pages that a guide's own rules hold for: none of somebody else's folder."""
        return iter(()) if self.guide.foreign else self.pages

    def fault(self, code: str, place: Place, message: str, hint: str = "") -> Problem:
        """Return an error, or a warning where the folder is somebody else's."""
        severity = Severity.WARNING if self.guide.foreign else Severity.ERROR
        return Problem(code, severity, place, message, hint)


Check = Callable[[Subject], Iterator[Problem]]
