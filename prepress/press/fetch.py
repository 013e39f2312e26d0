"""What a page may load: fonts and drawings of the templates folder, pictures of the guide, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from prepress.press.pictures import make_printable

TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


class GuideFetcher(URLFetcher):  # type: ignore[misc]
    """Fetches below one folder, and from the guide's own pictures; never from the network."""

    def __init__(self, base: str, images: Mapping[str, bytes]) -> None:
        """Take the folder as a `file:` address that ends with a slash, and pictures by address below it."""
        super().__init__(allowed_protocols=("file", "data"))
        self.base = base
        self.images = images

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return a file. Raises ValueError for an address outside of the folder."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        path = unquote(url).removeprefix(unquote(self.base))
        if path in self.images:
            kind = TYPES.get(path[path.rfind(".") :].lower(), "application/octet-stream")
            return URLFetcherResponse(url, make_printable(self.images[path]), {"Content-Type": kind})
        if not url.startswith(self.base) or ".." in path:
            raise ValueError(f"{url} is outside of the guide")
        return super().fetch(url, headers)
