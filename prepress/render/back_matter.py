"""What the lists of exercises are made from: the banks."""

from __future__ import annotations

from prepress.model.edition import Edition
from prepress.model.guide import BankItem

BANK_NAMES = {
    "SD": "Design problems",
    "CO": "Coding problems",
    "ST": "Story slots",
    "MK": "Mock rounds",
}


def list_bank(edition: Edition) -> tuple[BankItem, ...]:
    """Return the exercises of the banks without those that only the other level's plan schedules."""
    items = tuple(edition.guide.bank.values())
    if edition.level == "all" or not edition.weeks:
        return items
    levels: dict[str, set[str]] = {}
    for level, weeks in edition.weeks.items():
        for load in (load for week in weeks for load in week.loads):
            for name in load.new:
                levels.setdefault(name, set()).add(level)
    wanted = edition.level.upper()
    return tuple(item for item in items if wanted in levels.get(item.id, {wanted}))
