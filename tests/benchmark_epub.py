"""Measure the e-book beside pandoc's of the same pages: part of `python -m tests.benchmark`.

The workbook's page map is given. Ours is timed from the files to the file: loaded, parsed, rendered, its cover and
diagrams drawn, its printed pages marked, packed; in a process of its own each time, so that nothing is known
before. pandoc gets the same Markdown files in the order of the book, a contents, one file a chapter, MathML, its
highlighting, our style sheet and our cover as a finished picture; neither embeds fonts. Seconds are those of the
processor, the best of three.
"""

from __future__ import annotations

import gc
import json
import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

STARTED = time.process_time()

from build import RECORDS  # noqa: E402
from prepress.editions import plan_edition  # noqa: E402  after the clock: the program's start is told apart
from prepress.load import load_guide  # noqa: E402
from prepress.model.edition import Edition  # noqa: E402
from prepress.model.guide import Guide  # noqa: E402
from prepress.press.epub import press_epub  # noqa: E402
from prepress.press.workbook import press_workbook  # noqa: E402
from prepress.render.epub import render_epub  # noqa: E402
from prepress.render.workbook import render_workbook  # noqa: E402

CONTENT = Path(__file__).parents[1] / "content"
STYLES = Path(__file__).parents[1] / "templates" / "styles" / "epub.css"
ROUNDS = 3
OPTIONS = ("--to=epub3", "--toc", "--split-level=1", "--mathml", f"--css={STYLES}", "--metadata=title=Guide")


@dataclass(frozen=True)
class Seconds:
    """Seconds to make the e-book, to start the program before, of pandoc whole (0 if it is missing); and sizes."""

    making: float
    starting: float
    pandoc: float
    version: str
    ours: int
    theirs: int


def measure_epub() -> Seconds:
    edition = load_edition()
    pages = press_workbook(render_workbook(edition, "a4", "workbook.pdf"))[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pages").write_bytes(pickle.dumps(pages))
        book, cover, other = folder / "guide.epub", folder / "cover.png", folder / "pandoc.epub"
        command = (sys.executable, "-m", "tests.benchmark_epub", str(folder / "pages"), str(book))
        rounds = [json.loads(subprocess.check_output(command)) for _ in range(ROUNDS)]
        with zipfile.ZipFile(book) as archive:
            cover.write_bytes(archive.read("EPUB/cover.png"))
        program = shutil.which("pandoc")
        best, version = 0.0, ""
        if program:
            files = [str(CONTENT / path) for path in list_pages(edition.guide)]
            command = (program, *files, *OPTIONS, f"--epub-cover-image={cover}", f"--output={other}")
            best = min(measure_child(command) for _ in range(ROUNDS))
            version = subprocess.check_output((program, "--version"), text=True).split("\n")[0]
        size = other.stat().st_size if program else 0
        making, starting = (min(each[part] for each in rounds) for part in ("making", "starting"))
        return Seconds(making, starting, best, version, book.stat().st_size, size)


def measure_child(command: tuple[str, ...]) -> float:
    """Return the seconds of processor time, the system's included, that a program takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def load_edition() -> Edition:
    guide = load_guide(CONTENT).guide
    assert guide is not None
    return plan_edition(guide, None)


def list_pages(guide: Guide) -> list[str]:
    return [path for part in guide.parts for path in part.pages if path in guide.pages]


def make_once(pages: Path, book: Path) -> None:
    """Make the e-book and print how long the program took to start and to make it."""
    gc.set_threshold(RECORDS)  # as the program does
    loaded = time.process_time()
    known = pickle.loads(pages.read_bytes())
    book.write_bytes(press_epub(render_epub(load_edition(), known, book.name)).data)
    print(json.dumps({"starting": loaded - STARTED, "making": time.process_time() - loaded}))


if __name__ == "__main__":
    make_once(*map(Path, sys.argv[1:]))
