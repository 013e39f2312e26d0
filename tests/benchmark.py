"""Measure the parser on pages of 5,000 to 200,000 lines: `python -m tests.benchmark`.

A measurement, not a test: machines differ and are shared. The seconds of the last column should stay alike, since
the parser's work grows with the number of lines and with nothing else.
"""

from __future__ import annotations

import gc
import time
from pathlib import Path

from prepress.load.markdown import parse_markdown

EVERYTHING = Path(__file__).with_name("dialect") / "everything.md"
LINES = (5_000, 10_000, 20_000, 50_000, 100_000, 200_000)


def make_page(lines: int) -> str:
    """Return a page of so many lines; each heading and each note has its own name."""
    text = EVERYTHING.read_text(encoding="utf-8").split("\n")
    page: list[str] = []
    while len(page) < lines:
        round_number = len(page)
        page += [line.replace("[^", f"[^{round_number}-").replace("## ", f"## {round_number} ") for line in text]
    return "\n".join(page[:lines])


def measure_seconds(text: str) -> float:
    """Return the seconds of processor time that one parse takes, the best of two, without Python's collector."""
    best = float("inf")
    gc.disable()
    for _ in range(2):
        start = time.process_time()
        parse_markdown(text, "page.md")
        best = min(best, time.process_time() - start)
    gc.enable()
    return best


def main() -> None:
    """Print lines, seconds, and seconds for each thousand lines."""
    print("  lines   seconds  ms a 1,000 lines")
    for lines in LINES:
        seconds = measure_seconds(make_page(lines))
        print(f"{lines:7,}  {seconds:8.2f}  {seconds / lines * 1e6:8.1f}", flush=True)


if __name__ == "__main__":
    main()
