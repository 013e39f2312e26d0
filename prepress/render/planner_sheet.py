"""What all templates of the planner ask of a page."""

from __future__ import annotations

from dataclasses import dataclass

from prepress.render.planner_paper import Paper
from prepress.render.planner_views import WeekView


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the planner: its template, and what all templates ask of it."""

    template: str
    anchor: str
    folio: int
    paper: Paper
    level: str
    title: str
    subtitle: str
    edition: str
    weeks: tuple[WeekView, ...]
    loaded: int
    hours: int
    dates: str
    weekdays: tuple[str, ...]

    @property
    def verso(self) -> bool:
        """Tell whether the page is a left-hand one."""
        return self.paper.sided and self.folio % 2 == 0

    @property
    def width(self) -> float:
        """Return the width of the live area in mm."""
        return self.paper.live_width

    @property
    def height(self) -> float:
        """Return the height of the live area in mm."""
        return self.paper.live_height
