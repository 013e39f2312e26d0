"""Read YAML with the place of every key and value, and say in plain words what is wrong with them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import yaml

from prepress.load.dialect.symbols import set_text
from prepress.load.syntax import compose_yaml
from prepress.problems import Place, Problem, error, find_near, suggest

SHOWN_CHOICES = 8
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")


@dataclass(slots=True)
class Findings:
    """The problems of one file while it is being read; `meant` are keys that are there, but misspelled."""

    problems: list[Problem] = field(default_factory=list)
    meant: set[tuple[Place, str]] = field(default_factory=set)

    def add(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(error(code, place, message, hint))


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of a YAML file with its place; reading it as something it is not adds a finding."""

    node: yaml.Node | None
    place: Place
    findings: Findings
    name: str = ""
    key_place: Place | None = None

    @property
    def exists(self) -> bool:
        """Tell whether the file has the value at all."""
        return self.node is not None

    @property
    def empty(self) -> bool:
        """Tell whether there is a key, but nothing after it."""
        return isinstance(self.node, yaml.ScalarNode) and not self.node.value.strip()

    @property
    def is_text(self) -> bool:
        """Tell whether the value is one piece of text, a number or a date."""
        return isinstance(self.node, yaml.ScalarNode)

    @property
    def is_list(self) -> bool:
        """Tell whether the value is a list."""
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def has_items(self) -> bool:
        """Tell whether the value is a mapping."""
        return isinstance(self.node, yaml.MappingNode)

    @property
    def tag(self) -> str:
        """Return a tag of the author's own, such as `!ENV`; nothing is ever done because of it."""
        return self.node.tag if self.node is not None and not self.node.tag.startswith("tag:yaml.org") else ""

    def fail(self, wanted: str, hint: str = "") -> None:
        """Report that the value is not what it should be."""
        what = f"`{self.name}`" if self.name else "this"
        self.findings.add("data-wrong-value", self.place, f"{what} is not {wanted}", hint)

    def require(self, key: str) -> Entry:
        """Return a key's value; report it if it is missing."""
        entry = self.get(key)
        if not isinstance(self.node, yaml.MappingNode):
            return entry
        if not entry.exists and (self.place, key) not in self.findings.meant:
            self.findings.add("data-missing-key", self.place, f"the key `{key}` is missing")
        elif entry.exists and entry.empty:
            place = entry.key_place or entry.place
            self.findings.add("data-missing-key", place, f"the key `{key}` has no value")
        return entry

    def get(self, key: str) -> Entry:
        """Return a key's value, or an entry that does not exist; of a key that stands there twice, the last."""
        pairs = self.node.value if isinstance(self.node, yaml.MappingNode) else ()
        found = next((pair for pair in reversed(pairs) if _read_key(pair[0]) == key), None)
        if found is None:
            return Entry(None, self.place, self.findings, key)
        return self._make_entry(*found)

    def items(self, *, quiet: bool = False) -> Iterator[tuple[str, Entry]]:
        """Yield the keys and values of a mapping."""
        if isinstance(self.node, yaml.MappingNode):
            for key, value in self.node.value:
                yield _read_key(key), self._make_entry(key, value)
        elif self.exists and not self.empty and not quiet:
            self.fail("a mapping of keys and values")

    def _make_entry(self, key: yaml.Node, value: yaml.Node) -> Entry:
        file = self.place.file
        return Entry(value, _place(value, file), self.findings, _read_key(key), _place(key, file))

    def place_of(self, key: str) -> Place:
        """Return the place of a key's own name, or this entry's if it has no such key."""
        return self.get(key).key_place or self.place

    def list(self) -> tuple[Entry, ...]:
        """Return the items of a list; a missing one is empty."""
        if isinstance(self.node, yaml.SequenceNode):
            file = self.place.file
            return tuple(Entry(item, _place(item, file), self.findings, self.name) for item in self.node.value)
        if self.exists and not self.empty:
            self.fail("a list")
        return ()

    def text(self) -> str:
        """Return a scalar as it is written."""
        if isinstance(self.node, yaml.ScalarNode):
            return "" if self.node.tag.endswith(":null") else str(self.node.value).strip()
        if self.exists:
            self.fail("a piece of text")
        return ""

    def prose(self) -> str:
        """Return a scalar that prints as text: with the quotation marks and dashes of a book."""
        return set_text(self.text())

    def texts(self) -> tuple[str, ...]:
        """Return a list of scalars."""
        return tuple(entry.text() for entry in self.list())

    def proses(self) -> tuple[str, ...]:
        """Return a list of scalars that print as text."""
        return tuple(entry.prose() for entry in self.list())

    def number(self, lowest: int = 0, highest: int = 999_999) -> int:
        """Return a whole number from `lowest` to `highest`; one that is missing or wrong counts as `lowest`."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.text()
            return lowest
        if WHOLE_NUMBER.fullmatch(self.text()) and lowest <= int(self.text()) <= highest:
            return int(self.text())
        self.fail(f"a whole number from {lowest} to {highest:,}")
        return lowest

    def date(self) -> str:
        """Return a date as ISO 8601 writes it in full (4.1.2.2), if it is one."""
        written = self.text()
        if isinstance(self.node, yaml.ScalarNode) and not is_date(written):
            self.fail("a date like 2026-11-23")
        return written

    def choice(self, choices: tuple[str, ...], default: str = "") -> str:
        """Return one of the choices."""
        written = self.text()
        if not isinstance(self.node, yaml.ScalarNode) or written in choices:
            return written or default
        known = ", ".join(choices[:SHOWN_CHOICES])
        self.fail(f"one of {known}", suggest(written, choices))
        return default

    def choices(self, choices: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list of choices, without those that are wrong."""
        return tuple(choice for entry in self.list() if (choice := entry.choice(choices)))

    def refuse_unknown(self, known: Collection[str]) -> None:
        """Report what is not a mapping, and keys that nobody reads: they are misspelled, or left over."""
        entries = tuple(self.items())
        missing = [key for key in known if key not in {name for name, _ in entries}]
        for key, value in entries:
            if key not in known:
                place, near = value.key_place or value.place, find_near(key, missing or known)
                self.findings.meant.add((self.place, near))
                hint = f"did you mean `{near}`?" if near else ""
                self.findings.add("data-unknown-key", place, f"the key `{key}` is not known", hint)


def is_date(written: str) -> bool:
    """Tell whether the text is a date of the form 2026-11-23."""
    try:
        return datetime.date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def read_data(text: str, file: str, first_line: int = 1) -> Entry:
    """Return the top of a YAML file; `first_line` is the file's line at which the text begins.

    A file that does not parse gives an entry that does not exist, with the parser's finding at its place.
    """
    findings = Findings()
    start = Place(file, first_line)
    node, fault = compose_yaml(text, first_line)
    if fault is not None:
        place = Place(file, fault.line, fault.column)
        findings.add("data-not-yaml", place, f"this is not YAML: {fault.message}", fault.hint)
    entry = Entry(node, start if node is None else _place(node, file), findings)
    _report_duplicates(entry)
    return entry


def _place(node: yaml.Node, file: str) -> Place:
    return Place(file, node.start_mark.line + 1, node.start_mark.column + 1)


def _read_key(key: yaml.Node) -> str:
    """Return a key's name; one that is itself a list or a mapping has none that anybody could know."""
    return str(key.value) if isinstance(key, yaml.ScalarNode) else "?"


def _report_duplicates(entry: Entry) -> None:
    waiting = [entry.node] if entry.node is not None else []
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
    lines: dict[str, int] = {}
    for key, _ in node.value:
        name = _read_key(key)
        if name in lines:
            place = _place(key, entry.place.file)
            message = f"the key `{name}` stands here twice"
            entry.findings.add("data-duplicate-key", place, message, f"first in line {lines[name]}")
        lines.setdefault(name, key.start_mark.line + 1)
