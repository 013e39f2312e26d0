"""`check`: what it mends, runs and keeps, and the guide that `init` starts."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import build
from prepress import load
from prepress.cache import Store
from prepress.checks import fences
from prepress.checks.fences import Outcome, run_fence
from prepress.load import listing
from prepress.model.document import Kind, Node
from prepress.model.guide import Metadata, Page
from prepress.packing import unpack
from prepress.problems import Place
from prepress.render import diagram
from prepress.report import mark_line
from tests.conftest import SAMPLE

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "content"


def append(page: Path, text: str) -> None:
    page.write_text(page.read_text().replace("## In ten lines", f"{text}\n\n## In ten lines"))


def test_init_starts_a_guide_that_is_good(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["init", str(tmp_path / "new")]) == build.MADE
    capsys.readouterr()
    status = build.main(["check", "--strict", "-q", "--content", str(tmp_path / "new"), "--output", str(tmp_path)])
    assert (status, capsys.readouterr().out) == (build.MADE, "")


def test_fix_mends_what_is_certain_and_shows_it(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = guide / "basics" / "first.md"
    append(first, "See [home](../Index.md#top) and **caf\u00e9**.")
    right = first.read_text()
    first.write_bytes(right.encode("cp1252", "replace"))
    (guide / "index.md").write_text(
        (guide / "index.md").read_text() + "\nA \u201cword\u201d.\n".encode().decode("mac_roman")
    )
    assert build.main(["check", "--fix", "-q"]) == build.FAULTY
    shown, _, left = capsys.readouterr().out.partition("content/")
    assert left.startswith("basics/first.md:82:5: error: `index.md` has no heading `#top`")
    assert left.count("error:") == 1
    assert "+See [home](../index.md#top) and **caf\u00e9**." in shown
    assert first.read_text() == right.replace("Index.md", "index.md")
    assert (guide / "index.md").read_text().endswith("A \u201cword\u201d.\n")


def test_fix_leaves_a_good_guide_alone(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in guide.rglob("*") if path.is_file()}
    assert build.main(["check", "--fix", "-q"]) == build.MADE
    assert {path: path.read_bytes() for path in guide.rglob("*") if path.is_file()} == before
    assert capsys.readouterr().out == ""


def test_no_run_runs_nothing(guide: Path) -> None:
    append(guide / "basics" / "first.md", "```python\n1 / 0\n```")
    assert build.main(["check", "-q"]) == build.FAULTY
    assert build.main(["check", "-q", "--no-run"]) == build.MADE


def test_a_fence_runs_once_until_it_changes(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(fences, "run_fence", lambda text: ran.append(text) or Outcome(""))
    append(guide / "basics" / "first.md", "```python\nprint(1)\n```")
    for _ in range(2):
        build.main(["check", "-q"])
    assert ran.count("print(1)") == 1
    build.main(["check", "-q", "--no-cache"])
    assert ran.count("print(1)") == 2


def test_fences_of_somebody_else_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fences, "run_fence", lambda text: pytest.fail("it ran"))
    (tmp_path / "index.md").write_text("# A\n\n```python\nprint(1)\n```\n")
    assert build.main(["check", "-q", "--content", str(tmp_path), "--output", str(tmp_path)]) == build.MADE


@pytest.mark.parametrize(
    ("program", "error"),
    [
        ("import socket\nsocket.create_connection(('127.0.0.1', 9))", "PermissionError"),
        ("import subprocess\nsubprocess.run(['true'])", "PermissionError"),
        ("x = bytearray(2**30)", "MemoryError"),
        ("while True:\n    print('x' * 100_000)", "OSError"),
        ("open('big', 'wb').write(bytes(2_000_000))", "OSError"),
        ("import os\nos.fork()", "PermissionError"),
        ("raise SystemExit(3)", "SystemExit"),
        ("import os\nassert os.listdir('.') == []", ""),
    ],
)
def test_a_fence_is_kept_in(program: str, error: str) -> None:
    assert run_fence(program).error == error


def test_a_fence_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fences, "SECONDS", 0.5)
    assert run_fence("while True:\n    pass").error == "TimeoutExpired"


def test_a_fence_prints() -> None:
    assert run_fence("print('one')\nprint('two')") == Outcome("one\ntwo\n")
    assert run_fence("def f():\n    raise ValueError('no')\n\nf()") == Outcome("", "ValueError", "no", 2)


def test_check_imports_neither_press_nor_its_libraries() -> None:
    program = (
        "import sys, build; build.main(['check', '-q']); print({'weasyprint', 'ebooklib'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


def test_mark_stands_under_the_very_characters() -> None:
    line = "x" * 60 + " see [a page](missing.md) for more " + "y" * 60
    shown, mark = mark_line(line, 66)
    assert shown[mark.index("^") : mark.index("^") + mark.count("^")] == "[a page](missing.md)"
    assert mark_line("short", 9) == ()


def test_an_unchanged_guide_is_not_read_again(
    guide: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = guide / "index.md"
    page.write_text(page.read_text() + "\n[x](nowhere.md)\n")
    assert build.main(["check"]) == build.FAULTY
    first, manifest = capsys.readouterr().out, (guide.parent / "output" / "build.json").read_text()
    monkeypatch.setattr(load, "load_guide", lambda *_: pytest.fail("it was read"))
    assert build.main(["check"]) == build.FAULTY
    assert capsys.readouterr().out == first
    again = json.loads((guide.parent / "output" / "build.json").read_text())
    assert again["problems"] == json.loads(manifest)["problems"]
    page.write_text(page.read_text() + "\nMore.\n")
    with pytest.raises(pytest.fail.Exception):
        build.main(["check"])


def test_only_a_page_that_changed_is_parsed_again(
    guide: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parsed: list[str] = []
    read_page = listing.read_page

    def watch(path: str, *rest: Any) -> Any:
        parsed.append(path)
        return read_page(path, *rest)

    monkeypatch.setattr(listing, "read_page", watch)
    first = guide / "basics" / "first.md"
    append(first, "[x](nowhere.md) ![](../figures/square.svg)")
    build.main(["check", "-v", "-q"])
    before = capsys.readouterr().out
    (guide / "data" / "terms.yaml").write_text("- id: a\n  term: a\n  definition: A.\n")
    build.main(["check", "-v", "-q"])
    assert (parsed, capsys.readouterr().out) == (["index.md", "basics/first.md"], before)
    append(first, "One more.")
    build.main(["check", "-v", "-q"])
    assert parsed[2:] == ["basics/first.md"]
    build.main(["check", "-v", "-q", "--no-cache"])
    assert parsed[3:] == ["index.md", "basics/first.md"]


def test_a_page_with_a_snippet_is_always_parsed(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    append(guide / "basics" / "first.md", '--8<-- "part.md"')
    for words in ("Fine.", "[x](nowhere.md)"):
        (guide / "part.md").write_text(words)
        build.main(["check", "-q"])
    assert "part.md:1:1: error: there is no page" in capsys.readouterr().out


def test_what_was_kept_can_run_nothing(tmp_path: Path) -> None:
    store, page = Store(tmp_path), Page("a.md", Metadata("A"), Node(Kind.DOCUMENT, Place("a.md")), "a")
    assert store.keep("a.md", "a", lambda: page) == page
    (kept,) = tmp_path.glob("*.records")
    assert store.keep("a.md", "a", lambda: pytest.fail("it was made again")) == page
    key = kept.read_bytes()[:64]
    for bad in (pickle.dumps(print), pickle.dumps(subprocess.run), b"no records at all", b""):
        kept.write_bytes(key + bad)
        assert store.keep("a.md", "a", lambda: page) == page
    with pytest.raises(ValueError, match="print is no record"):
        unpack(pickle.dumps(print))


def test_what_was_not_looked_at_leaves_no_exception_unused(
    guide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    allowed = '<!-- allow: code-fails "It shows the error." -->\n'
    append(guide / "basics" / "first.md", f"{allowed}```python\n1 / 0\n```")
    append(guide / "basics" / "first.md", '<!-- allow: link-dead "It is gone." -->\n<https://example.org/gone>')
    assert build.main(["check", "--strict", "-q"]) == build.MADE
    assert build.main(["check", "--strict", "-q", "--no-run"]) == build.MADE
    page = guide / "basics" / "first.md"
    page.write_text(page.read_text().replace("1 / 0", "1 / 1"))
    assert build.main(["check", "--strict", "-q"]) == build.FAULTY
    assert capsys.readouterr().out.count("[allow-unused]") == 1


def test_a_word_stands_twice_across_the_end_of_a_line(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    append(guide / "basics" / "first.md", "Here is the\nthe end.")
    build.main(["check", "-q"])
    assert "first.md:82:9: warning: `the` stands twice [text-repeated-word]" in capsys.readouterr().out


def test_the_hook_checks_the_guide_of_the_folder_where_it_is_called(guide: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program = [str(ROOT / hook["entry"])]
    assert subprocess.run(program, cwd=guide.parent, capture_output=True, check=False).returncode == build.MADE
    append(guide / "basics" / "first.md", "[x](nowhere.md)")
    done = subprocess.run(program, cwd=guide.parent, capture_output=True, text=True, check=False)
    assert done.returncode == build.FAULTY
    assert "[link-missing-page]" in done.stdout


def test_a_diagram_is_tried_once_until_it_changes(
    guide: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: list[str] = []

    def refuse(source: str, alt: str) -> None:
        tried.append(source)
        raise ValueError("no such arrow")

    monkeypatch.setattr(diagram, "draw_for_paper", refuse)
    for number in range(2):
        append(guide / "basics" / "first.md", f"Line {number}.")
        assert build.main(["check", "-q"]) == build.FAULTY
        assert "the diagram cannot be drawn: no such arrow [structure-diagram-fails]" in capsys.readouterr().out
    assert len(tried) == 1
