"""The planner as it is printed: sizes that a pen needs, nothing over anything else, links that lead to their page.

Two packs of the real guide are made and measured: the fullest on the smaller paper, and a dated, shorter one.
"""

from __future__ import annotations

import datetime
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import html

from prepress.load import load_guide
from prepress.model.artifact import PageMap
from prepress.model.edition import Edition
from prepress.press.planner import press_planner
from prepress.render.planner import render_planner
from prepress.schedule import collect_figures, leave_out_floats, plan_weeks
from tests.measure_pdf import Box, Ink, Words, measure

CONTENT = Path(__file__).parents[1] / "content"
MARGINS = {"letter": (22.0, 17.9, 12.0, 14.4), "a4": (22.0, 12.0, 12.0, 14.0)}
"""Binding, outer, top, bottom: at least the 6.7 mm that the most demanding of common printers leaves white."""
LEGEND = 2
"""A square and a round beside the heading of the work."""
NEAR = 0.25
"""Millimeters by which boxes of letters may touch: they are a little larger than what is black."""
BOX = 3.824
"""The middle line of a box of 4 mm, whose frame of 0.5 pt lies inside."""


@dataclass(frozen=True)
class Link:
    """A link: the words under it, the page that it stands on, and the page and height (mm) that it leads to."""

    text: str
    source: int
    page: int
    level: float


@dataclass(frozen=True)
class Printed:
    """A pack: its paper, its sheets as HTML, what stands on each page, and its links."""

    paper: str
    sheets: list[html.HtmlElement]
    pages: list[tuple[list[Words], list[Ink]]]
    size: tuple[float, float]
    links: tuple[Link, ...]

    def find(self, template: str) -> Iterator[int]:
        return (index for index, sheet in enumerate(self.sheets) if sheet.get("data-template") == template)


def make_pack(level: str, paper: str, start: datetime.date | None) -> Printed:
    guide = load_guide(CONTENT).guide
    assert guide is not None
    whole, guide = guide.plan, leave_out_floats(guide) if start else guide
    folios = {name.lower(): "988" for name in guide.bank} | {page.slug: "977" for page in guide.pages.values()}
    edition = Edition(guide, "all", {level: plan_weeks(guide, level, start)}, collect_figures(guide), whole)
    rendered = render_planner(edition, level, paper, PageMap(folios, 999), "p.pdf")
    artifact = press_planner(rendered)
    assert artifact.problems == ()
    document = pypdfium2.PdfDocument(artifact.data)
    assert len(document) == rendered.sheets
    return Printed(
        paper,
        html.fromstring(rendered.html).xpath("//section"),
        [measure(page) for page in document],
        tuple(25.4 / 72 * side for side in document[0].get_size()),
        tuple(read_links(artifact.data)),
    )


@pytest.fixture(scope="module", params=[("L6", "letter", None), ("L7", "a4", datetime.date(2026, 12, 23))])
def pack(request: pytest.FixtureRequest) -> Printed:
    return make_pack(*request.param)


def cross(one: Box, other: Box) -> bool:
    return all(
        low + NEAR < other_high and other_low + NEAR < high
        for low, high, other_low, other_high in (
            (one[0], one[2], other[0], other[2]),
            (one[1], one[3], other[1], other[3]),
        )
    )


def holds(outer: Ink, inner: Box) -> bool:
    """Tell whether a cell holds something; a box or a round of 4 mm is to be left empty."""
    left, bottom, right, top = outer.box
    inside = (
        left <= inner[0] + 0.1 and bottom <= inner[1] + 0.1 and right >= inner[2] - 0.1 and top >= inner[3] - 0.1
    )
    return inside and outer.width > BOX + 0.1


def test_nothing_is_printed_over_words(pack: Printed) -> None:
    found = []
    for folio, (words, ink) in enumerate(pack.pages, 1):
        for index, one in enumerate(words):
            found += [(folio, one.text, other.text) for other in words[index + 1 :] if cross(one.box, other.box)]
            found += [
                (folio, one.text, other)
                for other in ink
                if cross(one.box, other.box) and not holds(other, one.box)
            ]
    assert found == []


def test_all_is_within_the_margins(pack: Printed) -> None:
    binding, outer, top, bottom = MARGINS[pack.paper]
    width, height = pack.size
    for folio, (words, ink) in enumerate(pack.pages, 1):
        left, right = (binding, outer) if folio % 2 else (outer, binding)
        for box in [one.box for one in words] + [one.box for one in ink]:
            assert box[0] >= left - 0.15, folio
            assert box[2] <= width - right + 0.15, folio
            assert box[1] >= bottom - 0.15, folio
            assert box[3] <= height - top + 0.15, folio


def test_type_has_eight_points_and_lines_three_strengths(pack: Printed) -> None:
    assert min(round(one.size, 1) for words, _ in pack.pages for one in words) == 8.0
    dots = {*pack.find("notes"), *pack.find("design-front")}
    strokes = {
        round(one.stroke, 2)
        for index, (_, ink) in enumerate(pack.pages)
        for one in ink
        if one.stroke and not (index in dots and round(one.stroke, 1) == 1.0)
    }
    assert strokes == {0.35, 0.5, 0.8}


def test_boxes_have_four_millimeters(pack: Printed) -> None:
    """Every path of 0.5 pt is a box or a round of 4 mm on these sheets; legend and cover have smaller marks."""
    for template in ("week-plan", "again", "reading", "errors", "curve", "weeks"):
        for index in pack.find(template):
            drawn = [one for one in pack.pages[index][1] if round(one.stroke, 1) == 0.5]
            assert drawn, template
            for one in drawn:
                assert one.width == pytest.approx(BOX, abs=0.01)
                assert one.height == pytest.approx(BOX, abs=0.01)


def test_a_week_has_a_box_for_each_new_exercise_and_a_round_for_each_again(pack: Printed) -> None:
    for index in pack.find("week-plan"):
        words, ink = pack.pages[index]
        sheet = pack.sheets[index]
        ids = [text for text in sheet.xpath(".//p//text()") if re.fullmatch(r"(SD|CO|ST|MK)-\d+", text)]
        rows = [text for text in sheet.xpath(".//p/text()") if re.fullmatch(r"\d+ min|planned", text)]
        more = [text for text in sheet.xpath(".//p//text()") if "listed on the sheet" in text]
        due = pack.sheets[index + 1].xpath(".//p[@class='w bold']//text()")
        due = [text for text in due if re.fullmatch(r"(SD|CO|ST)-\d+", text)]
        boxes = [one for one in ink if round(one.stroke, 1) == 0.5]
        assert len(boxes) == LEGEND + 3 + len(ids) + len(rows) + len(more) + 3 + len(due), sheet.get("id")
        assert {"Reading", "Study", "Beside", "Carried in"} <= {one.text for one in words}


def list_pitches(ink: list[Ink], left: float, width: float) -> Counter[float]:
    """Return the distances between the lines of one length that begin at one place."""
    levels = sorted(
        one.box[1]
        for one in ink
        if one.height < 0.01
        and one.box[0] == pytest.approx(left, abs=0.02)
        and one.width == pytest.approx(width, abs=0.02)
    )
    return Counter(round(later - earlier, 2) for earlier, later in pairwise(levels))


def test_lines_have_the_pitch_of_handwriting(pack: Printed) -> None:
    """7.1 mm for sentences, 6.35 mm for rows of one phrase."""
    binding, outer, *_ = MARGINS[pack.paper]
    for index in pack.find("week-plan"):
        assert list_pitches(pack.pages[index][1], outer + 12, 164.0) == {7.1: 2}
    for index in pack.find("week-record"):
        pitches = list_pitches(pack.pages[index][1], binding, 176.0)
        assert pitches[6.35] >= 10
        assert pitches[7.1] == 3
    for index in pack.find("reading"):
        left = binding if index % 2 == 0 else outer
        pitches = list_pitches(pack.pages[index][1], left + 18.4, 157.6)
        assert pitches
        assert all(pitch / 6.35 == pytest.approx(round(pitch / 6.35), abs=0.005) for pitch in pitches)


def test_score_date_and_hours_cells(pack: Printed) -> None:
    for template, size in (
        ("week-plan", (18, 7)),
        ("week-record", (20, 7)),
        ("baseline", (8, 7)),
        ("weeks", (18, 7)),
    ):
        for index in pack.find(template):
            sizes = [(round(one.width, 2), round(one.height, 2)) for one in pack.pages[index][1]]
            assert size in sizes, template


def read_links(data: bytes) -> Iterator[Link]:
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage() for page in document]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.objgen: index for index, page in enumerate(pdf.pages)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        for source, page in enumerate(pdf.pages):
            for annotation in page.get("/Annots", ()):
                target = names[str(annotation.Dest)]
                place = target.D if isinstance(target, pikepdf.Dictionary) else target
                words = texts[source].get_text_bounded(*(float(edge) for edge in annotation.Rect))
                yield Link(" ".join(words.split()), source, numbers[place[0].objgen], float(place[3]) * 25.4 / 72)


def name_master(words: str) -> str:
    """Return the title of the master that the words of a link promise; nothing for words that promise none."""
    guide = load_guide(CONTENT).guide
    assert guide is not None
    name = words.partition(",")[0]
    if name in guide.bank:
        kind = guide.bank[name].facts.get("kind", "")
        return next((f"Score sheet: {one.name.lower()}" for one in guide.sheets.scores if one.kind == kind), "")
    listed = {f"Design sheet: {one.problem}": guide.bank[one.problem].title for one in guide.sheets.designs}
    named = {
        "Design": "Design",
        "Coding": "Coding log",
        "Stories": "Story",
        "Story card": "Story",
        "Design sheet: blank": "Design",
    }
    design = next((title for name, title in listed.items() if words.startswith(name)), words)
    return named.get(words, design)


def is_right(link: Link, pack: Printed) -> bool:
    """Tell, from the words alone, whether a link leads to where its own words say."""
    source, target = pack.sheets[link.source], pack.sheets[link.page]
    if target.get("class") == "sheet master":
        return target.xpath(".//h1")[0].text_content() == name_master(link.text)
    template, title = target.get("data-template"), target.xpath(".//h1|.//h2")[0].text_content()
    head = " ".join(target.xpath("(.//div[contains(@class, 'head')]//p)[1]")[0].text_content().split())
    if found := re.fullmatch(r"(?:Week )?(\d+)", link.text):
        return template in {"week-plan", "loop-plan", "float-plan"} and title == f"Week {found[1]}"
    if re.fullmatch(r"(SD|CO|ST)-\d+", link.text):
        level = next(one.box for one in pack.pages[link.page][0] if one.text == link.text)
        return template == "again" and level[1] < link.level < level[3] + 3
    if link.text.startswith("gate"):
        return template == "gate" and (link.text == "gate" or link.text[6:] in head)
    if "listed on the sheet" in link.text:
        return (template, title) == ("reading", "Reading")
    name = link.text[:1].upper() + link.text[1:]
    month = re.fullmatch(r"(Month \d|\w+)(?: \d{4})?", name)
    inside = source.get("id", "").removeprefix("week-")
    numbers = [int(number) for number in re.findall(r"weeks? (\d+)(?: to (\d+))?", head)[-1] if number]
    return (
        bool(month) and template == "month-plan" and title == month[1] and numbers[0] <= int(inside) <= numbers[-1]
    )


def test_every_link_leads_to_its_page(pack: Printed) -> None:
    links = list(pack.links)
    assert [link for link in links if not is_right(link, pack)] == []
    words = Counter(link.text for link in links)
    assert (
        sum(words[name] for name in ("Design", "Coding", "Stories")) >= 3 * len(list(pack.find("week-plan"))) - 9
    )
    assert sum(count for name, count in words.items() if name.startswith("MK-")) >= 20
    weeks = sum(sheet.get("id").startswith("week-") for sheet in pack.sheets)
    by_page = Counter(link.source for link in links if re.fullmatch(r"\d+", link.text))
    bound = next(pack.find("back"))
    listed = pack.sheets[next(pack.find("masters"))]
    assert all(words[name] for name in listed.xpath(".//p/a/text()"))
    for index, sheet in enumerate(pack.sheets[:bound]):
        if sheet.get("data-template") != "cover":
            assert by_page[index] >= weeks, sheet.get("id")


def test_every_exercise_of_a_week_is_a_link(pack: Printed) -> None:
    """Mock rounds come once, and have no place to be ticked again."""
    links = Counter((link.source, link.text) for link in pack.links)
    for index, sheet in enumerate(pack.sheets):
        if sheet.get("id", "").startswith("week-") or "record" in sheet.get("data-template"):
            named = [text for text in sheet.xpath(".//p//text()") if re.fullmatch(r"(SD|CO|ST)-\d+", text)]
            assert all(links[index, name] == 1 for name in named)


def test_gates_are_linked_from_the_month_of_their_week(pack: Printed) -> None:
    for link in pack.links:
        if link.text == "gate":
            week = int(pack.sheets[link.page].get("id").removeprefix("gate-"))
            head = pack.sheets[link.source].xpath("(.//div[@class='head']//p)[1]")[0].text_content()
            found = re.findall(r"weeks? (\d+)(?: to (\d+))?", head)[-1]
            numbers = [int(number) for number in found if number]
            assert numbers[0] <= week <= numbers[-1]
