"""The folder of templates, and the blocks that it has."""

from __future__ import annotations

from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def list_blocks() -> frozenset[str]:
    """Return the names of the directives that have a template: these are the ones that exist."""
    return frozenset(
        path.name.removesuffix(".html.j2")
        for path in (TEMPLATES / "blocks").glob("*.html.j2")
        if not path.name.startswith("_")
    )
