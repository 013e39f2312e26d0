"""What a `mkdocs.yml` says of its extensions and plugins, as far as it changes what a page means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prepress.load.data import Entry
from prepress.model.document import Kind
from prepress.model.guide import Page
from prepress.problems import Problem

SNIPPETS = "pymdownx.snippets"
EMOJI = frozenset({"pymdownx.emoji", "pymdownx.extra", "material.extensions.emoji"})
CROSS_REFERENCES = frozenset({"autorefs", "mkdocstrings"})
"""Plugins that look `[words][name]` up in all pages, and in other projects."""


def find_snippets(settings: Entry) -> list[str]:
    """Return the folders in which the site looks for snippets (`base_path`)."""
    return _read_option(settings, "base_path")


def find_appended(settings: Entry) -> list[str]:
    """Return the snippets that the site puts behind every page (`auto_append`)."""
    return _read_option(settings, "auto_append")


def _read_option(settings: Entry, option: str) -> list[str]:
    for name, extension in _list_named(settings.get("markdown_extensions")):
        value = extension.get(option)
        if name == SNIPPETS and value.exists:
            return [item.text() for item in value.list()] if value.is_list else [value.text()]
    return []


def _list_named(entry: Entry) -> Iterator[tuple[str, Entry]]:
    """Yield names and options of what is listed as `- name`, as `- name: options`, or as a mapping."""
    for item in entry.list() if entry.is_list else (entry,):
        if item.has_items:
            yield from item.items()
        else:
            yield item.text(), item


def drop_answered(problems: Iterable[Problem], settings: Entry, pages: Iterable[Page]) -> list[Problem]:
    """Return the problems without those that the site's own settings answer.

    A plugin looks up references that their page does not define; without an extension for emoji `:name:` is text.
    """
    answered: set[str] = set()
    plugins = {name for name, _ in _list_named(settings.get("plugins"))}
    if plugins & CROSS_REFERENCES or any(_is_injected(page) for page in pages):
        answered.add("link-undefined")
    extensions = {name for name, _ in _list_named(settings.get("markdown_extensions"))}
    if settings.exists and not extensions & EMOJI:
        answered.add("icon-unknown")
    return [problem for problem in problems if problem.code not in answered]


def _is_injected(page: Page) -> bool:
    """Tell whether mkdocstrings fills a page."""
    return any(node.kind is Kind.CODE and node.text.startswith("::: ") for node in page.body.walk())
