"""What a product is rendered from: the guide of one level, with its weeks and computed figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prepress.model.guide import Guide
from prepress.model.plan import Week


@dataclass(frozen=True, slots=True)
class Edition:
    """`level` is `all`, `l6` or `l7`; `weeks` by level (`L6`, `L7`); `figures` by name, ready to print."""

    guide: Guide
    level: str
    weeks: Mapping[str, tuple[Week, ...]]
    figures: Mapping[str, str]
