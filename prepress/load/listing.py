"""Read the pages that `guide.yaml` lists, and compare its list with the files that are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prepress.load.data import Entry
from prepress.load.folder import Folder
from prepress.load.page import make_unread_page, read_page
from prepress.model.guide import Metadata, Page
from prepress.problems import Place, Problem, error, suggest

PAGE = ".md"


def read_listed_pages(
    folder: Folder, files: Iterable[str], parts: Entry, planned: Mapping[str, Metadata]
) -> dict[str, Page]:
    """Return the written pages in book order; report what is listed and not there, and the reverse."""
    there = {path for path in files if path.endswith(PAGE)}
    listed = list_pages(parts)
    if not listed:
        read_pages_alone(folder, there)
        return {}
    pages: dict[str, Page] = {}
    for item in listed:
        path = item.text()
        if path in there and path not in pages:
            pages[path] = read_listed_page(folder, path)
    names = {item.text() for item in listed}
    unlisted = sorted(there - names - folder.included)
    for item in listed:
        folder.problems += _judge_listing(item, there, planned, unlisted)
    _report_twice(listed)
    for path in unlisted:
        message = "guide.yaml does not list this page"
        folder.problems.append(error("structure-page-unlisted", Place(path), message, "add it to a part"))
    return pages


def list_pages(parts: Entry) -> tuple[Entry, ...]:
    """Return the paths in the parts of `guide.yaml`, each with its place."""
    return tuple(item for part in parts.list() for item in part.get("pages").list())


def read_listed_page(folder: Folder, path: str) -> Page:
    """Return a page, and note what is wrong with it."""
    text = folder.read_text(path)
    if path in folder.unread:
        return make_unread_page(path)
    read: tuple[Page, tuple[Problem, ...]] = folder.parse(
        path, text, lambda: read_page(path, text, folder.include)
    )
    page, problems = read
    folder.problems += problems
    return page


def read_pages_alone(folder: Folder, files: Iterable[str]) -> None:
    """Note what is wrong with the pages where no list of them can be read."""
    for path in sorted(files):
        if path.endswith(PAGE):
            read_listed_page(folder, path)


def check_planned(planned: Mapping[str, Metadata], entry: Entry) -> None:
    """Report planned pages that no part lists: they would stand nowhere in the contents."""
    names = {item.text() for item in list_pages(entry.get("parts"))}
    for path, meta in planned.items():
        if path not in names:
            place = (meta.places or {}).get("path", entry.place)
            entry.findings.add("structure-page-unlisted", place, f"no part lists `{path}`", "add it to a part")


def _judge_listing(
    item: Entry, there: set[str], planned: Mapping[str, Metadata], unlisted: Iterable[str]
) -> list[Problem]:
    path = item.text()
    if path in there and path in planned:
        message = f"`{path}` is written, and still stands under `planned`"
        place = (planned[path].places or {}).get("path", item.place)
        return [error("structure-planned-page-written", place, message, "delete it there")]
    if path and path not in there and path not in planned:
        message = f"there is no page `{path}`"
        hint = suggest(path, unlisted) or "write it, or put it under `planned`"
        return [error("structure-page-missing", item.place, message, hint)]
    return []


def _report_twice(listed: Iterable[Entry]) -> None:
    first: dict[str, Place] = {}
    for item in listed:
        path = item.text()
        if path in first:
            hint = f"its first place is line {first[path].line}"
            item.findings.add("structure-page-twice", item.place, f"`{path}` is listed already", hint)
        first.setdefault(path, item.place)
