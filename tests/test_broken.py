"""Each folder of `broken/` is the difference from the sample guide, and the report that it must give.

A folder is named after the code that it shows. It holds the files that differ; `expected.txt` is the whole report.
`UPDATE_GOLDEN=1` writes it anew: read the difference before committing it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import build

HERE = Path(__file__).parent
BROKEN = HERE / "broken"
SAMPLE = HERE.parent / "templates" / "starter"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())
OWN_FILES = {"expected.txt"}


def make_broken_guide(case: str, folder: Path) -> Path:
    """Return a copy of the sample guide with the case's files in place."""
    guide = folder / "content"
    shutil.copytree(SAMPLE, guide)
    for path in (BROKEN / case).rglob("*"):
        relative = path.relative_to(BROKEN / case)
        if path.is_file() and relative.name not in OWN_FILES:
            (guide / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, guide / relative)
    return guide


@pytest.mark.parametrize("case", CASES)
def test_report(
    case: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_broken_guide(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    status = build.main(["check", "-v", "--strict", "-q"])
    report = capsys.readouterr().out
    expected = BROKEN / case / "expected.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8")
    assert f"[{case}]" in report
    assert status == (1 if ": error: " in report or ": warning: " in report else 0)


def test_sample_is_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SAMPLE, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    status = build.main(["check", "--strict", "-q"])
    assert capsys.readouterr().out == ""
    assert status == 0
