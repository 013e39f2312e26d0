"""Pack sets of icons for the dialect: `python -m tests.icon_sets FOLDER`, with a folder of SVG files a set.

The sets are those that MkDocs Material brings as `templates/.icons`; their licences go beside the packed files.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import sys
from pathlib import Path

from prepress.load.dialect.icons import SETS

DRAWING = re.compile(r'^<svg[^>]*viewBox="([0-9. -]+)"[^>]*>(.*)</svg>\s*$', re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
SAFE = re.compile(r'(?:<(?:path|circle|ellipse|rect|g)(?: [a-z-]+="[^"<>&]*")*/?>|</(?:path|g)>)*')


def pack_set(folder: Path) -> dict[str, tuple[str, str]]:
    """Return view box and drawing by name; what is more than shapes is left out."""
    icons = {}
    for path in sorted(folder.rglob("*.svg")):
        found = DRAWING.match(path.read_text(encoding="utf-8"))
        drawing = COMMENT.sub("", found[2]).strip() if found else ""
        name = "-".join(path.relative_to(folder).with_suffix("").parts)
        if found and SAFE.fullmatch(drawing):
            icons[name] = (found[1], drawing)
        else:
            print(f"left out: {folder.name}-{name}")
    return icons


def main(folder: Path) -> None:
    """Write a packed file and a licence for each set."""
    SETS.mkdir(exist_ok=True)
    for each in sorted(path for path in folder.iterdir() if path.is_dir()):
        data = json.dumps(pack_set(each), separators=(",", ":"), sort_keys=True).encode()
        (SETS / f"{each.name}.json.gz").write_bytes(gzip.compress(data, mtime=0))
        for licence in each.glob("LICENSE*"):
            shutil.copyfile(licence, SETS / f"{each.name}-LICENSE.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
