"""Files: the author's are read for reports and mended on request, products are written whole or not at all."""

from __future__ import annotations

import difflib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from prepress.problems import Place, Problem


@dataclass(slots=True)
class LineReader:
    """Reads lines of the author's files for the report, each file once."""

    folder: Path
    lines: dict[str, list[str]] = field(default_factory=dict)

    def __call__(self, place: Place) -> str:
        """Return the line of a place; of a file that cannot be read, nothing."""
        if place.file not in self.lines:
            try:
                text = (self.folder / place.file).read_text(encoding="utf-8", errors="replace")
            except OSError:
                text = ""
            self.lines[place.file] = text.removeprefix("\ufeff").split("\n")
        lines = self.lines[place.file]
        return lines[place.line - 1] if place.line <= len(lines) else ""


def select_files(problems: Sequence[Problem], folder: Path, files: Sequence[str]) -> list[Problem]:
    """Return the problems of the named files of a content folder; all of them if none is named."""
    if not files:
        return list(problems)
    root = folder.resolve()
    names = {Path(name).resolve() for name in files} | {root / name for name in files}
    return [problem for problem in problems if root / problem.place.file in names]


def mend_files(folder: Path, problems: Sequence[Problem]) -> tuple[str, ...]:
    """Mend the author's files where that is certain, and return the differences."""
    from prepress.load.mend import mend_file

    differences: list[str] = []
    for file in sorted({problem.place.file for problem in problems}):
        path = folder / file
        data = path.read_bytes() if path.is_file() else b""
        text = mend_file(data, file, problems)
        if text is not None:
            before, after = data.decode("utf-8", "replace").splitlines(), text.splitlines()
            differences += difflib.unified_diff(before, after, file, f"{file}, mended", n=0, lineterm="")
            write_file(path, text.encode())
    return tuple(differences)


def write_file(path: Path, data: bytes) -> None:
    """Write by a temporary file and a rename, so that nobody ever finds half a product."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
