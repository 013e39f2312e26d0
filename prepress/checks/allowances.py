"""Exceptions: what the author allows is not reported, and what allows nothing any more is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from prepress.checks.addresses import list_addresses
from prepress.model.guide import Allowance, Guide
from prepress.problems import Problem, error, warning

ONLY_RUN = frozenset({"code-fails", "code-test-fails", "code-output-differs"})
ONLY_ONLINE = frozenset({"link-dead", "link-moved", "link-chain"})


def list_unasked(*, ran: bool, online: bool) -> frozenset[str]:
    """Return the codes that cannot have been found: those of code that did not run, of addresses not asked."""
    return (frozenset() if ran else ONLY_RUN) | (frozenset() if online else ONLY_ONLINE)


def apply_allowances(problems: Iterable[Problem], guide: Guide, unasked: Collection[str]) -> tuple[Problem, ...]:
    """Return the problems that are not allowed, and what is wrong with the exceptions themselves.

    An exception to one of the `unasked` codes is not unused because nothing was found.
    """
    used: set[Allowance] = set()
    kept: list[Problem] = []
    for problem in problems:
        reasons = [allowance for allowance in guide.allowances if _allows(allowance, problem)]
        used.update(reasons)
        if not reasons:
            kept.append(problem)
    addresses = list_addresses(guide) if any(allowance.address for allowance in guide.allowances) else {}
    for allowance in guide.allowances:
        named = allowance.address and any(url.startswith(allowance.address) for url in addresses)
        if named or (allowance.code in unasked and not allowance.address):
            used.add(allowance)
    return (*kept, *_check(guide.allowances, used))


def _allows(allowance: Allowance, problem: Problem) -> bool:
    place = problem.place
    same = allowance.code == problem.code and allowance.file == place.file
    return same and bool(allowance.reason) and allowance.first <= place.line <= allowance.last


def _check(allowances: tuple[Allowance, ...], used: set[Allowance]) -> Iterator[Problem]:
    for allowance in allowances:
        if not allowance.reason:
            what = allowance.address or allowance.code
            hint = f'write `<!-- allow: {allowance.code} "why" -->`'
            if allowance.address:
                hint = "write `reason:` below it"
            yield error(
                "allow-without-reason", allowance.place, f"`{what}` is allowed here without a reason", hint
            )
        elif allowance not in used:
            message = f"there is no `{allowance.code}` here that would have to be allowed"
            if allowance.address:
                message = f"no link and no source has an address that begins with `{allowance.address}`"
            yield warning("allow-unused", allowance.place, message, "delete the exception")
