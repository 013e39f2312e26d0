"""What stands behind the backticks of a fence: the language, and options in two spellings."""

from __future__ import annotations

import re

from prepress.load.dialect.attributes import read_attributes

OPTION = re.compile(r"""([\w-]+)=(?:"([^"]*)"|'([^']*)'|(\S+))""")
NAMES = {"hl_lines": "highlight", "linenums": "start", "title": "title", "alt": "alt"}


def read_fence_info(info: str) -> dict[str, str]:
    """Return language, title, highlight, start and alt of ```` ```py title="x" hl_lines="2" ````."""
    info = info.strip()
    braces = info.startswith("{") and info.endswith("}")
    if braces:
        attributes = read_attributes(info[1:-1])
        classes = attributes.pop("class", "").split()
        found = {"language": next((name for name in classes if name != "annotate"), "")}
    else:
        word = info.split(maxsplit=1)[0] if info else ""
        found = {"language": "" if "=" in word else word.partition("{")[0]}
        attributes = {name: a or b or c for name, a, b, c in OPTION.findall(info)}
    for name, value in attributes.items():
        if name in NAMES and value:
            found[NAMES[name]] = value
    return {name: value for name, value in found.items() if value}
