"""The command line: what was asked for, or one line that says why it cannot be done."""

from __future__ import annotations

import argparse
import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from prepress.model.plan import Plan

STEMS = {"workbook": "workbook", "epub": "guide", "planner": "planner", "calendar": "planner"}
SUFFIXES = {"workbook": ".pdf", "epub": ".epub", "planner": ".pdf", "calendar": ".ics"}
LAST_YEAR = 9990
DATED = ("planner", "calendar")
PRODUCTS = ("workbook", "epub", "planner")
VERBS = ("check", *PRODUCTS, "init")
LATER_VERBS = ("watch",)
LATER_OPTIONS = (
    "--jobs",
)  # fmt: skip
PAPERS = {"workbook": ("a4", "letter"), "planner": ("a4", "letter", "a5", "tablet")}
"""The papers of each product that is printed; the first one is the default."""
USES = {
    "--level": set(PRODUCTS), "--paper": {"workbook", "planner"}, "--start": {"planner"}, "--weeks": {"planner"},
    "--part": {"workbook"}, "--worksheets": {"workbook"}, "--preview": {"workbook"}, "--forms": {"workbook"},
    "--fix": {"check"}, "--online": {"check"},
}  # fmt: skip


class WrongUseError(Exception):
    """The command line asks for something that does not exist; the message is one line, with the mend."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the command line asks for; `products` is empty for `check` and `init`, whose folder is the one file.

    `weeks` is none for a plan of its whole length.
    """

    verb: str
    products: tuple[str, ...]
    files: tuple[str, ...]
    content: Path
    output: Path
    level: str
    paper: str
    start: datetime.date | None
    weeks: int | None
    part: str
    worksheets: bool
    preview: bool
    forms: bool
    strict: bool
    fix: bool
    online: bool
    run: bool
    cache: bool
    form: str
    quiet: bool
    verbose: bool

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the levels that get a planner: both, unless one is named."""
        return ("l6", "l7") if self.level == "all" else (self.level,)

    def choose_paper(self, kind: str) -> str:
        """Return the paper of a product: the one asked for, or its default where it is not made for that one.

        The workbook beside a planner for A5 or a tablet is the one that the planner's page numbers name.
        """
        return self.paper if self.paper in PAPERS[kind] else PAPERS[kind][0]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongUseError(f"{message}; see `python build.py --help`")


def read_choice(arguments: list[str]) -> Choice:
    """Return what is asked for. Raises WrongUseError; `--help` prints and leaves, as argparse does it."""
    _refuse_later(arguments)
    given = _make_parser().parse_args(arguments)
    verb = given.verb or "all"
    products: tuple[str, ...] = PRODUCTS if verb == "all" else (verb,) if verb in PRODUCTS else ()
    if given.preview:
        products = tuple(product for product in products if product == "workbook")
    _refuse_unused(arguments, {*products, verb}, verb)
    _refuse_paper(given.paper, products, verb)
    if given.preview and (given.part or given.worksheets):
        raise WrongUseError("`--preview` shows one page of each kind; leave out `--part` and `--worksheets`")
    if verb == "init" and len(given.files) != 1:
        raise WrongUseError("init makes one folder; write `python build.py init DIR`")
    if given.files and verb not in {"check", "init"}:
        raise WrongUseError(f"`{given.files[0]}` is not used by {verb}; only `check` takes files")
    return Choice(
        verb=verb,
        products=products,
        files=tuple(given.files),
        content=Path(given.content),
        output=Path(given.output),
        level=given.level,
        paper=given.paper,
        start=given.start,
        weeks=given.weeks,
        part=given.part,
        worksheets=given.worksheets,
        preview=given.preview,
        forms=given.forms,
        strict=given.strict,
        fix=given.fix,
        online=given.online,
        run=not given.no_run,
        cache=not given.no_cache,
        form=given.format,
        quiet=given.quiet,
        verbose=given.verbose,
    )


def _make_parser() -> _Parser:
    parser = _Parser(prog="build.py", description="Check the guide, then make its products.", allow_abbrev=False)
    parser.add_argument(
        "verb", nargs="?", choices=VERBS, help="one product, only the checks, or a new guide; default: all"
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="check: only these pages; init: the new folder")
    parser.add_argument("--content", default="content", metavar="DIR", help="a guide, or a MkDocs folder")
    parser.add_argument("--output", default="output", metavar="DIR", help="where products go")
    parser.add_argument("--level", default="all", choices=("l6", "l7", "all"))
    parser.add_argument("--paper", default="a4", choices=PAPERS["planner"], help="a5 and tablet: planner")
    parser.add_argument("--start", type=_read_date, metavar="YYYY-MM-DD", help="planner: dates, and a calendar")
    parser.add_argument("--weeks", type=int, metavar="N", help="planner: 26, or 24 without the floats")
    parser.add_argument("--part", default="", metavar="SLUG", help="workbook: one part as a volume of its own")
    parser.add_argument("--worksheets", action="store_true", help="workbook: only the pages to write on")
    parser.add_argument("--preview", action="store_true", help="one page of each kind, as PDF and PNG")
    parser.add_argument("--forms", action="store_true", help="workbook: fields that can be filled in on a screen")
    parser.add_argument("--fix", action="store_true", help="check: mend what is certain, show the difference")
    parser.add_argument("--online", action="store_true", help="check: also ask external links")
    parser.add_argument("--no-run", action="store_true", help="do not execute code fences")
    parser.add_argument("--no-cache", action="store_true", help="ignore finished work")
    parser.add_argument("--strict", action="store_true", help="warnings count as errors")
    parser.add_argument("--format", default="text", choices=("text", "json", "github"))
    parser.add_argument("-q", "--quiet", action="store_true", help="print findings only")
    parser.add_argument("-v", "--verbose", action="store_true", help="print notices and timings as well")
    return parser


def _read_date(text: str) -> datetime.date:
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is not a date like 2027-01-04") from None
    if date.year > LAST_YEAR:
        raise argparse.ArgumentTypeError(f"`{text}` is too late: a plan's last day has to be a date, too")
    return date


def _refuse_later(arguments: list[str]) -> None:
    for argument in arguments:
        name = argument.partition("=")[0]
        if name in LATER_OPTIONS or name in LATER_VERBS:
            raise WrongUseError(f"`{name}` is not there yet; leave it out")


def _refuse_unused(arguments: list[str], products: set[str], verb: str | None) -> None:
    for option, users in USES.items():
        given = any(argument.partition("=")[0] == option for argument in arguments)
        if given and not products & users:
            raise WrongUseError(f"`{option}` is not used by {verb}; leave it out")


def _refuse_paper(paper: str, products: tuple[str, ...], verb: str) -> None:
    """Refuse a paper that none of the products asked for is made for."""
    papers = [name for kind in products for name in PAPERS.get(kind, ())]
    if papers and paper not in papers:
        known = " or ".join(f"`--paper {name}`" for name in papers)
        raise WrongUseError(f"`--paper {paper}` is for the planner; the {verb} is made with {known}")


def settle_weeks(choice: Choice, plan: Plan) -> Choice:
    """Return the choice with `weeks` none where the whole plan is meant.

    A plan has all its weeks, or those that are no floats. Raises WrongUseError for any other length.
    """
    loaded = plan.weeks - len(set(plan.floats))
    if choice.weeks not in {None, plan.weeks, loaded}:
        lengths = f"{plan.weeks} weeks, or {loaded} without its floats"
        raise WrongUseError(f"`--weeks {choice.weeks}` is no length of this plan; it has {lengths}")
    return replace(choice, weeks=None) if choice.weeks == plan.weeks else choice


def name_product(kind: str, choice: Choice) -> str:
    """Return a product's file name; choices that are not the default are appended in their fixed order."""
    parts = [STEMS[kind]]
    if choice.level != "all":
        parts.append(choice.level)
    printed = STEMS[kind] if STEMS[kind] in PAPERS else ""
    if printed and choice.choose_paper(printed) != PAPERS[printed][0]:
        parts.append(choice.choose_paper(printed))
    if kind in DATED and choice.weeks:
        parts.append(f"{choice.weeks}w")
    if kind in DATED and choice.start:
        parts.append(choice.start.isoformat())
    if kind == "workbook":
        chosen = (
            (choice.part, choice.part), (choice.worksheets, "worksheets"), (choice.forms, "forms"),
            (choice.preview, "preview"),
        )  # fmt: skip
        parts += [word for given, word in chosen if given]
    return "-".join(parts) + SUFFIXES[kind]
