"""Every id that a link may name is written once in both products, so that no link leads nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from prepress.load.markdown import parse_markdown
from prepress.load.page import make_page
from prepress.model.edition import Edition
from prepress.model.guide import Metadata, Page
from prepress.render.environment import make_environment
from prepress.render.epub_writer import EpubWriter
from prepress.render.workbook_writer import WorkbookWriter
from tests.test_golden import EDITION, _Cited

SOURCE = """
## Heading {#heading}

Text *soft*{#soft} **loud**{#loud} `code`{#code} [link](x.md){#link} ![picture](p.png){#picture} ==mark=={#mark}
and $x${#formula}, <span id="span">a span</span> and <a name="old"></a>an old anchor.
{: #paragraph }

- item
{: #item }

| a | b |
|---|---|
| c | d |
{: #table }

!!! note
    body
{: #admonition }

> quotation
{: #quotation }

```python {#listing}
x = 1
```

term
:   sense
{: #sense }

=== "A"
    text
{: #tab }

<div id="division" markdown>
text
</div>

```mermaid
graph LR
 A-->B
```
{: #diagram }

$$
x
$$
{: #display }

<table id="raw"><tr id="row"><td id="cell">x</td></tr></table>

## Again {#heading}
"""
NAMES = {
    "heading", "soft", "loud", "code", "link", "picture", "mark", "formula", "span", "old", "paragraph", "item",
    "table", "admonition", "quotation", "listing", "sense", "tab", "division", "diagram", "display", "raw", "row",
    "cell",
}  # fmt: skip


def make_linked_page(text: str) -> tuple[Edition, Page]:
    page = make_page("linked.md", text, Metadata("Linked"), parse_markdown(text, "linked.md").body)
    pages = {**EDITION.guide.pages, page.path: page}
    return replace(EDITION, guide=replace(EDITION.guide, pages=pages, sources=_Cited())), page


@pytest.mark.parametrize(("writer_class", "prefix"), [(WorkbookWriter, "linked--"), (EpubWriter, "")])
def test_every_anchor_is_written_once(writer_class: type[WorkbookWriter] | type[EpubWriter], prefix: str) -> None:
    """A row of a table has an id by its line in the source, since a page may begin there: no link names it."""
    edition, page = make_linked_page(SOURCE)
    assert page.anchors == NAMES
    written = writer_class(edition, page, "1", make_environment()).write(page.body)
    ids = [name for name in html.fromstring(written).xpath("//@id") if not name.startswith(("diagram-", "cite-"))]
    ids = [name for name in ids if "--line-" not in name]
    assert sorted(ids) == sorted(prefix + name for name in NAMES)


def test_an_anchor_named_like_its_page_is_that_of_the_title() -> None:
    edition, page = make_linked_page("## Linked\n\nWords.")
    assert page.anchors == {page.slug}
    assert "id=" not in EpubWriter(edition, page, "1", make_environment()).write(page.body)


def test_an_address_is_written_as_the_standard_has_it() -> None:
    edition, page = make_linked_page(
        "A [room](https://example.org/#/room/#name) and [a b](<https://example.org/a b>)."
    )
    written = EpubWriter(edition, page, "1", make_environment()).write(page.body)
    assert 'href="https://example.org/#/room/%23name"' in written
    assert 'href="https://example.org/a%20b"' in written


def test_link_to_a_missing_anchor_leads_to_the_page() -> None:
    edition, page = make_linked_page("A [word](#nowhere).")
    assert 'href="linked.xhtml"' in EpubWriter(edition, page, "1", make_environment()).write(page.body)
    assert 'href="#linked"' in WorkbookWriter(edition, page, "1", make_environment()).write(page.body)
