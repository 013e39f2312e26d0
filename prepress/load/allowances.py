"""Read the exceptions that an author makes: `<!-- allow: code "reason" -->`, or an entry in `guide.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from prepress.load.data import Entry
from prepress.load.records import read_address
from prepress.model.guide import Allowance, Page
from prepress.problems import Place

COMMENT = re.compile(r'<!--\s*allow:\s*(?P<code>[a-z0-9-]+)\s*(?:"(?P<reason>[^"]*)")?\s*-->')
LAST = 10**9
"""A line that no file has: the exception holds for the whole of it."""


def read_allowances(entry: Entry, pages: Mapping[str, Page]) -> tuple[Allowance, ...]:
    """Return the exceptions of `guide.yaml` and of all pages."""
    found = [_read_entry(item) for item in entry.list()]
    for page in pages.values():
        found += _read_comments(page)
    return tuple(found)


def _read_entry(entry: Entry) -> Allowance:
    entry.refuse_unknown(("code", "file", "address", "reason"))
    if entry.get("address").exists:
        address, reason = read_address(entry.get("address")), entry.get("reason").text()
        return Allowance("link-dead", "", 0, 0, reason, entry.place, address)
    code, file = entry.require("code").text(), entry.require("file").text()
    return Allowance(code, file, 1, LAST, entry.get("reason").text(), entry.place)


def _read_comments(page: Page) -> Iterator[Allowance]:
    """Yield the exceptions of a page; one holds for its own line and the block that begins below it."""
    lines = page.text.split("\n")
    for index, line in enumerate(lines):
        for comment in COMMENT.finditer(line):
            place = Place(page.path, index + 1, comment.start() + 1)
            last = _find_end_of_block(lines, index + 1)
            yield Allowance(comment["code"], page.path, index + 1, last, (comment["reason"] or "").strip(), place)


def _find_end_of_block(lines: list[str], index: int) -> int:
    while index < len(lines) and not lines[index].strip():
        index += 1
    while index < len(lines) and lines[index].strip():
        index += 1
    return index
