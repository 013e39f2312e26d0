"""Planners of the whole guide on small papers, pressed once for all tests that open them.

Each paper has the undated plan of the fuller level in its whole length, and one with dates and without floats.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from lxml import html

from prepress.editions import plan_edition, shorten_edition
from prepress.load import load_guide
from prepress.model.artifact import Artifact, PageMap
from prepress.model.edition import Edition
from prepress.model.rendered import RenderedPlanner
from prepress.press.planner import press_planner
from prepress.render.planner import render_planner
from prepress.render.planner_paper import PAPERS, Paper
from tests.sheets import Box, Sheets, Stroke, Text

CONTENT = Path(__file__).parents[1] / "content"
SMALL = ("a5", "tablet")
EDITIONS = (("L6", None), ("L7", datetime.date(2026, 12, 23)))
"""Levels, and the start of those that have dates and no floats: a Wednesday, so that a week crosses the year."""
CLOSE = 0.011
"""Hundredths of a millimeter, and what is lost in rounding them."""


@dataclass(frozen=True)
class Made:
    """A planner of the whole guide: its HTML's sheets by anchor and template, and its pages, measured."""

    level: str
    edition: Edition
    rendered: RenderedPlanner
    artifact: Artifact
    paper: Paper
    sheets: Sheets
    anchors: tuple[str, ...]
    templates: tuple[str, ...]
    pages: tuple[tuple[list[Stroke], list[Text]], ...]

    def find(self, template: str) -> list[int]:
        """Return the indices of the pages of a template; raises AssertionError if there are none."""
        found = [index for index, name in enumerate(self.templates) if name == template]
        assert found, template
        return found

    def live(self, index: int) -> Box:
        """Return a page's live area."""
        paper = self.paper
        left = paper.inner if not paper.sided or index % 2 == 0 else paper.outer
        return Box(left, paper.top, left + paper.live_width, paper.top + paper.live_height)


@cache
def load_edition(folder: Path) -> Edition:
    guide = load_guide(folder).guide
    assert guide is not None
    return plan_edition(guide, None)


@cache
def press_small(level: str, paper: str, start: datetime.date | None = None) -> Made:
    """Press a planner in which every exercise and page has a page of three digits: the widest that there are."""
    edition = load_edition(CONTENT)
    if start:
        edition = shorten_edition(edition, start)
    folios = {name.lower(): str(400 + number) for number, name in enumerate(edition.guide.bank)}
    folios |= {page.slug: "388" for page in edition.guide.pages.values()}
    rendered = render_planner(edition, level, paper, PageMap(folios, 600), "p.pdf")
    artifact = press_planner(rendered)
    sheets = Sheets(artifact.data)
    named = list_sheets(rendered)
    pages = tuple(sheets.measure(index) for index in range(sheets.pages))
    anchors, templates = tuple(name for name, _ in named), tuple(name for _, name in named)
    return Made(level, edition, rendered, artifact, PAPERS[paper], sheets, anchors, templates, pages)


def list_sheets(rendered: RenderedPlanner) -> list[tuple[str, str]]:
    """Return the anchor and the template of each sheet."""
    found = html.fromstring(rendered.html).findall(".//section")
    return [(section.get("id", ""), section.get("data-template", "")) for section in found]


def list_boxes(strokes: list[Stroke]) -> Iterator[tuple[bool, Box]]:
    """Yield what is drawn at 0.5 pt and closed: squares, and rounds (curved)."""
    for stroke in strokes:
        if stroke.weight == pytest.approx(0.5, abs=CLOSE) and len(stroke.points) > 3:
            yield stroke.curved, stroke.outer
