"""Each construct of the dialect: a title, the Markdown, and the tree and problems that it must give.

The cases stand in `cases/*.txt`. `UPDATE_GOLDEN=1` writes the trees anew: read the difference before committing.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from prepress.load.markdown import parse_markdown
from tests.test_dialect.dump import dump

CASES = Path(__file__).with_name("cases")
CASE = re.compile(r"^=== (?P<title>.+)\n(?P<text>(?:.*\n)*?)--- gives\n(?P<tree>(?:(?!=== ).*\n)*)", re.MULTILINE)
SNIPPETS = {
    "words.md": "From *elsewhere*.\nIts second line.",
    "parts.md": "# --8<-- [start:one]\nThe one.\n# --8<-- [end:one]\nThe other.",
    "circle.md": '--8<-- "circle.md"',
}


def read_cases(path: Path) -> list[tuple[str, str, str]]:
    """Return titles, texts and trees; in a text `␣` is a blank at the end of a line."""
    found = CASE.finditer(path.read_text(encoding="utf-8"))
    return [(case["title"], case["text"].replace("␣", " "), case["tree"].strip("\n")) for case in found]


@pytest.mark.parametrize(
    ("title", "text", "tree"),
    [
        pytest.param(*case, id=f"{path.stem}: {case[0]}")
        for path in sorted(CASES.glob("*.txt"))
        for case in read_cases(path)
    ],
)
def test_tree(title: str, text: str, tree: str) -> None:
    assert dump(parse_markdown(text, "page.md", includes=SNIPPETS.get)) == tree


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_file_holds_nothing_but_cases(path: Path) -> None:
    """A case with a slip in its head would be read as part of the one before, and never run."""
    written = []
    for title, text, _ in read_cases(path):
        tree = dump(parse_markdown(text, "page.md", includes=SNIPPETS.get))
        shown = re.sub(r" $", "␣", text, flags=re.MULTILINE)
        written.append(f"=== {title}\n{shown}--- gives\n{tree}\n\n")
    whole = "".join(written).rstrip("\n") + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(whole, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == whole
