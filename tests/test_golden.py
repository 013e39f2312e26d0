"""The body of each kind of page, for both products, compared whole with what somebody has read and approved.

`UPDATE_GOLDEN=1` writes the files anew: read the difference before committing it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree, html

from prepress.load import load_guide
from prepress.load.markdown import parse_markdown
from prepress.load.page import make_page
from prepress.model.artifact import PageMap
from prepress.model.edition import Edition
from prepress.model.guide import Guide, Metadata, Source
from prepress.problems import Place
from prepress.render.environment import make_environment
from prepress.render.epub import render_epub
from prepress.render.epub_writer import EpubWriter
from prepress.render.workbook import render_workbook
from prepress.render.workbook_writer import WorkbookWriter
from prepress.schedule import collect_figures, plan_weeks

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
EVERYTHING = HERE / "dialect" / "everything.md"


def make_edition() -> Edition:
    guide = load_guide(HERE.parent / "templates" / "starter").guide
    assert guide is not None
    weeks = {level: plan_weeks(guide, level) for level in ("L6", "L7")}
    return Edition(guide, "all", weeks, collect_figures(guide))


def lay_open(body: str) -> str:
    """Return a body with one element a line, to read differences; no names of blocks, no ink of sheets."""
    tree = html.fromstring(body, parser=html.HTMLParser(remove_comments=True))
    for drawing in tree.find_class("ink"):
        drawing.attrib["style"] = drawing.attrib["style"].partition("url(")[0]
    etree.indent(tree)
    return etree.tostring(tree, encoding="unicode", method="html").strip() + "\n"


def compare(name: str, made: str) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


EDITION = make_edition()
CHAPTERS = {chapter.key: chapter for chapter in render_workbook(EDITION, "a4", "w.pdf").chapters}
DOCUMENTS = {document.name: document for document in render_epub(EDITION, PageMap(), "g.epub").documents}


@pytest.mark.parametrize("key", sorted(CHAPTERS))
def test_workbook_page(key: str) -> None:
    compare(f"workbook-{key}.html", lay_open(CHAPTERS[key].html))


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_epub_page(name: str) -> None:
    body = DOCUMENTS[name].xhtml.partition("<body")[2].partition(">")[2].partition("</body>")[0]
    compare(f"epub-{name.removesuffix('.xhtml')}.html", lay_open(f"<main>{body}</main>"))


def make_everything(guide: Guide) -> tuple[Edition, str]:
    """Return an edition with the page that has every construct of the dialect, without its own blocks' data."""
    parsed = parse_markdown(EVERYTHING.read_text(encoding="utf-8"), "everything.md")
    page = make_page("everything.md", "", Metadata("Everything"), parsed.body)
    pages = {**guide.pages, page.path: page}
    return Edition(
        guide=type(guide)(
            **{name: getattr(guide, name) for name in guide.__slots__} | {"pages": pages, "sources": _Cited()}
        ),
        level="all",
        weeks=EDITION.weeks,
        figures=_Known(),
    ), page.path


class _Known(dict[str, str]):
    """Any name of a figure is known here: the page is about the dialect, not about a plan."""

    def __missing__(self, key: str) -> str:
        return f"({key})"


class _Cited(dict[str, Source]):
    """Any key is a source here."""

    def __missing__(self, key: str) -> Source:
        return Source(
            key, "Somebody", key, f"https://example.org/{key}", "2026", "2026-11-23", "A", "", Place("x")
        )


@pytest.mark.parametrize("writer_class", [WorkbookWriter, EpubWriter])
def test_every_construct(writer_class: type[WorkbookWriter] | type[EpubWriter]) -> None:
    edition, path = make_everything(EDITION.guide)
    writer = writer_class(edition, edition.guide.pages[path], "1", make_environment())
    made = writer.write(edition.guide.pages[path].body)
    compare(f"everything-{writer.product}.html", lay_open(f"<main>{made}</main>"))
