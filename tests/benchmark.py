"""Measure the parser on pages of 5,000 to 200,000 lines, planner and e-book: `python -m tests.benchmark`.

Measurements, not tests: machines differ and are shared. The seconds of the parser's last column should stay alike,
since its work grows with the number of lines and with nothing else. A planner, whose pages of the workbook are
known, should take at most one and a half times one plain pass of WeasyPrint over the same HTML. An e-book should
take less time than pandoc does for the same pages, and at most 5 MB.
"""

from __future__ import annotations

import gc
import time
from pathlib import Path

from weasyprint import HTML

from prepress.load import load_guide
from prepress.load.markdown import parse_markdown
from prepress.model.artifact import PageMap
from prepress.model.edition import Edition
from prepress.press.planner import press_planner
from prepress.render.planner import render_planner
from prepress.schedule import collect_figures, plan_weeks
from tests.benchmark_epub import Seconds, measure_epub

CONTENT = Path(__file__).parents[1] / "content"
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


def measure_planner(level: str) -> tuple[float, float]:
    """Return the seconds of processor time of a whole planner, and of one plain pass, the better of two each."""
    guide = load_guide(CONTENT).guide
    assert guide is not None
    pages = PageMap(
        {name.lower(): "100" for name in guide.bank} | {page.slug: "10" for page in guide.pages.values()}
    )
    whole, plain = [], []
    for _ in range(2):
        start = time.process_time()
        edition = Edition(guide, "all", {level: plan_weeks(guide, level)}, collect_figures(guide))
        rendered = render_planner(edition, level, "a4", pages, "planner.pdf")
        press_planner(rendered)
        whole.append(time.process_time() - start)
        start = time.process_time()
        HTML(string=rendered.html, base_url=rendered.base).write_pdf()
        plain.append(time.process_time() - start)
    return min(whole), min(plain)


def main() -> None:
    """Print lines, seconds, and seconds for each thousand lines; then the seconds of planners and e-book."""
    print("  lines   seconds  ms a 1,000 lines")
    for lines in LINES:
        seconds = measure_seconds(make_page(lines))
        print(f"{lines:7,}  {seconds:8.2f}  {seconds / lines * 1e6:8.1f}", flush=True)
    print("\nplanner   whole   plain   ratio")
    for level in ("L6", "L7"):
        whole, plain = measure_planner(level)
        print(f"{level:7}  {whole:6.2f}  {plain:6.2f}  {whole / plain:6.2f}", flush=True)
    print_epub(measure_epub())


def print_epub(found: Seconds) -> None:
    """Print the e-book's seconds beside pandoc's, with the program's start and without it."""
    print(f"\ne-book: {found.making:.2f} s, and {found.starting:.2f} s to start; {found.ours / 1e6:.2f} MB")
    if not found.version:
        print("pandoc is missing: nothing to compare with")
        return
    ratio, whole = found.making / found.pandoc, (found.making + found.starting) / found.pandoc
    print(f"{found.version}: {found.pandoc:.2f} s, {found.theirs / 1e6:.2f} MB")
    print(f"ratio {ratio:.2f}, with the start {whole:.2f}")


if __name__ == "__main__":
    main()
