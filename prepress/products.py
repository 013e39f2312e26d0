"""Render and press what was asked for: the workbook first, since its pages are those that the others name."""

from __future__ import annotations

from dataclasses import replace

from prepress.clock import Clock
from prepress.command import Choice, name_product
from prepress.editions import shorten_edition
from prepress.manifest import Product
from prepress.model.artifact import Artifact, PageMap
from prepress.model.edition import Edition
from prepress.model.levels import select_level
from prepress.press.calendar import press_calendar
from prepress.press.epub import press_epub
from prepress.press.planner import press_planner
from prepress.press.preview import press_preview
from prepress.press.workbook import press_workbook
from prepress.problems import soften
from prepress.render.calendar import render_calendar
from prepress.render.epub import render_epub
from prepress.render.planner import render_planner
from prepress.render.preview import render_preview
from prepress.render.workbook import render_workbook
from prepress.render.worksheets import render_worksheets


def make_products(edition: Edition, choice: Choice, clock: Clock) -> list[Product]:
    """Return the products that were asked for, in the order workbook, e-book, planners.

    The workbook is laid out in any case: its page map names the pages that the others refer to.
    """
    chosen = replace(edition, guide=select_level(edition.guide, choice.level), level=choice.level)
    if choice.preview:
        return make_preview(chosen, choice, clock)
    workbook, pages = make_workbook(chosen, choice, clock)
    products = [workbook] if "workbook" in choice.products else []
    if "epub" in choice.products:
        products.append(make_epub(chosen, choice, pages, clock))
    if "planner" in choice.products and edition.guide.plan is not None:
        planned = shorten_edition(edition, choice.start) if choice.weeks else edition
        for level in choice.levels:
            products += make_planner(planned, replace(choice, level=level), pages, clock)
    return products


def make_workbook(edition: Edition, choice: Choice, clock: Clock) -> tuple[Product, PageMap]:
    """Return the workbook and the map of its pages."""
    before = clock.total
    with clock.measure("render"):
        rendered = render_workbook(
            edition, choice.choose_paper("workbook"), name_product("workbook", choice), choice.part
        )
        rendered = replace(rendered, forms=choice.forms)
    with clock.measure("press"):
        artifact, pages = press_workbook(rendered)
    if choice.worksheets:
        artifact = make_worksheets(edition, choice, pages, clock)
    if edition.guide.foreign:
        artifact = replace(artifact, problems=soften(artifact.problems))
    return Product(artifact, clock.total - before), pages


def make_worksheets(edition: Edition, choice: Choice, pages: PageMap, clock: Clock) -> Artifact:
    """Return only the pages to write on; they name those of the workbook, which is laid out before."""
    with clock.measure("render"):
        named = name_product("workbook", choice)
        paper = choice.choose_paper("workbook")
        rendered = render_worksheets(edition, paper, named, pages, choice.part)
    with clock.measure("press"):
        return press_workbook(rendered)[0]


def make_preview(edition: Edition, choice: Choice, clock: Clock) -> list[Product]:
    """Return one page of each kind, as a PDF and as pictures."""
    before = clock.total
    with clock.measure("render"):
        rendered = render_preview(edition, choice.choose_paper("workbook"), name_product("workbook", choice))
    with clock.measure("press"):
        artifacts = press_preview(rendered)
    return [Product(artifact, clock.total - before) for artifact in artifacts]


def make_epub(edition: Edition, choice: Choice, pages: PageMap, clock: Clock) -> Product:
    """Return the e-book."""
    before = clock.total
    with clock.measure("render"):
        rendered = render_epub(edition, pages, name_product("epub", choice))
    with clock.measure("press"):
        artifact = press_epub(rendered)
    return Product(artifact, clock.total - before)


def make_planner(edition: Edition, choice: Choice, pages: PageMap, clock: Clock) -> list[Product]:
    """Return the planner of the level that is chosen, and with `--start` its calendar."""
    before = clock.total
    with clock.measure("render"):
        named = name_product("planner", choice)
        rendered = render_planner(edition, choice.level.upper(), choice.paper, pages, named)
    with clock.measure("press"):
        artifact = press_planner(rendered)
    planner = Product(artifact, clock.total - before)
    return [planner, make_calendar(edition, choice, pages, clock)] if choice.start else [planner]


def make_calendar(edition: Edition, choice: Choice, pages: PageMap, clock: Clock) -> Product:
    """Return the calendar of one level's dated plan."""
    before = clock.total
    with clock.measure("render"):
        rendered = render_calendar(edition, choice.level.upper(), pages, name_product("calendar", choice))
    with clock.measure("press"):
        artifact = press_calendar(rendered)
    return Product(artifact, clock.total - before)
