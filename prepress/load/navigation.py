"""The order of a MkDocs site: its `nav`, or the order of its files where it has none."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from prepress.load.data import Entry
from prepress.problems import Place, suggest

DEEPEST = 40
INDEX = ("index.md", "readme.md")
EXTERNAL = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stop:
    """A page of the nav; `title` is empty where the nav gives none, `section` where it stands at the top."""

    path: str
    title: str
    section: str
    place: Place


def read_nav(nav: Entry, docs: str, there: Iterable[str]) -> tuple[Stop, ...]:
    """Return the pages of `nav` in order, each once; what it lists and the folder has not is reported.

    `docs` is the folder of the pages with a slash at its end, or empty; `there` are the pages that exist. Sections
    within sections are read in order and belong to the outermost: a book's parts have chapters, not parts.
    """
    known = frozenset(there)
    stops: dict[str, Stop] = {}
    for stop in _walk_nav(nav, docs, "", 0):
        if stop.path not in known:
            name, names = stop.path.removeprefix(docs), (path.removeprefix(docs) for path in known)
            message = f"the nav lists `{name}`, and there is no such page"
            nav.findings.add("structure-page-missing", stop.place, message, suggest(name, names))
        else:
            stops.setdefault(stop.path, stop)
    return tuple(stops.values())


def _walk_nav(nav: Entry, docs: str, section: str, depth: int) -> Iterable[Stop]:
    if depth > DEEPEST:
        nav.fail("a nav that can be read: it is nested too deeply")
        return
    for item in nav.list():
        if item.has_items:
            for title, value in item.items():
                if value.is_list:
                    yield from _walk_nav(value, docs, section or title, depth + 1)
                else:
                    yield from _read_stop(value, docs, title, section)
        else:
            yield from _read_stop(item, docs, "", section)


def _read_stop(entry: Entry, docs: str, title: str, section: str) -> Iterable[Stop]:
    """Yield the page that a line of the nav names; an address on the web is not a page."""
    written = entry.text()
    if written and not EXTERNAL.match(written):
        path = posixpath.normpath(posixpath.join(docs, written.lstrip("/")))
        yield Stop(path, title, section, entry.place)


def order_files(paths: Iterable[str], docs: str) -> tuple[Stop, ...]:
    """Return all pages as MkDocs orders them without a nav: by path, an index first, files before folders."""
    return tuple(
        Stop(path, "", _name_section(path.removeprefix(docs)), Place(path))
        for path in sorted(paths, key=lambda path: _sort_key(path.removeprefix(docs)))
    )


def _sort_key(path: str) -> tuple[tuple[int, str], ...]:
    *folders, name = path.split("/")
    return (*((2, folder) for folder in folders), (0 if name.lower() in INDEX else 1, name))


def _name_section(path: str) -> str:
    return name_title(path.split("/")[0]) if "/" in path else ""


def name_title(name: str) -> str:
    """Return a title made of a file's or folder's name, as MkDocs makes it (mkdocs.utils.dirname_to_title)."""
    title = posixpath.basename(name).removesuffix(".md").replace("-", " ").replace("_", " ")
    return title.capitalize() if title.lower() == title else title


def group_sections(stops: Iterable[Stop]) -> tuple[tuple[str, tuple[Stop, ...]], ...]:
    """Return runs of pages that follow one another in one section."""
    return tuple((section, tuple(run)) for section, run in groupby(stops, key=lambda stop: stop.section))


def is_excluded(path: str, patterns: Iterable[str]) -> bool:
    """Tell whether a line of `exclude_docs` names the path; a line that begins with `!` takes one back."""
    excluded = False
    for pattern in patterns:
        wanted = pattern.removeprefix("!").rstrip("/")
        names = (path,) if "/" in wanted else path.split("/")
        anchored = wanted.lstrip("/")
        if any(fnmatch.fnmatch(name, anchored) for name in names) or fnmatch.fnmatch(path, f"{anchored}/*"):
            excluded = not pattern.startswith("!")
    return excluded
