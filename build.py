"""Check the guide, then make the workbook, the e-book and the planners: the pipeline, in order."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from prepress.cache import Store, make_key
from prepress.checks import check_guide
from prepress.checks.allowances import apply_allowances
from prepress.checks.fences import run_fences
from prepress.command import Choice, WrongUseError, name_product, read_choice
from prepress.files import LineReader, mend_files, write_file
from prepress.load import load_guide
from prepress.manifest import Product, format_manifest
from prepress.model.artifact import PageMap
from prepress.model.edition import Edition
from prepress.model.guide import Guide, select_level
from prepress.model.plan import LEVELS
from prepress.problems import Problem, Severity, has_errors, sort_problems
from prepress.render.diagram import draw_diagram
from prepress.render.environment import list_blocks
from prepress.report import format_problems, read_fields, summarize_problems
from prepress.schedule import collect_figures, plan_weeks

STARTER = Path(__file__).with_name("templates") / "starter"
SECONDS_OF_A_DAY = 86_400
MADE, FAULTY, WRONG_USE, MISSING = 0, 1, 2, 3


@dataclass(slots=True)
class Clock:
    """Seconds by stage; the only reader of the clock."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Add the time that the block takes to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0 made, 1 faulty, 2 wrong use, 3 something is missing."""
    try:
        choice = read_choice(list(sys.argv[1:] if arguments is None else arguments))
        return start_guide(Path(choice.files[0])) if choice.verb == "init" else run(choice)
    except WrongUseError as refusal:
        print(f"build.py: {refusal}", file=sys.stderr)
        return WRONG_USE
    except OSError as failure:
        print(f"build.py: {failure.strerror or failure}: {failure.filename or ''}", file=sys.stderr)
        return MISSING


def start_guide(folder: Path) -> int:
    """Make a small guide that builds, with one of everything, in a folder that is new or empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUseError(f"`{folder}` is there already; name a new folder")
    shutil.copytree(STARTER, folder, dirs_exist_ok=True)
    print(f"{folder}: a guide to start from; make it with `python build.py --content {folder}`")
    return MADE


def run(choice: Choice) -> int:
    """Load, plan, check, render, press and write what was chosen; return the exit status."""
    clock = Clock()
    store = Store(choice.output / ".cache" if choice.cache else None)
    key = name_check(choice) if choice.verb == "check" and not (choice.fix or choice.online) else ""
    finished = store.read(key) if key else None
    if finished:
        return finish_again(choice, finished, clock)
    with clock.measure("load"):
        loaded = load_guide(choice.content)
    problems = list(loaded.problems)
    edition: Edition | None = None
    if loaded.guide is not None:
        with clock.measure("plan"):
            edition = plan_edition(loaded.guide, choice)
        with clock.measure("check"):
            problems = check_edition(edition, problems, choice, store)
    if key:
        store.write(key, json.loads(format_manifest(edition, (), sort_problems(problems), {})))
    if choice.fix:
        for line in mend_files(choice.content, problems):
            print(line)
    products: list[Product] = []
    if edition and choice.products and not has_errors(problems, strict=choice.strict):
        products = make_products(edition, choice, clock)
        problems += [problem for product in products for problem in product.artifact.problems]
    return finish(choice, edition, problems, products, clock)


def plan_edition(guide: Guide, choice: Choice) -> Edition:
    """Return the whole guide with its weeks and computed figures."""
    weeks = {}
    if guide.plan is not None:
        weeks = {level: plan_weeks(guide, level, choice.start) for level in LEVELS}
    return Edition(guide, "all", weeks, collect_figures(guide) if weeks else {})


def name_check(choice: Choice) -> str:
    """Return the name of what a check finds: a hash of all files of the guide, and of what was asked for.

    A folder with a file that cannot be read has none: the check itself says which.
    """
    asked = repr((choice.files, choice.run, choice.level, sorted(list_blocks())))
    try:
        files = sorted(path for path in choice.content.rglob("*") if path.is_file())
        parts = [part for path in files for part in (os.fsencode(path), path.read_bytes())]
    except OSError:
        return ""
    return make_key((b"check", asked.encode(), *parts))


def finish_again(choice: Choice, finished: Mapping[str, Any], clock: Clock) -> int:
    """Print and write once more what a check of the same files found."""
    found = tuple(read_fields(fields) for fields in finished["problems"])
    print_problems(found, choice)
    write_file(choice.output / "build.json", (json.dumps(finished, indent=1, ensure_ascii=False) + "\n").encode())
    if not choice.quiet and choice.form == "text":
        print_summary((), found, choice, clock)
    return FAULTY if has_errors(found, strict=choice.strict) else MADE


def check_edition(edition: Edition, loaded: Sequence[Problem], choice: Choice, store: Store) -> list[Problem]:
    """Return what loading and the checks found and nothing allows, in the named files alone if any were named."""
    guide = edition.guide
    may_run = choice.run and not guide.foreign
    outcomes = run_fences(guide, store, lambda text: make_key([b"fence", text.encode()])) if may_run else {}
    found = check_guide(edition, list_blocks(), draw_diagram, outcomes)
    if choice.online:
        from prepress.checks.online import check_addresses

        found += check_addresses(guide, store, int(time.time()) // SECONDS_OF_A_DAY)
    return select_files(apply_allowances((*loaded, *found), guide.allowances), choice)


def select_files(problems: Sequence[Problem], choice: Choice) -> list[Problem]:
    """Return the problems of the files that `check FILE` names; all of them if none is named."""
    if not choice.files:
        return list(problems)
    root = choice.content.resolve()
    names = {Path(name).resolve() for name in choice.files} | {root / name for name in choice.files}
    return [problem for problem in problems if root / problem.place.file in names]


def make_products(edition: Edition, choice: Choice, clock: Clock) -> list[Product]:
    """Return the products that were asked for, in the order workbook, e-book, planners.

    The workbook is laid out in any case: its page map names the pages that the others refer to.
    """
    chosen = replace(edition, guide=select_level(edition.guide, choice.level), level=choice.level)
    workbook, pages = make_workbook(chosen, choice, clock)
    products = [workbook] if "workbook" in choice.products else []
    if "epub" in choice.products:
        products.append(make_epub(chosen, choice, pages, clock))
    if "planner" in choice.products and edition.guide.plan is not None:
        products += [make_planner(edition, level, choice, pages, clock) for level in choice.levels]
    return products


def make_workbook(edition: Edition, choice: Choice, clock: Clock) -> tuple[Product, PageMap]:
    """Return the workbook and the map of its pages."""
    from prepress.press.workbook import press_workbook
    from prepress.render.workbook import render_workbook

    start = time.perf_counter()
    with clock.measure("render"):
        rendered = render_workbook(edition, choice.choose_paper("workbook"), name_product("workbook", choice))
    with clock.measure("press"):
        artifact, pages = press_workbook(rendered)
    return Product(artifact, time.perf_counter() - start), pages


def make_epub(edition: Edition, choice: Choice, pages: PageMap, clock: Clock) -> Product:
    """Return the e-book."""
    from prepress.press.epub import press_epub
    from prepress.render.epub import render_epub

    start = time.perf_counter()
    with clock.measure("render"):
        rendered = render_epub(edition, pages, name_product("epub", choice))
    with clock.measure("press"):
        artifact = press_epub(rendered)
    return Product(artifact, time.perf_counter() - start)


def make_planner(edition: Edition, level: str, choice: Choice, pages: PageMap, clock: Clock) -> Product:
    """Return the planner of one level."""
    from prepress.press.planner import press_planner
    from prepress.render.planner import render_planner

    start = time.perf_counter()
    named = name_product("planner", replace(choice, level=level))
    with clock.measure("render"):
        rendered = render_planner(edition, level.upper(), choice.paper, pages, named)
    with clock.measure("press"):
        artifact = press_planner(rendered)
    return Product(artifact, time.perf_counter() - start)


def finish(
    choice: Choice,
    edition: Edition | None,
    problems: Sequence[Problem],
    products: Sequence[Product],
    clock: Clock,
) -> int:
    """Print the findings, write what may be written, and return the exit status."""
    found = sort_problems(problems)
    faulty = has_errors(found, strict=choice.strict)
    made = () if faulty else tuple(products)
    with clock.measure("write"):
        for product in made:
            write_file(choice.output / product.artifact.filename, product.artifact.data)
    print_problems(found, choice)
    write_file(choice.output / "build.json", format_manifest(edition, made, found, clock.seconds))
    if not choice.quiet and choice.form == "text":
        print_summary(made, found, choice, clock)
    return FAULTY if faulty else MADE


def print_problems(problems: Sequence[Problem], choice: Choice) -> None:
    """Print the report; notices only where they were asked for."""
    shown = [p for p in problems if choice.verbose or choice.form == "json" or p.severity > Severity.NOTICE]
    report = format_problems(shown, choice.form, os.path.relpath(choice.content), LineReader(choice.content))
    if report:
        print(report)


def print_summary(products: Sequence[Product], problems: Sequence[Problem], choice: Choice, clock: Clock) -> None:
    """Print one line for each product, and one for the findings."""
    for product in products:
        artifact = product.artifact
        pages = f"{artifact.pages} pages, " if artifact.pages else ""
        size = len(artifact.data) / 1024
        print(f"{choice.output / artifact.filename}: {pages}{size:,.0f} KB, {product.seconds:.1f} s")
    if choice.verbose:
        print(", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in clock.seconds.items()))
    print(summarize_problems(problems))


if __name__ == "__main__":
    sys.exit(main())
