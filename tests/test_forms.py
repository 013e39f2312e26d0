"""Fields to fill in on a screen: names, appearances, and what other programs show of them."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import page as validator
import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

import build
from prepress.press.fields import LABEL, NAME, name_fields
from prepress.press.sheet_fields import ROOM, list_spaces
from prepress.render.environment import address_drawing
from tests.conftest import SAMPLE, Built


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    arguments = ["workbook", "--forms", "--content", str(SAMPLE), "--output", str(folder), "-q"]
    assert build.main(arguments) == build.MADE
    return folder / "workbook-forms.pdf"


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_standards_are_kept(path: Path, profile: str) -> None:
    result = validator.validate_pdf(str(path), profile=profile)
    assert result.is_compliant, result.to_json()


def test_names_are_those_of_exercises_worksheets_and_tasks(path: Path) -> None:
    fields = PdfReader(path).get_fields() or {}
    assert fields["first.1.lines.4"]["/TU"].endswith("How many are two and two?, line 4 of 4")
    assert {"profile.table-1.1.2", "profile.table-1.5.3", "profile.lines.3"} <= set(fields)
    assert "profile.table-1.1.1" not in fields, "a cell with words is not to be written in"
    boxes = {name: field["/TU"] for name, field in fields.items() if field["/FT"] == "/Btn"}
    assert "The box is drawn." in boxes.values()
    assert any(name.startswith("basics-first.") for name, words in boxes.items() if words == "The box is drawn.")
    assert all(field["/TU"] for field in fields.values())


def test_cells_for_weeks_and_pages_are_not_to_write_in() -> None:
    """A page number is printed into its cell after the fields have their names; a level may not have the round."""
    head = "<th>Id</th><th>What</th><th>L6 week</th><th>Key, page</th><th>Guess</th><th>Given</th>"
    row = '<th>MK-01</th><td>Aloud</td><td class="week"></td><td class="week"><a data-page-of="key"></a></td>'
    cells = '<td class="cell"></td><td class="cell"></td>'
    table = f'<table class="fill"><thead><tr>{head}</tr></thead><tbody><tr>{row}{cells}</tr></tbody></table>'
    root = HTML(string=table).etree_element
    name_fields(root, "mocks")
    named = [(cell.get(NAME), cell.get(LABEL)) for cell in root.iter() if cell.get(NAME)]
    assert named == [("mocks.table-1.1.5", "Guess, MK-01"), ("mocks.table-1.1.6", "Given, MK-01")]


def test_sheets_are_filled_in_where_their_drawing_says(path: Path) -> None:
    """Rules, boxes and cells of a sheet are one picture; a card for a story has nothing but rules."""
    fields = PdfReader(path).get_fields() or {}
    kinds = {name: str(field["/FT"]) for name, field in fields.items() if ".sheet." in name}
    assert {kind for name, kind in kinds.items() if name.startswith("st-01.")} == {"/Tx"}
    assert {kind for name, kind in kinds.items() if name.startswith("score-sheet-design.")} == {"/Tx", "/Btn"}
    assert {"decision-record", "design-sheet-blank", "coding-log", "error-list", "offer-worksheet"} <= {
        name.partition(".")[0] for name in kinds
    }
    assert fields["st-01.sheet.1"]["/TU"] == "A date you missed, line 1"


def test_a_rule_is_typed_above_and_a_box_where_it_is_drawn() -> None:
    rule, other = '<path class="write" d="M3 20.5h40"/>', '<path d="M0 9h9"/>'
    strokes = f'{rule}<rect class="tick" x="1" y="2" width="4" height="4"/>{other}'
    ink = f'<div><div class="ink" style="background-image: url({address_drawing(strokes, 50, 30)})"></div></div>'
    (sheet,) = HTML(string=ink).etree_element.find("body")
    assert list(list_spaces(sheet)) == [("line", (3, 20.5 - ROOM, 43, 20.5)), ("box", (1, 2, 5, 6))]


def test_no_name_tells_a_line_of_the_source(path: Path) -> None:
    names = set(PdfReader(path).get_fields() or {})
    assert "index--2.box" in names
    assert not [name for name in names if "line-" in name]


def test_no_two_fields_share_a_name(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        names = Counter(str(field.T) for field in pdf.Root.AcroForm.Fields)
    assert [name for name, count in names.items() if count > 1] == []
    assert len({name.partition(".")[0] for name in names if name.startswith("notes-")}) > 1
    assert any("-page-" in name for name in names), "the lines that end a page are named for it"


def test_pages_are_those_of_the_printed_book(path: Path, sample: Built) -> None:
    texts = [
        [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]
        for file in (path, sample.folder / "workbook.pdf")
    ]
    assert texts[0] == texts[1]


def test_every_state_has_an_appearance_and_no_reader_makes_its_own(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        fields = list(pdf.Root.AcroForm.Fields)
        assert len(fields) > 10
        for field in fields:
            normal = field.AP.N
            if field.FT == "/Btn":
                assert set(normal.keys()) == {"/on", "/Off"}
                assert field.AS == field.V == "/Off"
            else:
                assert isinstance(normal, pikepdf.Stream)
        font = pdf.Root.AcroForm.DR.Font.PrepForm
        assert "/FontFile3" in font.FontDescriptor


def count_dark(data: bytes, name: str) -> int:
    """Return the dark pixels that lie in a field, drawn by PDFium."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        index, field = next(
            (index, annotation)
            for index, page in enumerate(pdf.pages)
            for annotation in page.get("/Annots", ())
            if str(annotation.get("/T", "")) == name
        )
        left, bottom, right, top = (float(edge) for edge in field.Rect)
        height = float(pdf.pages[index].MediaBox[3])
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    picture = document[index].render(scale=4, grayscale=True, may_draw_forms=True).to_pil()
    area = picture.crop(
        (int(left * 4) + 4, int((height - top) * 4) + 4, int(right * 4) - 4, int((height - bottom) * 4) - 4)
    )
    return sum(1 for value in area.tobytes() if value < 128)


def test_what_is_filled_in_is_shown(path: Path) -> None:
    writer = PdfWriter(clone_from=path)
    boxes = [name for name, field in (writer.get_fields() or {}).items() if field["/FT"] == "/Btn"]
    for page in writer.pages:
        if "/Annots" in page:
            values = {"profile.lines.2": "A café, 40 %", "profile.table-1.1.2": "Äg", boxes[0]: "/on"}
            writer.update_page_form_field_values(page, values, auto_regenerate=False)
    buffer = io.BytesIO()
    writer.write(buffer)
    before, after = path.read_bytes(), buffer.getvalue()
    for name in ("profile.lines.2", "profile.table-1.1.2", boxes[0]):
        assert count_dark(after, name) > count_dark(before, name) + 20, name


def test_only_the_workbook_has_forms(tmp_path: Path) -> None:
    arguments = ["planner", "--forms", "--content", str(SAMPLE), "--output", str(tmp_path)]
    assert build.main(arguments) == build.WRONG_USE
