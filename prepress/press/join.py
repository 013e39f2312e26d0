"""Join the chapters' PDFs: pages, tags, links between chapters, outline and page labels in one file."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from prepress.model.rendered import RenderedWorkbook
from prepress.press.chapter import CROSS, Anchor, Bookmark, LaidChapter
from prepress.press.finish import finish_pdf
from prepress.press.folios import write_folio
from prepress.press.fonts import TypeCase, share_fonts
from prepress.press.forms import add_fields, add_form
from prepress.press.preflight import find_bare_fonts
from prepress.press.tags import adopt_tags, make_tag_root, tidy_tags
from prepress.problems import Problem

STYLES = {"roman": Name.r, "arabic": Name.D}


@dataclass(slots=True)
class Joint:
    """The file while it grows."""

    pdf: Pdf
    targets: dict[str, tuple[int, Anchor]] = field(default_factory=dict)
    labels: list[object] = field(default_factory=list)
    parent_key: int = 0


def join_chapters(
    rendered: RenderedWorkbook, laid: Sequence[LaidChapter], case: TypeCase, face: bytes
) -> tuple[bytes, int, tuple[Problem, ...]]:
    """Return the finished file, the number of its pages, blank ones included, and what is wrong with its fonts.

    `face` is the file of the font that fields are filled in with.
    """
    joint = Joint(Pdf.new())
    make_tag_root(joint.pdf)
    firsts = [_append(joint, chapter) for chapter in laid]
    for chapter, first in zip(laid, firsts, strict=True):
        for name, anchor in chapter.anchors.items():
            joint.targets[name] = (first + anchor.page, anchor)
    folios = _list_folios(laid, firsts)
    for page in joint.pdf.pages:
        _resolve_links(joint, page, folios)
    _write_outline(joint.pdf, laid, firsts)
    joint.pdf.Root.PageLabels = joint.pdf.make_indirect(Dictionary(Nums=Array(joint.labels)))
    share_fonts(joint.pdf, [chapter.fonts for chapter in laid], case)
    if rendered.forms:
        add_form(joint.pdf, face)
    bare = tuple(find_bare_fonts(joint.pdf, _list_sources(joint, laid, firsts)))
    data = finish_pdf(joint.pdf, rendered.title, rendered.author, rendered.language)
    return data, len(joint.pdf.pages), bare


def _append(joint: Joint, laid: LaidChapter) -> int:
    """Add a chapter and return its first page's index."""
    first = len(joint.pdf.pages)
    with Pdf.open(io.BytesIO(laid.data)) as part:
        tidy_tags(part)
        add_fields(part, laid.fields)
        if "/Outlines" in part.Root:
            del part.Root.Outlines  # the whole book gets one of its own; a part's would stand before it
        joint.pdf.add_pages_from(part)
        if "/OutputIntents" not in joint.pdf.Root:
            joint.pdf.Root.OutputIntents = joint.pdf.copy_foreign(part.make_indirect(part.Root.OutputIntents))
        joint.parent_key = adopt_tags(joint.pdf, part, first, joint.parent_key)
    if laid.chapter.numbering != "continued":
        joint.labels += [first, _make_label(laid)]
    return first


def _make_label(laid: LaidChapter) -> Dictionary:
    """Return the label that a reader's page field shows: the folio, or the title of what has none."""
    style = STYLES.get(laid.chapter.numbering)
    if style is None:
        return Dictionary(P=pikepdf.String(laid.chapter.title))
    return Dictionary(S=style, St=laid.start)


def _list_folios(laid: Sequence[LaidChapter], firsts: Sequence[int]) -> Mapping[int, str]:
    """Return the folio of every page, for the words that a link is described with."""
    return {
        first + index: write_folio(chapter.start + index, chapter.chapter.numbering)
        for chapter, first in zip(laid, firsts, strict=True)
        for index in range(chapter.pages)
    }


def _list_sources(joint: Joint, laid: Sequence[LaidChapter], firsts: Sequence[int]) -> list[str]:
    """Return the file that each page comes from; a blank leaf counts with what stands before it."""
    ends = [*firsts[1:], len(joint.pdf.pages)]
    sources = [laid[0].chapter.source] * firsts[0]
    for chapter, first, end in zip(laid, firsts, ends, strict=True):
        sources += [chapter.chapter.source] * (end - first)
    return sources


def _resolve_links(joint: Joint, page: pikepdf.Page, folios: Mapping[int, str]) -> None:
    """Turn names and marked addresses into places in this file."""
    for annotation in page.get("/Annots", ()):
        name = _read_target(annotation)
        if name is None or name not in joint.targets:
            continue
        index, anchor = joint.targets[name]
        if "/A" in annotation:
            del annotation.A
        annotation.Dest = _make_destination(joint.pdf, index, anchor)
        annotation.Contents = _describe_link(str(annotation.get("/Contents", "")), folios[index])


def _describe_link(words: str, folio: str) -> str:
    """Return what a link is called: its words, and the page that it leads to."""
    return f"Page {folio}" if words in {"", folio} else f"{words}, page {folio}"


def _read_target(annotation: Dictionary) -> str | None:
    action = annotation.get("/A")
    if action is not None:
        address = str(action.get("/URI", ""))
        return address.removeprefix(CROSS) if address.startswith(CROSS) else None
    destination = annotation.get("/Dest")
    return str(destination) if isinstance(destination, pikepdf.String) else None


def _make_destination(pdf: Pdf, index: int, anchor: Anchor) -> Array:
    page = pdf.pages[index]
    height = float(page.MediaBox[3])
    return Array([page.obj, Name.XYZ, round(anchor.x, 2), round(height - anchor.y, 2), 0])


def _write_outline(pdf: Pdf, laid: Sequence[LaidChapter], firsts: Sequence[int]) -> None:
    """Write the outline; the chapters of a part stand below it."""
    with pdf.open_outline() as outline:
        parent = outline.root
        for chapter, first in zip(laid, firsts, strict=True):
            items = [_make_item(pdf, entry, first) for entry in chapter.bookmarks]
            if items and not chapter.chapter.in_part:
                parent = outline.root
            parent.extend(items)
            if items and chapter.chapter.opens:
                parent = items[0].children


def _make_item(pdf: Pdf, entry: Bookmark, first: int) -> pikepdf.OutlineItem:
    destination = _make_destination(pdf, first + entry.anchor.page, entry.anchor)
    item = pikepdf.OutlineItem(entry.title, destination)
    item.children.extend(_make_item(pdf, child, first) for child in entry.children)
    return item
