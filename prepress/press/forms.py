"""Forms: lay fields over the pages, with appearances of their own, so that every reader shows the same.

PDF/A asks for an appearance of each state and forbids that a reader makes its own (ISO 19005-2, 6.4.1); PDF/UA
asks for a name and a place in the structure (ISO 14289-1, 7.18.4). Text is typed in a font of one byte a
character: the subsets that the pages are set in have no letters but their own.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import partial

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, String

from prepress.press.fields import Field
from prepress.press.tags import index_elements

PRINTED = 4
MULTILINE = 1 << 12
FACE = "PrepForm"
SIZES = {"line": 11, "cell": 9}
"""Points of what is typed."""
TALL = 24
"""Points; a cell of this height takes two lines."""
CODES = [*range(32, 127), *range(161, 256)]
TICK = b"q 1.2 w 1 J 0 G %.2f %.2f m %.2f %.2f l %.2f %.2f l S Q"


def add_fields(part: Pdf, fields: Iterable[Field]) -> None:
    """Put the fields of a chapter on its pages and into its structure tree."""
    elements = index_elements(part)
    numbers = part.Root.StructTreeRoot.ParentTree.Nums
    key = max((int(number) for number in list(numbers)[::2]), default=-1) + 1
    for field in fields:
        page = part.pages[field.page]
        widget = part.make_indirect(_make_widget(part, field, page))
        widget.StructParent = key
        element = elements[f"field-{field.element}"]
        reference = Dictionary(Type=Name.OBJR, Obj=widget, Pg=page.obj)
        form = part.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Form, P=element, Pg=page.obj, K=Array([reference]))
        )
        element.K = Array([*element.get("/K", ()), form])
        numbers.append(key)
        numbers.append(form)
        page.Annots = Array([*page.get("/Annots", ()), widget])
        key += 1


def add_form(pdf: Pdf, face: bytes) -> None:
    """Gather the fields of all pages under one form; `face` is the file of the font that is typed in."""
    widgets = [
        annotation
        for page in pdf.pages
        for annotation in page.get("/Annots", ())
        if annotation.Subtype == Name.Widget
    ]
    fonts = Dictionary({f"/{FACE}": _make_font(pdf, face)})
    pdf.Root.AcroForm = pdf.make_indirect(
        Dictionary(Fields=Array(widgets), DR=Dictionary(Font=fonts), DA=String(_write_style("line")))
    )


def _make_widget(pdf: Pdf, field: Field, page: pikepdf.Page) -> Dictionary:
    height = float(page.MediaBox[3])
    left, top, right, bottom = field.extent
    widget = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        T=String(field.name),
        TU=String(field.label),
        F=PRINTED,
        P=page.obj,
        Rect=Array([round(edge, 2) for edge in (left, height - bottom, right, height - top)]),
    )
    draw = partial(_draw, pdf, right - left, bottom - top)
    if field.kind == "box":
        side = right - left
        tick = TICK % tuple(side * share for share in (0.2, 0.5, 0.42, 0.25, 0.82, 0.8))
        widget.FT, widget.V, widget.AS = Name.Btn, Name.Off, Name.Off
        widget.AP = Dictionary(N=Dictionary(on=draw(tick), Off=draw(b"q Q")))
    else:
        widget.FT, widget.V, widget.DA = Name.Tx, String(""), String(_write_style(field.kind))
        widget.AP = Dictionary(N=draw(b"/Tx BMC EMC"))
        if field.kind == "cell" and bottom - top > TALL:
            widget.Ff = MULTILINE
    return widget


def _draw(pdf: Pdf, width: float, height: float, ink: bytes) -> pikepdf.Stream:
    drawing = pdf.make_stream(ink)
    drawing.Type, drawing.Subtype, drawing.Resources = Name.XObject, Name.Form, Dictionary()
    drawing.BBox = Array([0, 0, round(width, 2), round(height, 2)])
    return drawing


def _write_style(kind: str) -> str:
    return f"/{FACE} {SIZES[kind]} Tf 0 g"


def _make_font(pdf: Pdf, face: bytes) -> pikepdf.Object:
    """Return a simple font with the letters of Western Europe (PDF 32000-1, annex D.2, WinAnsiEncoding)."""
    characters = {code: bytes([code]).decode("cp1252") for code in CODES}
    font = _cut_font(face, "".join(characters.values()))
    names = font.getBestCmap()
    widths = {code: font["hmtx"][names[ord(sign)]][0] for code, sign in characters.items()}
    name = Name(f"/PREPAA+{FACE}")
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=name,
            Encoding=Name.WinAnsiEncoding,
            FirstChar=CODES[0],
            LastChar=CODES[-1],
            Widths=Array([widths.get(code, 0) for code in range(CODES[0], CODES[-1] + 1)]),
            FontDescriptor=_describe_font(pdf, font, name),
        )
    )


def _cut_font(face: bytes, characters: str) -> TTFont:
    """Return the font with these characters alone."""
    font = TTFont(io.BytesIO(face))
    subsetter = subset.Subsetter(subset.Options(glyph_names=True, layout_features=[], hinting=False))
    subsetter.populate(text=characters)
    subsetter.subset(font)
    font.flavor = None
    buffer = io.BytesIO()
    font.save(buffer)
    return TTFont(io.BytesIO(buffer.getvalue()))


def _describe_font(pdf: Pdf, font: TTFont, name: Name) -> pikepdf.Object:
    """Return what a reader has to know of the font (PDF 32000-1, table 122), its file included."""
    file = pdf.make_stream(font.reader["CFF "])
    file.Subtype = Name.Type1C
    head, line = font["head"], font["hhea"]
    return pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=32,
            FontBBox=Array([head.xMin, head.yMin, head.xMax, head.yMax]),
            ItalicAngle=0,
            Ascent=line.ascent,
            Descent=line.descent,
            CapHeight=font["OS/2"].sCapHeight,
            StemV=80,
            FontFile3=file,
        )
    )
