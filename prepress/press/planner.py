"""Press a planner: one document, one page a sheet."""

from __future__ import annotations

import io

import pikepdf
from weasyprint import HTML

from prepress.model.artifact import Artifact
from prepress.model.rendered import RenderedPlanner
from prepress.press.chapter import VARIANT, paused_collector
from prepress.press.fetch import GuideFetcher
from prepress.press.finish import finish_pdf
from prepress.press.fonts import TypeCase
from prepress.press.line_breaks import hanging_spaces
from prepress.press.log import collect_problems
from prepress.press.preflight import check_proof, find_bare_fonts
from prepress.press.proof import pull_proof
from prepress.press.roles import name_roles
from prepress.press.tags import tidy_tags
from prepress.problems import Place, Problem, error, warning

SOURCE = "data/study-plan.yaml"


def press_planner(rendered: RenderedPlanner) -> Artifact:
    """Return the planner as a PDF; a sheet that does not fill exactly one page is an error."""
    problems = [_report_cut(title) for title in rendered.cut]
    fetcher = GuideFetcher(rendered.base, {})
    html = HTML(string=rendered.html, base_url=rendered.base, url_fetcher=fetcher)
    with paused_collector(), hanging_spaces(), name_roles(), collect_problems(SOURCE, problems):
        document = html.render(pdf_variant=VARIANT)
        data = document.write_pdf(pdf_variant=VARIANT)
    pages = len(document.pages)
    folios = {index: str(index + 1) for index in range(pages)}
    fonts = TypeCase().read_fonts(document)
    problems += check_proof(pull_proof(SOURCE, [page._page_box for page in document.pages], folios, fonts))
    if pages != rendered.sheets:
        message = f"{rendered.sheets} sheets take {pages} pages"
        problems.append(error("press-sheet-overflow", Place(SOURCE), message))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tidy_tags(pdf)
        problems += find_bare_fonts(pdf, [SOURCE] * pages)
        finished = finish_pdf(pdf, rendered.title, rendered.author, rendered.language)
    return Artifact(rendered.filename, "planner", finished, pages, tuple(problems))


def _report_cut(title: str) -> Problem:
    return warning(
        "press-title-cut", Place(SOURCE), f"“{title}” is cut on a sheet of the planner", "shorten the title"
    )
