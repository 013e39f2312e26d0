"""Raw HTML: a safe subset becomes part of the page, the rest is left out and reported."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

SAFE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)
EMPTY = frozenset({"br", "hr", "img"})
MUTE = frozenset({"script", "style", "iframe", "object", "embed", "template", "noscript"})
ATTRIBUTES = frozenset(
    {
        "class",
        "id",
        "title",
        "href",
        "src",
        "alt",
        "colspan",
        "rowspan",
        "align",
        "width",
        "height",
        "lang",
        "dir",
        "start",
    }
)


@dataclass(frozen=True, slots=True)
class Event:
    """A piece of raw HTML: `start`, `end`, `empty`, `data` or `removed`; the line counts from 0."""

    kind: str
    text: str
    attrs: dict[str, str]
    line: int


def read_html(source: str) -> list[Event]:
    """Return the events of a fragment; what is inside a script or style is left out with it."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.events


class _Reader(HTMLParser):
    """Collects events."""

    def __init__(self) -> None:
        """Start outside of any muted element."""
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []
        self.muted = ""

    def _add(self, kind: str, text: str, attrs: dict[str, str] | None = None) -> None:
        self.events.append(Event(kind, text, attrs or {}, self.getpos()[0] - 1))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an opening tag."""
        if self.muted:
            return
        if tag in MUTE:
            self.muted = tag
            self._add("removed", tag)
        elif tag not in SAFE:
            self._add("removed", tag)
        else:
            kept = {name: value or "" for name, value in attrs if name in ATTRIBUTES}
            if kept.get("href", "").strip().lower().startswith(("javascript:", "data:")):
                del kept["href"]
            self._add("empty" if tag in EMPTY else "start", tag, kept)

    def handle_endtag(self, tag: str) -> None:
        """Note a closing tag."""
        if self.muted:
            self.muted = "" if tag == self.muted else self.muted
        elif tag in SAFE and tag not in EMPTY:
            self._add("end", tag)

    def handle_data(self, data: str) -> None:
        """Note characters."""
        if not self.muted and data.strip():
            self._add("data", data)
