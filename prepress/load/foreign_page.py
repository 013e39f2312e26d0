"""Read a page that was written for a web site: front matter is welcome, and none of it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prepress.load.data import Entry, Findings, is_date, read_data
from prepress.load.folder import Folder
from prepress.load.foreign_blocks import print_as_text
from prepress.load.markdown import Parsed, parse_markdown
from prepress.load.navigation import name_title
from prepress.load.page import Include, drop_title, find_title, make_page, make_unread_page, split_front_matter
from prepress.load.text import mend_text
from prepress.model.document import Node
from prepress.model.guide import Metadata, Page
from prepress.problems import Place

DATES = ("updated", "date", "revision_date")


@dataclass(frozen=True, slots=True)
class ForeignPage:
    """A page, and the date that it gives itself, if any."""

    page: Page
    date: str


def read_foreign_page(
    folder: Folder, path: str, title: str, include: Include, appended: Iterable[str] = ()
) -> ForeignPage:
    """Return a page; its title is the nav's, else that of the front matter, the first heading or the file.

    `appended` are the snippets that the site puts behind every page, such as definitions of links.

    Text that was decoded wrongly once is read as it was meant: the finding says so, and the book has no gibberish.
    """
    before = len(folder.problems)
    text = folder.read_text(path)
    if path in folder.unread:
        return ForeignPage(make_unread_page(path), "")
    if any(problem.code == "text-misdecoded" for problem in folder.problems[before:]):
        text, _ = mend_text(text)
    entry, rest, first_line = _read_front(text, path)
    more = "".join(f'\n\n--8<-- "{name}"' for name in appended if include(name) is not None)
    parsed: Parsed = folder.parse(
        path, f"{first_line}\n{rest}{more}", lambda: parse_markdown(rest + more, path, first_line, include)
    )
    folder.problems += (*entry.findings.problems, *parsed.problems)
    values = _list_values(entry)
    title = title or values.get("title", "") or _find_name(parsed.body, path)
    meta = Metadata(title, summary=values.get("description", ""))
    body = print_as_text(_drop_same_title(parsed.body, title), folder.problems)
    page = make_page(path, text, meta, body)
    return ForeignPage(page, next((values[key] for key in DATES if is_date(values.get(key, ""))), ""))


def _read_front(text: str, path: str) -> tuple[Entry, str, int]:
    """Return front matter and text; two rules with no mapping between them are text (mkdocs.utils.meta)."""
    front, body, first_line = split_front_matter(text)
    entry = read_data(front or "", path, 2)
    if entry.exists and not entry.has_items:
        return Entry(None, Place(path), Findings()), text, 1
    return entry, body, first_line


def _list_values(entry: Entry) -> Mapping[str, str]:
    """Return what the front matter says in so many words; lists and mappings are for somebody else's program."""
    return {key: value.text() for key, value in entry.items() if value.is_text}


def _find_name(body: Node, path: str) -> str:
    heading = find_title(body)
    words = heading.plain_text().strip() if heading else ""
    if words:
        return words
    folder, _, name = path.rpartition("/")
    return name_title(folder if folder and name.lower() in {"index.md", "readme.md"} else name)


def _drop_same_title(body: Node, title: str) -> Node:
    """Leave out a first heading that says what the title says; any other one is text that nobody may lose."""
    heading = find_title(body)
    same = heading is not None and heading.plain_text().split() == title.split()
    return drop_title(body) if same else body
