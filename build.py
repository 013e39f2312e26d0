"""Check the guide, then make the workbook, the e-book and the planners: the pipeline, in order."""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepress.cache import Store, make_key, name_folder
from prepress.clock import Clock
from prepress.command import Choice, WrongUseError, read_choice, settle_weeks
from prepress.files import LineReader, mend_files, select_files, write_file
from prepress.problems import Problem, Severity, has_errors, sort_problems
from prepress.report import format_problems, read_fields, summarize_problems

if TYPE_CHECKING:
    from prepress.manifest import Product
    from prepress.model.edition import Edition
    from prepress.model.guide import Guide

# What only some runs need is imported where it is used: a check of unchanged files loads nothing of it.
STARTER = Path(__file__).with_name("templates") / "starter"
RECORDS = 100_000
"""Parsing makes records by the hundred thousand and hardly a circle: how many before garbage is looked for."""
SECONDS_OF_A_DAY = 86_400
MADE, FAULTY, WRONG_USE, MISSING = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0 made, 1 faulty, 2 wrong use, 3 something is missing."""
    gc.set_threshold(RECORDS)
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
    kept = choice.verb == "check" and not (choice.fix or choice.online)
    key = name_folder(choice.content, repr((choice.files, choice.run, choice.level))) if kept else ""
    finished = store.read(key) if key else None
    if finished:
        return finish_again(choice, finished, clock)
    with clock.measure("load"):
        from prepress.load import load_guide

        loaded = load_guide(choice.content, store.keep)
    problems = list(loaded.problems)
    edition: Edition | None = None
    if loaded.guide is not None:
        choice = settle_choice(choice, loaded.guide)
        with clock.measure("plan"):
            from prepress.editions import plan_edition

            edition = plan_edition(loaded.guide, choice.start)
        with clock.measure("check"):
            problems = check_edition(edition, problems, choice, store)
    if choice.fix and (differences := mend_files(choice.content, problems)):
        print("\n".join(differences))
        return run(replace(choice, fix=False))
    products: list[Product] = []
    if edition and choice.products and not has_errors(problems, strict=choice.strict):
        from prepress.products import make_products

        products = make_products(edition, choice, clock)
        problems += [problem for product in products for problem in product.artifact.problems]
    outcome = finish(choice, edition, problems, products, clock)
    if key:
        store.write(key, outcome)
    return FAULTY if has_errors(problems, strict=choice.strict) else MADE


def settle_choice(choice: Choice, guide: Guide) -> Choice:
    """Return the choice as this guide can meet it.

    Raises WrongUseError for a part that the guide does not have, or of which no page is written, and for a number
    of weeks that its plan does not give.
    """
    from prepress.model.levels import select_level

    pages = select_level(guide, choice.level).pages
    slugs = [part.slug for part in guide.parts if any(path in pages for path in part.pages)]
    if choice.part and choice.part not in slugs:
        raise WrongUseError(f"`--part {choice.part}` has no pages; there are {', '.join(slugs)}")
    return settle_weeks(choice, guide.plan) if guide.plan else choice


def finish_again(choice: Choice, finished: dict[str, Any], clock: Clock) -> int:
    """Print and write once more what a check of the same files found."""
    found = tuple(read_fields(fields) for fields in finished["problems"])
    print_problems(found, choice)
    write_outcome(choice, finished | {"seconds": dict.fromkeys(finished["seconds"], 0.0)})
    if not choice.quiet and choice.form == "text":
        print_summary((), found, choice, clock)
    return FAULTY if has_errors(found, strict=choice.strict) else MADE


def check_edition(edition: Edition, loaded: Sequence[Problem], choice: Choice, store: Store) -> list[Problem]:
    """Return what loading and the checks found and nothing allows, in the named files alone if any were named."""
    from prepress.checks import check_guide
    from prepress.checks.allowances import apply_allowances, list_unasked
    from prepress.checks.fences import run_fences
    from prepress.render.templates import list_blocks

    guide = edition.guide
    may_run = choice.run and not guide.foreign
    outcomes = run_fences(guide, store, lambda text: make_key([b"fence", text.encode()])) if may_run else {}
    found = check_guide(
        edition,
        list_blocks(),
        lambda source, alt: try_diagram(source, alt, store),
        lambda tex: try_formula(tex, store),
        outcomes,
    )
    if choice.online:
        from prepress.checks.online import check_addresses

        found += check_addresses(guide, store, int(time.time()) // SECONDS_OF_A_DAY)
    unasked = list_unasked(ran=may_run, online=choice.online)
    return select_files(apply_allowances((*loaded, *found), guide, unasked), choice.content, choice.files)


def try_diagram(source: str, alt: str, store: Store) -> None:
    """Raise ValueError for a diagram that cannot be drawn; what became of it is kept."""

    def draw() -> None:
        from prepress.render.diagram import draw_for_paper

        draw_for_paper(source, alt)

    try_once(draw, make_key((b"diagram", source.encode(), alt.encode())), store)


def try_formula(tex: str, store: Store) -> None:
    """Raise ValueError for a formula that cannot be set; what became of it is kept."""

    def draw() -> None:
        from prepress.render.formula import set_formula

        set_formula(tex, block=False)

    try_once(draw, make_key((b"formula", tex.encode())), store)


def try_once(draw: Callable[[], None], key: str, store: Store) -> None:
    """Draw what was not tried before; raise ValueError, now or as it was kept, if that fails."""
    kept = store.read(key)
    if kept is None:
        try:
            draw()
            kept = {"failure": ""}
        except ValueError as failure:
            kept = {"failure": str(failure)}
        store.write(key, kept)
    if kept["failure"]:
        raise ValueError(kept["failure"])


def finish(
    choice: Choice,
    edition: Edition | None,
    problems: Sequence[Problem],
    products: Sequence[Product],
    clock: Clock,
) -> Mapping[str, Any]:
    """Print the findings, write what may be written, and return what is written of the outcome."""
    from prepress.manifest import describe_outcome

    found = sort_problems(problems)
    faulty = has_errors(found, strict=choice.strict)
    made = () if faulty else tuple(products)
    with clock.measure("write"):
        for product in made:
            write_file(choice.output / product.artifact.filename, product.artifact.data)
    print_problems(found, choice)
    outcome = describe_outcome(edition, made, found, clock.seconds)
    write_outcome(choice, outcome)
    if not choice.quiet and choice.form == "text":
        print_summary(made, found, choice, clock)
    return outcome


def write_outcome(choice: Choice, outcome: Mapping[str, Any]) -> None:
    """Write `build.json`."""
    write_file(choice.output / "build.json", (json.dumps(outcome, indent=1, ensure_ascii=False) + "\n").encode())


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
