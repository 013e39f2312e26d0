"""Terms: what the index and the pop-up notes explain is what the pages say."""

from __future__ import annotations

from collections.abc import Iterator

from prepress.checks.subject import Subject
from prepress.model.terms import find_used_terms
from prepress.problems import Problem, Severity


def check_unused(subject: Subject) -> Iterator[Problem]:
    """A term that no page uses is explained to nobody, and its use may hide behind a spelling that is not listed.

    While pages are planned one of them may be about to use it, and a notice is enough.
    """
    guide = subject.guide
    if guide.unread:
        return
    severity = Severity.NOTICE if guide.planned else Severity.WARNING
    used = find_used_terms(guide)
    for term in guide.terms.values():
        if term.id not in used:
            message = f"no page uses `{term.term}`"
            hint = "use it, add the spelling that is used to its `forms`, or delete it"
            yield Problem("term-unused", severity, term.place, message, hint)


CHECKS = (check_unused,)
