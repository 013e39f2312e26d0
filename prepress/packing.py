"""Pack records of the model into bytes and back, quickly, and nothing else: foreign bytes can run no code."""

from __future__ import annotations

import copyreg
import gc
import io
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from prepress.model.document import NOTHING, Kind, Node
from prepress.problems import Place, Severity

OURS = ("prepress.model.", "prepress.problems", "prepress.load.markdown", "prepress.packing")


class _Packer(pickle.Pickler):
    dispatch_table = copyreg.dispatch_table | {
        Node: lambda node: (
            Node,
            (node.kind, node.place, node.text, node.attrs, node.children, node.options),
        ),
        Place: lambda place: (Place, (place.file, place.line, place.column)),
        # By value, as most versions of Python do it; 3.11.0 to 3.11.3 ask `getattr`, which is no record.
        Kind: lambda kind: (Kind, (kind.value,)),
        Severity: lambda severity: (Severity, (severity.value,)),
        MappingProxyType: lambda mapping: (freeze, (dict(mapping),)),
    }
    """Through the constructor is three times as fast as attribute by attribute."""


class _Unpacker(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Return a class of ours; any other name is refused (Python library reference, "Restricting Globals")."""
        found = super().find_class(module, name) if module.startswith(OURS) and "." not in name else None
        if found is freeze or (isinstance(found, type) and found.__module__ == module):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


def freeze(content: dict[str, Any]) -> Mapping[str, Any]:
    """Return a mapping that cannot be changed."""
    return MappingProxyType(content) if content else NOTHING


def pack(record: object) -> bytes:
    """Return a record as bytes."""
    file = io.BytesIO()
    _Packer(file, pickle.HIGHEST_PROTOCOL).dump(record)
    return file.getvalue()


def unpack(data: bytes) -> Any:
    """Return the record that `pack` made into bytes. Raises ValueError for other bytes."""
    try:
        with _without_collecting():
            return _Unpacker(io.BytesIO(data)).load()
    except Exception as failure:
        raise ValueError(f"these bytes are no record: {failure}") from failure


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Make records by the thousand without looking for garbage among them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
