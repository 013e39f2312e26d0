"""Words that say something about a text, as data: lists for the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WordLists:
    """Lower case unless case matters; `spellings` maps a spelling to the one that is wanted."""

    idle: tuple[str, ...] = ()
    uncheckable: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    link_texts: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    hype: tuple[str, ...] = ()
    spellings: Mapping[str, str] = field(default_factory=dict)
