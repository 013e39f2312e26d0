"""The papers that a planner is made for: sheet, margins, and what the room allows. All sizes are millimeters."""

from __future__ import annotations

from dataclasses import dataclass

FOLD = 4
"""A folded sheet of paper has four pages."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `inner` is the margin at the binding, and the left one of a tablet, where its toolbar lies.

    `pack` names the pages that are made for it; those of a tablet are not turned (`sided`) and not folded (`fold`
    is the number that the count of pages divides by). `above` is what the head takes of the live area, and `body`
    the height of what stands below it. `work` counts the lines of a week's work, `log` the rows of its
    session log, `calendar` is the height of a week in the month's calendar, `review` that of a question in its
    review, `spare` the lines for what a week leaves out. `masters` tells whether the workbook's sheets stand
    behind the pack as masters, `linked` whether ids and weeks in its text are links.
    """

    name: str
    pack: str
    width: float
    height: float
    inner: float
    outer: float
    top: float
    bottom: float
    sided: bool = True
    fold: int = FOLD
    above: float = 13
    body: float = 0
    work: int = 13
    log: int = 0
    calendar: float = 0
    review: float = 0
    spare: int = 0
    masters: bool = False
    linked: bool = True

    @property
    def live_width(self) -> float:
        """Return the width of the live area."""
        return round(self.width - self.inner - self.outer, 2)

    @property
    def live_height(self) -> float:
        """Return the height of the live area."""
        return round(self.height - self.top - self.bottom, 2)


PAPERS = {
    paper.name: paper
    for paper in (
        Paper("a4", "sheets", 210, 297, 22, 12, 12, 14, log=12, calendar=30.6, review=33, spare=2, masters=True),
        Paper(
            "letter", "sheets", 215.9, 279.4, 22, 17.9, 12, 14.4, log=10, calendar=28.2, review=28.5, masters=True
        ),
        Paper("a5", "a5", 148, 210, 18, 10, 10, 12, above=15, body=166, work=16, log=14, calendar=22),
        Paper(
            "tablet",
            "tablet",
            157.5,
            210,
            14,
            5,
            12,
            5,
            sided=False,
            fold=1,
            above=27,
            body=166,
            log=10,
            linked=False,
        ),
    )
}
