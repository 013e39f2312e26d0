"""What of a guide one level gets."""

from __future__ import annotations

from dataclasses import replace

from prepress.model.document import Kind, Node, select_nodes
from prepress.model.guide import Guide, Page


def select_level(guide: Guide, level: str) -> Guide:
    """Return the guide without what is only for the other level; `level` is `all`, `l6` or `l7`."""
    if level == "all":
        return guide
    wanted = level.upper()
    pages = {path: _select_page(page, wanted) for path, page in guide.pages.items() if wanted in page.meta.levels}
    planned = {path: meta for path, meta in guide.planned.items() if wanted in meta.levels}
    return replace(guide, pages=pages, planned=planned)


def _select_page(page: Page, wanted: str) -> Page:
    def belongs(node: Node) -> bool:
        return node.get("level") in ("", wanted) or node.kind is Kind.HEADING

    body = select_nodes(page.body, belongs)
    kept = {node.place for node in body.walk()}
    return replace(
        page,
        body=body,
        exercises=tuple(
            replace(
                exercise,
                node=select_nodes(exercise.node, belongs),
                key=exercise.key and select_nodes(exercise.key, belongs),
            )
            for exercise in page.exercises
            if exercise.place in kept
        ),
        checklists=tuple(checklist for checklist in page.checklists if checklist.place in kept),
        headings=tuple(heading for heading in page.headings if heading.place in kept),
        links=tuple(link for link in page.links if link.place in kept),
    )
