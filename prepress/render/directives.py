"""What the templates of our own blocks may ask for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup, escape

from prepress.model.document import Kind, Node, Option
from prepress.model.guide import LEVELS_OF_A_COMPETENCY
from prepress.model.sheets import SCORES
from prepress.render.blocks import BlockWriter
from prepress.render.cross_reference import CrossReference, list_cross_reference
from prepress.render.plan_tables import HoursRow, PhaseRow, list_hours, list_levels, list_phases
from prepress.render.record import RecordRow, list_cells, list_planned_levels, list_record
from prepress.render.tables import (
    COLUMNS_IN_TEXT,
    Cell,
    TableView,
    count_columns,
    give_evidence_room,
    share_by_heads,
    view_table,
)

COMPETENCIES = "competencies"
"""What an option says to have a sheet print the rows of the matrix."""
RADAR_SHAPES = ("scores", "outside")
"""The options of a radar that is filled in: the first shape is solid, the second dashed."""


class DirectiveWriter(BlockWriter):
    """Adds the values that block templates print; `in_sheet` is true while a worksheet is written."""

    in_sheet = False

    def list_levels(self) -> tuple[str, ...]:
        """Return the levels of this edition."""
        return list_levels(self.edition)

    def list_hours(self) -> tuple[HoursRow, ...]:
        """Return minutes by activity and level."""
        return list_hours(self.edition)

    def list_phases(self, level: str) -> tuple[PhaseRow, ...]:
        """Return minutes by phase and activity."""
        return list_phases(self.edition, level)

    def list_cross_reference(self, by: str) -> tuple[CrossReference, ...]:
        """Return the pages grouped by `by`."""
        return list_cross_reference(self.guide, by)

    def list_record(self, node: Node) -> tuple[RecordRow, ...]:
        """Return the exercises of a `record`, each with its title and its weeks."""
        return list_record(self.edition, node)

    def list_planned_levels(self) -> tuple[str, ...]:
        """Return the levels whose weeks a record names."""
        return list_planned_levels(self.edition)

    def list_cells(self, node: Node) -> tuple[str, ...]:
        """Return the heads of a record's cells to write in."""
        return list_cells(node)

    def list_prompt(self, node: Node) -> tuple[Node, ...]:
        """Return what an exercise asks, without its key."""
        return tuple(child for child in node.children if not _is_key(child))

    def has_key(self, node: Node) -> bool:
        """Tell whether an exercise has an answer key."""
        return any(_is_key(child) for child in node.children)

    def view_fill(self, node: Node) -> TableView:
        """Return the table inside a `fill` directive; its heads alone say how wide a column is.

        With `from: competencies` it has a row for each of them, named and otherwise empty; the column behind the
        names is for the evidence and takes what the others leave.
        """
        table = next(child for child in node.children if child.kind is Kind.TABLE)
        view = view_table(table, self.write, wide=self.in_sheet or count_columns(table) > COLUMNS_IN_TEXT)
        if node.options.get("from") == COMPETENCIES:
            blanks = (Cell(Markup(""), "left"),) * (len(view.head) - 1)
            rows = view.rows + tuple((Cell(escape(row.name), "left"), *blanks) for row in self.guide.competencies)
            return replace(view, rows=rows, widths=give_evidence_room(rows, view.head, sum(view.widths)))
        return replace(view, widths=share_by_heads(table, sum(view.widths)))

    def make_matrix(self, node: Node) -> Node:
        """Return the competencies as a table, a row each; the words of the directive are its caption."""
        heads = ("Competency", *(str(number) for number in range(1, LEVELS_OF_A_COMPETENCY + 1)))
        rows = [_make_row(node, heads, head="true")]
        rows += [_make_row(node, (row.name, *row.levels)) for row in self.guide.competencies]
        words = Node(Kind.TEXT, node.place, node.get("argument"))
        caption = Node(Kind.CAPTION, node.place, children=(words,))
        return Node(Kind.TABLE, node.place, attrs={"both": "true"}, children=(*rows, caption))

    def make_bars(self, node: Node) -> Node:
        """Return what each level of this edition asks of each competency as a table, the sums last."""
        levels = self.list_levels()
        rows = [_make_row(node, ("Competency", *levels), head="true")]
        rows += [
            _make_row(node, (row.name, *(str(row.bars.get(level, "")) for level in levels)))
            for row in self.guide.competencies
        ]
        most = LEVELS_OF_A_COMPETENCY * len(self.guide.competencies)
        sums = [sum(row.bars.get(level, 0) for row in self.guide.competencies) for level in levels]
        rows.append(_make_row(node, (f"Sum, of {most}", *map(str, sums))))
        words = Node(Kind.TEXT, node.place, node.get("argument"))
        caption = Node(Kind.CAPTION, node.place, children=(words,))
        return Node(Kind.TABLE, node.place, children=(*rows, caption))

    def list_axes(self, node: Node) -> tuple[str, ...]:
        """Return the names around a radar: those written, or with `axes: competencies` the rows of the matrix."""
        axes = node.options["axes"]
        if axes == COMPETENCIES:
            return tuple(row.name for row in self.guide.competencies)
        return axes if isinstance(axes, tuple) else (str(axes),)

    def make_scores(self, node: Node) -> Node:
        """Return the lines of a score sheet as a table, an anchor a column; the directive names the kind."""
        sheet = next(each for each in self.guide.sheets.scores if each.kind == node.get("argument"))
        heads = ("Line", *(str(score) for score in range(1, SCORES + 1)))
        rows = [_make_row(node, heads, head="true")]
        rows += [_make_row(node, (line.name, *line.anchors)) for line in sheet.dimensions]
        return Node(Kind.TABLE, node.place, attrs={"both": "true"}, children=tuple(rows))

    def draw_radar(self, node: Node) -> Markup:
        """Return a radar, in mm: rings, axes with their names outside, and the shapes of given scores."""
        names = self.list_axes(node)
        rings = int(str(node.options.get("rings", 4)))
        template = self.environment.get_template("shared/radar.svg.j2")
        spokes = [_place_spoke(index, len(names), escape(name)) for index, name in enumerate(names)]
        shapes = [_place_shape(name, names, node.options[name]) for name in RADAR_SHAPES if name in node.options]
        values = {"spokes": spokes, "shapes": shapes, "rings": rings, "title": node.get("argument")}
        return Markup(template.render(product=self.product, **values))

    def label(self, name: str, caption: Markup) -> str:
        """Return `Table 3.2`, or nothing for what has no caption and so no number."""
        if not caption:
            return ""
        count = self.references.count(name)
        return f"{name} {self.number}.{count}" if self.number else f"{name} {count}"

    def write_page_name(self, path: str) -> Markup:
        """Return a page's title, linked if the page is written."""
        raise NotImplementedError


def _make_row(node: Node, texts: Sequence[str], head: str = "") -> Node:
    cells = (Node(Kind.CELL, node.place, children=(Node(Kind.TEXT, node.place, text),)) for text in texts)
    return Node(Kind.ROW, node.place, attrs={"head": head}, children=tuple(cells))


def _is_key(node: Node) -> bool:
    return node.kind is Kind.DIRECTIVE and node.get("name") == "key"


def _place_shape(name: str, axes: Sequence[str], scores: Option) -> dict[str, object]:
    """Return the corners of a shape, a score away from the middle on each axis, and its scores in words."""
    listed = scores if isinstance(scores, tuple) else (scores,)
    values = [float(str(score)) for score in listed]
    arms = [(value, *_point(index, len(axes))) for index, value in enumerate(values)]
    return {
        "name": name,
        "dashed": name != RADAR_SHAPES[0],
        "points": [{"x": value * x, "y": value * y} for value, x, y in arms],
        "spoken": ", ".join(f"{axis} {score}" for axis, score in zip(axes, listed, strict=True)),
    }


def _point(index: int, count: int) -> tuple[float, float]:
    """Return the unit vector along an axis; the first one points up."""
    angle = 2 * math.pi * index / count - math.pi / 2
    return math.cos(angle), math.sin(angle)


def _place_spoke(index: int, count: int, name: str) -> dict[str, float | str]:
    """Return where the axis points (a unit vector) and how its name is anchored."""
    x, y = _point(index, count)
    anchor = "middle" if abs(x) < 0.2 else "start" if x > 0 else "end"
    return {"x": round(x, 4), "y": round(y, 4), "name": name, "anchor": anchor}
