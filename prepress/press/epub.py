"""Bind the e-book: EbookLib writes manifest, spine and container around finished documents.

What EbookLib 0.20 would do to XHTML (parse it as HTML, lower-case SVG, drop the body's attributes), to the page
list, the cover and the dates is kept from happening: every document is a plain item of finished bytes.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

from ebooklib import ITEM_NAVIGATION, epub
from lxml import etree

from prepress.model.artifact import Artifact
from prepress.model.rendered import EpubDocument, RenderedEpub
from prepress.press.cover import draw_cover
from prepress.press.epub_split import split_long

XHTML = "application/xhtml+xml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FRONT = 2
"""Cover and title page stand before the contents."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip file can hold: the same guide gives the same bytes."""
MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}


def press_epub(rendered: RenderedEpub) -> Artifact:
    """Return the e-book as an EPUB 3 file. Nothing is read from disk but the cover's fonts."""
    rendered = split_long(rendered)
    book = epub.EpubBook()
    book.FOLDER_NAME = "EPUB"
    _describe(book, rendered)
    items = [_add_document(book, document) for document in rendered.documents]
    _add_furniture(book, rendered)
    spine: list[object] = [item for item, doc in zip(items, rendered.documents, strict=True) if doc.spine]
    book.spine = [*spine[:FRONT], "nav", *spine[FRONT:]]
    options = {"epub3_pages": False, "epub3_landmark": False, "mtime": _read_date(rendered.date)}
    writer = _Writer("", book, options)
    writer.write()
    return Artifact(rendered.filename, "epub", writer.buffer.getvalue(), 0, ())


def _describe(book: epub.EpubBook, rendered: RenderedEpub) -> None:
    book.set_identifier(rendered.identifier)
    book.set_title(rendered.title)
    book.set_language(rendered.language)
    for index, author in enumerate(rendered.authors, 1):
        book.add_author(author, uid=f"creator-{index}")
    book.add_metadata("DC", "date", rendered.date)
    if rendered.rights:
        book.add_metadata("DC", "rights", rendered.rights)
    if rendered.description:
        book.add_metadata("DC", "description", rendered.description)
    for name, value in rendered.metadata:
        book.add_metadata(None, "meta", value, {"property": name})
    book.add_metadata(None, "meta", "", {"name": "cover", "content": "cover-image"})
    book.metadata.pop("http://www.idpf.org/2007/opf", None)


def _add_document(book: epub.EpubBook, document: EpubDocument) -> epub.EpubItem:
    uid = "page-" + document.name.removesuffix(".xhtml")
    item = epub.EpubItem(uid, document.name, XHTML, document.xhtml.encode())
    item.properties = list(document.properties)
    item.is_linear = True
    book.add_item(item)
    return item


def _add_furniture(book: epub.EpubBook, rendered: RenderedEpub) -> None:
    """Add what surrounds the text: contents, style sheet, cover and pictures."""
    ncx = epub.EpubNcx()
    ncx.content = rendered.ncx.encode()
    book.add_item(ncx)
    nav = epub.EpubNav(uid="nav", file_name="nav.xhtml")
    nav.content = rendered.nav.encode()
    book.add_item(nav)
    book.add_item(epub.EpubItem("style", "style.css", "text/css", rendered.styles.encode()))
    cover = epub.EpubCover(uid="cover-image", file_name="cover.png")
    cover.media_type = "image/png"
    cover.content = draw_cover(rendered.cover, rendered.base)
    book.add_item(cover)
    for index, (name, data) in enumerate(sorted(rendered.images.items()), 1):
        suffix = name[name.rfind(".") :].lower()
        if suffix in MEDIA_TYPES:
            book.add_item(epub.EpubItem(f"image-{index}", name, MEDIA_TYPES[suffix], data))


def _read_date(date: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(date)


class _StillZip(zipfile.ZipFile):
    """A zip file whose members all have the same date."""

    def writestr(self, name: Any, data: Any, compress_type: Any = None, compresslevel: Any = None) -> None:
        """Write a member of a fixed date, compressed unless it asks not to be."""
        info = zipfile.ZipInfo(str(name), EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED if compress_type is None else compress_type
        info.external_attr = 0o644 << 16
        super().writestr(info, data)


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer, into memory, with its faults in the package document put right."""

    def write(self) -> None:
        """Write the container; `mimetype` first and not compressed (OCF 3.3, section 4.3)."""
        self.buffer = io.BytesIO()
        with _StillZip(self.buffer, "w") as self.out:
            self.out.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()

    def _get_nav(self, item: epub.EpubNav) -> bytes:
        """Return our own nav document."""
        content: bytes = item.content
        return content

    def _get_ncx(self) -> bytes:
        """Return our own NCX, which tells its depth and the printed pages."""
        (item,) = self.book.get_items_of_type(ITEM_NAVIGATION)
        content: bytes = item.content
        return content

    def _write_opf_file(self, root: etree._Element) -> None:
        """Name the language of the package's own words (EPUB Accessibility asks for it)."""
        root.set(XML_LANG, self.book.language)
        super()._write_opf_file(root)
