"""The sheets to write on: what data prints on them, where they lie, and the sizes that a pen needs."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pypdfium2
import pytest
import yaml

from prepress.checks.sheets import compute
from prepress.load import load_guide
from prepress.model.artifact import PageMap
from prepress.model.edition import Edition
from prepress.model.guide import BankItem
from prepress.model.sheets import Dimension
from prepress.press.workbook import press_workbook
from prepress.render.environment import make_environment
from prepress.render.epub import render_epub
from prepress.render.planner import render_planner
from prepress.render.planner_masters import list_lines, list_masters
from prepress.render.sheets import LOG_ROWS, list_sheets, order_coding
from prepress.render.workbook import render_workbook
from prepress.render.workbook_writer import WorkbookWriter
from prepress.schedule import collect_figures, plan_weeks
from tests.conftest import SAMPLE, Built

CONTENT = Path(__file__).parents[1] / "content"
DPI = 600
MM = DPI / 25.4
LIVE = {"a4": (20.0, 253.0), "letter": (12.0, 253.0)}
"""Top and height of the workbook's live area, in mm."""


@pytest.fixture(scope="module")
def edition() -> Edition:
    guide = load_guide(CONTENT).guide
    assert guide is not None
    weeks = {level: plan_weeks(guide, level) for level in ("L6", "L7")}
    return Edition(guide, "all", weeks, collect_figures(guide))


def press_sheets(edition: Edition, paper: str = "a4") -> tuple[pypdfium2.PdfDocument, PageMap]:
    """Return the workbook's sheets alone."""
    rendered = render_workbook(edition, paper, "w.pdf")
    chapters = tuple(chapter for chapter in rendered.chapters if chapter.key == "sheets")
    artifact, pages = press_workbook(replace(rendered, chapters=chapters))
    assert artifact.problems == ()
    return pypdfium2.PdfDocument(artifact.data), pages


@pytest.fixture(scope="module")
def pressed(edition: Edition) -> tuple[pypdfium2.PdfDocument, PageMap]:
    return press_sheets(edition)


def read_page(document: pypdfium2.PdfDocument, number: int) -> str:
    return document[number - 1].get_textpage().get_text_range().replace("\r\n", " ").replace("\n", " ")


def check_fits(document: pypdfium2.PdfDocument, top: float, height: float) -> None:
    """Words stand in the live area, 176 mm wide and 22 mm from the binding, and no two of them overlap."""
    for index, page in enumerate(document):
        left = 22.0 if index % 2 == 0 else page.get_width() * 25.4 / 72 - 22 - 176
        boxes = list_boxes(page)
        for x0, y0, x1, y1, words in boxes:
            assert left - 0.8 < x0, (index + 1, words)
            assert x1 < left + 176.4, (index + 1, words)
            assert top - 1 < y0 < y1 < top + height + 0.4, (index + 1, words)
        for one, other in combinations(boxes, 2):
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across < 0.3 or down < 0.3, (index + 1, one, other)


def list_boxes(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float, str]]:
    """Return the ink of each piece of text, in mm from the page's top left, and its words."""
    text, height = page.get_textpage(), page.get_height()
    boxes = []
    for number in range(text.count_rects()):
        x0, y0, x1, y1 = text.get_rect(number)
        words = text.get_text_bounded(x0, y0, x1, y1)
        boxes.append((*(value * 25.4 / 72 for value in (x0, height - y1, x1, height - y0)), words))
    return boxes


def find_rules(document: pypdfium2.PdfDocument, number: int, x: float) -> list[tuple[float, float]]:
    """Return middle and thickness, in mm, of what is as thin as a rule in a page's pixel column at `x` mm."""
    image = document[number - 1].render(scale=DPI / 72, grayscale=True).to_pil()
    runs = _find_dark(image.crop((round(x * MM), 0, round(x * MM) + 1, image.height)).tobytes())
    return [((start + end) / 2 / MM, (end - start) / MM) for start, end in runs if end - start < 0.3 * MM]


def _find_dark(pixels: bytes) -> list[tuple[int, int]]:
    """Return where dark runs begin and end; the first and the last pixel are white."""
    edges = [at for at in range(1, len(pixels)) if (pixels[at] < 128) != (pixels[at - 1] < 128)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def test_each_sheet_has_its_pages(edition: Edition, pressed: tuple[pypdfium2.PdfDocument, PageMap]) -> None:
    document, pages = pressed
    sheets = list_sheets(edition)
    count = 1 + sum(len(sheet.pages) for sheet in sheets)
    assert len(document) == count + -count % 4
    assert len({sheet.anchor for sheet in sheets}) == len(sheets)
    for sheet in sheets:
        first = int(pages.folios[sheet.anchor])
        assert first % 2 == 1 or not sheet.recto, sheet.title
        for offset, page in enumerate(sheet.pages):
            words = read_page(document, first + offset)
            assert page.title in words
            assert sheet.id in words


def test_stories_and_problems_are_those_of_the_banks(
    edition: Edition, pressed: tuple[pypdfium2.PdfDocument, PageMap]
) -> None:
    document, pages = pressed
    bank = edition.guide.bank
    stories = [item for item in bank.values() if item.bank == "ST"]
    assert len(stories) == 24
    for item in stories:
        words = read_page(document, int(pages.folios[item.id.lower()]))
        assert item.title in words
        assert all(name.strip() in words for name in item.facts["principles"].split("/"))
    coding = order_coding(edition)
    assert {item.id for item in coding} == {item.id for item in bank.values() if item.bank == "CO"}
    start = int(pages.folios["coding-log"])
    for index, item in enumerate(coding):
        assert f"{item.id} {item.title}" in read_page(document, start + index // LOG_ROWS)


def test_log_follows_the_plan(edition: Edition) -> None:
    for level in ("L6", "L7"):
        ordered = [item.id for item in order_coding(replace(edition, level=level.lower()))]
        planned = [name for week in edition.weeks[level] for name in week.load("coding").new]
        assert ordered[: len(planned)] == planned
        assert len(ordered) == 100


def test_words_stay_in_the_live_area(edition: Edition, pressed: tuple[pypdfium2.PdfDocument, PageMap]) -> None:
    check_fits(pressed[0], *LIVE["a4"])
    letter, pages = press_sheets(edition, "letter")
    assert pages == pressed[1]
    check_fits(letter, *LIVE["letter"])


def test_longest_titles_and_lines_fit(edition: Edition) -> None:
    """Titles as long as the longest of all banks, and score sheets with the most lines that are allowed."""
    longest = max((item.title for item in edition.guide.bank.values()), key=len)
    spared = [f"ST-{number:02d}" for number in range(5, 25)]
    bank = {key: _lengthen(item, longest) for key, item in edition.guide.bank.items() if key not in spared}
    line = Dimension(
        "Mechanism", tuple("Unasked: whose problem, and the number that would show it solved" for _ in "1234")
    )
    sheets = edition.guide.sheets
    scores = tuple(replace(sheet, dimensions=(line,) * 6) for sheet in sheets.scores)
    guide = replace(edition.guide, bank=bank, pages={}, sheets=replace(sheets, scores=scores))
    long = replace(edition, guide=guide)
    document, pages = press_sheets(long)
    firsts = [(int(pages.folios[sheet.anchor]), sheet) for sheet in list_sheets(long)]
    for (first, sheet), (following, after) in pairwise(firsts):
        end = first + len(sheet.pages)
        assert following == end + (after.recto and end % 2 == 0), sheet.title
    check_fits(document, *LIVE["a4"])
    words = read_page(document, int(pages.folios["score-sheet-coding"]))
    assert words.count("Mechanism") == 6


def _lengthen(item: BankItem, title: str) -> BankItem:
    return replace(item, title=title) if item.bank in {"ST", "SD"} else item


def test_rules_are_those_of_a_hand(pressed: tuple[pypdfium2.PdfDocument, PageMap]) -> None:
    """Lines of 7.1 mm on a story, rows of 6.35 mm in the log, both 0.35 pt thick."""
    document, pages = pressed
    story = int(pages.folios["st-03"])
    assert story % 2 == 1
    rules = [rule for rule in find_rules(document, story, 22 + 81) if rule[0] > 60]
    steps = [below[0] - above[0] for above, below in pairwise(rules)]
    assert len(rules) == 21
    assert sum(step == pytest.approx(7.1, abs=0.06) for step in steps) == 14
    assert all(thick == pytest.approx(0.1235, abs=0.05) for _, thick in rules)
    log = [rule for rule in find_rules(document, int(pages.folios["coding-log"]), 22 + 130) if rule[0] > 64]
    steps = [below[0] - above[0] for above, below in pairwise(log)]
    assert len(log) >= LOG_ROWS
    assert all(step == pytest.approx(6.35, abs=0.06) for step in steps[-LOG_ROWS + 1 :])


def test_boxes_are_four_millimeters(pressed: tuple[pypdfium2.PdfDocument, PageMap]) -> None:
    """Outer size of a score sheet's box, and of the 8 by 7 mm cell on its back."""
    document, pages = pressed
    front = int(pages.folios["score-sheet-design"])
    rules = find_rules(document, front, 22 + 24 + 2)
    boxes = [b[0] + b[1] / 2 - (a[0] - a[1] / 2) for a, b in pairwise(rules) if 3 < b[0] - a[0] < 5]
    assert len(boxes) == 6, "five lines and the first verdict"
    assert all(box == pytest.approx(4.0, abs=0.06) for box in boxes)
    rules = find_rules(document, front + 1, 12 + 44 + 4)
    cells = [b[0] - a[0] for a, b in pairwise(rules) if 6.5 < b[0] - a[0] < 7.05]
    assert len(cells) >= 6
    assert all(cell == pytest.approx(7.0, abs=0.06) for cell in cells)


def test_fold_is_at_one_height(pressed: tuple[pypdfium2.PdfDocument, PageMap]) -> None:
    document, pages = pressed
    front = int(pages.folios["score-sheet-coding"])
    assert find_fold(document, front) == pytest.approx(find_fold(document, front + 1), abs=0.05)


def find_fold(document: pypdfium2.PdfDocument, number: int) -> float:
    """Return the height in mm of the row of pixels that is all dashes of 2 mm."""
    image = document[number - 1].render(scale=DPI / 72, grayscale=True).to_pil()
    for y in range(round(60 * MM), round(90 * MM)):
        dashes = _find_dark(image.crop((0, y, image.width, y + 1)).tobytes())
        if sum(abs((end - start) / MM - 2) < 0.1 for start, end in dashes) > 40:
            return y / MM
    raise AssertionError("there is no fold line")


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("level", ["L6", "L7"])
def test_masters_follow_a_pack_of_84(edition: Edition, level: str, paper: str) -> None:
    html = render_planner(edition, level, paper, None, "p.pdf").html
    sheets = html.split("<section ")[1:]
    assert 'data-template="masters"' in sheets[84]
    assert not any('class="sheet master"' in sheet for sheet in sheets[:85])
    assert len(sheets) % 4 == 0
    fronts = [index + 1 for index, sheet in enumerate(sheets) if "mock-front" in sheet]
    assert len(fronts) == 4
    assert all(folio % 2 == 1 for folio in fronts)
    for line, master in zip(_list_lines(edition), list_masters(edition.guide), strict=True):
        assert f"<h1>{master.pages[0].title}</h1>" in sheets[line[0] - 1]
        assert f'<h1 class="back">{master.pages[1].title}</h1>' in sheets[line[1] - 1]


def _list_lines(edition: Edition) -> list[tuple[int, int]]:
    masters = [(master.name, master.anchor, len(master.pages)) for master in list_masters(edition.guide)]
    return [(line.first, line.last) for line in list_lines(masters, 87)]


def test_masters_are_in_the_file_and_fit(sample: Built) -> None:
    document = pypdfium2.PdfDocument(sample.folder / "planner-l6.pdf")
    words = [page.get_textpage().get_text_range() for page in document]
    listed = next(index for index, text in enumerate(words) if "To print as often as needed" in text)
    first = int(next(line for line in words[listed].splitlines() if line.startswith("Score sheet")).split()[-3])
    assert words[first - 1].splitlines()[0].startswith("Score sheet: design")
    assert "My prediction" in words[first]
    assert "Drew first" in words[first - 1]


def test_worked_and_half_sheets_print_what_data_gives(
    edition: Edition, pressed: tuple[pypdfium2.PdfDocument, PageMap]
) -> None:
    document, pages = pressed
    worked, half = edition.guide.sheets.designs
    words = read_page(document, int(pages.folios["sd-01"])) + read_page(document, int(pages.folios["sd-01"]) + 1)
    for text in (*worked.must, *worked.well, *worked.api, *worked.data, *worked.depth):
        assert text in words
    for number in worked.numbers:
        assert number.formula in words
        assert number.result in words
    assert not any(number.result for number in half.numbers), (
        "the half-filled sheet leaves the results to the reader"
    )
    assert all(number.formula in read_page(document, int(pages.folios["sd-02"])) for number in half.numbers)


def test_the_page_prints_its_anchors_from_the_data(edition: Edition) -> None:
    body = edition.guide.pages["practice/mock-interviews.md"].body
    printed = [node.get("argument") for node in body.walk() if node.get("name") == "scores"]
    assert printed == [sheet.kind for sheet in edition.guide.sheets.scores]


def test_a_page_prints_a_score_sheets_lines(edition: Edition) -> None:
    page = edition.guide.pages["practice/mock-interviews.md"]
    writer = WorkbookWriter(edition, page, "1", make_environment())
    node = next(node for node in page.body.walk() if node.get("name") == "scores")
    written = writer.write_table(writer.make_scores(replace(node, attrs={"argument": "coding"})))
    sheet = next(each for each in edition.guide.sheets.scores if each.kind == "coding")
    assert all(anchor in written for line in sheet.dimensions for anchor in line.anchors)


def test_ebook_names_the_sheets_page(edition: Edition) -> None:
    rendered = render_epub(edition, PageMap({"st-05": "312"}), "g.epub")
    document = next(document for document in rendered.documents if document.name == "sheets.xhtml")
    assert "<b>ST-05</b> A customer’s complaint that changed a plan, on paper: page&#160;312" in document.xhtml
    assert "sheets.xhtml" in rendered.nav


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("600,000 × 50 % ÷ 10 s", 30_000),
        ("1 s ÷ 0.002 s a write", 500),
        ("2 + 3 × 4 − 5", 9),
        ("4 ÷ 0", float("inf")),
        ("no number", None),
    ],
)
def test_formulas_are_worked_out(formula: str, value: float | None) -> None:
    assert compute(formula) == value


WRONG: Mapping[str, tuple[str, object, str]] = {
    "three anchors": ("score-sheets", [0, "dimensions", 0, "anchors", ["a", "b", "c"]], "list of 4 anchors"),
    "seven lines": (
        "score-sheets",
        [0, "dimensions", [{"name": "n", "anchors": list("abcd")}] * 7],
        "3 to 6 lines",
    ),
    "90 percent": ("sheets", ["offer", "vesting", [5, 15, 40, 30]], "add up to 100"),
    "slanted arrow": ("sheets", ["designs", 0, "boxes", 1, "y", 30], "in the row or the column of `guest`"),
    "arrow to nothing": ("sheets", ["designs", 0, "arrows", 0, "end", "nobody"], "one of guest, seats"),
    "too many lines": ("sheets", ["designs", 0, "must", list("abcde")], "4 at most"),
    "three cells": ("sheets", ["designs", 0, "choices", [list("abc")]], "list of 4 cells"),
    "unknown key": ("sheets", ["designs", 0, "titel", "x"], "`titel` is not known"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_data_is_reported_with_its_place(case: str, tmp_path: Path) -> None:
    name, path, message = WRONG[case]
    guide = tmp_path / "content"
    shutil.copytree(SAMPLE, guide)
    file = guide / "data" / f"{name}.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert isinstance(path, list)
    *way, key, value = path
    target = data
    for step in way:
        target = target[step]
    target[key] = value
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    found = [problem for problem in load_guide(guide).problems if message in problem.message]
    assert found
    assert found[0].place.file == f"data/{name}.yaml"
    assert found[0].place.line > 0
