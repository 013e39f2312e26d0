"""With the dialect off, the examples of CommonMark 0.31.2 give the HTML that the specification prints.

`commonmark-0.31.2.json` holds the 652 examples of the specification by John MacFarlane (CC BY-SA 4.0).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from prepress.load.markdown import parse_commonmark
from tests.test_dialect.commonmark_html import normalize_html, write_html

EXAMPLES = json.loads((Path(__file__).with_name("commonmark-0.31.2.json")).read_text(encoding="utf-8"))


def test_all_examples_are_there() -> None:
    assert len(EXAMPLES) == 652


@pytest.mark.parametrize(("markdown", "html"), EXAMPLES)
def test_example(markdown: str, html: str) -> None:
    assert normalize_html(write_html(parse_commonmark(markdown))) == normalize_html(html)
