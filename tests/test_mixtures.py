"""Two hundred faults sown at random, in mixed sets: all are found, at their lines, and none is invented.

A fault is a folder of `broken/`: the lines in which it differs from the starting guide are sown among those of
others, with lines of filling between them, and the findings of its own report have to come back at the lines to
which they moved.
"""

from __future__ import annotations

import contextlib
import difflib
import inspect
import io
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import build
from prepress import checks
from prepress.checks import allowances
from prepress.checks.subject import Check
from prepress.problems import Problem
from tests.conftest import SAMPLE
from tests.test_broken import BROKEN, CASES, OWN_FILES
from tests.test_codes import WITHOUT_FOLDER

FINDING = re.compile(r"^content/(?P<file>[^:]+):(?P<line>\d+):\d+: \w+: .*\[(?P<code>[a-z0-9-]+)\]$")
SOWN = 200
IN_A_SET = 5
SEEDS = (1, 2)
Findings = list[tuple[str, int, str]]
ALONE = frozenset({
    "data-not-yaml", "structure-no-front-matter", "comment-unclosed", "code-unclosed", "block-unclosed",
    "text-misdecoded", "text-not-utf8", "structure-page-size", "plan-gaps-not-growing",
    "structure-part-twice", "structure-planned-page-written",
})  # fmt: skip
"""Faults that take in what stands behind them, or change what all other lines mean."""
CLASHES = (
    frozenset(code for code in CASES if code.startswith("plan-")),
    frozenset(code for code in CASES if code.startswith("checklist-")),
    frozenset({"structure-missing-section", "structure-not-ten-lines", "structure-section-order"}),
    frozenset({"plan-prerequisite-later", "checklist-unscheduled"}),
    frozenset({"checklist-order", "structure-missing-prerequisite", "plan-prerequisite-later", "link-no-way-in"}),
    frozenset(code for code in CASES if code.startswith("exercise-")),
    *(frozenset({"checklist-missing", code}) for code in CASES if code.startswith("checklist-")),
)
"""Of each group one is sown at a time: what one of them changes is what the others are about."""
FILLING = "One more line of filling, which says nothing.\n"
GONE = -1
"""The new number of a line that another fault's lines replace."""
BEFORE = "## In ten lines\n"


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines `first` to `last` of the starting file, counted from 0, and what stands there instead."""

    first: int
    last: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken guide as edits by file, whole files that are new, and the findings that it must give."""

    code: str
    edits: dict[str, tuple[Edit, ...]]
    files: dict[str, bytes]
    findings: tuple[tuple[str, int, str], ...]


def read_findings(report: str) -> list[tuple[str, int, str]]:
    found = (FINDING.match(line) for line in report.splitlines())
    return sorted({(match["file"], int(match["line"]), match["code"]) for match in found if match})


def read_fault(code: str) -> Fault:
    edits: dict[str, tuple[Edit, ...]] = {}
    files: dict[str, bytes] = {}
    for path in sorted((BROKEN / code).rglob("*")):
        name = path.relative_to(BROKEN / code).as_posix()
        if not path.is_file() or name in OWN_FILES:
            continue
        try:
            new = path.read_text(encoding="utf-8").splitlines(keepends=True)
            old = (SAMPLE / name).read_text(encoding="utf-8").splitlines(keepends=True)
        except (FileNotFoundError, UnicodeDecodeError):
            files[name] = path.read_bytes()
            continue
        codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        edits[name] = tuple(Edit(a, b, tuple(new[c:d])) for tag, a, b, c, d in codes if tag != "equal")
    findings = read_findings((BROKEN / code / "expected.txt").read_text(encoding="utf-8"))
    return Fault(code, edits, files, tuple(findings))


FAULTS = {code: read_fault(code) for code in CASES}


def do_meet(one: Fault, other: Fault) -> bool:
    """Tell whether two faults touch the same lines, or one of them a file that the other replaces."""
    if any({one.code, other.code} <= group for group in CLASHES):
        return True
    if one.files.keys() & (other.files.keys() | other.edits.keys()) or other.files.keys() & one.edits.keys():
        return True
    for name in one.edits.keys() & other.edits.keys():
        for left in one.edits[name]:
            for right in other.edits[name]:
                both_insert = left.first == left.last == right.first == right.last
                if not both_insert and left.first <= right.last and right.first <= left.last:
                    return True
    return False


def choose_sets(seed: int) -> Iterator[list[Fault]]:
    """Yield sets of faults that do not meet, until each code was sown twice and `SOWN` faults in all."""
    chance = random.Random(seed)
    sown = 0
    waiting: list[str] = []
    while sown < SOWN or len(waiting) > 0:
        if not waiting:
            waiting = sorted(FAULTS)
            chance.shuffle(waiting)
        chosen = [FAULTS[waiting.pop()]]
        for code in list(waiting):
            fault = FAULTS[code]
            if len(chosen) == IN_A_SET or {chosen[0].code, code} & ALONE:
                continue
            if not any(do_meet(fault, other) for other in chosen):
                chosen.append(fault)
                waiting.remove(code)
        sown += len(chosen)
        yield chosen


def sow(faults: list[Fault], folder: Path, chance: random.Random) -> list[tuple[str, int, str]]:
    """Write the starting guide with the faults; return the findings that it has to give."""
    guide = folder / "content"
    shutil.copytree(SAMPLE, guide)
    wanted: list[tuple[str, int, str]] = []
    names = {name for fault in faults for name in fault.edits}
    moved = {name: sow_file(name, faults, guide, chance) for name in names}
    for fault in faults:
        for name, data in fault.files.items():
            (guide / name).parent.mkdir(parents=True, exist_ok=True)
            (guide / name).write_bytes(data)
        for file, line, code in fault.findings:
            now = moved[file](fault, line) if file in moved else line
            if now > 0:
                wanted.append((file, now, code))
    return sorted(set(wanted))


class Lines:
    """Where the lines of a fault's own file went."""

    def __init__(
        self, new_of_old: list[int], new_of_edit: dict[tuple[str, int], int], edits: dict[str, tuple[Edit, ...]]
    ) -> None:
        self.new_of_old, self.new_of_edit, self.edits = new_of_old, new_of_edit, edits

    def __call__(self, fault: Fault, line: int) -> int:
        """Return the new number of a line, from 1, of the fault's own version of the file."""
        index = line - 1
        shift = 0
        for number, edit in enumerate(self.edits.get(fault.code, ())):
            begin = edit.first + shift
            if begin <= index < begin + len(edit.lines):
                return self.new_of_edit[fault.code, number] + index - begin + 1
            if index >= begin:
                shift += len(edit.lines) - (edit.last - edit.first)
        old = index - shift
        return self.new_of_old[old] + 1


def sow_file(name: str, faults: list[Fault], guide: Path, chance: random.Random) -> Lines:
    old = (SAMPLE / name).read_text(encoding="utf-8").splitlines(keepends=True)
    edits = [
        (edit.first, edit.last, order, fault.code, number, edit.lines)
        for order, fault in enumerate(faults)
        for number, edit in enumerate(fault.edits.get(name, ()))
    ]
    new: list[str] = []
    new_of_old: list[int] = []
    new_of_edit: dict[tuple[str, int], int] = {}
    waiting = sorted(edits, key=lambda item: item[:3])
    index = 0
    while index <= len(old):
        while waiting and waiting[0][0] == index:
            _, last, _, code, number, lines = waiting.pop(0)
            new_of_edit[code, number] = len(new)
            new += lines
            while index < last:
                new_of_old.append(GONE)
                index += 1
        if index == len(old):
            break
        if old[index] == BEFORE:
            for _ in range(chance.randrange(4)):
                new += [FILLING, "\n"]
        new_of_old.append(len(new))
        new.append(old[index])
        index += 1
    new_of_old.append(len(new))
    (guide / name).write_text("".join(new), encoding="utf-8")
    return Lines(
        new_of_old, new_of_edit, {fault.code: fault.edits[name] for fault in faults if name in fault.edits}
    )


def compare(faults: list[Fault], folder: Path, chance: random.Random) -> tuple[Findings, Findings]:
    """Return what is found in a guide with the faults, and what has to be found."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    wanted = sow(faults, folder, chance)
    printed = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
        build.main(["check", "-v", "-q", "--output", str(folder.parent / "output")])
    return read_findings(printed.getvalue()), wanted


@pytest.mark.parametrize("seed", SEEDS)
def test_sown_faults_are_found_and_none_is_invented(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    sown: Counter[str] = Counter()
    for faults in choose_sets(seed):
        found, wanted = compare(faults, tmp_path / "guide", chance)
        assert found == wanted, [fault.code for fault in faults]
        sown.update(fault.code for fault in faults)
    assert sown.total() >= SOWN
    assert min(sown[code] for code in CASES) >= 2


def name_codes(check: Check) -> set[str]:
    return set(re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', inspect.getsource(check)))


def list_codes(check: Check) -> set[str]:
    return name_codes(check) & set(CASES)


BY_CHECK = {code for check in checks.CHECKS for code in list_codes(check)}
BY_LOADING = sorted(set(CASES) - BY_CHECK)
"""Codes that reading a guide reports, or applying its exceptions."""


def compare_again(codes: set[str], folder: Path) -> bool:
    """Tell whether every set that holds a code passes, of those that were sown with the first seed."""
    chance = random.Random(SEEDS[0])
    for faults in choose_sets(SEEDS[0]):
        if {code for fault in faults for _, _, code in fault.findings} & codes:
            found, wanted = compare(faults, folder / "guide", chance)
            if found != wanted:
                return False
    return True


SHOWN = [check for check in checks.CHECKS if list_codes(check) or not name_codes(check) & WITHOUT_FOLDER]
"""All but those whose codes no folder can show."""


@pytest.mark.parametrize("check", SHOWN, ids=lambda check: f"{check.__module__}.{check.__name__}")
def test_a_check_that_is_switched_off_is_missed(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = list_codes(check)
    assert codes, "every check has a broken guide"
    monkeypatch.setattr(checks, "CHECKS", tuple(other for other in checks.CHECKS if other is not check))
    assert not compare_again(codes, tmp_path)


@pytest.mark.parametrize("code", BY_LOADING)
def test_a_finding_of_loading_that_is_switched_off_is_missed(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave_out(apply: Callable[..., tuple[Problem, ...]]) -> Callable[..., tuple[Problem, ...]]:
        return lambda *given: tuple(problem for problem in apply(*given) if problem.code != code)

    monkeypatch.setattr(allowances, "apply_allowances", leave_out(allowances.apply_allowances))
    assert not compare_again({code}, tmp_path)
