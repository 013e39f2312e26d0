"""Finished work, kept by the content that it was made from; deleting the folder loses nothing but time."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

PACKAGE = Path(__file__).parent
LIBRARIES = PACKAGE.parent / "requirements.lock"
BLOCKS = PACKAGE.parent / "templates" / "blocks"
NAME = 32
Record = TypeVar("Record")


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
        self._write_file(f"{key}.json", json.dumps(result, ensure_ascii=False).encode())

    def keep(self, file: str, text: str, make: Callable[[], Record]) -> Record:
        """Return the records that were made of a file when it held this text, or make and keep them.

        Of each file the last ones are kept.
        """
        if self.folder is None:
            return make()
        from prepress.packing import pack, unpack

        name = f"page-{hashlib.sha256(file.encode()).hexdigest()[:NAME]}.records"
        key = make_key((file.encode(), text.encode("utf-8", "surrogatepass"))).encode()
        with contextlib.suppress(OSError, ValueError):
            data = (self.folder / name).read_bytes()
            if data.startswith(key):
                return cast(Record, unpack(data[len(key) :]))
        record = make()
        self._write_file(name, key + pack(record))
        return record

    def _write_file(self, name: str, data: bytes) -> None:
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, other = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(other).replace(self.folder / name)


def make_key(parts: Iterable[bytes]) -> str:
    """Return the name of a result: a hash of all that it depends on, this program included."""
    total = hashlib.sha256(hash_program().encode())
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()


def name_folder(folder: Path, asked: str) -> str:
    """Return the name of what comes of a folder: a hash of all its files, and of what is asked for.

    A folder with a file that cannot be read has none.
    """
    try:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        parts = [part for path in files for part in (os.fsencode(path), path.read_bytes())]
    except OSError:
        return ""
    return make_key((b"check", asked.encode(), *parts))


@cache
def hash_program() -> str:
    """Return a hash of the package's files, its libraries and its blocks: another program has other results."""
    total = hashlib.sha256(repr(sorted(path.name for path in BLOCKS.glob("*"))).encode())
    for path in sorted((*PACKAGE.rglob("*.*"), LIBRARIES)):
        if path.is_file() and path.suffix != ".pyc":
            total.update(path.read_bytes())
    return total.hexdigest()
