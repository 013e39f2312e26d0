"""The options of a directive: YAML below its head."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from prepress.load.source import Source
from prepress.load.syntax import load_yaml
from prepress.model.document import NO_OPTIONS, Option
from prepress.problems import Place, Problem, error

WRONG = "block-wrong-options"


def read_options(text: str, line: int, source: Source) -> tuple[Mapping[str, Option], tuple[Problem, ...]]:
    """Return the options of a head whose first option stands in a line, and what is wrong with them.

    Lists become tuples of text; `attrs` of pymdownx.blocks is read with its id and class alone.
    """
    if not text.strip():
        return NO_OPTIONS, ()
    try:
        loaded = load_yaml(text)
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark
        place = source.start_of(line + (mark.line if mark else 0))
        return NO_OPTIONS, (error(WRONG, place, f"the options are not YAML: {failure.problem}"),)
    except (yaml.YAMLError, ValueError, RecursionError) as failure:
        message = f"the options are not YAML: {failure}"
        return NO_OPTIONS, (error(WRONG, source.start_of(line), message),)
    if not isinstance(loaded, dict):
        message = "the options are not of the form `name: value`"
        return NO_OPTIONS, (error(WRONG, source.start_of(line), message),)
    return _freeze_options(loaded, text, source, line)


def _freeze_options(
    loaded: dict[object, object], text: str, source: Source, line: int
) -> tuple[Mapping[str, Option], tuple[Problem, ...]]:
    options: dict[str, Option] = {}
    problems = []
    for name, value in loaded.items():
        frozen = _freeze(value)
        if name == "attrs" and isinstance(value, dict):
            options |= {key: str(value[key]) for key in ("id", "class") if key in value}
        elif frozen is None:
            message = f"the option `{name}` is neither a value nor a list of values"
            problems.append(error(WRONG, _find_option(text, str(name), source, line), message))
        else:
            options[str(name)] = frozen
    return options, tuple(problems)


def _freeze(value: object) -> Option | None:
    """Return a value as the model keeps it, or nothing for what it cannot keep."""
    if isinstance(value, list):
        plain = all(not isinstance(item, list | dict | set) for item in value)
        return tuple(_spell(item) for item in value) if plain else None
    if isinstance(value, dict | set):
        return None
    return value if isinstance(value, bool | int | float | str) else _spell(value)


def _spell(value: object) -> str:
    return "" if value is None else str(value)


def _find_option(text: str, name: str, source: Source, line: int) -> Place:
    rows = [index for index, row in enumerate(text.split("\n")) if row.lstrip().startswith(name)]
    return source.start_of(line + (rows[0] if rows else 0))
