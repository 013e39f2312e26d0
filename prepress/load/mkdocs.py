"""Read somebody else's pages: a MkDocs project with its `mkdocs.yml`, or a folder of Markdown alone.

Such a folder owes us nothing: it has no data, and what is wrong in it is a warning unless it cannot be read.
"""

from __future__ import annotations

import posixpath
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from prepress.load.data import Entry, Findings
from prepress.load.dialect.headings import UsedIds, slugify
from prepress.load.folder import Folder, Keep, Loaded, make_always
from prepress.load.foreign_page import ForeignPage, read_foreign_page
from prepress.load.navigation import Stop, group_sections, is_excluded, name_title, order_files, read_nav
from prepress.load.settings import drop_answered, find_appended, find_snippets
from prepress.load.words import read_words
from prepress.model.guide import Guide, Part
from prepress.problems import Place, Problem, Severity, error, sort_problems

SETTINGS_FILES = ("mkdocs.yml", "mkdocs.yaml")
DOCS = "docs"
PAGE = ".md"
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp")
UNREADABLE = frozenset({"text-not-utf8", "guide-unreadable-file", "guide-missing"})
ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Project:
    """A project's folder and settings; `docs` is the folder of its pages, with a slash at its end, or empty."""

    folder: Folder
    settings: Entry
    docs: str

    def read_setting(self, key: str) -> str:
        """Return a setting; of one that asks for an environment variable (`!ENV`), the default that it names."""
        entry = self.settings.get(key)
        if not entry.tag:
            return entry.text()
        return entry.list()[-1].text() if len(entry.list() if entry.is_list else ()) > 1 else ""


def read_mkdocs(root: Path, settings_file: str | None, keep: Keep = make_always) -> Loaded:
    """Return the guide that a folder makes whose settings, if it has any, are in `settings_file`.

    The paths of its pages begin with the name of the folder that they are in, as `docs/index.md`.
    """
    folder = Folder(root, keep=keep)
    settings = folder.read_data(settings_file) if settings_file else Entry(None, Place("."), Findings())
    guide = None
    if settings_file not in folder.unread:
        guide = _read_project(Project(folder, settings, ""), settings_file)
    folder.close(settings)
    return Loaded(guide, sort_problems(_soften(problem, settings_file) for problem in folder.problems))


def _soften(problem: Problem, settings_file: str | None) -> Problem:
    """Return an error as a warning, unless it says that something cannot be read at all.

    A macro is no mistake where a site runs it: that the book cannot is a notice.
    """
    unreadable = problem.code in UNREADABLE
    unreadable |= problem.code == "data-not-yaml" and problem.place.file == settings_file
    if problem.code == "macro-not-run":
        return replace(problem, severity=Severity.NOTICE)
    keep = unreadable or problem.severity < Severity.ERROR
    return problem if keep else replace(problem, severity=Severity.WARNING)


def _read_project(project: Project, settings_file: str | None) -> Guide | None:
    folder, settings = project.folder, project.settings
    if settings.exists and not settings.has_items:
        settings.fail("a mapping of keys and values")
    docs = _find_docs(project) if settings_file else ""
    if docs is None:
        entry = settings.get("docs_dir")
        place = entry.place if entry.exists else Place(settings_file or ".")
        message = f"this folder has no folder `{project.read_setting('docs_dir') or DOCS}` of pages"
        folder.problems.append(error("guide-missing", place, message, "`docs_dir` names it"))
        return None
    files = _list_files(replace(project, docs=docs))
    if not any(path.endswith(PAGE) for path in files):
        message = "the folder has no page"
        hint = "a guide has a guide.yaml; a MkDocs project a mkdocs.yml; a folder of pages files that end in .md"
        folder.problems.append(error("guide-missing", Place(docs or "."), message, hint))
        return None
    return _make_guide(replace(project, docs=docs), files)


def _find_docs(project: Project) -> str | None:
    """Return the folder of the pages; one outside of the project, or that is not there, is none."""
    written = posixpath.normpath(project.read_setting("docs_dir") or DOCS)
    home = project.folder.root.resolve()
    target = home / written
    if "\0" in written or not target.is_dir() or not target.resolve().is_relative_to(home):
        return None
    return "" if written == "." else f"{written}/"


def _list_files(project: Project) -> tuple[str, ...]:
    lines = project.read_setting("exclude_docs").splitlines()
    patterns = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    files = project.folder.list_files(project.docs)
    return tuple(path for path in files if not is_excluded(path.removeprefix(project.docs), patterns))


def _make_guide(project: Project, files: tuple[str, ...]) -> Guide:
    folder, settings = project.folder, project.settings
    there = [path for path in files if path.endswith(PAGE)]
    nav = settings.get("nav")
    stops = read_nav(nav, project.docs, there) if nav.is_list else order_files(there, project.docs)
    read = _read_pages(project, stops, there)
    title = project.read_setting("site_name") or _name_project(folder.root, read)
    address = project.read_setting("site_url")
    author = project.read_setting("site_author")
    language = settings.get("theme").get("language").text() or "en"
    return Guide(
        root=folder.root,
        title=title,
        subtitle=project.read_setting("site_description"),
        edition="1",
        date=_find_date(folder, read),
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, address or title)}",
        language=language,
        authors=(author,) if author else (),
        site=address,
        parts=_make_parts(stops, read, title),
        pages={path: foreign.page for path, foreign in read.items()},
        planned={},
        sources={},
        bank={},
        competencies=(),
        plan=None,
        assets={path: _read_asset(folder, path) for path in files if path not in there},
        words=read_words(language),
        unread=frozenset(folder.unread),
        foreign=True,
    )


def _read_pages(project: Project, stops: Iterable[Stop], there: Iterable[str]) -> dict[str, ForeignPage]:
    """Return the pages of the nav, then all others but those that are only parts of pages."""
    folder = project.folder
    bases = [*find_snippets(project.settings), "", project.docs]
    appended = find_appended(project.settings)

    def include(path: str) -> str | None:
        found = (folder.include(posixpath.join(base, path)) for base in bases)
        return next((text for text in found if text is not None), None)

    def read_page(path: str, title: str) -> ForeignPage:
        return read_foreign_page(folder, path, title, include, appended)

    read = {stop.path: read_page(stop.path, stop.title) for stop in stops}
    listed = _list_paths(stops)
    for path in there:
        if path not in listed and path not in folder.included:
            read[path] = read_page(path, "")
    folder.problems = drop_answered(folder.problems, project.settings, (foreign.page for foreign in read.values()))
    return {path: page for path, page in read.items() if path in listed or path not in folder.included}


def _list_paths(stops: Iterable[Stop]) -> frozenset[str]:
    return frozenset(stop.path for stop in stops)


def _name_project(root: Path, read: Mapping[str, ForeignPage]) -> str:
    if len(read) == 1:
        return next(iter(read.values())).page.title
    return name_title(root.resolve().name) or "Pages"


def _find_date(folder: Folder, read: Mapping[str, ForeignPage]) -> str:
    """Return the newest date that a page gives itself, else the one of the newest file: no clock is asked."""
    dates = [foreign.date for foreign in read.values() if foreign.date]
    return max(dates) if dates else folder.find_newest(read)


def _read_asset(folder: Folder, path: str) -> bytes:
    """Return a picture's bytes. Other files print nowhere: that they exist is enough for a link to them."""
    return folder.read_bytes(path) if path.lower().endswith(PICTURES) else b""


def _make_parts(stops: Iterable[Stop], read: Mapping[str, ForeignPage], title: str) -> tuple[Part, ...]:
    """Return a numbered part for each section of the nav, unnumbered ones for the pages between and after them."""
    slugs = UsedIds(set())
    parts: list[Part] = []
    count = 0
    for section, run in group_sections(stops):
        count += bool(section)
        number, name = (_write_roman(count), section) if section else ("", title)
        pages = tuple(stop.path for stop in run)
        parts.append(Part(slugs.make_unique(slugify(name)), number, name, "", "", pages, run[0].place))
    listed = _list_paths(stops)
    rest = tuple(path for path in read if path not in listed)
    if rest:
        parts.append(Part(slugs.make_unique("appendix"), "", "Appendix", "", "", rest, Place(rest[0])))
    return tuple(parts)


def _write_roman(number: int) -> str:
    written = ""
    for value, sign in ROMAN:
        written += sign * (number // value)
        number %= value
    return written
