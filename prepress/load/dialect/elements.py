"""Raw HTML: which elements and attributes are safe to keep, and how a fragment is cut into tags and text.

What stays is what prints without a program and is valid in XHTML; the rest is removed and reported.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

SAFE_NAMES = """
a abbr article aside b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div
dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p picture
pre q rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th thead time tr tt
u ul var wbr
"""
EMPTY_NAMES = "area base br col embed hr img input link meta param source track wbr"
DROPPED_NAMES = """
applet audio canvas embed head iframe math noscript object script select style svg template textarea title
video
"""
ATTRIBUTE_NAMES = """
align alt class colspan dir height href id lang open rowspan src start title type width
"""
MUTE_NAMES = """
aria bgcolor border cellpadding cellspacing data decoding frameborder loading markdown name referrerpolicy rel
role scope sizes srcset style target valign
"""
SAFE = frozenset(SAFE_NAMES.split())
EMPTY = frozenset(EMPTY_NAMES.split())
DROPPED = frozenset(DROPPED_NAMES.split())
"""Elements that go with all that is in them."""
ATTRIBUTES = frozenset(ATTRIBUTE_NAMES.split())
MUTE = frozenset(MUTE_NAMES.split())
"""Attributes that say nothing on paper, beside `data-` and `aria-`: they go without a word."""
UNSAFE = re.compile(r"^[\s\x00-\x1f]*(?:javascript|vbscript|data|file):", re.IGNORECASE)
ATTRIBUTE = r"""[A-Za-z_:@*#\[(][^\s"'<>/=]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
TAG = re.compile(
    rf"<(?:/(?P<close>[A-Za-z][\w:-]*)\s*|(?P<open>[A-Za-z][\w:-]*)(?P<attrs>(?:\s+{ATTRIBUTE})*)\s*(?P<empty>/?))>"
)
BLANKS = re.compile(r"\s+")
PAIR = re.compile(r"""([A-Za-z_:@*#\[(][^\s"'<>/=]*)(?:\s*=\s*(?:([^\s"'=<>`]+)|'([^']*)'|"([^"]*)"))?""")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of raw HTML, names in lower case; `start` and `end` are offsets in the fragment."""

    name: str
    closing: bool = False
    empty: bool = False
    attrs: dict[str, str] = field(default_factory=dict)
    start: int = 0
    end: int = 0


def find_tags(text: str) -> Iterator[Tag]:
    """Yield the tags of a fragment in their order."""
    for found in TAG.finditer(text):
        yield read_tag(found)


def read_tag(found: re.Match[str]) -> Tag:
    """Return a matched tag."""
    if found["close"]:
        return Tag(found["close"].lower(), closing=True, start=found.start(), end=found.end())
    name = found["open"].lower()
    attrs = {
        pair[1].lower(): html.unescape(pair[2] or pair[3] or pair[4] or "")
        for pair in PAIR.finditer(found["attrs"])
    }
    empty = name in EMPTY or bool(found["empty"])
    return Tag(name, False, empty, attrs, found.start(), found.end())


def holds_markdown(tag: Tag) -> bool:
    """Tell whether a tag asks for its content to be read as Markdown (Python-Markdown's md_in_html)."""
    return tag.attrs.get("markdown", "0").lower() in {"", "1", "block", "span", "true"}


def filter_attributes(tag: Tag) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the attributes that are kept, and the names of those that are left out and matter."""
    kept = {name: value for name, value in tag.attrs.items() if name in ATTRIBUTES}
    lost = [name for name in tag.attrs if name not in ATTRIBUTES and name.split("-")[0] not in MUTE]
    for name in ("href", "src"):
        if UNSAFE.match(kept.get(name, "")):
            del kept[name]
            lost.append(name)
    if tag.name == "a" and tag.attrs.get("name") and "id" not in kept:
        kept["id"] = tag.attrs["name"]
    return kept, tuple(lost)
