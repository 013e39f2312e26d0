"""Products of the sample guide, made once for all tests that open them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

import build

SAMPLE = Path(__file__).parents[1] / "templates" / "starter"


@dataclass(frozen=True)
class Built:
    """The output folder of a build, and what `build.json` says of it."""

    folder: Path
    manifest: dict


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("output")
    status = build.main(["--content", str(SAMPLE), "--output", str(folder), "-q"])
    assert status == build.MADE
    return Built(folder, json.loads((folder / "build.json").read_text(encoding="utf-8")))
