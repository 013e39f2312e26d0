"""Our own blocks: a directive has a template, the options that it prints, and the data that it prints from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prepress.checks.subject import Subject
from prepress.model.document import Kind, Node, Option
from prepress.model.plan import LEVELS
from prepress.problems import Problem, suggest

COMPETENCIES = "competencies"
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "lines": ("count",),
    "radar": ("axes",),
    "schedule": ("level",),
    "phases": ("level",),
    "crossref": ("by",),
    "record": ("cells",),
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "level": LEVELS,
    "by": ("round", "skill", "track", "level"),
    "from": (COMPETENCIES,),
}
NUMBERS = frozenset({"count", "lines", "sketch", "rows", "rings", "minutes", "height"})
PLAN = "data/study-plan.yaml"
PRINCIPLES, SCORES = "data/principles.yaml", "data/score-sheets.yaml"
FROM_PLAN = frozenset({"schedule", "phases", "hours", "gates"})


def _directives(subject: Subject) -> Iterator[Node]:
    for page in subject.pages:
        for node in page.body.walk():
            if node.kind is Kind.DIRECTIVE:
                yield node


def check_unknown_block(subject: Subject) -> Iterator[Problem]:
    """A directive without a template would vanish from the page."""
    for node in _directives(subject):
        name = node.get("name")
        if name not in subject.blocks:
            hint = suggest(name, subject.blocks)
            yield subject.fault("block-unknown", node.place, f"there is no block `{name}`", hint)


def check_missing_option(subject: Subject) -> Iterator[Problem]:
    """A block without an option that it prints from has nothing to print."""
    for node in _directives(subject):
        for option in REQUIRED.get(node.get("name"), ()):
            if option not in node.options:
                message = f"the block `{node.get('name')}` has no `{option}`"
                hint = f"add `    {option}: ...` below its first line"
                yield subject.fault("block-missing-option", node.place, message, hint)


def check_wrong_option(subject: Subject) -> Iterator[Problem]:
    """An option with a wrong value prints nothing, or stops the press."""
    for node in _directives(subject):
        for option, value in node.options.items():
            if option in CHOICES and str(value) not in CHOICES[option]:
                known = ", ".join(CHOICES[option])
                message = f"`{option}: {value}` is not one of {known}"
                yield subject.fault("block-wrong-option", node.place, message)
            elif option in NUMBERS and (not isinstance(value, int) or value < 0):
                message = f"`{option}: {value}` is not a whole number"
                yield subject.fault("block-wrong-option", node.place, message)


def check_radar_scores(subject: Subject) -> Iterator[Problem]:
    """A shape with a score too few, or one off the rings, would be drawn on the wrong axes, or over the names."""
    for node in _directives(subject):
        for option in ("scores", "outside") if node.get("name") == "radar" else ():
            scores, axes = node.options.get(option), _count_axes(subject, node)
            rings = node.options.get("rings", 4)
            if scores is not None and not _fit_radar(scores, axes, rings):
                message = f"`{option}` needs {axes} numbers from 0 to {rings}, one for each axis"
                yield subject.fault("block-wrong-scores", node.place, message)


def _count_axes(subject: Subject, node: Node) -> int:
    axes = node.options.get("axes", ())
    if axes == COMPETENCIES:
        return len(subject.guide.competencies)
    return len(axes) if isinstance(axes, tuple) else 1


def _fit_radar(scores: Option, axes: int, rings: Option) -> bool:
    listed = scores if isinstance(scores, tuple) else (str(scores),)
    try:
        return len(listed) == axes and all(0 <= float(score) <= float(str(rings)) for score in listed)
    except ValueError:
        return False


def check_missing_content(subject: Subject) -> Iterator[Problem]:
    """A block that prints the plan needs one, and a table to fill in needs its heads."""
    for node in _directives(subject):
        name = node.get("name")
        if name in FROM_PLAN and subject.guide.plan is None and PLAN not in subject.guide.unread:
            message = f"the block `{name}` prints from a plan, and the guide has none"
            yield subject.fault("block-missing-content", node.place, message)
        elif _needs_competencies(node) and not subject.guide.competencies:
            message = f"the block `{name}` prints from `data/competencies.yaml`, and the guide has none"
            yield subject.fault("block-missing-content", node.place, message)
        elif name == "fill" and not any(child.kind is Kind.TABLE for child in node.children):
            message = "the block `fill` holds no table"
            hint = "write its heads as a table: `| Date | What |` and `|---|---|`"
            yield subject.fault("block-missing-content", node.place, message, hint)
        elif name == "record" and not any(child.get("name") == "exercise" for child in node.children):
            message = "the block `record` holds no exercise"
            hint = "nest `//// exercise | id` in it; the fence around it then needs more slashes"
            yield subject.fault("block-missing-content", node.place, message, hint)


def _needs_competencies(node: Node) -> bool:
    asked = {node.options.get("from"), node.options.get("axes")}
    return node.get("name") in {"matrix", "bars"} or COMPETENCIES in asked


def check_unknown_principle(subject: Subject) -> Iterator[Problem]:
    """A block of a principle that the data does not have has nothing to print."""
    for node in _directives(subject):
        name = node.get("argument")
        wanted = node.get("name") == "principle" and PRINCIPLES not in subject.guide.unread
        if wanted and name not in subject.guide.principles:
            hint = suggest(name, subject.guide.principles)
            yield subject.fault("block-unknown-principle", node.place, f"no principle has the id `{name}`", hint)


def check_unknown_kind(subject: Subject) -> Iterator[Problem]:
    """A score sheet of a kind that the data does not have has nothing to print."""
    kinds = [sheet.kind for sheet in subject.guide.sheets.scores]
    for node in _directives(subject):
        kind = node.get("argument")
        if node.get("name") == "scores" and SCORES not in subject.guide.unread and kind not in kinds:
            message = f"no score sheet is of the kind `{kind}`"
            yield subject.fault("block-unknown-kind", node.place, message, suggest(kind, kinds))


CHECKS = (
    check_unknown_block,
    check_missing_option,
    check_wrong_option,
    check_radar_scores,
    check_missing_content,
    check_unknown_principle,
    check_unknown_kind,
)
