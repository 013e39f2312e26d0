"""The command as a whole: errors replace nothing, and no traceback is ever shown."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import build
from tests.conftest import SAMPLE


def copy_sample(folder: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, folder / "content"))


def test_an_error_leaves_the_last_products_untouched(tmp_path: Path) -> None:
    content, output = copy_sample(tmp_path), tmp_path / "output"
    arguments = ["epub", "--content", str(content), "--output", str(output), "-q"]
    assert build.main(arguments) == build.MADE
    before = (output / "guide.epub").read_bytes()
    page = content / "index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("basics/first.md", "basics/frist.md"))
    assert build.main(arguments) == build.FAULTY
    assert (output / "guide.epub").read_bytes() == before
    manifest = json.loads((output / "build.json").read_text(encoding="utf-8"))
    assert manifest["products"] == []
    assert {problem["code"] for problem in manifest["problems"]} >= {"link-missing-page"}


def test_no_temporary_file_is_left(tmp_path: Path) -> None:
    arguments = ["check", "--content", str(SAMPLE), "--output", str(tmp_path), "-q", "--no-cache"]
    assert build.main(arguments) == build.MADE
    assert [path.name for path in tmp_path.iterdir()] == ["build.json"]


def test_check_file_shows_that_file_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = copy_sample(tmp_path)
    for name in ("index.md", "basics/first.md"):
        page = content / name
        page.write_text(page.read_text(encoding="utf-8") + "\n[x](nowhere.md)\n", encoding="utf-8")
    arguments = ["check", str(content / "index.md"), "--content", str(content), "--output", str(tmp_path / "o")]
    assert build.main([*arguments, "-q"]) == build.FAULTY
    report = capsys.readouterr().out
    assert "index.md" in report
    assert "first.md:" not in report


def test_json_and_github_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = copy_sample(tmp_path)
    page = content / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[x](nowhere.md)\n", encoding="utf-8")
    arguments = ["check", "--content", str(content), "--output", str(tmp_path / "o"), "--format"]
    assert build.main([*arguments, "json"]) == build.FAULTY
    problems = json.loads(capsys.readouterr().out)
    assert {"code", "severity", "file", "line", "column", "message", "hint"} == set(problems[0])
    assert build.main([*arguments, "github"]) == build.FAULTY
    report = capsys.readouterr().out
    assert report.startswith("::error file=")
    assert "title=link-missing-page" in report


def test_missing_folder_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", "--content", str(tmp_path / "none"), "--output", str(tmp_path / "o"), "-q"]
    assert build.main(arguments) == build.FAULTY
    assert "[guide-missing]" in capsys.readouterr().out


def test_unreadable_file_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read_bytes = Path.read_bytes

    def refuse_sources(path: Path) -> bytes:
        if path.name == "sources.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse_sources)
    arguments = ["check", "--content", str(SAMPLE), "--output", str(tmp_path), "-q"]
    assert build.main(arguments) == build.FAULTY
    report = capsys.readouterr().out
    assert "data/sources.yaml:1:1: error: cannot be read: Permission denied [guide-unreadable-file]" in report
    assert "source-unknown" not in report


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build.main(["--help"])
    text = capsys.readouterr().out
    for option in ("--content", "--output", "--level", "--paper", "--start", "--strict", "--format", "-q", "-v"):
        assert option in text
