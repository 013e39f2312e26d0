"""Text: slips that a reader sees at once, and the author no longer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from prepress.checks.prose import find_words, read_prose
from prepress.checks.subject import Subject
from prepress.model.guide import Page
from prepress.problems import Place, Problem, warning

INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
REPEATED = re.compile(r"(?<![\w-])([A-Za-z]{2,})(?:[ ]+|[ ]*\n[ ]*)\1(?![\w-])", re.IGNORECASE)
MEANT_TWICE = frozenset({"that", "had"})
DOUBLED = re.compile(r"(?<=[^\s.|:!?])[ ]{2,}(?=[^\s|])")

STRAIGHT = re.compile(r"(?<!\\)\"")
OPENS_BEHIND = " \n([{—–*_-/"
BLOCK_END = re.compile(r"\n(?=[ >]*(?:\n|$|[-*+] |\d+[.)] |\||#|!!!|\?\?\?|===))")
"""The end of a line behind which another paragraph, item, row or block begins."""


def _find_any(
    page: Page, words: Iterable[str], *, flags: int = re.IGNORECASE
) -> Iterator[tuple[Place, re.Match[str]]]:
    """Yield the places of whole words, of two that begin together the longer one."""
    lower = page.text.lower()
    there = sorted((word for word in words if word.lower() in lower), key=len, reverse=True)
    if there:
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, there))})(?![\w-])", flags)
        yield from find_words(page, pattern)


def check_invisible(subject: Subject) -> Iterator[Problem]:
    """A character that nobody sees breaks searches, links and code."""
    for page in subject.pages:
        for number, line in enumerate(page.text.split("\n"), 1):
            for found in INVISIBLE.finditer(line):
                message = f"an invisible character stands here: U+{ord(found[0]):04X}"
                place = Place(page.path, number, found.start() + 1)
                yield warning("text-invisible", place, message, "delete it")


def check_placeholder(subject: Subject) -> Iterator[Problem]:
    """A placeholder in print says that nobody read the proof."""
    for page in subject.pages:
        for place, found in _find_any(page, subject.guide.words.placeholders, flags=0):
            yield warning("text-placeholder", place, f"`{found[0]}` holds the place of something", "write it")


def check_repeated_word(subject: Subject) -> Iterator[Problem]:
    """A word word that stands twice is a slip."""
    for page in subject.pages:
        for place, found in find_words(page, REPEATED):
            if found[1].lower() not in MEANT_TWICE:
                yield warning("text-repeated-word", place, f"`{found[1]}` stands twice", "delete one")


def check_doubled_space(subject: Subject) -> Iterator[Problem]:
    """Two spaces inside a sentence are left over from a change."""
    for page in subject.own_pages:
        for place, _ in find_words(page, DOUBLED):
            yield warning("text-double-space", place, "two spaces stand here", "delete one")


def _find_unpaired(block: str, marks: Iterable[int]) -> int:
    """Return the first mark that opens and is not closed, or closes what was not opened."""
    waiting = -1
    for mark in marks:
        opens = mark == 0 or block[mark - 1] in OPENS_BEHIND
        if opens and waiting >= 0:
            return waiting
        if not opens and waiting < 0:
            return mark
        waiting = mark if opens else -1
    return waiting


def check_straight_quote(subject: Subject) -> Iterator[Problem]:
    """A straight quotation mark without its other half is printed as the wrong one of the two."""
    for page in subject.own_pages:
        number = 1
        for block in BLOCK_END.split(read_prose(page.text)):
            marks = [found.start() for found in STRAIGHT.finditer(block)]
            if len(marks) % 2:
                before = block[: _find_unpaired(block, marks)]
                place = Place(page.path, number + before.count("\n"), len(before.rpartition("\n")[2]) + 1)
                message = "the quotation mark has no other half in its paragraph"
                hint = "write the other one, or “ or ”, or ″ for inches"
                yield warning("text-straight-quote", place, message, hint)
            number += block.count("\n") + 1


def check_spelling(subject: Subject) -> Iterator[Problem]:
    """One book has one spelling."""
    spellings = subject.guide.words.spellings
    for page in subject.own_pages:
        for place, found in _find_any(page, spellings):
            hint = f"write `{spellings[found[0].lower()]}`"
            yield warning("text-spelling", place, f"`{found[0]}` is not this guide's spelling", hint)


def check_hype(subject: Subject) -> Iterator[Problem]:
    """A word of advertising promises what the page then has to keep."""
    for page in subject.own_pages:
        for place, found in _find_any(page, subject.guide.words.hype):
            yield warning("text-hype", place, f"`{found[0]}` is a word of advertising", "say what is so")


CHECKS = (
    check_invisible,
    check_placeholder,
    check_repeated_word,
    check_doubled_space,
    check_straight_quote,
    check_spelling,
    check_hype,
)
