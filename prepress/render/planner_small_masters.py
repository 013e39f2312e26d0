"""The masters on A5 and on a tablet: what A4 has on a leaf stands here on two, in pages of the same sizes.

Boxes, lines and cells are those of A4. A leaf's front and back belong together in print; the fold of a score sheet
is at one height on both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prepress.model.guide import Guide
from prepress.render.planner_ledger import Leaf
from prepress.render.planner_masters import name_design
from prepress.render.sheet_picture import view_picture
from prepress.render.sheets import (
    SheetPage,
    list_design_sheets,
    make_coding_master,
    make_decision,
    make_offer,
    make_story_card,
)

SCORE = (("score-front", "Score"), ("score-back", "Predict"), ("score-heard", "Heard"), ("score-drill", "Drill"))
STORY = (
    ("story-front", "Card"),
    ("story-action", "Action"),
    ("story-tellings", "Told"),
    ("story-asked", "Asked"),
)
DESIGN = (
    ("design-aims", "Aims"),
    ("design-parts", "Parts"),
    ("design-depth", "Depth"),
    ("design-choices", "Choices"),
)
LOG = (("coding-log", "1 to 5"), ("coding-log", "6 to 10"))
DECISION = (("decision-options", "Options"), ("decision-taken", "Decision"))
OFFER = (("offer-sums", "Sums"), ("offer-moves", "Moves"))
"""The pages of each master: template, and the label of its tab."""


@dataclass(frozen=True, slots=True)
class SmallMaster:
    """A master's pages, what the list of masters calls it, and the anchor of the first page."""

    name: str
    anchor: str
    leaves: tuple[Leaf, ...]


def list_small_masters(guide: Guide) -> Iterator[SmallMaster]:
    """Yield the masters in the order of A4; each has an even number of pages."""
    for scores in guide.sheets.scores:
        name, anchor = f"Score sheet: {scores.name.lower()}", f"score-sheet-{scores.kind}"
        yield _make(name, anchor, SCORE, {"scores": scores})
    card, tellings = make_story_card(guide)
    yield _make("Story card", "story-card", STORY, {**card.values, **tellings.values})
    for sheet in list_design_sheets(guide, set()):
        values = _turn_picture(guide, sheet.id, sheet.pages[0])
        yield _make(name_design(sheet.id, sheet.title), sheet.anchor, DESIGN, values)
    yield _make("Coding log", "coding-log", LOG, make_coding_master(guide).values)
    yield _make("Decision record", "decision-record", DECISION, make_decision().values)
    offer = make_offer(guide)
    if offer:
        yield _make("Offer worksheet", "offer-worksheet", OFFER, offer.values)


def _make(name: str, anchor: str, parts: tuple[tuple[str, str], ...], values: Mapping[str, object]) -> SmallMaster:
    """Return a master; each of its pages knows the others, whose tabs a tablet shows."""
    anchors = [anchor, *(f"{anchor}-{number}" for number in range(2, len(parts) + 1))]
    labels = {at: label for at, (_, label) in zip(anchors, parts, strict=True)}
    leaves: list[Leaf] = [
        (f"small/{template}", {**values, "anchor": at, "outline": f"{name}, {number}", "pages": labels})
        for number, (at, (template, _)) in enumerate(zip(anchors, parts, strict=True), 1)
    ]
    return SmallMaster(name, anchor, tuple(leaves))


def _turn_picture(guide: Guide, name: str, front: SheetPage) -> dict[str, object]:
    """Return what a design sheet prints, its picture turned: rows become columns, so that it fits the width."""
    given = next((sheet for sheet in guide.sheets.designs if sheet.problem == name), None)
    picture = view_picture(given.boxes, given.arrows, turned=True) if given else view_picture((), ())
    values = {key: front.values[key] for key in ("how", "dimensions", "id")}
    return {**values, "given": given, "picture": picture, "title": front.title}
