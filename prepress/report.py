"""Print findings: as text with a hint below, as JSON, or as annotations of a pull request."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from prepress.problems import Place, Problem, Severity

ReadLine = Callable[[Place], str]
"""Returns the line that a place is in, or nothing if there is none."""

GITHUB_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTICE: "notice",
}


MARKED = re.compile(r"!?\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])|\[[^\]\n]*\]|`[^`\n]+`|\w[\w./#-]*|\S+")
"""What a mark underlines: a link, a citation, a piece of code, a word."""
QUOTED = re.compile(r"`([^`]+)`")
WINDOW = 96
"""The most characters of a line that are shown."""


def format_problems(problems: Sequence[Problem], form: str, root: str, read_line: ReadLine) -> str:
    """Return the report as `form` asks: `text`, `json` or `github`.

    `root` is the content folder as the author named it; an editor can then open `file:line:column`.
    """
    if form == "json":
        return json.dumps([list_fields(problem) for problem in problems], indent=1, ensure_ascii=False)
    if form == "github":
        return "\n".join(_format_github(problem, root) for problem in problems)
    return "\n".join(_format_text(problem, root, read_line(problem.place)) for problem in problems)


def list_fields(problem: Problem) -> dict[str, str | int]:
    """Return a problem as `build.json` has it."""
    place = problem.place
    return {
        "code": problem.code,
        "severity": problem.severity.label,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "message": problem.message,
        "hint": problem.hint,
    }


def read_fields(fields: Mapping[str, Any]) -> Problem:
    """Return the problem that `list_fields` described."""
    place = Place(fields["file"], fields["line"], fields["column"])
    severity = Severity[fields["severity"].upper()]
    return Problem(fields["code"], severity, place, fields["message"], fields["hint"])


def _format_text(problem: Problem, root: str, line: str) -> str:
    place = f"{root}/{problem.place}" if root else str(problem.place)
    head = f"{place}: {problem.severity.label}: {problem.message} [{problem.code}]"
    shown = mark_line(line, problem.place.column, QUOTED.findall(problem.message))
    return "\n    ".join((head, *shown, *((problem.hint,) if problem.hint else ())))


def mark_line(line: str, column: int, quoted: Sequence[str] = ()) -> tuple[str, ...]:
    """Return a line, or what of it fits around the column, and below it a mark under what stands at the column.

    That is a link, a word, or what of the `quoted` words of a message stands there.

    A line without anything at the column, as that of a file that is missing, gives nothing.
    """
    text = line.rstrip().replace("\t", " ")
    if not 0 < column <= len(text):
        return ()
    found = MARKED.match(text, column - 1)
    there = text[column - 1 :].casefold()
    named = [len(words) for words in quoted if there.startswith(words.casefold())]
    length = max(named) if named else len(found[0]) if found else 1
    start = max(0, min(column - 1 - WINDOW // 3, len(text) - WINDOW))
    shown = text[start : start + WINDOW]
    mark = " " * (column - 1 - start) + "^" * min(length, start + WINDOW - column + 1)
    return shown, mark


def _format_github(problem: Problem, root: str) -> str:
    place = problem.place
    file = f"{root}/{place.file}" if root else place.file
    message = f"{problem.message} {problem.hint}".strip()
    escaped = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    command = GITHUB_COMMANDS[problem.severity]
    where = f"file={file},line={place.line},col={place.column},title={problem.code}"
    return f"::{command} {where}::{escaped}"


def summarize_problems(problems: Iterable[Problem]) -> str:
    """Return `2 errors, 1 warning`, or `nothing found`; a line for each code if there are errors or warnings."""
    problems = tuple(problems)
    counts = Counter(problem.severity for problem in problems)
    codes = Counter(problem.code for problem in problems if problem.severity > Severity.NOTICE)
    words = [
        f"{counts[severity]} {severity.label}{'s' if counts[severity] > 1 else ''}"
        for severity in sorted(Severity, reverse=True)
        if counts[severity]
    ]
    lines = [f"{count:5} {code}" for code, count in codes.most_common()]
    return "\n".join((", ".join(words) or "nothing found", *lines))
