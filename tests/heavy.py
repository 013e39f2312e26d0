"""Ask other programs about the finished files: `make preflight`, after `make book`.

Each program of the list has to take every PDF in `output/` without a word; Ghostscript finds no color, the pages
of text are light enough, and a page takes little room. Needs qpdf, Ghostscript and poppler.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import page as validator
import pypdfium2

ROOT = Path(__file__).resolve().parents[1]
SILENT = (
    ("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", "{file}"),
    ("pdftotext", "-q", "{file}", "{folder}/words.txt"),
    ("pdftoppm", "-r", "20", "-gray", "{file}", "{folder}/page"),
)
CHECK = ("qpdf", "--check", "{file}")
INK = ("gs", "-q", "-o", "-", "-sDEVICE=inkcov", "{file}")
INFO = ("pdfinfo", "{file}")
FONTS = ("pdffonts", "{file}")
DARKEST = 7.0
"""Mean gray of a page of text in percent, drawn at 150 dots per inch."""
WORDS_OF_TEXT = 150
LARGEST = 15
"""Kilobytes a page."""


def run(command: tuple[str, ...], file: Path, folder: str) -> subprocess.CompletedProcess[str]:
    parts = [part.format(file=file, folder=folder) for part in command]
    return subprocess.run(parts, capture_output=True, text=True, check=False)


def find_words(file: Path) -> Iterator[str]:
    """Yield what any program says that should be silent."""
    with tempfile.TemporaryDirectory() as folder:
        for command in SILENT:
            done = run(command, file, folder)
            if done.returncode or done.stdout.strip() or done.stderr.strip():
                yield f"{command[0]}: {(done.stdout + done.stderr).strip()[:300]}"
        for command in (CHECK, INFO):
            done = run(command, file, folder)
            if done.returncode or done.stderr.strip() or "WARNING" in done.stdout:
                yield f"{command[0]}: {(done.stdout + done.stderr).strip()[:300]}"
        for line in run(FONTS, file, folder).stdout.splitlines()[2:]:
            if line.split()[-5:-2] not in (["yes", "yes", "yes"], ["yes", "yes", "no"]):
                yield f"pdffonts: {line}"
        for number, line in enumerate(run(INK, file, folder).stdout.splitlines(), 1):
            if any(float(ink) for ink in line.split()[:3]):
                yield f"Ghostscript: page {number} is printed in color: {line}"


def find_faults(file: Path) -> Iterator[str]:
    """Yield what the validators and PDFium find, and what is too dark or too large."""
    for profile in ("ua1", "2a"):
        result = validator.validate_pdf(str(file), profile=profile)
        if not result.is_compliant:
            yield f"page-validation: {profile}: {result.to_json()[:600]}"
    document = pypdfium2.PdfDocument(file)
    darkest = 0.0
    for number, page in enumerate(document, 1):
        if len(page.get_textpage().get_text_range().split()) > WORDS_OF_TEXT:
            picture = page.render(scale=150 / 72, grayscale=True).to_pil()
            counts = picture.histogram()
            gray = 100 - sum(value * count for value, count in enumerate(counts)) / sum(counts) / 2.55
            darkest = max(darkest, gray)
            if gray > DARKEST:
                yield f"page {number}: mean gray {gray:.1f} %"
    room = file.stat().st_size / 1024 / len(document)
    print(f"{file.name}: {len(document)} pages, {room:.1f} KB a page, darkest page of text {darkest:.1f} %")
    if room > LARGEST:
        yield f"{room:.1f} KB a page"


def main() -> int:
    """Return 0 if nobody has anything to say, 1 for findings or no file, 3 where a program is missing."""
    missing = sorted(
        {command[0] for command in (*SILENT, CHECK, INK, INFO, FONTS) if not shutil.which(command[0])}
    )
    if missing:
        print(f"{', '.join(missing)}: missing; install qpdf, ghostscript and poppler-utils", file=sys.stderr)
        return 3
    files = sorted((ROOT / "output").glob("*.pdf")) if len(sys.argv) < 2 else [Path(name) for name in sys.argv[1:]]
    if not files:
        print("output/ holds no PDF: run `make book` first", file=sys.stderr)
        return 1
    found = [f"{file.name}: {words}" for file in files for words in (*find_words(file), *find_faults(file))]
    print("\n".join(found) or "nobody had anything to say")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
