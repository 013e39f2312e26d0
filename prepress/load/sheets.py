"""Read `score-sheets.yaml` and `sheets.yaml`: what is printed on the sheets to write on."""

from __future__ import annotations

from collections.abc import Sequence

from prepress.load.data import Entry
from prepress.model.sheets import (
    SCORES,
    Arrow,
    Box,
    DesignSheet,
    Dimension,
    OfferTerms,
    ScoreSheet,
    Sheets,
    Sum,
)

FEWEST_DIMENSIONS, MOST_DIMENSIONS = 3, 6
YEARS_OF_AN_OFFER = 4
WHOLE = 100
"""Percent."""
WIDTH, LOWEST = 151, 40
"""Where a box of 25 by 10 mm still stands on the picture."""
GIVEN = ("worked", "half")
SHORT, LONG, NUMBERS, FAILURES, CHOICES = 4, 6, 5, 4, 3
"""How many lines and rows the parts of a design sheet have."""
COLUMNS = 4
DESIGN_KEYS = (
    "problem", "given", "must", "well", "left_out", "numbers", "api", "data", "boxes", "arrows",
    "depth", "failures", "choices",
)  # fmt: skip


def read_sheets(scores: Entry | None, sheets: Entry | None) -> Sheets:
    """Return the sheets' data; either file may be missing."""
    listed = tuple(_read_score_sheet(item) for item in scores.list()) if scores else ()
    if sheets is None:
        return Sheets(listed)
    sheets.refuse_unknown(("errors", "designs", "offer"))
    offer = sheets.get("offer")
    return Sheets(
        scores=listed,
        errors={letter: entry.prose() for letter, entry in sheets.get("errors").items()},
        designs=tuple(_read_design(item) for item in sheets.get("designs").list()),
        offer=_read_offer(offer) if offer.exists else None,
    )


def _read_score_sheet(entry: Entry) -> ScoreSheet:
    entry.refuse_unknown(("kind", "name", "phases", "level", "dimensions"))
    dimensions = entry.require("dimensions")
    read = tuple(_read_dimension(item) for item in dimensions.list())
    if not FEWEST_DIMENSIONS <= len(read) <= MOST_DIMENSIONS:
        dimensions.fail(f"a list of {FEWEST_DIMENSIONS} to {MOST_DIMENSIONS} lines")
    return ScoreSheet(
        kind=entry.require("kind").text(),
        name=entry.require("name").prose(),
        phases=entry.require("phases").prose(),
        level=entry.get("level").prose(),
        dimensions=read,
        place=entry.place,
    )


def _read_dimension(entry: Entry) -> Dimension:
    entry.refuse_unknown(("name", "anchors"))
    anchors = entry.require("anchors")
    if anchors.is_list and len(anchors.list()) != SCORES:
        anchors.fail(f"a list of {SCORES} anchors")
    return Dimension(entry.require("name").prose(), anchors.proses())


def _read_design(entry: Entry) -> DesignSheet:
    entry.refuse_unknown(DESIGN_KEYS)
    boxes = tuple(_read_box(item) for item in entry.get("boxes").list())
    return DesignSheet(
        problem=entry.require("problem").text(),
        given=entry.require("given").choice(GIVEN, GIVEN[0]),
        place=entry.get("problem").place,
        must=_read_lines(entry.get("must"), SHORT),
        well=_read_lines(entry.get("well"), SHORT),
        left_out=entry.get("left_out").prose(),
        numbers=tuple(_read_sum(item) for item in _read_at_most(entry.get("numbers"), NUMBERS)),
        api=_read_lines(entry.get("api"), SHORT),
        data=_read_lines(entry.get("data"), SHORT),
        boxes=boxes,
        arrows=tuple(_read_arrow(item, boxes) for item in entry.get("arrows").list()),
        depth=_read_lines(entry.get("depth"), LONG),
        failures=_read_rows(entry.get("failures"), FAILURES),
        choices=_read_rows(entry.get("choices"), CHOICES),
    )


def _read_at_most(entry: Entry, most: int) -> Sequence[Entry]:
    items = entry.list()
    if len(items) > most:
        entry.fail(f"a list of {most} at most: the sheet has no more room")
    return items


def _read_lines(entry: Entry, most: int) -> tuple[str, ...]:
    return tuple(item.prose() for item in _read_at_most(entry, most))


def _read_rows(entry: Entry, most: int) -> tuple[tuple[str, ...], ...]:
    return tuple(_read_row(item) for item in _read_at_most(entry, most))


def _read_row(entry: Entry) -> tuple[str, ...]:
    cells = entry.proses()
    if entry.is_list and len(cells) != COLUMNS:
        entry.fail(f"a list of {COLUMNS} cells")
    return cells


def _read_sum(entry: Entry) -> Sum:
    entry.refuse_unknown(("name", "formula", "result"))
    name = entry.require("name")
    return Sum(name.prose(), entry.get("formula").prose(), entry.get("result").prose(), name.place)


def _read_box(entry: Entry) -> Box:
    entry.refuse_unknown(("name", "x", "y"))
    x, y = entry.require("x").number(0, WIDTH), entry.require("y").number(0, LOWEST)
    return Box(entry.require("name").prose(), x, y)


def _read_arrow(entry: Entry, boxes: Sequence[Box]) -> Arrow:
    """Return an arrow; one that is neither level nor upright is reported."""
    entry.refuse_unknown(("start", "end", "says"))
    found = {box.name: box for box in boxes}
    start, end = (entry.require(key).choice(tuple(found)) for key in ("start", "end"))
    if start and end and found[start].x != found[end].x and found[start].y != found[end].y:
        entry.get("end").fail(f"in the row or the column of `{start}`")
    return Arrow(start, end, entry.require("says").prose())


def _read_offer(entry: Entry) -> OfferTerms:
    entry.refuse_unknown(("vesting", "sign_on_years", "sources"))
    vesting = entry.require("vesting")
    shares = tuple(item.number(0, WHOLE) for item in vesting.list())
    if vesting.is_list and (len(shares) != YEARS_OF_AN_OFFER or sum(shares) != WHOLE):
        vesting.fail(f"{YEARS_OF_AN_OFFER} whole numbers that add up to {WHOLE}")
    years = entry.require("sign_on_years").number(0, YEARS_OF_AN_OFFER)
    return OfferTerms(shares, years, entry.require("sources").texts(), entry.get("sources").place)
