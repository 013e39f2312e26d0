"""The web addresses that a guide names: of its links and of its sources."""

from __future__ import annotations

import urllib.parse
from collections import defaultdict

from prepress.model.guide import Guide
from prepress.model.links import Destination, resolve_link
from prepress.problems import Place


def list_addresses(guide: Guide) -> dict[str, list[Place]]:
    """Return the web addresses of pages and sources, without fragments, and the places where they stand."""
    places: dict[str, list[Place]] = defaultdict(list)
    for page in guide.pages.values():
        for link in page.links:
            if resolve_link(guide, page.path, link.href).destination is Destination.EXTERNAL:
                places[urllib.parse.urldefrag(link.href).url].append(link.place)
    for source in guide.sources.values():
        places[urllib.parse.urldefrag(source.url).url].append(source.place)
    return {url: found for url, found in places.items() if url.startswith(("http://", "https://"))}
