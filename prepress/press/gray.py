"""Black and gray alone: a press then takes black ink, and no color is mixed from four.

Everything that has a color is turned into DeviceGray: operators, pictures, shadings, and the groups that drawings
are blended in. The e-book keeps its colors.
"""

from __future__ import annotations

import io
from typing import TypeAlias

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
    PdfImage,
    Stream,
)

Instruction: TypeAlias = ContentStreamInstruction | ContentStreamInlineImage | tuple[list[Object], Operator]
GRAYS = {"rg": Operator("g"), "RG": Operator("G"), "k": Operator("g"), "K": Operator("G")}
WEIGHTS = (0.299, 0.587, 0.114)
"""How bright red, green and blue are (ITU-R BT.601)."""
QUALITY = 90
"""Of a photograph that is written anew, in percent."""


def turn_gray(pdf: Pdf) -> None:
    """Turn all colors of all pages into gray."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        if "/Contents" in page:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(_list_gray(page)))
        if "/Resources" in page:
            _turn_resources(page.Resources, seen)
        page.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceGray)


def measure_gray(colors: list[float]) -> float:
    """Return how bright a color is, from 0 to 1: of one number a gray, of three RGB, of four CMYK."""
    if len(colors) == 1:
        return colors[0]
    if len(colors) == 4:
        colors = [1 - min(1.0, ink + colors[3]) for ink in colors[:3]]
    return round(sum(weight * color for weight, color in zip(WEIGHTS, colors, strict=True)), 4)


def _turn_resources(resources: Dictionary, seen: set[tuple[int, int]]) -> None:
    """Turn the drawings, patterns, pictures and shadings of a page; several pages may share them."""
    if resources.objgen in seen and resources.is_indirect:
        return
    seen.add(resources.objgen)
    for kind in ("/XObject", "/Pattern"):
        for drawing in resources.get(kind, Dictionary()).values():
            if drawing.objgen not in seen:
                seen.add(drawing.objgen)
                _turn_drawing(drawing, seen)
    for shading in resources.get("/Shading", Dictionary()).values():
        _turn_shading(shading)
    for state in resources.get("/ExtGState", Dictionary()).values():
        mask = state.get("/SMask")
        if isinstance(mask, Dictionary) and mask.G.objgen not in seen:
            seen.add(mask.G.objgen)
            _turn_drawing(mask.G, seen)


def _turn_drawing(drawing: Object, seen: set[tuple[int, int]]) -> None:
    if drawing.get("/Subtype") == Name.Image:
        _turn_picture(drawing)
        return
    if "/Shading" in drawing:
        _turn_shading(drawing.Shading)
        return
    drawing.write(pikepdf.unparse_content_stream(_list_gray(drawing)))
    if "/Group" in drawing:
        drawing.Group.CS = Name.DeviceGray
    if "/Resources" in drawing:
        _turn_resources(drawing.Resources, seen)


def _turn_picture(picture: Stream) -> None:
    if picture.get("/ColorSpace") == Name.DeviceGray or picture.get("/ImageMask"):
        return
    image = PdfImage(picture).as_pil_image().convert("L")
    if picture.get("/Filter") == Name.DCTDecode:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=QUALITY)
        picture.write(buffer.getvalue(), filter=Name.DCTDecode)
    else:
        picture.write(image.tobytes())
    picture.ColorSpace = Name.DeviceGray
    picture.BitsPerComponent = 8


def _turn_shading(shading: Dictionary) -> None:
    if shading.get("/ColorSpace") != Name.DeviceGray:
        shading.ColorSpace = Name.DeviceGray
        _turn_function(shading.Function)


def _turn_function(function: Dictionary) -> None:
    """Turn what a gradient runs through: a step has its two ends, a row of steps has functions of its own."""
    for step in function.get("/Functions", ()):
        _turn_function(step)
    for end in ("/C0", "/C1"):
        if end in function:
            function[end] = Array([measure_gray([float(color) for color in function[end]])])


def _list_gray(stream: Page | Object) -> list[Instruction]:
    turned: list[Instruction] = []
    for instruction in pikepdf.parse_content_stream(stream):
        gray = GRAYS.get(str(instruction.operator))
        if gray is None:
            turned.append(instruction)
        else:
            colors = [float(color) for color in instruction.operands]
            turned.append(([Object.parse(f"{measure_gray(colors):g}".encode())], gray))
    return turned
