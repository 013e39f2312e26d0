"""One copy of each font: chapters are set from the same files, and the book embeds one subset of each.

WeasyPrint keeps a font's own glyph numbers in every subset, so that the text of all chapters reads the union of
their subsets as it stands. What is used of WeasyPrint's font is not public, and is tested against the version that
the lock file pins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf
from weasyprint import Document

FACES = "Prep "
"""How the family name of every bundled font begins."""
MOST_MAPPED = 100
"""Mappings in one section of a CMap (PDF 32000-1, 9.10.3, refers to Adobe technical note 5014)."""


@dataclass(frozen=True, slots=True)
class UsedFont:
    """What a chapter uses of a font: text and width (1/1000 em) by glyph; `missing` are signs that it lacks."""

    name: str
    family: str
    text: Mapping[int, str]
    widths: Mapping[int, int]
    missing: tuple[int, ...]


class TypeCase:
    """The fonts that the chapters of one book were set from, by the name of their resource."""

    def __init__(self) -> None:
        """Start empty."""
        self.faces: dict[str, Any] = {}

    def read_fonts(self, document: Document) -> tuple[UsedFont, ...]:
        """Return what a document that is written has used of its fonts, and keep the fonts."""
        used: dict[str, UsedFont] = {}
        for font in document.fonts.values():
            self.faces.setdefault(font.hash, font)
            before = used.get(font.hash, UsedFont(font.hash, font.family, {}, {}, ()))
            used[font.hash] = UsedFont(
                font.hash,
                font.family,
                {**before.text, **font.to_unicode},
                {**before.widths, **font.widths},
                (*before.missing, *font.missing),
            )
        return tuple(used.values())

    def cut(self, name: str, glyphs: Mapping[int, str]) -> bytes:
        """Return the file of a font with these glyphs alone; their numbers stay."""
        face = self.faces[name]
        face.subset(glyphs, hinting=False)
        content: bytes = face.file_content
        return content


def share_fonts(pdf: Pdf, chapters: Iterable[Sequence[UsedFont]], case: TypeCase) -> None:
    """Let all pages use one subset of each font, which has all the glyphs that any chapter uses.

    A font in which signs are missing stays as its chapter has it: its glyph numbers are the chapter's own.
    """
    union = _unite(chapters)
    shared: dict[str, Dictionary] = {}
    for fonts in _list_resources(pdf):
        for key in list(fonts):
            name = key.removeprefix("/")
            if name not in union or fonts[key].Encoding != Name("/Identity-H"):
                continue
            if name not in shared:
                _embed(pdf, fonts[key], union[name], case.cut(name, union[name].text))
                shared[name] = fonts[key]
            fonts[key] = shared[name]


def _unite(chapters: Iterable[Sequence[UsedFont]]) -> dict[str, UsedFont]:
    union: dict[str, UsedFont] = {}
    for fonts in chapters:
        for font in fonts:
            if font.missing or not font.text:
                continue
            before = union.get(font.name, UsedFont(font.name, font.family, {}, {}, ()))
            text = {**font.text, **before.text}
            widths = {**font.widths, **before.widths}
            union[font.name] = UsedFont(font.name, font.family, text, widths, ())
    return union


def _list_resources(pdf: Pdf) -> Iterator[Dictionary]:
    """Yield each dictionary of fonts once; the pages of a chapter, and the drawings on them, share one."""
    seen = set()
    for page in pdf.pages:
        fonts = page.get("/Resources", {}).get("/Font")
        if fonts is not None and fonts.objgen not in seen:
            seen.add(fonts.objgen)
            yield fonts


def _embed(pdf: Pdf, font: Dictionary, used: UsedFont, data: bytes) -> None:
    """Put the file, the widths and the way back to characters into a font's dictionary."""
    inner = font.DescendantFonts[0]
    key = "/FontFile3" if "/FontFile3" in inner.FontDescriptor else "/FontFile2"
    file = pdf.make_stream(data)
    if key == "/FontFile3":
        file.Subtype = Name.OpenType
    else:
        file.Length1 = len(data)
    inner.FontDescriptor[key] = file
    box = inner.FontDescriptor.FontBBox
    inner.FontDescriptor.FontBBox = Array([box[0], box[1], max(used.widths.values()), box[3]])
    inner.W = _list_widths(used.widths)
    font.ToUnicode = pdf.make_stream(write_character_map(used.text))


def _list_widths(widths: Mapping[int, int]) -> Array:
    """Return widths as runs of neighbors (PDF 32000-1, 9.7.4.3)."""
    runs: list[tuple[int, list[int]]] = []
    for glyph in sorted(widths):
        if not runs or glyph != runs[-1][0] + len(runs[-1][1]):
            runs.append((glyph, []))
        runs[-1][1].append(widths[glyph])
    return Array([part for first, run in runs for part in (first, Array(run))])


def write_character_map(text: Mapping[int, str]) -> bytes:
    """Return the CMap that leads from glyphs of two bytes to characters (PDF 32000-1, 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    for batch in _batch(sorted(text.items())):
        lines.append(f"{len(batch)} beginbfchar")
        lines += [f"<{glyph:04x}> <{characters.encode('utf-16-be').hex()}>" for glyph, characters in batch]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()


def _batch(pairs: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    for start in range(0, len(pairs), MOST_MAPPED):
        yield pairs[start : start + MOST_MAPPED]
