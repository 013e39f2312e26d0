"""What a product is rendered from: the guide of one level, with its weeks and computed figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prepress.model.guide import Guide
from prepress.model.plan import Plan, Week


@dataclass(frozen=True, slots=True)
class Edition:
    """`level` is `all`, `l6` or `l7`; `weeks` by level (`L6`, `L7`); `figures` by name, ready to print.

    `whole` is the plan as the books print it, where this edition's is shorter.
    """

    guide: Guide
    level: str
    weeks: Mapping[str, tuple[Week, ...]]
    figures: Mapping[str, str]
    whole: Plan | None = None
