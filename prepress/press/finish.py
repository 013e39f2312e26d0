"""Finish a PDF: pure black, language, title, metadata, and the same bytes every time."""

from __future__ import annotations

import io
from typing import TypeAlias

import pikepdf
from pikepdf import (
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
)

Instruction: TypeAlias = ContentStreamInstruction | ContentStreamInlineImage

GRAYS = {"rg": Operator("g"), "RG": Operator("G")}


def finish_pdf(pdf: Pdf, title: str, author: str, language: str) -> bytes:
    """Return the file as it is delivered: tagged, DeviceGray where it is gray, compressed, reproducible."""
    turn_gray(pdf)
    pdf.Root.Lang = pikepdf.String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
        metadata["dc:title"] = title
        metadata["dc:creator"] = [author]
        metadata["dc:language"] = {language}
        metadata["pdfuaid:part"] = "1"
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=False,
    )
    return buffer.getvalue()


def turn_gray(pdf: Pdf) -> None:
    """Turn RGB grays into DeviceGray on all pages and in the drawings on them: a press then uses black alone."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        if "/Contents" in page:
            instructions = _list_gray(page)
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
            _turn_drawings(page.get("/Resources"), seen)


def _turn_drawings(resources: Dictionary | None, seen: set[tuple[int, int]]) -> None:
    """Turn the forms of a page's resources; several pages may share them."""
    drawings = resources.get("/XObject") if resources is not None else None
    for drawing in drawings.values() if drawings is not None else ():
        if drawing.objgen in seen or drawing.get("/Subtype") != Name.Form:
            continue
        seen.add(drawing.objgen)
        drawing.write(pikepdf.unparse_content_stream(_list_gray(drawing)))
        _turn_drawings(drawing.get("/Resources"), seen)


def _list_gray(stream: Page | Object) -> list[Instruction | tuple[list[Object], Operator]]:
    turned: list[Instruction | tuple[list[Object], Operator]] = []
    for instruction in pikepdf.parse_content_stream(stream):
        gray = GRAYS.get(str(instruction.operator))
        if gray is not None and len({float(value) for value in instruction.operands}) == 1:
            turned.append(([instruction.operands[0]], gray))
        else:
            turned.append(instruction)
    return turned
