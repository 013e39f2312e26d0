"""Read YAML with the place of every key and value, and say in plain words what is wrong with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from prepress.problems import Place, Problem, error, suggest, warning

SHOWN_CHOICES = 8


class Reader(yaml.SafeLoader):
    """The safe loader's nodes; a tag that it does not know is left alone."""


@dataclass(slots=True)
class Findings:
    """The problems of one file while it is being read; `lenient` makes them warnings."""

    problems: list[Problem] = field(default_factory=list)
    lenient: bool = False

    def add(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Note a problem."""
        make = warning if self.lenient else error
        self.problems.append(make(code, place, message, hint))


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of a YAML file with its place; reading it as something it is not adds a finding."""

    node: yaml.Node | None
    place: Place
    findings: Findings
    name: str = ""

    @property
    def exists(self) -> bool:
        """Tell whether the file has the value at all."""
        return self.node is not None

    def fail(self, wanted: str, hint: str = "") -> None:
        """Report that the value is not what it should be."""
        what = f"`{self.name}`" if self.name else "this"
        self.findings.add("data-wrong-value", self.place, f"{what} is not {wanted}", hint)

    def require(self, key: str) -> Entry:
        """Return a key's value; report it if it is missing."""
        entry = self.get(key)
        if not entry.exists and isinstance(self.node, yaml.MappingNode):
            self.findings.add("data-missing-key", self.place, f"the key `{key}` is missing")
        return entry

    def get(self, key: str) -> Entry:
        """Return a key's value, or an entry that does not exist."""
        for name, value in self.items(quiet=True):
            if name == key:
                return value
        return Entry(None, self.place, self.findings, key)

    def items(self, *, quiet: bool = False) -> Iterator[tuple[str, Entry]]:
        """Yield the keys and values of a mapping."""
        if isinstance(self.node, yaml.MappingNode):
            for key, value in self.node.value:
                name = str(key.value)
                yield name, Entry(value, _place(value, self.place.file), self.findings, name)
        elif self.exists and not quiet:
            self.fail("a mapping of keys and values")

    def key_place(self, key: str) -> Place:
        """Return the place of a key's own name."""
        if isinstance(self.node, yaml.MappingNode):
            for name, _ in self.node.value:
                if name.value == key:
                    return _place(name, self.place.file)
        return self.place

    def list(self) -> tuple[Entry, ...]:
        """Return the items of a list; a missing one is empty."""
        if isinstance(self.node, yaml.SequenceNode):
            file = self.place.file
            return tuple(Entry(item, _place(item, file), self.findings, self.name) for item in self.node.value)
        if self.exists and self.text(quiet=True) != "":
            self.fail("a list")
        return ()

    def text(self, *, quiet: bool = False) -> str:
        """Return a scalar as it is written."""
        if isinstance(self.node, yaml.ScalarNode):
            return "" if self.node.tag.endswith(":null") else str(self.node.value).strip()
        if self.exists and not quiet:
            self.fail("a piece of text")
        return ""

    def texts(self) -> tuple[str, ...]:
        """Return a list of scalars."""
        return tuple(entry.text() for entry in self.list())

    def number(self, default: int = 0) -> int:
        """Return a whole number."""
        written = self.text()
        if not self.exists:
            return default
        if written.lstrip("-").isdigit():
            return int(written)
        self.fail("a whole number")
        return default

    def date(self) -> str:
        """Return a date as it is written, if it is one."""
        written = self.text()
        try:
            datetime.date.fromisoformat(written)
        except ValueError:
            if self.exists:
                self.fail("a date like 2026-11-23")
        return written

    def choice(self, choices: tuple[str, ...], default: str = "") -> str:
        """Return one of the choices."""
        written = self.text()
        if not self.exists or written in choices:
            return written or default
        known = ", ".join(choices[:SHOWN_CHOICES])
        self.fail(f"one of {known}", suggest(written, choices))
        return default

    def choices(self, choices: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list of choices."""
        return tuple(entry.choice(choices) for entry in self.list())

    def refuse_unknown(self, known: tuple[str, ...]) -> None:
        """Report keys that nobody reads: they are misspelled, or left over."""
        for key, _ in self.items(quiet=True):
            if key not in known:
                place, hint = self.key_place(key), suggest(key, known)
                self.findings.add("data-unknown-key", place, f"the key `{key}` is not known", hint)


def read_data(text: str, file: str, first_line: int = 1, *, lenient: bool = False) -> Entry:
    """Return the top of a YAML file; `first_line` is the file's line at which the text begins.

    A file that does not parse gives an entry that does not exist, with the parser's finding at its place.
    """
    findings = Findings(lenient=lenient)
    start = Place(file, first_line)
    try:
        node = yaml.compose(_shift(text, first_line), Loader=Reader)
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else start
        message = f"this is not YAML: {failure.problem or failure.context}"
        findings.add("data-not-yaml", place, message, "quote text that holds a colon or starts with a sign")
        return Entry(None, start, findings)
    except (yaml.YAMLError, RecursionError, ValueError) as failure:
        findings.add("data-not-yaml", start, f"this is not YAML: {str(failure).splitlines()[0]}")
        return Entry(None, start, findings)
    entry = Entry(node, start, findings)
    _report_duplicates(node, entry)
    return entry


def _shift(text: str, first_line: int) -> str:
    """Put the text on its own lines of the file, so that the parser's marks are true."""
    return "\n" * (first_line - 1) + text


def _place(node: yaml.Node, file: str) -> Place:
    return Place(file, node.start_mark.line + 1, node.start_mark.column + 1)


def _report_duplicates(top: yaml.Node | None, entry: Entry) -> None:
    waiting = [top] if top is not None else []
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            _report_duplicate_keys(node, entry)
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _report_duplicate_keys(node: yaml.MappingNode, entry: Entry) -> None:
    names: dict[str, int] = {}
    for key, _ in node.value:
        name = str(key.value)
        if name in names:
            place = _place(key, entry.place.file)
            message = f"the key `{name}` stands here twice"
            entry.findings.add("data-duplicate-key", place, message, f"first in line {names[name]}")
        names.setdefault(name, key.start_mark.line + 1)


def to_plain(entry: Entry) -> object:
    """Return a value as plain Python text, lists and mappings, for facts that nobody computes with."""
    if isinstance(entry.node, yaml.SequenceNode):
        return tuple(to_plain(item) for item in entry.list())
    if isinstance(entry.node, yaml.MappingNode):
        return {key: to_plain(value) for key, value in entry.items()}
    return entry.text()
