"""Sources: a claim that cannot be looked up is an opinion with a number on it."""

from __future__ import annotations

from collections.abc import Iterator

from prepress.checks.subject import Subject
from prepress.model.document import Kind, Node
from prepress.problems import Problem, suggest, warning


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
    """A source that no page cites is left over from something that was cut."""
    used = {node.get("key") for node in _citations(subject)}
    used |= {node.get("argument") for node in _quotations(subject)}
    for source in subject.guide.sources.values():
        if source.key not in used:
            yield warning("source-unused", source.place, f"no page cites `{source.key}`", "cite it or delete it")


CHECKS = (check_unknown, check_unused)
