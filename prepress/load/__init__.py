"""From a folder to a guide, with the place of everything that can be wrong; the home of YAML and Markdown."""

from __future__ import annotations

from pathlib import Path

from prepress.load.guide import GUIDE_FILE, Loaded, read_guide
from prepress.problems import Place, error

__all__ = ["Loaded", "load_guide"]


def load_guide(folder: Path) -> Loaded:
    """Return the guide in a folder and everything that is wrong with its files.

    Nothing is raised for bad input: what cannot be read is a problem at its place.
    """
    if not folder.is_dir():
        problem = error("guide-missing", Place(str(folder)), "there is no such folder", "name one with --content")
        return Loaded(None, (problem,))
    if (folder / GUIDE_FILE).is_file():
        return read_guide(folder)
    problem = error("guide-missing", Place(str(folder)), f"the folder has no {GUIDE_FILE}")
    return Loaded(None, (problem,))
