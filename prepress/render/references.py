"""Number what a chapter refers to: sources and outside links share one sequence, in the order of first use."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from zlib import crc32

from prepress.model.guide import Guide


@dataclass(frozen=True, slots=True)
class Address:
    """A line of a chapter's addresses: where a source or an outside link is to be found."""

    number: int
    author: str
    title: str
    published: str
    url: str

    @property
    def anchor(self) -> str:
        """Return an id that both products give it, whose numbers differ: on a screen a link has none."""
        return f"address-{crc32(self.url.encode()):08x}"


@dataclass(slots=True)
class References:
    """The running numbers of one chapter while it is being written."""

    guide: Guide
    addresses: dict[str, Address] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def cite_source(self, key: str) -> tuple[Address, bool]:
        """Return the address of a source, and whether this is its first use in the chapter."""
        source = self.guide.sources[key]
        return self._enter(source.url or key, source.author, source.title, source.published)

    def cite_link(self, url: str, text: str) -> tuple[Address, bool]:
        """Return the address of an outside link, and whether this is its first use in the chapter."""
        return self._enter(url, "", text, "")

    def _enter(self, url: str, author: str, title: str, published: str) -> tuple[Address, bool]:
        first = url not in self.addresses
        if first:
            number = len(self.addresses) + 1
            self.addresses[url] = Address(number, author, title, published, url)
        return self.addresses[url], first

    def count(self, what: str) -> int:
        """Return the next number of a table, figure or listing."""
        self.counts[what] += 1
        return self.counts[what]
