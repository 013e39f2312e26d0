"""Collect from a parsed page what checks and contents ask for: headings, links, checklists, exercises."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from prepress.model.document import Kind, Node
from prepress.model.guide import Checklist, Exercise, Heading, Link, Task

DIGEST = 4
"""Bytes of the hash in a task's id: of a thousand tasks on one page, two alike have odds of 1 in 8,600."""


def collect_headings(body: Node) -> tuple[Heading, ...]:
    """Return the headings in reading order."""
    return tuple(
        Heading(int(node.get("level")), node.get("id"), node.plain_text(), node.place)
        for node in body.walk()
        if node.kind is Kind.HEADING
    )


def collect_anchors(body: Node) -> frozenset[str]:
    """Return the ids that links may name."""
    return frozenset(node.get("id") for node in body.walk() if node.get("id"))


def collect_links(body: Node) -> tuple[Link, ...]:
    """Return the links and pictures in reading order."""
    links = []
    for node in body.walk():
        if node.kind is Kind.LINK:
            links.append(Link(node.get("href"), _read_link_text(node), node.place))
        elif node.kind is Kind.IMAGE:
            links.append(Link(node.get("src"), node.get("alt"), node.place, image=True))
    return tuple(links)


def _read_link_text(link: Node) -> str:
    pictures = [node.get("alt") for node in link.walk() if node.kind is Kind.IMAGE]
    return link.plain_text() + " ".join(pictures)


def collect_checklists(body: Node, slug: str) -> tuple[Checklist, ...]:
    """Return the task lists, each with the heading before it; nested tasks belong to the outer list."""
    heading = ""
    checklists = []
    inner: set[int] = set()
    for node in body.walk():
        if node.kind is Kind.HEADING:
            heading = node.plain_text()
        if node.kind in {Kind.BULLET_LIST, Kind.ORDERED_LIST} and id(node) not in inner:
            inner |= {id(below) for below in node.walk()}
            tasks = tuple(_read_task(item, slug) for item in _list_tasks(node))
            if tasks:
                checklists.append(Checklist(heading, tasks, node.place))
    return tuple(checklists)


def _list_tasks(node: Node) -> Iterator[Node]:
    return (item for item in node.walk() if item.kind is Kind.ITEM and item.get("task"))


def _read_task(item: Node, slug: str) -> Task:
    own = [child for child in item.children if child.kind not in {Kind.BULLET_LIST, Kind.ORDERED_LIST}]
    text = " ".join(child.plain_text() for child in own).strip()
    words = " ".join(text.casefold().split())
    digest = hashlib.blake2s(words.encode(), digest_size=DIGEST).hexdigest()
    return Task(f"{slug}.{digest}", text, item.get("task") == "done", item.place)


def collect_exercises(body: Node) -> tuple[Exercise, ...]:
    """Return the exercises and their keys."""
    return tuple(
        Exercise(node.get("argument"), node, _find_key(node), node.place)
        for node in body.walk()
        if node.kind is Kind.DIRECTIVE and node.get("name") == "exercise"
    )


def _find_key(exercise: Node) -> Node | None:
    keys = (child for child in exercise.children if child.kind is Kind.DIRECTIVE)
    return next((key for key in keys if key.get("name") == "key"), None)
