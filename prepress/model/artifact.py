"""What leaves a press: a product's bytes, and where its pages are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from prepress.problems import Problem


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A printed page and what begins on it, or after it if nothing does: ids, and places such as `index.md:12`."""

    folio: str
    openings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageMap:
    """The workbook's pages: folio by anchor (`l6-vs-l7--scope`), their number, and where those with text begin."""

    folios: Mapping[str, str] = field(default_factory=dict)
    pages: int = 0
    breaks: tuple[PageBreak, ...] = ()


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished product: file name, bytes, pages (0 for an e-book), and what preflight found."""

    filename: str
    kind: str
    data: bytes
    pages: int
    problems: tuple[Problem, ...]
