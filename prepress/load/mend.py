"""Mend what is certain: encodings, and paths whose case differs from the file's name."""

from __future__ import annotations

from collections.abc import Iterable

from prepress.load.text import decode_text, mend_text
from prepress.problems import Problem

ENCODINGS = frozenset({"text-not-utf8", "text-misdecoded"})


def mend_file(data: bytes, file: str, problems: Iterable[Problem]) -> str | None:
    """Return a file's text with the problems mended that can be, or nothing if none can."""
    own = [problem for problem in problems if problem.place.file == file]
    codes = {problem.code for problem in own}
    text = decode_text(data, file)[0]
    mended = mend_text(text)[0] if "text-misdecoded" in codes else text
    lines = mended.split("\n")
    for problem in own:
        if problem.change is not None:
            index, column = problem.place.line - 1, problem.place.column - 1
            head, tail = lines[index][:column], lines[index][column:]
            lines[index] = head + tail.replace(problem.change.old, problem.change.new, 1)
    mended = "\n".join(lines)
    return mended if mended != text or (codes & ENCODINGS and text) else None
