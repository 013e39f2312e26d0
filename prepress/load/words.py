"""Read the lists of words that the checks look for: ours for English, and what a guide says otherwise."""

from __future__ import annotations

from pathlib import Path

from prepress.load.data import Entry, read_data
from prepress.model.words import WordLists

OURS = Path(__file__).with_name("words.yaml")
LISTS = ("idle", "uncheckable", "vague", "link_texts", "placeholders", "hype")


def read_words(language: str, entry: Entry | None = None) -> WordLists:
    """Return the lists for a language; `entry` is the guide's own file, whose lists replace ours."""
    ours = read_data(OURS.read_text(encoding="utf-8"), OURS.name)
    english = language.lower().partition("-")[0] == "en"
    if entry is not None:
        entry.refuse_unknown((*LISTS, "spellings"))

    def choose(name: str) -> Entry | None:
        if entry is not None and entry.get(name).exists:
            return entry.get(name)
        return ours.get(name) if english else None

    lists = {name: found.texts() if (found := choose(name)) else () for name in LISTS}
    spellings = choose("spellings")
    return WordLists(
        **lists, spellings={key: value.text() for key, value in spellings.items()} if spellings else {}
    )
