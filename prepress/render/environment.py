"""The Jinja2 environment and the style sheets: the one door to the templates folder."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from prepress.model.edition import Edition
from prepress.render.templates import TEMPLATES as TEMPLATES

FACE = re.compile(r'@font-face \{ font-family: (?P<family>"[^"]+");[^}]*\}')


@cache
def make_environment() -> Environment:
    """Return the environment that all products share: autoescape on, an unknown name is an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["hours"] = format_hours
    environment.filters["svg_address"] = address_drawing
    environment.filters["address_pieces"] = split_address
    return environment


def fill_template(template: str, edition: Edition, **values: object) -> str:
    """Return a document of an edition: the template, filled."""
    return make_environment().get_template(template).render(guide=edition.guide, edition=edition, **values)


def format_hours(minutes: int) -> str:
    """Return minutes as `h:mm`."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def split_address(url: str) -> list[str]:
    """Return an address without its scheme, cut after each slash: a hyphen at a line's end would be doubtful."""
    pieces = url.removeprefix("https://").removeprefix("http://").split("/")
    return [f"{piece}/" for piece in pieces[:-1]] + [piece for piece in pieces[-1:] if piece]


def address_drawing(paths: str, width: float, height: float) -> str:
    """Return strokes as a `data:` address of an SVG, one millimeter of room on each side; sizes in mm."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm"'
        f' viewBox="-1 -1 {width} {height}"><g fill="none" stroke="#000" stroke-width=".1235">{paths}</g></svg>'
    )
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def read_styles(*names: str) -> str:
    """Return the named style sheets of `templates/styles/`, one after the other."""
    return "\n".join((TEMPLATES / "styles" / name).read_text(encoding="utf-8") for name in names)


def read_faces(styles: str) -> str:
    """Return the rules of `fonts.css` for the families that `styles` name: a font with a rule is read."""
    return "\n".join(face[0] for face in FACE.finditer(read_styles("fonts.css")) if face["family"] in styles)
