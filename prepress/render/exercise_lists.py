"""Exercises in the order of the book and by id, each with the page to write on and the page of its key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from prepress.model.document import Kind, Node
from prepress.model.edition import Edition
from prepress.model.guide import Page
from prepress.render.back_matter import BANK_NAMES, list_bank
from prepress.render.sheets import list_sheets

ON_PAGES = "Exercises of the chapters"
SHORTEST, LONGEST = 40, 130
"""Characters of an exercise in their list: sentences until it is known again, three lines at the most."""
LONGEST_IN_INDEX = 46
"""Characters of an exercise in the index, whose columns are narrow."""


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """An exercise or a sheet; `anchor` is empty while nothing of it is printed, `key` without an answer key."""

    id: str
    title: str
    anchor: str
    key: str = ""


def list_exercises(edition: Edition, page: Page) -> tuple[ExerciseLine, ...]:
    """Return what there is to write on a page, in reading order: exercises and sheets."""
    return tuple(_list_nodes(edition, page.body))


def _list_nodes(edition: Edition, body: Node) -> Iterator[ExerciseLine]:
    for node in body.walk():
        if node.kind is not Kind.DIRECTIVE:
            continue
        if node.get("name") == "exercise":
            yield _describe_exercise(edition, node)
        elif node.get("name") == "worksheet":
            yield ExerciseLine("", node.get("argument"), name_sheet(node))


def _describe_exercise(edition: Edition, node: Node) -> ExerciseLine:
    name = node.get("argument")
    keys = [child for child in node.children if child.kind is Kind.DIRECTIVE and child.get("name") == "key"]
    prompt = " ".join(child.plain_text() for child in node.children if child not in keys)
    item = edition.guide.bank.get(name)
    title = item.title if item else shorten_prompt(prompt, SHORTEST, LONGEST)
    return ExerciseLine(name, title, name.lower(), f"key-{name.lower()}" if keys else "")


def name_sheet(node: Node) -> str:
    """Return the anchor of a worksheet."""
    return str(node.options.get("id", node.get("argument"))).lower().replace(" ", "-")


def shorten_prompt(prompt: str, shortest: int, longest: int) -> str:
    """Return the first sentences of a prompt, `shortest` characters or more; what is over `longest` is cut."""
    words = ""
    for sentence in re.split(r"(?<=[.?!]) ", " ".join(prompt.split())):
        if words and len(words) >= shortest:
            break
        words = f"{words} {sentence}".strip()
    if len(words) <= longest:
        return words.rstrip(".:")
    return words[: longest + 1].rsplit(" ", 1)[0].rstrip(",;:") + "\u00a0\u2026"


def index_exercises(edition: Edition) -> dict[str, tuple[ExerciseLine, ...]]:
    """Return all exercises by the name of their bank, in the order of their ids; those of pages come last.

    An exercise that no page prints leads to its sheet, if it has one. What only the other level's plan schedules
    is left out, unless a page prints it.
    """
    guide = edition.guide
    printed = {line.id: line for page in guide.pages.values() for line in list_exercises(edition, page) if line.id}
    sheets = {sheet.id: sheet.anchor for sheet in list_sheets(edition)}
    groups: dict[str, list[ExerciseLine]] = {}
    kept = list_bank(edition)
    for item in guide.bank.values():
        if item.id not in printed and item not in kept:
            continue
        line = printed.get(item.id, ExerciseLine(item.id, item.title, sheets.get(item.id, "")))
        groups.setdefault(BANK_NAMES.get(item.bank, item.bank), []).append(line)
    others = [line for name, line in printed.items() if name not in guide.bank]
    if others:
        short = [replace(line, title=shorten_prompt(line.title, 0, LONGEST_IN_INDEX)) for line in others]
        groups[ON_PAGES] = sorted(short, key=lambda line: _split_id(line.id))
    return {name: tuple(lines) for name, lines in groups.items()}


def _split_id(name: str) -> tuple[str, int]:
    stem, _, number = name.rpartition(".")
    return stem.lower(), int(number) if number.isdecimal() else 0
