"""Fill the templates of the e-book's documents."""

from __future__ import annotations

from functools import partial

from prepress.model.edition import Edition
from prepress.model.rendered import EpubDocument
from prepress.render.environment import fill_template
from prepress.render.page_breaks import PageBreaks


def render_document(
    name: str, title: str, edition: Edition, breaks: PageBreaks, template: str = "", **values: object
) -> EpubDocument:
    """Return the document `NAME.xhtml`; `mark` and `mark_rest` in its template write marks of printed pages.

    What the manifest says of it follows from its elements (EPUB 3.3, appendix C.2): drawings and formulas.
    """
    document = f"{name}.xhtml"
    marks = {name: partial(getattr(breaks, name), document=document) for name in ("mark", "mark_rest")}
    xhtml = fill_template(f"epub/{template or name}.xhtml.j2", edition, title=title, **marks, **values)
    found = {"mathml": "<math", "svg": "<svg"}
    properties = tuple(name for name, tag in found.items() if tag in xhtml)
    return EpubDocument(document, title, xhtml, properties)
