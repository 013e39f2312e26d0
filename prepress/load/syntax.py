"""Compose YAML into nodes with their marks, and put the parser's complaints into plain words.

Nothing is constructed: a tag such as `!!python/name:` or `!ENV` stays a word on a node and never runs.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass

import yaml

QUOTE = "quote text that holds a colon or starts with a sign"
INDENT = "lines of one list or mapping begin in the same column"
PLAIN_WORDS = (
    ("found character '\\t'", "a tab stands where the line's indentation should be", "indent with spaces"),
    ("found character", "an unquoted text begins with a sign that YAML keeps for itself", QUOTE),
    ("found undefined alias", "an unquoted text begins with `*`, which YAML reads as a reference", QUOTE),
    ("found unexpected end of stream", "a quotation mark is never closed", "close it in the same value"),
    (
        "found unknown escape",
        "a backslash in double quotes begins an escape that YAML does not know",
        "write `\\\\`",
    ),
    ("but got '<stream end>'", "a bracket is never closed", "close it"),
    ("but found '<scalar>'", "more text follows after the end of a value", "quote the whole value"),
    ("expected <block end>", "this line's indentation fits nothing above it", INDENT),
    ("expected ',' or", "a comma or a closing bracket is missing before this", "quote values that hold brackets"),
    ("but found another document", "a second document begins here", "remove the line `---`"),
    ("could not find expected ':'", "this line has no `key: value`", "add the colon, or indent the line"),
)
"""What the parser says, what it means, and the mend."""
OPENED = ("a quotation mark", "a bracket")
"""Complaints that belong where the thing was opened, not where the file ends."""
FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader of libyaml, where PyYAML was built with it."""
BRACKET = re.compile(r"[\[\]{}]")
INDENTATION = re.compile(r"^[ ?:-]*", re.MULTILINE)
SHALLOW = 200
TOO_DEEP = "it is nested too deeply"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is not YAML; line and column start at 1."""

    line: int
    column: int
    message: str
    hint: str = ""


def compose_yaml(text: str, first_line: int = 1) -> tuple[yaml.Node | None, Fault | None]:
    """Return the top node of a text that begins in the line `first_line` of its file, or why there is none."""
    shifted = "\n" * (first_line - 1) + text
    if not _is_shallow(text):
        return _compose_slowly(shifted, first_line)
    try:
        return yaml.compose(shifted, Loader=FAST), None
    except (yaml.YAMLError, ValueError):
        return _compose_slowly(shifted, first_line)


def load_yaml(text: str) -> object:
    """Return the plain values of a text. Raises yaml.YAMLError, ValueError or RecursionError, with the place."""
    if _is_shallow(text):
        with contextlib.suppress(yaml.YAMLError, ValueError):
            return yaml.load(text, Loader=FAST)
    return yaml.safe_load(text)


def _is_shallow(text: str) -> bool:
    """Tell whether a text is nested so little that libyaml's recursion cannot exhaust the stack."""
    depth = deepest = 0
    for bracket in BRACKET.findall(text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest < SHALLOW and max(len(indent) for indent in INDENTATION.findall(text)) < SHALLOW


def _compose_slowly(shifted: str, first_line: int) -> tuple[yaml.Node | None, Fault | None]:
    """Compose with the parser written in Python: ten times slower, it says what is wrong and where."""
    try:
        return yaml.compose(shifted, Loader=yaml.SafeLoader), None
    except yaml.MarkedYAMLError as failure:
        return None, _explain(failure, first_line)
    except yaml.reader.ReaderError as failure:
        return None, _explain_character(failure, shifted)
    except RecursionError:
        return None, Fault(first_line, 1, TOO_DEEP)
    except (yaml.YAMLError, ValueError) as failure:
        return None, Fault(first_line, 1, str(failure).splitlines()[0])


def _explain(failure: yaml.MarkedYAMLError, first_line: int) -> Fault:
    said = failure.problem or failure.context or "it does not parse"
    found = (words for words in PLAIN_WORDS if words[0] in said)
    _, message, hint = next(found, ("", said, QUOTE))
    mark = failure.problem_mark or failure.context_mark
    if message.startswith(OPENED) and failure.context_mark is not None:
        mark = failure.context_mark
    if mark is None:
        return Fault(first_line, 1, message, hint)
    return Fault(mark.line + 1, mark.column + 1, message, hint)


def _explain_character(failure: yaml.reader.ReaderError, text: str) -> Fault:
    before = text[: failure.position]
    line, column = before.count("\n") + 1, failure.position - before.rfind("\n")
    sign = failure.character if isinstance(failure.character, int) else ord(failure.character)
    return Fault(line, column, f"the control character U+{sign:04X} may not stand in it", "delete it")
