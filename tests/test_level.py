"""`--level` leaves out what is only for the other level: in the text, the keys, the lists and the indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html

from prepress.load import load_guide
from prepress.model.artifact import PageMap
from prepress.model.document import Kind, Node
from prepress.model.edition import Edition
from prepress.model.guide import Guide
from prepress.model.levels import select_level
from prepress.render.epub import render_epub
from prepress.render.workbook import render_workbook
from prepress.schedule import collect_figures, plan_weeks
from tests.conftest import SAMPLE

ROOT = Path(__file__).parents[1]
OTHER = {"l6": "L7", "l7": "L6"}


def read_guide(folder: Path) -> Guide:
    guide = load_guide(folder).guide
    assert guide is not None
    return guide


def make_level(guide: Guide, level: str) -> Edition:
    weeks = {name: plan_weeks(guide, name) for name in ("L6", "L7")}
    return Edition(select_level(guide, level), level, weeks, collect_figures(guide))


def render_level(guide: Guide, level: str) -> dict[str, str]:
    chapters = render_workbook(make_level(guide, level), "a4", "w.pdf").chapters
    return {chapter.key: " ".join(html.fromstring(chapter.html).text_content().split()) for chapter in chapters}


def render_screens(guide: Guide, level: str) -> dict[str, str]:
    documents = render_epub(make_level(guide, level), PageMap(), "g.epub").documents
    texts = {each.name: html.fromstring(each.xhtml.encode()).text_content() for each in documents}
    return {name: " ".join(text.split()) for name, text in texts.items()}


def list_other(node: Node, level: str, inside: bool = False) -> Iterator[Node]:
    """Yield the nodes that are only for a level."""
    inside = inside or (node.kind is not Kind.HEADING and node.get("level") == level)
    if inside:
        yield node
    for child in node.children:
        yield from list_other(child, level, inside)


GUIDES = {"sample": read_guide(SAMPLE), "guide": read_guide(ROOT / "content")}


@pytest.mark.parametrize("render", [render_level, render_screens])
@pytest.mark.parametrize("name", sorted(GUIDES))
@pytest.mark.parametrize("level", ["l6", "l7"])
def test_nothing_of_the_other_level_is_printed(
    name: str, level: str, render: Callable[[Guide, str], dict[str, str]]
) -> None:
    guide = GUIDES[name]
    text = " ".join(render(guide, level).values())
    others = [node for page in guide.pages.values() for node in list_other(page.body, OTHER[level])]
    said = [" ".join(node.text.split()) for node in others if node.kind is Kind.TEXT and len(node.text) > 20]
    both = " ".join(" ".join(page.body.plain_text().split()) for page in select_level(guide, level).pages.values())
    said = [words for words in said if words not in both]
    asked = [node.get("argument") for node in others if node.get("name") == "exercise"]
    assert said or asked
    assert [words for words in said if words in text] == []
    assert [exercise for exercise in asked if f"{exercise} " in text] == []


@pytest.mark.parametrize("level", ["l6", "l7"])
def test_sources_of_the_other_level_are_not_listed(level: str) -> None:
    guide = GUIDES["guide"]
    cited = {node.get("key") for page in guide.pages.values() for node in page.body.walk()}
    kept = {node.get("key") for page in select_level(guide, level).pages.values() for node in page.body.walk()}
    printed, shown = render_level(guide, level)["sources"], render_screens(guide, level)["sources.xhtml"]
    for key in (cited - kept) & set(guide.sources):
        assert guide.sources[key].title not in printed + shown


def test_problems_that_only_one_plan_has_are_left_out() -> None:
    l6, l7 = (render_level(GUIDES["guide"], level)["index-of-exercises"] for level in ("l6", "l7"))
    assert "CO-045" in l6
    assert "CO-045" not in l7
    assert "CO-020" in l7


def test_a_key_for_the_other_level_goes_with_its_exercise() -> None:
    keys = {level: render_level(GUIDES["sample"], level)["answer-keys"] for level in ("l6", "l7")}
    assert "Any box with a name on it" in keys["l7"]
    assert "Any box with a name on it" not in keys["l6"]
    assert "Four, by counting" in keys["l6"]
