"""The sheets' data: exercises, kinds and sources that exist, and sums that come out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from prepress.checks.subject import Subject
from prepress.problems import Problem, suggest

TOKEN = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<percent>[\s\u00a0\u202f]?%)?|(?P<sign>[+−×÷])")
ROUNDING = 0.005
"""A result of two or three digits, as one writes it, is that close to the sum."""


def check_exercises(subject: Subject) -> Iterator[Problem]:
    """A design sheet for an exercise that no bank has is a sheet without a title."""
    for sheet in subject.guide.sheets.designs:
        if sheet.problem not in subject.guide.bank:
            hint = suggest(sheet.problem, subject.guide.bank)
            yield subject.fault(
                "sheet-unknown-exercise", sheet.place, f"no bank has the exercise `{sheet.problem}`", hint
            )


def check_kinds(subject: Subject) -> Iterator[Problem]:
    """A mock round of a kind that has no score sheet cannot be scored."""
    kinds = [sheet.kind for sheet in subject.guide.sheets.scores]
    for item in subject.guide.bank.values():
        kind = item.facts.get("kind", "")
        if kinds and item.bank == "MK" and kind not in kinds:
            message = f"`{item.id}` is of the kind `{kind}`, which has no score sheet"
            yield subject.fault("sheet-missing-kind", item.place, message, suggest(kind, kinds))


def check_sources(subject: Subject) -> Iterator[Problem]:
    """An offer's terms without a source are a rumor with a percent sign."""
    offer = subject.guide.sheets.offer
    if offer is None or "data/sources.yaml" in subject.guide.unread:
        return
    for key in offer.sources:
        if key not in subject.guide.sources:
            hint = suggest(key, subject.guide.sources)
            yield subject.fault("sheet-unknown-source", offer.place, f"no source has the key `{key}`", hint)


def check_sums(subject: Subject) -> Iterator[Problem]:
    """A worked number that does not come out teaches the reader to skip the sum."""
    for sheet in subject.guide.sheets.designs:
        for number in sheet.numbers:
            found, stated = compute(number.formula), _read_first(number.result)
            if number.result and (found is None or stated is None):
                message = f"`{number.name}` has a result, but no formula and number to check it by"
                yield subject.fault("sheet-wrong-sum", number.place, message)
            elif found is not None and stated is not None and not math.isclose(found, stated, rel_tol=ROUNDING):
                message = f"`{number.formula}` is {found:,.6g}, and not {stated:,.6g}"
                yield subject.fault("sheet-wrong-sum", number.place, message, "correct one of them")


def compute(formula: str) -> float | None:
    """Return what a formula of + − × ÷ and percent comes to, without the words between; None if it has no number.

    There are no brackets; × and ÷ bind more than + and −, as in school.
    """
    total, product, sign = 0.0, None, "+"
    for token in TOKEN.finditer(formula):
        if token["sign"]:
            sign = token["sign"]
            continue
        value = float(token["number"].replace(",", "")) / (100 if token["percent"] else 1)
        if product is not None and sign in "×÷":
            product = product * value if sign == "×" else _divide(product, value)
        else:
            total += product or 0.0
            product = -value if sign == "−" else value
    return None if product is None else total + product


def _divide(dividend: float, divisor: float) -> float:
    return dividend / divisor if divisor else math.inf


def _read_first(text: str) -> float | None:
    found = TOKEN.search(text)
    return compute(found[0]) if found and found["number"] else None


CHECKS = (check_exercises, check_kinds, check_sources, check_sums)
