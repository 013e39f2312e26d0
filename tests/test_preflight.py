"""A page that breaks each rule of preflight, and the place that the finding names."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image

import build
from prepress.model.rendered import RenderedPlanner
from prepress.press.planner import press_planner
from prepress.press.preflight import find_bare_fonts
from prepress.press.workbook import press_workbook
from prepress.problems import Place
from tests.conftest import Built
from tests.test_workbook import make_workbook

PLACE = Place("page.md", 7)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsitzende"
ROOM = '<div style="height: {}mm"></div>'
NOTE = '<span class="note">' + "word " * 60 + "</span>"
ASIDE = '<p class="note">' + "word " * 60 + "</p>"
ONE = "orphans: 1; widows: 1"
PAGES = {
    "press-beyond-area": '<!--page.md:7--><p style="position: relative; left: 150mm">words that leave</p>',
    "press-overflow": f'<!--page.md:7--><p style="hyphens: none; width: 60mm">{LONG}</p>',
    "press-cut-off": (
        f'<table><tbody><tr><td style="width: 30mm">a</td><td>b</td></tr></tbody></table>'
        f'<!--page.md:7--><table><tbody><tr><td style="width: 30mm; hyphens: none">{LONG}</td><td>b</td></tr>'
        f"</tbody></table>"
    ),
    "press-missing-glyph": "<!--page.md:7--><p>a sign \U00013000 of old</p>",
    "press-coarse-picture": '<!--page.md:7--><p><img src="assets/dots.png" alt="dots" style="width: 60mm"/></p>',
    "press-wide-picture": (
        '<!--page.md:7--><div><svg xmlns="http://www.w3.org/2000/svg" width="150mm" height="9mm" '
        'style="max-width: none"><title>a bar</title><rect width="9" height="9"/></svg></div>'
    ),
    "press-empty-page": (
        '<!--page.md:7--><p>x</p><div style="break-before: page"></div><p style="break-before: page">y</p>'
    ),
    "press-small-text": '<!--page.md:7--><p style="font-size: 7pt">whisper</p>',
    "press-lone-line": ROOM.format(226) + f'<!--page.md:7--><p style="{ONE}">one<br/>two</p>',
    "press-split-space": ROOM.format(220)
    + '<!--page.md:7--><div class="ruled" style="break-inside: auto">'
    + "<p>x</p>" * 9
    + "</div>",
    "press-silent-picture": (
        '<!--page.md:7--><p><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<rect width="9" height="9"/></svg></p>'
    ),
    "press-missing-image": '<!--page.md:7--><p>a hole <img src="assets/none.png" alt="none"/></p>',
    "press-missing-anchor": '<!--page.md:7--><p>turn to <a href="#nowhere">the end</a></p>',
    "press-unknown-page": '<!--page.md:7--><p>turn to page <span data-page-of="nowhere"></span></p>',
    "press-notes-crowded": f"<!--page.md:7--><p>x{NOTE * 30}</p>",
    "press-notes-overflow": f"<!--page.md:7--><div>{ASIDE * 30}</div>",
}
"""By code: a body with one fault, which the seventh line of `page.md` is to blame for."""
ALSO = {"press-notes-overflow": {("press-beyond-area", PLACE)}}
"""What cannot but come with it."""
ELSEWHERE = {"press-log", "press-missing-file", "press-sheet-overflow", "press-title-cut", "press-bare-font"}
"""Codes that are shown by tests of their own."""


def press(body: str) -> list[tuple[str, Place]]:
    dots = io.BytesIO()
    Image.new("L", (60, 60), 128).save(dots, "PNG")
    rendered = make_workbook(f'<section class="flow"><h1>A</h1><p>begin</p>{body}<p>end</p></section>')
    artifact, _ = press_workbook(replace(rendered, images={"assets/dots.png": dots.getvalue()}))
    return [(problem.code, problem.place) for problem in artifact.problems]


def test_a_good_page_is_silent() -> None:
    assert press("<p>x</p>") == []


@pytest.mark.parametrize("code", PAGES)
def test_rule_names_the_place(code: str) -> None:
    assert set(press(PAGES[code])) - ALSO.get(code, set()) == {(code, PLACE)}


def test_small_text_of_a_drawing_is_found() -> None:
    drawing = (
        "<!--page.md:7--><p>"
        '<svg xmlns="http://www.w3.org/2000/svg" width="50mm" height="9mm" viewBox="0 0 100 18">'
        '<title>a word</title><g font-size="4"><text y="9" font-family="Prep Sans">word</text></g></svg></p>'
    )
    assert press(drawing) == [("press-small-text", PLACE)]
    assert press(drawing.replace('"4"', '"7"')) == []


def test_a_font_that_is_not_embedded_is_found() -> None:
    with pikepdf.new() as pdf:
        for _ in range(2):
            pdf.add_blank_page()
        bare = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.pages[1].Resources = Dictionary(Font=Dictionary(F1=bare))
        found = list(find_bare_fonts(pdf, ["a.md", "b.md"]))
    assert [(problem.code, problem.place) for problem in found] == [("press-bare-font", Place("b.md"))]


def test_a_long_line_of_code_is_found() -> None:
    code = f'<!--page.md:7--><div class="listing"><pre style="white-space: pre">{"x" * 99}</pre></div>'
    assert set(press(code)) == {("press-cut-off", PLACE)}


def test_a_table_beyond_its_column_is_found() -> None:
    assert press('<!--page.md:7--><table style="width: 140mm"><tbody><tr><td>a</td></tr></tbody></table>') == [
        ("press-overflow", PLACE)
    ]


def test_a_font_of_the_machine_is_no_font_of_ours() -> None:
    assert press('<!--page.md:7--><p style="font-family: serif">Ωmega</p>')[0][0] == "press-missing-glyph"


ROWS = "<tr><td>a<br/>b</td></tr>" * 40


def test_a_row_cut_in_two_is_found_and_a_head_repeated_is_not() -> None:
    table = f"<table><thead><tr><th>head</th></tr></thead><tbody>{ROWS}</tbody></table>"
    assert press(table) == []
    row = f'<tr style="break-inside: auto"><td>{"<p>x</p>" * 70}</td></tr>'
    assert set(press(f"<!--page.md:7--><table><tbody>{row}</tbody></table>")) == {("press-split-space", PLACE)}


def test_a_missing_file_of_the_templates_is_found() -> None:
    rendered = make_workbook("<h1>A</h1>")
    styles = rendered.styles + "@font-face { font-family: X; src: url(fonts/none.woff2) }"
    artifact, _ = press_workbook(replace(rendered, styles=styles))
    assert "press-missing-file" in {problem.code for problem in artifact.problems}


def test_a_sheet_of_two_pages_is_found() -> None:
    html = '<html lang="en"><title>T</title><p>a</p><p style="break-before: page">b</p></html>'
    artifact = press_planner(RenderedPlanner("p.pdf", "T", "A", "en", "a4", html, "file:///nowhere/", 1))
    assert "press-sheet-overflow" in {problem.code for problem in artifact.problems}


def test_a_folder_of_somebody_else_gets_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(f"# T\n\n| a | b |\n|---|---|\n| {LONG * 2} | b |\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: A site\n")
    assert build.main(["workbook", "--content", str(tmp_path), "--output", str(tmp_path), "-q"]) == build.MADE
    report = capsys.readouterr().out
    assert "docs/index.md:3:1: warning: " in report
    assert "[press-cut-off]" in report


def test_the_sample_is_silent(sample: Built) -> None:
    assert [problem for problem in sample.manifest["problems"] if problem["code"].startswith("press-")] == []
