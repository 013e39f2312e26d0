"""Code: a reader types it in at eleven at night, and it has to run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prepress.checks.fences import find_syntax_error, is_python, walk_fences
from prepress.checks.subject import Subject
from prepress.model.document import Kind, Node
from prepress.problems import Place, Problem, notice, warning

LONGEST_LINE = 80
"""Characters: a listing holds 62 to a printed line, and a longer one wraps; past 80 it wraps in most places."""

CURLY = re.compile("[“”‘’]")
PROSE = frozenset({"", "text", "txt", "plain", "markdown", "md"})
"""Languages of listings that are read by people."""
BROKEN = ("does not match", "unmatched", "unterminated string")
"""What the parser says of code that is wrong even as a fragment."""


def _listings(subject: Subject) -> Iterator[Node]:
    for page in subject.own_pages:
        for node in page.body.walk():
            if node.kind is Kind.CODE_BLOCK:
                yield node


def _line_of(node: Node, line: int) -> Place:
    """Return the place of a line of a listing; the fence itself is the line before the first."""
    return Place(node.place.file, node.place.line + line)


def check_untagged(subject: Subject) -> Iterator[Problem]:
    """A listing without a language is printed without its colors, and read aloud without its name."""
    for node in _listings(subject):
        if not node.get("language"):
            yield warning("code-untagged", node.place, "the listing names no language", "write ```` ```text ````")


def check_long_line(subject: Subject) -> Iterator[Problem]:
    """A line that wraps in the middle is typed in wrongly."""
    for node in _listings(subject):
        for number, line in enumerate(node.text.split("\n"), 1):
            if len(line) > LONGEST_LINE:
                message = f"the line has {len(line)} characters, and {LONGEST_LINE} are readable in print"
                yield warning("code-long-line", _line_of(node, number), message, "break it")


def check_curly_quotes(subject: Subject) -> Iterator[Problem]:
    """A quotation mark of a book in a listing is none for a machine: the code fails, and nobody sees why."""
    for node in _listings(subject):
        for number, line in enumerate(node.text.split("\n"), 1):
            found = CURLY.search(line) if node.get("language") not in PROSE else None
            if found:
                place = Place(node.place.file, node.place.line + number, node.place.column + found.start())
                message = f"`{found[0]}` is a quotation mark of text"
                hint = 'write `"`' if found[0] in "“”" else "write `'`"
                yield warning("code-curly-quote", place, message, hint)


def check_syntax(subject: Subject) -> Iterator[Problem]:
    """Code that does not parse was never run; somebody else's may be a fragment, or of a newer Python."""
    for page in subject.pages:
        for node in page.body.walk():
            failure = find_syntax_error(node.text) if is_python(node) else None
            if failure is not None:
                place, message = _line_of(node, failure.lineno or 1), f"this is not Python: {failure.msg}"
                if not subject.guide.foreign:
                    yield subject.fault("code-syntax", place, message)
                elif any(words in failure.msg for words in BROKEN):
                    yield notice("code-syntax", place, message)


def check_runs(subject: Subject) -> Iterator[Problem]:
    """Code that stops with an error teaches that the page was not tried."""
    for node, _ in _own_fences(subject):
        outcome = subject.outcomes.get(node.text)
        if outcome and outcome.error and outcome.error != "AssertionError":
            message = f"the code stops: {outcome.error}: {outcome.message}".rstrip(": ")
            hint = 'write `run="no"` behind the language if it is only to be read'
            yield subject.fault("code-fails", _line_of(node, outcome.line), message, hint)


def check_assertions(subject: Subject) -> Iterator[Problem]:
    """A solution that fails its own tests is no solution."""
    for node, _ in _own_fences(subject):
        outcome = subject.outcomes.get(node.text)
        if outcome and outcome.error == "AssertionError":
            message = f"the code fails its own test {outcome.message}".rstrip()
            yield subject.fault("code-test-fails", _line_of(node, outcome.line), message)


def check_output(subject: Subject) -> Iterator[Problem]:
    """Output that the code does not print was typed by hand."""
    for node, shown in _own_fences(subject):
        outcome = subject.outcomes.get(node.text)
        if outcome is None or shown is None or outcome.error:
            continue
        printed, written = outcome.printed.rstrip().split("\n"), shown.text.rstrip().split("\n")
        for number, line in enumerate(written, 1):
            other = printed[number - 1].rstrip() if number <= len(printed) else ""
            if line.rstrip() != other or (number == len(written) < len(printed)):
                message = f"the code prints `{other}` here" if other != line.rstrip() else "the code prints more"
                yield subject.fault("code-output-differs", _line_of(shown, number), message)
                break


def _own_fences(subject: Subject) -> Iterator[tuple[Node, Node | None]]:
    for page in subject.own_pages:
        yield from walk_fences(page.body)


CHECKS = (
    check_untagged,
    check_long_line,
    check_curly_quotes,
    check_syntax,
    check_runs,
    check_assertions,
    check_output,
)
