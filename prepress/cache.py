"""Finished work, kept by the content that it was made from; deleting the folder loses nothing but time."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of results as JSON; without a folder it keeps nothing."""

    folder: Path | None

    def read(self, key: str) -> Any:
        """Return a result; `None` where there is none, or none that can be read."""
        if self.folder is None:
            return None
        try:
            return json.loads((self.folder / f"{key}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def write(self, key: str, result: Any) -> None:
        """Keep a result; a disk that refuses costs time at the next build, and nothing else."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(result, file, ensure_ascii=False)
            Path(name).replace(self.folder / f"{key}.json")


def make_key(parts: Iterable[bytes]) -> str:
    """Return the name of a result: a hash of all that it depends on, this program included."""
    total = hashlib.sha256(hash_program().encode())
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()


@cache
def hash_program() -> str:
    """Return a hash of the package's own files: another program may come to other results."""
    total = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()
