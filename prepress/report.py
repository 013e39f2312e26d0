"""Print findings: as text with a hint below, as JSON, or as annotations of a pull request."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from prepress.problems import Problem, Severity

GITHUB_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTICE: "notice",
}


def format_problems(problems: Sequence[Problem], form: str, root: str) -> str:
    """Return the report as `form` asks: `text`, `json` or `github`.

    `root` is the content folder as the author named it; an editor can then open `file:line:column`.
    """
    if form == "json":
        return json.dumps([list_fields(problem) for problem in problems], indent=1, ensure_ascii=False)
    write = _format_text if form == "text" else _format_github
    return "\n".join(write(problem, root) for problem in problems)


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


def _format_text(problem: Problem, root: str) -> str:
    place = f"{root}/{problem.place}" if root else str(problem.place)
    line = f"{place}: {problem.severity.label}: {problem.message} [{problem.code}]"
    return f"{line}\n    {problem.hint}" if problem.hint else line


def _format_github(problem: Problem, root: str) -> str:
    place = problem.place
    file = f"{root}/{place.file}" if root else place.file
    message = f"{problem.message} {problem.hint}".strip()
    escaped = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    command = GITHUB_COMMANDS[problem.severity]
    where = f"file={file},line={place.line},col={place.column},title={problem.code}"
    return f"::{command} {where}::{escaped}"


def summarize_problems(problems: Iterable[Problem]) -> str:
    """Return `2 errors, 1 warning`, or `nothing found`."""
    counts = Counter(problem.severity for problem in problems)
    words = [
        f"{counts[severity]} {severity.label}{'s' if counts[severity] > 1 else ''}"
        for severity in sorted(Severity, reverse=True)
        if counts[severity]
    ]
    return ", ".join(words) or "nothing found"
