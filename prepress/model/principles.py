"""The Leadership Principles as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prepress.problems import Place


@dataclass(frozen=True, slots=True)
class Tension:
    """A pull of one principle against another: its id, and the concrete decision in which both cannot win."""

    other: str
    sense: str
    place: Place


@dataclass(frozen=True, slots=True)
class Principle:
    """A Leadership Principle: its exact name, and in our words what it rewards, sounds like and is taken for."""

    id: str
    name: str
    rewards: str
    levels: Mapping[str, str]
    misuse: str
    probes: tuple[str, ...]
    questions: tuple[str, ...]
    slots: tuple[str, ...]
    tensions: tuple[Tension, ...]
    place: Place
