"""What leaves a press: a product's bytes, and where its pages are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from prepress.problems import Problem


@dataclass(frozen=True, slots=True)
class PageMap:
    """The workbook's pages: folio by anchor (`l6-vs-l7--scope`), and the number of pages."""

    folios: Mapping[str, str] = field(default_factory=dict)
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished product: file name, bytes, pages (0 for an e-book), and what preflight found."""

    filename: str
    kind: str
    data: bytes
    pages: int
    problems: tuple[Problem, ...]
