"""The masters on A5 and a tablet: what A4 has on a leaf, in the same sizes, on pages that tabs or a list name."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from prepress.render.planner_masters import list_masters
from prepress.render.planner_small_masters import list_small_masters
from prepress.render.sheet_picture import view_picture
from prepress.render.sheets_text import DECISION, FOLLOW_UPS
from tests.sheets import Stroke
from tests.small_papers import EDITIONS, SMALL, Made, list_boxes, press_small


@pytest.fixture(params=SMALL)
def made(request: pytest.FixtureRequest) -> Made:
    return press_small(*EDITIONS[0][:1], request.param)


def read(made: Made, anchor: str) -> str:
    return " ".join(text.words.strip() for text in made.pages[made.anchors.index(anchor)][1])


def squeeze(text: str) -> str:
    """Return a text without what ends of lines change: blanks, and hyphens, there U+0002 in PDFium."""
    return "".join(text.replace("-", "").replace("\x02", "").split())


def read_master(made: Made, anchor: str) -> str:
    """Return the words of all pages of a master."""
    pages = [name for name in made.anchors if re.fullmatch(rf"{anchor}(-\d)?", name)]
    return " ".join(read(made, name) for name in pages)


def list_pitches(strokes: list[Stroke], width: float) -> list[float]:
    """Return the distances between the lines of one width."""
    flat = sorted(s.box.top for s in strokes if s.box.height < 0.01 and abs(s.box.width - width) < 0.02)
    return [round(lower - upper, 2) for upper, lower in pairwise(flat)]


def test_both_kinds_of_paper_have_the_same_masters(made: Made) -> None:
    guide = made.edition.guide
    small = list(list_small_masters(guide))
    assert [(one.name, one.anchor) for one in small] == [(one.name, one.anchor) for one in list_masters(guide)]
    pages = [str(values["anchor"]) for one in small for _, values in one.leaves]
    assert all(len(one.leaves) % 2 == 0 for one in small)
    at = made.anchors.index(pages[0])
    assert made.anchors[at : at + len(pages)] == tuple(pages)
    fold = made.paper.fold
    assert at % 2 == (0 if fold > 1 else at % 2)
    assert len(made.anchors) == at + len(pages) + -(at + len(pages)) % fold
    assert made.anchors.index("masters") == at - (2 if fold > 1 else 1)


def test_every_kind_is_scored_by_its_own_anchors(made: Made) -> None:
    kinds = made.edition.guide.sheets.scores
    assert [scores.kind for scores in kinds] == ["design", "coding", "behavioral", "leadership"]
    for scores in kinds:
        front, all_pages = (squeeze(find(made, f"score-sheet-{scores.kind}")) for find in (read, read_master))
        for dimension in scores.dimensions:
            for text in (dimension.name, *dimension.anchors):
                assert squeeze(text) in front
        assert squeeze(scores.phases) in all_pages
        assert squeeze(scores.level) in all_pages
        boxes = [box for _, box in list_boxes(made.pages[made.anchors.index(f"score-sheet-{scores.kind}")][0])]
        assert len(boxes) == 3 + 4 * len(scores.dimensions)


def test_the_fold_is_at_one_height_on_both_sides() -> None:
    made = press_small(EDITIONS[0][0], "a5")
    width = made.paper.live_width
    dashes = []
    for anchor in ("score-sheet-design", "score-sheet-design-2"):
        index = made.anchors.index(anchor)
        dashes += [s.box.top for s in made.pages[index][0] if abs(s.box.top - made.paper.top - 45) < 0.02]
        assert "fold" in read(made, anchor)
    assert len(dashes) == 2
    assert dashes[0] == pytest.approx(dashes[1], abs=0.01)
    assert made.anchors.index("score-sheet-design") % 2 == 0
    assert width == 120


def test_a_worked_design_prints_all_that_data_gives(made: Made) -> None:
    worked, half = made.edition.guide.sheets.designs
    words = squeeze(read_master(made, worked.problem.lower()))
    cells = [cell for row in (*worked.failures, *worked.choices) for cell in row]
    numbers = [text for number in worked.numbers for text in (number.name, number.formula, number.result)]
    names = [box.name for box in worked.boxes] + [arrow.says for arrow in worked.arrows]
    lines = (*worked.must, *worked.well, *worked.api, *worked.data, *worked.depth, worked.left_out)
    for text in (*cells, *numbers, *names, *lines):
        assert squeeze(text) in words, text
    assert squeeze(half.must[0]) in squeeze(read_master(made, half.problem.lower()))
    assert worked.must[0] not in read_master(made, "design-sheet-blank")


def test_a_turned_picture_fits_the_narrowest_paper(made: Made) -> None:
    """Rows have become columns; no box meets another, and arrows join the same boxes."""
    for sheet in made.edition.guide.sheets.designs:
        straight = view_picture(sheet.boxes, sheet.arrows)
        turned = view_picture(sheet.boxes, sheet.arrows, turned=True)
        assert [stroke.says for stroke in turned.strokes] == [stroke.says for stroke in straight.strokes]
        for box in turned.boxes:
            assert box.x + turned.width + 0.5 <= 120
            assert box.y + turned.height <= 85
            for other in turned.boxes:
                apart = abs(box.x - other.x) >= turned.width or abs(box.y - other.y) >= turned.height
                assert apart or box is other
        assert turned.covers(turned.boxes[0].x + 5, turned.boxes[0].y + 5)
        assert not turned.covers(0, 0)
        for one, other in zip(straight.strokes, turned.strokes, strict=True):
            level = one.start[1] == one.end[1]
            assert level == (other.start[0] == other.end[0])


def test_lines_to_write_on_have_the_pitch_of_handwriting(made: Made) -> None:
    width = made.paper.live_width
    for anchor, count in (
        ("story-card-2", 13 + 5),
        ("score-sheet-design-3", 5),
        ("decision-record-2", 2 + 3 + 3),
        ("design-sheet-blank", 4 + 4),
    ):
        pitches = list_pitches(made.pages[made.anchors.index(anchor)][0], width)
        assert pitches.count(7.1) >= count, anchor
    numbers = list_pitches(made.pages[made.anchors.index("sd-01")][0], width)
    assert numbers.count(6.35) == 7
    log = list_pitches(made.pages[made.anchors.index("coding-log")][0], width)
    assert [pitch for pitch in log if pitch in (21.3, 7.1)] == [21.3, 7.1] * 5


def test_cells_have_the_sizes_of_a4(made: Made) -> None:
    for anchor, size, count in (
        ("score-sheet-coding-2", (8, 7), 6 + 3 * 6),
        ("score-sheet-coding-3", (8, 7), 1),
        ("story-card-3", (18, 7), 3),
        ("design-sheet-blank-4", (8, 7), 2 * 5 + 2),
        ("decision-record", (18, 7), 2),
    ):
        cells = [
            stroke.box
            for stroke in made.pages[made.anchors.index(anchor)][0]
            if len(stroke.points) > 4 and 0.3 < stroke.weight < 0.4
        ]
        sizes = [(round(box.width, 2), round(box.height, 2)) for box in cells]
        assert sizes.count(size) == count, (anchor, sizes)


def test_cards_and_records_ask_all_questions(made: Made) -> None:
    story, record = read_master(made, "story-card"), read_master(made, "decision-record")
    principles = [principle.name for principle in made.edition.guide.principles.values()]
    assert len(principles) == 16
    for text in (*principles, *FOLLOW_UPS, "Situation", "Task", "Action", "Result", "+1 week", "+5 weeks"):
        assert text in story, text
    for name, prompt, _ in DECISION:
        assert name in record
        assert prompt in record
    log = read_master(made, "coding-log")
    for name in made.edition.guide.sheets.errors.values():
        assert log.count(name) == 2


def test_the_list_of_a5_names_the_pages_on_which_masters_stand() -> None:
    made = press_small(EDITIONS[0][0], "a5")
    lines = re.findall(r"([A-Z][^\d–]*?(?:[A-Z]{2}-\d\d [^–]*?)?) (\d+)–(\d+)", read(made, "masters"))
    masters = list(list_small_masters(made.edition.guide))
    assert len(lines) == len(masters)
    for (_, first, last), master in zip(lines, masters, strict=True):
        assert made.anchors[int(first) - 1] == master.anchor
        assert made.anchors[int(last) - 1] == master.leaves[-1][1]["anchor"]


@pytest.mark.parametrize("paper", SMALL)
def test_hours_have_the_dates_of_their_weeks(paper: str) -> None:
    """Worked out by hand from Wednesday, 23 December 2026."""
    level, start = EDITIONS[1]
    words = read(press_small(level, paper, start), "hours-1")
    assert re.search(r"\b1 23 Dec .*\b2 30 Dec .*\b3 6 Jan .*\b12 10 Mar", words), words
    assert not re.search(r"\b(Dec|Jan|Mar)\b", read(press_small(EDITIONS[0][0], paper), "hours-1"))
