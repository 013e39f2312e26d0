"""What is heard: the structure tree of the files, walked with another library."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary

from prepress.press.workbook import press_workbook
from tests.conftest import Built
from tests.test_workbook import make_workbook

PRODUCTS = ("workbook.pdf", "planner-l6.pdf")


def list_kids(element: Dictionary) -> list[object]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def walk(element: Dictionary) -> Iterator[Dictionary]:
    for kid in list_kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from walk(kid)


def list_elements(pdf: pikepdf.Pdf, name: str = "") -> list[Dictionary]:
    return [element for element in walk(pdf.Root.StructTreeRoot) if not name or f"/{name}" == element.S]


def read_marks(page: pikepdf.Page) -> Iterator[tuple[str, Dictionary]]:
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC":
            yield str(operands[0]), operands[1]


def press(body: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(press_workbook(make_workbook(body))[0].data))


@pytest.mark.parametrize("name", PRODUCTS)
def test_every_mark_hangs_in_the_tree(sample: Built, name: str) -> None:
    with pikepdf.open(sample.folder / name) as pdf:
        reachable = {
            (element.Pg.objgen, int(kid))
            for element in walk(pdf.Root.StructTreeRoot)
            for kid in list_kids(element)
            if isinstance(kid, int)
        }
        marks = {
            (page.obj.objgen, int(properties.MCID))
            for page in pdf.pages
            for _, properties in read_marks(page)
            if "/MCID" in properties
        }
    assert marks
    assert marks == reachable


def test_running_heads_and_folios_are_artifacts(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as pdf:
        headed = [
            sum(
                1
                for tag, properties in read_marks(page)
                if tag == "/Artifact" and properties.Type == "/Pagination"
            )
            for page in pdf.pages
        ]
    assert max(headed) == 2
    assert headed.count(2) > 3
    assert headed[0] == 0, "the cover has no head"


def test_list_items_hold_a_label_and_a_body(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as pdf:
        items = [[str(kid.S) for kid in list_kids(item)] for item in list_elements(pdf, "LI")]
    assert ["/Lbl", "/LBody"] in items
    assert all(kids in (["/LBody"], ["/Lbl", "/LBody"]) for kids in items)


def test_heads_of_tables_have_a_scope(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as pdf:
        scopes = [str(head.A.Scope) for head in list_elements(pdf, "TH")]
    assert {"/Row", "/Column"} == set(scopes)


def test_drawings_have_words(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as pdf:
        words = [str(figure.Alt) for figure in list_elements(pdf, "Figure")]
    assert words
    assert all(len(alternative) > 3 for alternative in words)


def test_languages_are_kept() -> None:
    with press(
        '<section><h1>A</h1><p>They said <span lang="fr">bonjour</span></p><p lang="de">Guten Tag</p></section>'
    ) as pdf:
        languages = [(str(element.S), str(element.Lang)) for element in list_elements(pdf) if "/Lang" in element]
        assert languages == [("/Span", "fr"), ("/P", "de")]
        assert pdf.Root.Lang == "en"


def test_contents_are_a_list_and_no_dots(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as pdf:
        items = list_elements(pdf, "TOCI")
        assert len(items) > 3
        for item in items:
            assert [str(kid.S) for kid in list_kids(item)] == ["/P"]
            assert sum(1 for element in walk(item) for kid in list_kids(element) if isinstance(kid, int)) <= 5


def test_notes_beside_the_text_are_notes(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as pdf:
        names = [str(note.ID) for note in list_elements(pdf, "Note")]
    assert len(names) > 5
    assert len(names) == len(set(names)), "ISO 14289-1, 7.9"


def test_a_heading_with_a_note_is_one_heading(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as pdf:
        headings = list_elements(pdf, "H1")
        assert headings
        assert not any(element.S == "/H1" for heading in headings for element in walk(heading))


def test_what_is_hidden_from_the_ear_is_an_artifact() -> None:
    with press('<section><h1>A</h1><p>x <span aria-hidden="true">ornament</span></p></section>') as pdf:
        marked = [tag for tag, properties in read_marks(pdf.pages[0]) if "/MCID" not in properties]
        assert "/Artifact" in marked
        assert len(list_elements(pdf, "Span")) == 2


def test_ruled_lines_are_not_read_out(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as pdf:
        empty = [str(element.S) for element in walk(pdf.Root.StructTreeRoot) if not list_kids(element)]
    assert set(empty) <= {"/TD", "/TH", "/LBody"}


def test_links_say_where_they_lead(sample: Built) -> None:
    with pikepdf.open(sample.folder / "workbook.pdf") as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", ())]
        inside = {str(link.Contents) for link in links if "/Dest" in link}
        outside = {str(link.Contents) for link in links if "/A" in link}
    assert "the first page, page 5" in inside
    assert any(words.startswith("Page ") for words in inside)
    assert outside
    assert all(words.endswith(", on the web") for words in outside)


def test_a_link_with_parts_has_one_annotation_of_its_own() -> None:
    address = "https://example.org/"
    pdf = press(f'<p>See <a href="{address}">a <code>name</code>, <span>a <b>phrase</b></span></a>.</p>')
    owners = [
        (element.S, element.objgen, kid.Obj)
        for element in walk(pdf.Root.StructTreeRoot)
        for kid in list_kids(element)
        if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR" and address in str(kid.Obj.A.URI)
    ]
    assert len(owners) == 1
    parents = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owner_of = {
        int(number): parents[2 * index + 1].objgen
        for index, number in enumerate(parents[::2])
        if isinstance(parents[2 * index + 1], Dictionary)
    }
    for kind, name, annotation in owners:
        assert kind == "/Link"
        assert owner_of[int(annotation.StructParent)] == name


def test_a_term_and_what_it_means_are_one_item() -> None:
    body = "<h1>A</h1><dl><dt>a</dt><dd>one</dd><dt>b</dt><dt>c</dt><dd>two</dd><dd>three</dd></dl>"
    pdf = press(body)
    (terms,) = list_elements(pdf, "L")
    items = [[str(part.S) for part in list_kids(item)] for item in list_kids(terms)]
    assert items == [["/Lbl", "/LBody"], ["/Lbl", "/Lbl", "/LBody"]]
    assert all(item == kid.P for item in list_kids(terms) for kid in list_kids(item))


def test_a_caption_stands_in_its_figure() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>A</title><path d="M0 0h9"/></svg>'
    )
    pdf = press(f"<h1>A</h1><figure>{drawing}<figcaption><b>Figure 1.</b> Seen</figcaption></figure>")
    (figure,) = list_elements(pdf, "Figure")
    (caption,) = list_elements(pdf, "Caption")
    assert figure == caption.P
    assert any(isinstance(kid, Dictionary) and kid == caption for kid in list_kids(figure))
