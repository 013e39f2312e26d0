"""Sources: a claim that cannot be looked up is an opinion with a number on it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from prepress.checks.prose import find_place
from prepress.checks.subject import Subject
from prepress.model.document import Kind, Node
from prepress.problems import Problem, error, notice, suggest, warning

LONGEST_QUOTATION = 50
"""Words: what the editorial standard calls short."""
CLAIM = re.compile(
    r"[$€£]\s?\d[\d,.]*|\d+(?:\.\d+)?\s?%|\b(?:19|20)\d\d\b"
    r"|\bAmazon (?:does|asks|says|requires|uses|expects|publishes|evaluates|hires|pays)\b"
)


def _citations(subject: Subject) -> Iterator[Node]:
    for page in subject.pages:
        for node in page.body.walk():
            if node.kind is Kind.CITATION:
                yield node


def _quotations(subject: Subject) -> Iterator[Node]:
    for page in subject.pages:
        for node in page.body.walk():
            if node.kind is Kind.DIRECTIVE and node.get("name") == "quotation":
                yield node


def check_unknown(subject: Subject) -> Iterator[Problem]:
    """A citation of an unknown key prints no source."""
    if "data/sources.yaml" in subject.guide.unread:
        return
    named = [(node, node.get("key")) for node in _citations(subject)]
    named += [(node, node.get("argument")) for node in _quotations(subject)]
    for node, key in named:
        if key not in subject.guide.sources:
            hint = suggest(key, subject.guide.sources)
            yield subject.fault("source-unknown", node.place, f"no source has the key `{key}`", hint)


def check_unused(subject: Subject) -> Iterator[Problem]:
    """A source that no page and no sheet cites is left over from something that was cut."""
    used = {node.get("key") for node in _citations(subject)}
    used |= {node.get("argument") for node in _quotations(subject)}
    offer = subject.guide.sheets.offer
    used |= set(offer.sources) if offer else set()
    for source in subject.guide.sources.values():
        if source.key not in used:
            yield warning("source-unused", source.place, f"no page cites `{source.key}`", "cite it or delete it")


def check_use(subject: Subject) -> Iterator[Problem]:
    """A page that does not cite what it is to send the reader to prints no code to scan."""
    guide = subject.guide
    cited = {(node.place.file, node.get("key")) for node in _citations(subject)}
    cited |= {(node.place.file, node.get("argument")) for node in _quotations(subject)}
    for source in guide.sources.values():
        for path in source.use:
            if path not in guide.planned and (path, source.key) not in cited:
                message = f"`{source.key}` is to be used on `{path}`, which does not cite it"
                hint = "cite it there" if path in guide.pages else suggest(path, guide.pages)
                yield error("source-use", source.place, message, hint)


def check_expired(subject: Subject) -> Iterator[Problem]:
    """A source older than its stated life says what was true once."""
    today = subject.guide.date
    for source in subject.guide.sources.values():
        if source.life and is_older(source.read, today, source.life):
            message = f"`{source.key}` was read on {source.read}, and holds for {source.life} months"
            yield warning("source-expired", source.place, message, "read it again, and give the new date")


def is_older(day: str, today: str, months: int) -> bool:
    """Tell whether `months` have passed from one date to another, both as ISO 8601 writes them."""
    try:
        first, last = datetime.date.fromisoformat(day), datetime.date.fromisoformat(today)
    except ValueError:
        return False
    passed = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return passed >= months


def _cited_blocks(subject: Subject) -> Iterator[tuple[Node, bool]]:
    """Yield the quotations of a guide, and whether a source stands in or beside them."""
    for page in subject.own_pages:
        for node in page.body.walk():
            if node.kind is Kind.DIRECTIVE and node.get("name") == "quotation":
                yield node, True
            elif node.kind is Kind.ADMONITION and node.get("type") == "quote":
                yield node, any(below.kind is Kind.CITATION for below in node.walk())


def check_quotation_source(subject: Subject) -> Iterator[Problem]:
    """Words in somebody else's mouth need somebody else's address."""
    for node, cited in _cited_blocks(subject):
        if not cited:
            hint = "cite it, `[@key]`, or write `/// quotation | key`"
            yield subject.fault("source-quotation-without", node.place, "the quotation has no source", hint)


def check_quotation_length(subject: Subject) -> Iterator[Problem]:
    """A long quotation is another author's page."""
    for node, _ in _cited_blocks(subject):
        count = len(node.plain_text().split())
        if count > LONGEST_QUOTATION:
            message = f"the quotation has {count} words"
            yield warning("source-quotation-long", node.place, message, f"{LONGEST_QUOTATION} are enough")


def check_claims(subject: Subject) -> Iterator[Problem]:
    """Money, a share, a year or `Amazon does` without a source nearby is an opinion with a number on it."""
    for page in subject.own_pages:
        for node in _walk_claims(page.body):
            found = CLAIM.search(node.plain_text())
            if found and not any(below.kind is Kind.CITATION for below in node.walk()):
                place = find_place(page, node.place, found[0])
                yield notice("source-claim", place, f"`{found[0]}` has no source nearby", "cite one, or hedge")


def _walk_claims(node: Node) -> Iterator[Node]:
    """Yield paragraphs and rows outside of what is made up for practice."""
    practice = node.kind is Kind.ADMONITION and node.get("type") in {"example", "quote"}
    if practice or node.kind is Kind.DIRECTIVE:
        return
    if node.kind in {Kind.PARAGRAPH, Kind.ROW}:
        yield node
        return
    for child in node.children:
        yield from _walk_claims(child)


CHECKS = (
    check_unknown,
    check_unused,
    check_use,
    check_expired,
    check_quotation_source,
    check_quotation_length,
    check_claims,
)
