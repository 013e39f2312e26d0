"""Finish a PDF: pure black, language, title, metadata, and the same bytes every time."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary, Name, Operator, Pdf

GRAYS = {"rg": Operator("g"), "RG": Operator("G")}


def finish_pdf(pdf: Pdf, title: str, author: str, language: str) -> bytes:
    """Return the file as it is delivered: tagged, DeviceGray where it is gray, compressed, reproducible."""
    for page in pdf.pages:
        whiten_and_blacken(pdf, page)
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


def whiten_and_blacken(pdf: Pdf, page: pikepdf.Page) -> None:
    """Turn RGB grays into DeviceGray on a page and in the forms that it draws: a press then uses black alone."""
    if "/Contents" not in page:
        return
    instructions = _turn_gray(list(pikepdf.parse_content_stream(page)))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
    _turn_forms_gray(pdf, page.get("/Resources"), set())


def _turn_gray(
    instructions: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage],
) -> list[object]:
    turned: list[object] = []
    for instruction in instructions:
        operator = str(instruction.operator)
        operands = list(instruction.operands)
        if operator in GRAYS and len({float(value) for value in operands}) == 1:
            turned.append(([operands[0]], GRAYS[operator]))
        else:
            turned.append(instruction)
    return turned


def _turn_forms_gray(pdf: Pdf, resources: Dictionary | None, seen: set[tuple[int, int]]) -> None:
    forms = resources.get("/XObject") if resources is not None else None
    for form in forms.values() if forms is not None else ():
        if form.objgen in seen or form.get("/Subtype") != Name.Form:
            continue
        seen.add(form.objgen)
        instructions = _turn_gray(list(pikepdf.parse_content_stream(form)))
        form.write(pikepdf.unparse_content_stream(instructions))
        _turn_forms_gray(pdf, form.get("/Resources"), seen)
