"""Listen to WeasyPrint: what it says in its log is a finding, since nobody reads a library's log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from prepress.problems import Place, Problem, error, warning

LOGGERS = ("weasyprint",)
CODES = (
    ("No anchor", "press-missing-anchor"),
    ("Failed to load", "press-missing-file"),
    ("cannot be loaded", "press-missing-file"),
)

SEEN = (".notdef glyph rendered", "Failed to load image", "has no required alt description")
"""What preflight finds with its place."""


class _Collector(logging.Handler):
    """Keeps what is logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(record.getMessage())


@contextmanager
def collect_problems(source: str, problems: list[Problem]) -> Iterator[None]:
    """Add a problem to `problems` for every line logged inside the block, against the file `source`."""
    collector = _Collector()
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [(logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(collector)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, (propagate, level) in zip(loggers, before, strict=True):
            logger.removeHandler(collector)
            logger.propagate = propagate
            logger.setLevel(level)
        lines = [line for line in collector.lines if not any(words in line for words in SEEN)]
        problems.extend(_judge(line, source) for line in lines)


def _judge(line: str, source: str) -> Problem:
    for words, code in CODES:
        if words in line:
            return error(code, Place(source), line)
    return warning("press-log", Place(source), line)
