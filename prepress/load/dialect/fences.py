"""What stands behind the backticks of a fence: the language, and options in two spellings.

```` ```py title="x" hl_lines="2 4-5" linenums="1" ```` and ```` ``` { .py .annotate title="x" } ````
(pymdownx.superfences, pymdownx.highlight).
"""

from __future__ import annotations

import re

from prepress.load.dialect.attributes import read_attributes

OPTION = re.compile(r"""([\w-]+)=(?:"([^"]*)"|'([^']*)'|(\S+))""")
INLINE = re.compile(r"(?:#!|:::)(?P<language>[\w+#.-]+)[ ](?P<code>.*)$", re.DOTALL)
MARK = re.compile(r"\((\d+)\)!")
DRAWN = "mermaid"
FORMULA = "math"
UNDRAWN_NAMES = """
actdiag blockdiag bpmn bytefield c4plantuml d2 dbml diagrams ditaa dot erd excalidraw flowchart graphviz
kroki nomnoml nwdiag pikchr plantuml puml rackdiag seqdiag sequence structurizr svgbob symbolator tikz umlet
vega vega-lite vegalite viz wavedrom wireviz
"""
UNDRAWN = frozenset(UNDRAWN_NAMES.split())


def read_fence_info(info: str) -> dict[str, str]:
    """Return language, title, alt, run, highlight, start, id and class of a fence, as far as they are given."""
    info = info.strip()
    language, _, rest = info.partition("{") if "{" in info.split("=", 1)[0] else (info, "", "")
    if rest:
        options = read_attributes(rest.rpartition("}")[0].strip(), strict=False) or {}
        classes = options.pop("class", "").split()
        language = language.strip() or (classes.pop(0) if classes else "")
        options["class"] = " ".join(classes)
    else:
        words = OPTION.sub("", info).split()
        language = words[0] if words else ""
        options = {name: a or b or c for name, a, b, c in OPTION.findall(info)}
    found = {"language": language.removeprefix(".").lower(), **_translate(options)}
    return {name: value for name, value in found.items() if value}


def _translate(options: dict[str, str]) -> dict[str, str]:
    found = {name: options.get(name, "") for name in ("title", "alt", "id", "class", "run")}
    found["highlight"] = " ".join(options.get("hl_lines", "").replace(",", " ").split())
    first = (options.get("linenums") or "").split()
    found["start"] = first[0] if first and first[0].isdigit() else ("1" if "linenums" in options else "")
    return found


def read_inline_code(code: str) -> tuple[str, dict[str, str]]:
    """Return the code and its language, for `#!python code` and `:::python code` (pymdownx.inlinehilite)."""
    found = INLINE.match(code)
    return (found["code"], {"language": found["language"].lower()}) if found else (code, {})


def clean_annotations(code: str) -> str:
    """Return the code with `(1)` for each mark `(1)!`, whose note is the list below the code."""
    return MARK.sub(r"(\1)", code)
