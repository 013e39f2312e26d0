"""From a folder to a guide, with the place of everything that can be wrong; the home of YAML and Markdown."""

from __future__ import annotations

from pathlib import Path

from prepress.load.folder import Keep, Loaded, make_always
from prepress.load.guide import GUIDE_FILE, read_guide
from prepress.load.mkdocs import SETTINGS_FILES, read_mkdocs
from prepress.problems import Place, error

__all__ = ["Loaded", "load_guide"]


def load_guide(folder: Path, keep: Keep = make_always) -> Loaded:
    """Return the guide in a folder and everything that is wrong with its files.

    The folder is a guide with a `guide.yaml`, a MkDocs project with a `mkdocs.yml`, or holds pages alone. Nothing
    is raised for bad input: what cannot be read is a problem at its place. `keep` returns what was made of a page
    when it had the same text.
    """
    try:
        names = {path.name for path in folder.iterdir()}
    except NotADirectoryError:
        return _refuse(f"`{folder}` is a file", f"name the folder that holds it: --content {folder.parent}")
    except (OSError, ValueError) as failure:
        reason = getattr(failure, "strerror", None) or str(failure)
        return _refuse(f"the folder `{folder}` cannot be read: {reason}", "name one with --content")
    if GUIDE_FILE in names:
        return read_guide(folder, keep)
    return read_mkdocs(folder, next((name for name in SETTINGS_FILES if name in names), None), keep)


def _refuse(message: str, hint: str) -> Loaded:
    return Loaded(None, (error("guide-missing", Place(GUIDE_FILE), message, hint),))
