"""Split long documents of the e-book at their sections: a reading system on a small device loads a file whole.

A section takes its notes along, since a note opens as a pop-up only in the file that calls it; every address of
what moved is written anew, in the text, the contents and the page list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from prepress.model.rendered import EpubDocument, RenderedEpub

LONGEST = 250_000
"""Bytes of a document: Adobe's engine, which many e-ink readers have, fails beyond about 300 KB."""
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS_TYPE = "{http://www.idpf.org/2007/ops}type"
HEADINGS = (f"{XHTML}h2", f"{XHTML}h3")
LINKS = ("href", "src")
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
Elements = list[etree._Element]


@dataclass(frozen=True, slots=True)
class Moves:
    """Where ids are now, by the document that they were in; and the document that each new one was part of."""

    targets: dict[tuple[str, str], str]
    origins: dict[str, str]


def split_long(rendered: RenderedEpub, longest: int = LONGEST) -> RenderedEpub:
    """Return the e-book with no document longer than `longest` bytes, as far as its sections allow."""
    documents: list[EpubDocument] = []
    moves = Moves({}, {})
    for document in rendered.documents:
        pieces = [document] if len(document.xhtml.encode()) <= longest else _split(document, longest)
        documents += pieces
        for piece in pieces[1:]:
            moves.origins[piece.name] = document.name
            moves.targets.update({(document.name, name): piece.name for name in _list_ids(piece.xhtml)})
    if not moves.origins:
        return rendered
    return replace(
        rendered,
        documents=tuple(replace(each, xhtml=_readdress(each.xhtml, each.name, moves)) for each in documents),
        nav=_readdress(rendered.nav, "nav.xhtml", moves),
        ncx=_readdress(rendered.ncx, "toc.ncx", moves),
    )


def _split(document: EpubDocument, longest: int) -> list[EpubDocument]:
    """Return the document as several: `NAME.xhtml`, `NAME-2.xhtml` and so on."""
    section = _find_section(_parse(document.xhtml))
    flow: Elements = list(section)
    lists: Elements = []
    while flow and (flow[-1].tag == section.tag or _is_mark(flow[-1])):
        lists.insert(0, flow.pop())
    marks = _take_marks(lists)
    lists = [kept for kept in lists if not _is_mark(kept)]
    room = max(longest - _measure(lists), longest // 2)
    groups = list(_group(flow, room, HEADINGS))
    groups[-1] += marks
    owners = _find_owners(groups, lists)
    stem = document.name.removesuffix(".xhtml")
    names = [document.name, *(f"{stem}-{number}.xhtml" for number in range(2, len(groups) + 1))]
    return [
        _compose(document, name, [*group, *_choose(lists, number, owners)])
        for number, (name, group) in enumerate(zip(names, groups, strict=True))
    ]


def _take_marks(lists: Elements) -> Elements:
    """Take the marks of pages out of the lists at a document's end: part of each list moves away from its page."""
    marks = [mark for kept in lists for mark in kept.iter(f"{XHTML}span") if _is_mark(mark)]
    for mark in marks:
        before, parent = mark.getprevious(), mark.getparent()
        if before is not None:
            before.tail = (before.tail or "") + (mark.tail or "")
        else:
            parent.text = (parent.text or "") + (mark.tail or "")
        mark.tail = None
        parent.remove(mark)
    return marks


def _group(flow: Elements, longest: int, headings: Sequence[str]) -> Iterator[Elements]:
    """Yield the blocks of a document in groups that begin with a heading and are as long as may be."""
    group: Elements = []
    for part in _cut(flow, headings[0]):
        if group and _measure(group) + _measure(part) > longest:
            yield group
            group = []
        if _measure(part) > longest and len(headings) > 1:
            *whole, part = _group(part, longest, headings[1:])
            yield from whole
        group = [*group, *part]
    yield group


def _cut(flow: Elements, heading: str) -> Iterator[Elements]:
    """Yield what stands before each heading of a kind; the mark of a page goes with the heading behind it."""
    part: Elements = []
    marks: Elements = []
    for child in flow:
        if _is_mark(child):
            marks.append(child)
            continue
        if child.tag == heading and part:
            yield part
            part = []
        part += [*marks, child]
        marks = []
    yield part + marks


def _measure(elements: Elements) -> int:
    return sum(len(etree.tostring(element)) for element in elements)


def _find_owners(groups: Sequence[Elements], lists: Elements) -> dict[str, int]:
    """Return the group to which each note or address belongs: the first that calls it, or else the last."""
    owners = {item.get("id", ""): len(groups) - 1 for kept in lists for item in _list_items(kept)}
    for number in reversed(range(len(groups))):
        links = (link for element in groups[number] for link in element.iter(f"{XHTML}a"))
        called = {link.get("href", "").removeprefix("#") for link in links}
        owners |= dict.fromkeys(called & owners.keys(), number)
    return owners


def _list_items(kept: etree._Element) -> Elements:
    return [item for tag in ("aside", "li") for item in kept.iter(f"{XHTML}{tag}") if item.get("id")]


def _choose(lists: Elements, number: int, owners: dict[str, int]) -> Iterator[etree._Element]:
    """Yield the lists of notes and addresses with those of one group alone, as far as it has any."""
    for kept in map(deepcopy, lists):
        for item in _list_items(kept):
            if owners[item.get("id", "")] != number:
                item.getparent().remove(item)
        if _list_items(kept):
            yield kept


def _compose(document: EpubDocument, name: str, content: Iterable[etree._Element]) -> EpubDocument:
    """Return a document with some of another's content; only its first keeps the title, which names the others."""
    root = _parse(document.xhtml)
    section = _find_section(root)
    del section[:]
    if name != document.name and section.attrib.pop("aria-labelledby", None):
        section.set("aria-label", document.title)
    section.extend(content)
    xhtml = _write(root)
    properties = tuple(each for each in document.properties if f"<{each.removesuffix('ml')}" in xhtml)
    return replace(document, name=name, xhtml=xhtml, properties=properties)


def _readdress(xml: str, name: str, moves: Moves) -> str:
    """Return a document whose addresses lead to where things are now."""
    root = _parse(xml)
    own = moves.origins.get(name, name)
    for element in root.iter(etree.Element):
        for attribute in LINKS:
            document, hash_, fragment = (element.get(attribute) or "").partition("#")
            if hash_ and ":" not in document:
                before = document or own
                target = moves.targets.get((moves.origins.get(before, before), fragment), before)
                element.set(attribute, f"{'' if target == name else target}#{fragment}")
    return _write(root)


def _find_section(root: etree._Element) -> etree._Element:
    """Return the one section that a document's body holds."""
    (body,) = root.iter(f"{XHTML}body")
    (section,) = body
    return section


def _is_mark(element: etree._Element) -> bool:
    return bool(element.get(OPS_TYPE) == "pagebreak")


def _list_ids(xml: str) -> list[str]:
    return [element.get("id", "") for element in _parse(xml).iter(etree.Element) if element.get("id")]


def _parse(xml: str) -> etree._Element:
    return etree.fromstring(xml.encode())


def _write(root: etree._Element) -> str:
    written: str = etree.tostring(root.getroottree(), encoding="unicode")
    return DECLARATION + written
