"""Run code fences: in a child process, in an empty folder, with little time and memory, and no network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, Protocol

from prepress.model.document import Kind, Node
from prepress.model.guide import Guide

SECONDS = 10
MEMORY = 512 * 2**20
PRINTED = 1_000_000
"""Bytes that a fence may print, or write into a file."""
PYTHON = frozenset({"python", "py", "python3"})
NO = "no"
"""What the option `run` says of a fence that is only to be read."""
OUTPUT = "output"
"""The title of a fence that shows what the one before it prints."""
MARK = "prepress-outcome:"
HARNESS = f"""
import json, resource, sys
LIMITS = {{"RLIMIT_AS": {MEMORY}, "RLIMIT_CPU": {SECONDS}, "RLIMIT_FSIZE": {PRINTED}}}
for name, most in LIMITS.items():
    try:
        resource.setrlimit(getattr(resource, name), (most, most))
    except (ValueError, OSError):
        pass
REFUSED = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen",
           "os.system", "os.exec", "os.fork", "os.posix_spawn", "ctypes.dlopen")
def refuse(event, details):
    if event in REFUSED:
        raise PermissionError(event + " is refused to the code of a page")
sys.addaudithook(refuse)
text = sys.stdin.buffer.read().decode("utf-8")
try:
    exec(compile(text, "<fence>", "exec"), {{"__name__": "__main__"}})
except BaseException as failure:
    if isinstance(failure, SystemExit) and not failure.code:
        sys.exit(0)
    line, trace = 1, failure.__traceback__
    while trace:
        line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == "<fence>" else line
        trace = trace.tb_next
    try:
        sys.stdout.flush()
    except OSError:
        pass
    print("{MARK}" + json.dumps([type(failure).__name__, str(failure), line]), file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a fence printed, and the error that ended it, if one did; `line` counts within the fence, from 1."""

    printed: str
    error: str = ""
    message: str = ""
    line: int = 1


class Keeper(Protocol):
    """Keeps results by the text that they come from."""

    def read(self, key: str) -> Any:
        """Return a result or `None`."""

    def write(self, key: str, result: Any) -> None:
        """Keep a result."""


def run_fences(guide: Guide, keeper: Keeper, name_result: Callable[[str], str]) -> dict[str, Outcome]:
    """Return the outcome of each Python fence by its text; `name_result` gives a text's key in the keeper."""
    keys = {text: name_result(text) for text in list_programs(guide)}
    outcomes = {text: kept for text, key in keys.items() if (kept := _read_kept(keeper, key)) is not None}
    waiting = [text for text in keys if text not in outcomes]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for text, outcome in zip(waiting, pool.map(run_fence, waiting), strict=True):
            outcomes[text] = outcome
            keeper.write(keys[text], asdict(outcome))
    return outcomes


def _read_kept(keeper: Keeper, key: str) -> Outcome | None:
    kept = keeper.read(key)
    try:
        return Outcome(**kept)
    except TypeError:
        return None


def list_programs(guide: Guide) -> tuple[str, ...]:
    """Return the texts of all fences that are run, each once."""
    return tuple(dict.fromkeys(node.text for page in guide.pages.values() for node, _ in walk_fences(page.body)))


def walk_fences(body: Node) -> Iterator[tuple[Node, Node | None]]:
    """Yield the Python fences that are run, each with the fence that shows its output, if there is one."""
    for parent in body.walk():
        for index, node in enumerate(parent.children):
            if is_python(node) and node.get("run") != NO and _parses(node.text):
                after = parent.children[index + 1] if index + 1 < len(parent.children) else None
                shown = after if after is not None and after.get("title").casefold() == OUTPUT else None
                yield node, shown


def is_python(node: Node) -> bool:
    """Tell whether a node is a listing in Python."""
    return node.kind is Kind.CODE_BLOCK and node.get("language") in PYTHON


def _parses(text: str) -> bool:
    return find_syntax_error(text) is None


@lru_cache(maxsize=4096)
def find_syntax_error(text: str) -> SyntaxError | None:
    """Return what keeps a text from being Python, if anything does."""
    try:
        compile(text, "<fence>", "exec", dont_inherit=True)
    except SyntaxError as failure:
        return failure
    except ValueError as failure:
        return SyntaxError(str(failure))
    return None


def run_fence(text: str) -> Outcome:
    """Run a text as a program of its own; what it prints goes to files, whose size is bounded."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        command = [sys.executable, "-I", "-B", "-W", "ignore", "-X", "utf8", "-c", HARNESS]
        environment = {"PATH": os.defpath, "HOME": folder, "PYTHONHASHSEED": "0"}
        try:
            done = subprocess.run(
                command, input=text.encode(), cwd=Path(folder), env=environment, stdout=out, stderr=err,
                timeout=SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Outcome("", "TimeoutExpired", f"it ran for {SECONDS} seconds")
        printed, told = _read_all(out), _read_all(err)
    _, mark, told = told.rpartition(MARK)
    if mark:
        error, message, line = json.loads(told.split("\n", 1)[0])
        return Outcome(printed, error, message, line)
    if done.returncode:
        return Outcome(printed, "Killed", f"the process ended with status {done.returncode}")
    return Outcome(printed)


def _read_all(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")
