"""Codes, broken guides and documentation name the same findings."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FAMILIES = (
    "block|checklist|code|critic|data|diagram|exercise|guide|html|icon|image"
    "|link|macro|nesting|note|plan|snippet|source|structure|text"
)
CODE = re.compile(rf'"((?:{FAMILIES}|press)-[a-z0-9-]+)"')
NO_CODES = {"note-reference", "data-page-of", "code-block", "text-anchor"}
# These need a file system that refuses, or a file too large to keep; they have tests of their own.
WITHOUT_FOLDER = {"guide-missing", "guide-unreadable-file", "nesting-too-deep"}


def find_codes() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "prepress").rglob("*.py"))
    return {code for text in texts for code in CODE.findall(text)} - NO_CODES


def test_every_code_is_documented_and_nothing_else() -> None:
    documented = re.findall(r"^\*\*`([a-z0-9-]+)`\*\*", (ROOT / "CHECKS.md").read_text(encoding="utf-8"), re.M)
    assert len(documented) == len(set(documented))
    assert set(documented) == find_codes()


def test_every_code_has_a_broken_guide() -> None:
    folders = {path.name for path in (ROOT / "tests" / "broken").iterdir()}
    codes = {code for code in find_codes() if not code.startswith("press-")}
    assert folders == codes - WITHOUT_FOLDER
