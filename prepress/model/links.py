"""Where a link leads: the one rule that the checks and every product share."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import quote, unquote, urlsplit

from prepress.model.guide import Guide

FORBIDDEN = re.compile(r'[\s"<>\\^`{|}]')


class Destination(Enum):
    """What kind of thing a link points to."""

    PAGE = auto()
    PLANNED = auto()
    ASSET = auto()
    EXTERNAL = auto()
    MISSING = auto()
    OUTSIDE = auto()


@dataclass(frozen=True, slots=True)
class Target:
    """A resolved link: `path` relative to the content folder, `anchor` without its `#`."""

    destination: Destination
    path: str
    anchor: str = ""


def resolve_link(guide: Guide, page_path: str, href: str) -> Target:
    """Return where `href`, written on the page `page_path`, leads.

    A folder means its `index.md`; `.html` and extensionless addresses are not mended here, so that the checks
    can report them.
    """
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return Target(Destination.EXTERNAL, encode_address(href))
    path, anchor = unquote(parts.path), unquote(parts.fragment)
    if not path:
        return Target(Destination.PAGE, page_path, anchor)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page_path), path))
    if path.startswith("/"):
        joined = posixpath.normpath(path.lstrip("/"))
    if joined == ".." or joined.startswith("../"):
        return Target(Destination.OUTSIDE, joined, anchor)
    if path.endswith("/") or joined == ".":
        joined = posixpath.normpath(posixpath.join(joined, "index.md"))
    return Target(_classify(guide, joined), joined, anchor)


def encode_address(address: str) -> str:
    """Return an address with what RFC 3986 does not let stand in it percent-encoded: a second `#`, say."""
    before, sign, fragment = address.partition("#")
    return FORBIDDEN.sub(_encode, before) + sign + FORBIDDEN.sub(_encode, fragment).replace("#", "%23")


def _encode(found: re.Match[str]) -> str:
    return quote(found[0])


def _classify(guide: Guide, path: str) -> Destination:
    if path in guide.pages:
        return Destination.PAGE
    if path in guide.planned:
        return Destination.PLANNED
    if path in guide.assets:
        return Destination.ASSET
    return Destination.MISSING
