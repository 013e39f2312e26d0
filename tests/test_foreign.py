"""`check` of somebody else's MkDocs folder: one finding for one fault, and none where the site knows better."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import build

GOOD = {
    "mkdocs.yml": "site_name: S\n",
    "docs/index.md": "# S\n\nSee [a](a.md#v1.0), [made](api.md#made.by-plugin), [](){#anchor}[it](#anchor).\n\n"
    'At <a href="https://example.org/b">https://example.org/b</a>&mdash;there.\n',
    "docs/a.md": '# A\n\n## One {#v1.0}\n\n```python\ndef start(...):\n```\n\n```python\n>>> "a"\n```\n',
    "docs/api.md": "# Api\n\n::: package.module\n    options:\n        show: false\n",
}


def check(folder: Path, capsys: pytest.CaptureFixture[str], page: str = "") -> list[tuple[str, str, str]]:
    """Return code, severity and hint of what is found on one more page, and in the good folder."""
    for name, text in {**GOOD, "docs/more.md": f"# More\n\n{page}\n"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    build.main(["check", "--format", "json", "--content", str(folder), "--output", str(folder / "output")])
    found = json.loads(capsys.readouterr().out)
    assert [each["severity"] for each in found if each["code"] == "macro-not-run"] == ["notice"]
    return [(each["code"], each["severity"], each["hint"]) for each in found if each["code"] != "macro-not-run"]


def test_a_good_folder_gives_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path, capsys) == []


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("[a](a.md/#v1.0)", ("link-folder-without-index", "warning", "write `a.md#v1.0`")),
        ("https://example.org`code`", ("link-bare", "notice", "write `<https://example.org>`, or give it words")),
        ("[a](/a)", ("link-absolute", "warning", "")),
        ("[a](/a.html)", ("link-absolute", "warning", "")),
        ("[a](a)", ("link-missing-file", "warning", "did you mean `a.md`?")),
        ("[a](a.md#v1)", ("link-missing-anchor", "warning", "did you mean `v1.0`?")),
        ("- [x] done", ("checklist-ticked", "notice", "")),
        (
            "```mermaid\ngraph TD\nA-->B\n```",
            ("structure-missing-alt", "notice", 'add alt="..." to the fence'),
        ),
        ("```python\nf(]\n```", ("code-syntax", "notice", "")),
    ],
)
def test_a_fault_is_one_finding(
    page: str, found: tuple[str, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path, capsys, page) == [found]
