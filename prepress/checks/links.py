"""Links: a reader on paper who turns to a wrong page has no way back."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from prepress.checks.prose import find_place, find_words
from prepress.checks.subject import Subject
from prepress.model.document import Kind, Node
from prepress.model.guide import Guide, Link, Page
from prepress.model.links import Destination, Target, resolve_link
from prepress.model.plan import LEVELS
from prepress.problems import Change, Place, Problem, Severity, find_near, notice, suggest, warning

BARE = re.compile(r"(?<![\w\"'=/(])https?://[^\s\0<>)\]\"'*]+[^\s\0<>)\]\"'*.,;:!?]")
"""A web address in plain text."""
EMPTY = re.compile(r"\]\([ ]*(?:<>)?[ ]*\)")


def _resolved(subject: Subject) -> Iterator[tuple[Page, Link, Target]]:
    for page in subject.pages:
        for link in page.links:
            yield page, link, resolve_link(subject.guide, page.path, link.href)


def _missing(subject: Subject) -> Iterator[tuple[Page, Link, Target]]:
    for page, link, target in _resolved(subject):
        if target.destination is Destination.MISSING:
            yield page, link, target


def _is_markdown(target: Target) -> bool:
    return target.path.endswith(".md")


def _find_other_case(guide: Guide, path: str) -> str:
    known = (*guide.pages, *guide.planned, *guide.assets)
    return next((other for other in known if other.lower() == path.lower()), "")


def _as_written(page: Page, path: str) -> str:
    """Return the path as the page has to write it."""
    return posixpath.relpath(path, posixpath.dirname(page.path) or ".")


def _suggest_path(page: Page, wrong: str, known: tuple[str, ...]) -> str:
    """Return the nearest path as the page has to write it; one of the same file name is nearer than any other."""
    same = [path for path in known if posixpath.basename(path) == posixpath.basename(wrong)]
    near = find_near(wrong, same) or find_near(wrong, known, cutoff=0.8)
    return f"did you mean `{_as_written(page, near)}`?" if near else ""


def check_missing_page(subject: Subject) -> Iterator[Problem]:
    """A link to a page that does not exist prints as words that lead nowhere."""
    guide = subject.guide
    for page, link, target in _missing(subject):
        if link.image or _names_folder(link) or link.href.startswith("/") or not _is_markdown(target):
            continue
        if not _find_other_case(guide, target.path):
            hint = _suggest_path(page, target.path, (*guide.pages, *guide.planned))
            message = f"there is no page `{target.path}`"
            yield subject.fault("link-missing-page", link.place, message, hint)


def _names_folder(link: Link) -> bool:
    return link.href.partition("#")[0].endswith("/")


def check_folder_without_index(subject: Subject) -> Iterator[Problem]:
    """A link to a folder means its index page; without one it leads nowhere."""
    for _, link, target in _missing(subject):
        folder, sign, anchor = link.href.partition("#")
        if _names_folder(link) and not link.href.startswith("/"):
            message = f"the folder `{folder}` has no index.md"
            hint = f"write `{target.path}`, or link to a page of the folder"
            if posixpath.dirname(target.path) in subject.guide.pages:
                message, hint = f"`{folder}` is a page, and no folder", f"write `{folder[:-1]}{sign}{anchor}`"
            yield subject.fault("link-folder-without-index", link.place, message, hint)


def check_missing_file(subject: Subject) -> Iterator[Problem]:
    """A picture or file that is not there leaves a hole in the page."""
    for page, link, target in _missing(subject):
        if _is_markdown(target) or target.path.endswith(".html") or link.href.startswith("/"):
            continue
        if not _find_other_case(subject.guide, target.path):
            known = tuple(subject.guide.assets)
            if f"{target.path}.md" in subject.guide.pages:
                known = (f"{target.path}.md",)
            hint = _suggest_path(page, target.path, known)
            message = f"there is no file `{target.path}`"
            yield subject.fault("link-missing-file", link.place, message, hint)


def check_html_address(subject: Subject) -> Iterator[Problem]:
    """A link to the web site's `.html` works on the site alone; the book needs the page's file."""
    for _, link, target in _missing(subject):
        if target.path.endswith(".html") and not link.href.startswith("/"):
            hint = f"write `{link.href.replace('.html', '.md')}`"
            yield subject.fault("link-html", link.place, f"`{link.href}` is not a page of the guide", hint)


def check_wrong_case(subject: Subject) -> Iterator[Problem]:
    """A path that differs in case works on some machines and fails on the others."""
    for page, link, target in _missing(subject):
        other = _find_other_case(subject.guide, target.path)
        if other:
            hint = f"write `{_as_written(page, other)}`"
            message = f"`{link.href}` differs from the file's name in upper and lower case"
            fault = subject.fault("link-wrong-case", link.place, message, hint)
            _, sign, anchor = link.href.partition("#")
            yield replace(fault, change=Change(link.href, f"{_as_written(page, other)}{sign}{anchor}"))


def check_absolute_path(subject: Subject) -> Iterator[Problem]:
    """An absolute path depends on where a site is put; the book has no such place."""
    for page, link, target in _resolved(subject):
        if link.href.startswith("/") and not link.href.startswith("//"):
            known = (path for path in (*subject.guide.pages, *subject.guide.planned) if path.endswith(target.path))
            hint = next((f"write `{_as_written(page, path)}`" for path in known), "")
            yield subject.fault("link-absolute", link.place, f"`{link.href}` is an absolute path", hint)


def check_outside(subject: Subject) -> Iterator[Problem]:
    """A link out of the guide's folder points at something that no reader has."""
    for _, link, target in _resolved(subject):
        if target.destination is Destination.OUTSIDE:
            message = f"`{link.href}` leads out of the content folder"
            yield subject.fault("link-outside", link.place, message, "move the file into the guide")


def check_missing_anchor(subject: Subject) -> Iterator[Problem]:
    """A link to a heading that is gone leads to the top of a long page, and prints a wrong number."""
    for _, link, target in _resolved(subject):
        if target.destination is not Destination.PAGE or not target.anchor or target.path in subject.guide.unread:
            continue
        page = subject.guide.pages[target.path]
        if subject.guide.foreign and _is_filled_in(page):
            continue
        if target.anchor not in page.anchors:
            message = f"`{target.path}` has no heading `#{target.anchor}`"
            yield subject.fault("link-missing-anchor", link.place, message, suggest(target.anchor, page.anchors))


def _is_filled_in(page: Page) -> bool:
    """Tell whether a plugin of the site writes part of the page: nobody knows its headings here."""
    return any(node.kind is Kind.CODE and node.get("class") == "macro" for node in page.body.walk())


def check_planned_page(subject: Subject) -> Iterator[Problem]:
    """A link to a planned page prints as plain words; the author should know which ones those are."""
    for _, link, target in _resolved(subject):
        if target.destination is Destination.PLANNED:
            message = f"`{target.path}` is planned: the link prints as plain text"
            yield notice("link-planned-page", link.place, message)


def check_empty_text(subject: Subject) -> Iterator[Problem]:
    """A link without words cannot be seen on paper nor heard from a screen reader."""
    for page in subject.pages:
        for link in page.links:
            if not link.image and link.href and not link.text.strip():
                yield subject.fault("link-empty-text", link.place, f"the link to `{link.href}` has no words")


def check_empty_address(subject: Subject) -> Iterator[Problem]:
    """A link without an address is blue and leads nowhere; without words as well it only holds an id."""
    for page in subject.pages:
        for link in page.links:
            if not link.href and link.text.strip() and EMPTY.search(page.text.split("\n")[link.place.line - 1]):
                message = f"the link `{link.text}` has no address"
                yield subject.fault("link-empty-address", link.place, message, "write where it leads")


def check_vague_text(subject: Subject) -> Iterator[Problem]:
    """A link that says `here` is useless on paper and to whoever hears the links alone."""
    vague = {words.casefold() for words in subject.guide.words.link_texts}
    for page in subject.pages:
        for link in page.links:
            if not link.image and " ".join(link.text.casefold().split()).strip(".:") in vague:
                message = f"the link says `{link.text}`"
                yield warning("link-vague-text", link.place, message, "say where it leads")


def check_bare_address(subject: Subject) -> Iterator[Problem]:
    """An address that is not marked as one is no link, and breaks in the wrong places."""
    for page in subject.pages:
        for place, found in find_words(page, BARE):
            message = f"`{found[0]}` is not a link"
            severity = Severity.NOTICE if subject.guide.foreign else Severity.WARNING
            hint = f"write `<{found[0]}>`, or give it words"
            yield Problem("link-bare", severity, place, message, hint)


def check_duplicate_id(subject: Subject) -> Iterator[Problem]:
    """Two places of one id: a link to it leads to the first, whichever was meant."""
    for page in subject.pages:
        seen: dict[str, Place] = {}
        for node in page.body.walk():
            name = node.get("id")
            if name and name in seen:
                message = f"`#{name}` is the id of two places"
                place = find_place(page, node.place, f"#{name}")
                yield subject.fault("link-duplicate-id", place, message, f"the other is at {seen[name]}")
            seen.setdefault(name, node.place)


def check_unlinked_page(subject: Subject) -> Iterator[Problem]:
    """A page that no other page mentions is found through the contents alone."""
    linked = {target.path for page, _, target in _resolved(subject) if target.path != page.path}
    named = {path for page in subject.pages for path in page.meta.prerequisites}
    for page in list(subject.own_pages)[1:]:
        if page.path not in linked | named:
            yield notice("link-no-way-in", page.place, "no other page links to this one")


def check_left_out(subject: Subject) -> Iterator[Problem]:
    """A link from a text for one level to a page that this level's edition leaves out leads nowhere there."""
    for page in subject.own_pages:
        for levels, link in _walk_links(page.body, page.meta.levels):
            target = resolve_link(subject.guide, page.path, link.get("href"))
            other = subject.guide.pages.get(target.path)
            missing = [level for level in levels if other and level not in other.meta.levels]
            if missing:
                message = f"the edition for {missing[0]} leaves out `{target.path}`"
                hint = f'put the link into a tab `=== "{(*other.meta.levels,)[0]}"`' if other else ""
                yield notice("link-left-out", link.place, message, hint)


def _walk_links(node: Node, levels: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Node]]:
    own = node.get("level")
    here = tuple(level for level in levels if level == own) if own in LEVELS else levels
    if node.kind is Kind.LINK:
        yield here, node
    for child in node.children:
        yield from _walk_links(child, here)


CHECKS = (
    check_missing_page,
    check_folder_without_index,
    check_missing_file,
    check_html_address,
    check_wrong_case,
    check_absolute_path,
    check_outside,
    check_missing_anchor,
    check_planned_page,
    check_empty_text,
    check_empty_address,
    check_vague_text,
    check_bare_address,
    check_duplicate_id,
    check_unlinked_page,
    check_left_out,
)
