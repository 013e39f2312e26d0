"""With the dialect off, the examples of CommonMark 0.31.2 give the HTML that the specification prints.

With it on, those that differ stand in `commonmark-differences.yaml`, with the reason.
`commonmark-0.31.2.json` holds the 652 examples of the specification by John MacFarlane (CC BY-SA 4.0).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from prepress.load.markdown import parse_commonmark, parse_markdown
from tests.test_dialect.commonmark_html import normalize_html, write_html

DIFFERENCES = Path(__file__).with_name("commonmark-differences.yaml")
EXAMPLES = json.loads((Path(__file__).with_name("commonmark-0.31.2.json")).read_text(encoding="utf-8"))


def test_all_examples_are_there() -> None:
    assert len(EXAMPLES) == 652


@pytest.mark.parametrize(("markdown", "html"), EXAMPLES)
def test_example(markdown: str, html: str) -> None:
    assert normalize_html(write_html(parse_commonmark(markdown))) == normalize_html(html)


def test_examples_that_the_dialect_reads_in_another_way_are_listed() -> None:
    groups = yaml.safe_load(DIFFERENCES.read_text(encoding="utf-8"))
    assert all(group["reason"].endswith(".") for group in groups)
    listed = [number for group in groups for number in group["examples"]]
    differing = [
        number
        for number, (markdown, html) in enumerate(EXAMPLES, 1)
        if normalize_html(write_html(parse_markdown(markdown, "a.md").body)) != normalize_html(html)
    ]
    assert sorted(listed) == differing
