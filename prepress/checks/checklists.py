"""Checklists: a box on paper is a promise that somebody can tell when to tick it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from prepress.checks.prose import find_place
from prepress.checks.subject import Subject
from prepress.model.document import Kind, Node
from prepress.model.guide import Page, Task
from prepress.model.links import Destination, Target, resolve_link
from prepress.problems import Place, Problem, error, notice, warning

DEEPEST = 2
LISTS = frozenset({Kind.BULLET_LIST, Kind.ORDERED_LIST})
RATE = re.compile(
    r"(?P<count>\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?:new\s+)?"
    r"(?P<what>designs?|design problems|coding problems|problems|stories|mock rounds)\s+"
    r"(?:(?:a|per|each|every)\s+week|weekly)",
    re.IGNORECASE,
)
COUNTS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "", "twelve")
ACTIVITIES = {"d": "system_design", "c": "coding", "p": "coding", "s": "behavioral", "m": "mocks"}


def check_empty(subject: Subject) -> Iterator[Problem]:
    """A heading that announces a checklist, or a box without words, leaves the reader nothing to tick."""
    for page in subject.pages:
        listed = {checklist.heading for checklist in page.checklists}
        for heading in page.headings:
            if heading.title.strip().lower() == "checklist" and heading.title not in listed:
                message = f"nothing to tick under `{heading.title}`"
                yield subject.fault("checklist-empty", heading.place, message, "add items: `- [ ] ...`")
        for checklist in page.checklists:
            for task in checklist.tasks:
                if not task.text.strip():
                    message = "an item of this checklist has no words"
                    yield subject.fault(
                        "checklist-empty", task.place, message, "say what is done when it is ticked"
                    )


def check_duplicate_item(subject: Subject) -> Iterator[Problem]:
    """The same item twice in a list is ticked twice for one thing done."""
    for page in subject.pages:
        for checklist in page.checklists:
            seen: dict[str, int] = {}
            for task in checklist.tasks:
                words = " ".join(task.text.lower().split())
                if words and words in seen:
                    message = f"`{task.text}` stands in this list already"
                    hint = f"its first place is line {seen[words]}"
                    yield subject.fault("checklist-duplicate-item", task.place, message, hint)
                seen.setdefault(words, task.place.line)


def check_ticked(subject: Subject) -> Iterator[Problem]:
    """A box that is printed with its tick takes the reader's work away; somebody else may list features so."""
    for page in subject.pages:
        for checklist in page.checklists:
            for task in checklist.tasks:
                message = f"`{task.text}` is ticked in advance"
                if task.done and subject.guide.foreign:
                    yield notice("checklist-ticked", task.place, message)
                elif task.done:
                    yield error("checklist-ticked", task.place, message, "write `- [ ]`")


def _has_checklist(page: Page) -> bool:
    """Tell whether a page has a checklist, or a heading that announces one."""
    return bool(page.checklists) or any(heading.title.strip().lower() == "checklist" for heading in page.headings)


def check_missing(subject: Subject) -> Iterator[Problem]:
    """A page without a checklist gives the reader no way to tell that it is done."""
    for page in subject.own_pages:
        if page.meta.kind == "page" and not _has_checklist(page):
            yield warning(
                "checklist-missing", page.place, "the page has no checklist", "end it with `## Checklist`"
            )


def _tasks(subject: Subject) -> Iterator[tuple[Page, Task]]:
    for page in subject.own_pages:
        for checklist in page.checklists:
            for task in checklist.tasks:
                yield page, task


def _begins(text: str, starts: Iterable[str]) -> str:
    """Return the first of the starts that a text begins with, as whole words."""
    words = f"{' '.join(text.casefold().split())} "
    return next((start for start in starts if words.startswith(f"{start.casefold()} ")), "")


def check_idle_item(subject: Subject) -> Iterator[Problem]:
    """An item that names nothing to be done cannot be ticked, only passed over."""
    for page, task in _tasks(subject):
        found = _begins(task.text, subject.guide.words.idle)
        if found:
            message = f"`{found}` names nothing to be done"
            place = find_place(page, task.place, found)
            yield warning("checklist-idle", place, message, "begin with what is done, made or shown")


def check_uncheckable_item(subject: Subject) -> Iterator[Problem]:
    """Nobody can see from outside whether somebody understands."""
    for page, task in _tasks(subject):
        found = _begins(task.text, subject.guide.words.uncheckable)
        if found:
            message = f"nobody can check `{found}`"
            place = find_place(page, task.place, found)
            yield warning("checklist-uncheckable", place, message, "name what somebody else could see")


def check_vague_item(subject: Subject) -> Iterator[Problem]:
    """A target without a number is reached too early or never."""
    for page, task in _tasks(subject):
        words = f" {' '.join(re.findall(r'[a-z0-9]+', task.text.casefold()))} "
        found = next((vague for vague in subject.guide.words.vague if f" {vague} " in words), "")
        if found:
            place = find_place(page, task.place, found)
            yield warning("checklist-vague", place, f"`{found}` has no end", "give a number")


def check_rate(subject: Subject) -> Iterator[Problem]:
    """A target that contradicts the plan makes the reader choose which of the two to believe."""
    for page, task in _tasks(subject):
        for found in RATE.finditer(task.text):
            written = found["count"].lower()
            count = int(written) if written.isdigit() else COUNTS.index(written)
            rates = _list_rates(subject, ACTIVITIES[found["what"][0].lower()])
            if rates and not any(count in pair for pair in rates.values()):
                message = f"`{found[0]}` is not what the plan says"
                said = ", ".join(
                    f"{level} {new} new, {every} with repetitions" for level, (new, every) in rates.items()
                )
                place = find_place(page, task.place, found[0])
                yield warning("checklist-number-differs", place, message, f"a week has on average: {said}")


def _list_rates(subject: Subject, activity: str) -> dict[str, tuple[float, float]]:
    """Return by level the average of new items, and of all, in a week that is not a float."""
    rates = {}
    for level, weeks in subject.edition.weeks.items():
        loads = [week.load(activity) for week in weeks if not week.floating]
        new, again = sum(len(load.new) for load in loads), sum(len(load.again) for load in loads)
        rates[level] = (round(new / len(loads), 1), round((new + again) / len(loads), 1)) if loads else (0.0, 0.0)
    return rates


def check_depth(subject: Subject) -> Iterator[Problem]:
    """Below two levels nobody knows which box to tick first."""
    for page in subject.pages:
        for place, depth in _walk_tasks(page.body, 0):
            if depth > DEEPEST:
                message = f"this item stands {depth} levels deep"
                yield warning("checklist-too-deep", place, message, "make it an item of its own")


def _walk_tasks(node: Node, depth: int) -> Iterator[tuple[Place, int]]:
    depth += node.kind is Kind.ITEM and bool(node.get("task"))
    if node.kind is Kind.ITEM and node.get("task"):
        yield node.place, depth
    for child in node.children:
        yield from _walk_tasks(child, depth)


def _linked_items(subject: Subject) -> Iterator[tuple[Page, list[list[tuple[Node, Target]]]]]:
    """Yield each page and, by list, the links of its items with where they lead."""
    for page in subject.own_pages:
        lists = [node for node in page.body.walk() if node.kind in LISTS]
        yield (
            page,
            [
                [
                    (link, resolve_link(subject.guide, page.path, link.get("href")))
                    for item in one.children
                    for link in _walk_own_links(item)
                    if _is_item(item)
                ]
                for one in lists
            ],
        )


def _is_item(node: Node) -> bool:
    return node.kind is Kind.ITEM and bool(node.get("task"))


def _walk_own_links(item: Node) -> Iterator[Node]:
    for child in item.children:
        if child.kind not in LISTS:
            yield from (node for node in child.walk() if node.kind is Kind.LINK and node.get("href"))


DEAD = frozenset({Destination.MISSING, Destination.OUTSIDE, Destination.PLANNED})


def check_dead_link(subject: Subject) -> Iterator[Problem]:
    """An item whose link leads nowhere cannot be done, and stays open for ever."""
    for _, lists in _linked_items(subject):
        for link, target in (pair for links in lists for pair in links):
            if target.destination in DEAD:
                what = "is planned" if target.destination is Destination.PLANNED else "is not there"
                message = f"the item asks for `{target.path}`, which {what}"
                yield warning("checklist-dead-link", link.place, message, "ask for what the reader has")


def check_order(subject: Subject) -> Iterator[Problem]:
    """An item that needs a page which is read later, or asked for by a later item, cannot be done in its turn."""
    pages = subject.guide.pages
    for page, lists in _linked_items(subject):
        for links in lists:
            for index, (link, target) in enumerate(links):
                meta = pages[target.path].meta if target.path in pages else page.meta
                behind = [other.path for _, other in links[index + 1 :] if other.path in meta.prerequisites]
                if behind and target.path != page.path:
                    message = f"`{target.path}` builds on `{behind[0]}`, which a later item asks for"
                    yield warning("checklist-order", link.place, message, "change the order of the items")
                elif page.meta.week and meta.week > page.meta.week:
                    message = f"`{target.path}` is read in week {meta.week}, this page in week {page.meta.week}"
                    yield warning("checklist-order", link.place, message, "ask for it on that page")


def check_unscheduled(subject: Subject) -> Iterator[Problem]:
    """A checklist on a page that no week of the plan names is never ticked."""
    plan = subject.guide.plan
    for page in subject.own_pages if plan else ():
        week = page.meta.week
        if plan and _has_checklist(page) and page.meta.kind == "page" and not 1 <= week <= plan.weeks:
            place = (page.meta.places or {}).get("week", page.place)
            message = f"the page stands in week {week}, and the plan has {plan.weeks}"
            yield subject.fault("checklist-unscheduled", place, message)


CHECKS = (
    check_empty,
    check_duplicate_item,
    check_ticked,
    check_missing,
    check_idle_item,
    check_uncheckable_item,
    check_vague_item,
    check_rate,
    check_depth,
    check_dead_link,
    check_order,
    check_unscheduled,
)
