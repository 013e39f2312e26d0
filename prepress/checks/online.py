"""Ask external addresses: many hosts at once, of each host one page at a time. Only `check --online` does it."""

from __future__ import annotations

import http.client
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import IO, Any

from prepress.checks.addresses import list_addresses
from prepress.checks.fences import Keeper
from prepress.model.guide import Guide
from prepress.problems import Place, Problem, notice, warning

SECONDS = 10.0
"""How long an answer may take."""
TRIES = 3
LONGEST_WAIT = 20.0
"""The most seconds that a server's `Retry-After` is obeyed."""
HOPS = 5
HOSTS = 16
DAYS = 14
"""How long a good answer is believed."""
AGENT = "prepress link check"
REFUSED = frozenset({400, 403, 404, 405, 406, 501})
"""What servers answer to HEAD although GET would do (RFC 9110, section 9.3.2, lets them differ)."""
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
MOVED = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an address: the reason why it is dead, or where it has moved to for good."""

    dead: str = ""
    moved: str = ""
    hops: int = 0
    """How often it is passed on on its way to an answer."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of a server."""

    status: int
    location: str = ""
    wait: float = 0.0


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str) -> None:
        """Follow nothing: each hop is looked at."""


def check_addresses(guide: Guide, keeper: Keeper, today: int) -> tuple[Problem, ...]:
    """Return what is wrong with the external addresses of a guide; `today` counts days.

    Those that an exception with a reason allows are not asked.
    """
    allowed = tuple(allowance.address for allowance in guide.allowances if allowance.address)
    places = {url: found for url, found in list_addresses(guide).items() if not url.startswith(allowed)}
    answers = ask_all(places, keeper, today)
    return tuple(problem for url, found in places.items() for problem in _report(url, answers[url], found))


def _report(url: str, answer: Answer, places: Iterable[Place]) -> Iterator[Problem]:
    for place in places:
        if answer.dead:
            yield warning(
                "link-dead", place, f"`{url}` is dead: {answer.dead}", "find where it went, or say its date"
            )
        elif answer.moved:
            yield warning("link-moved", place, f"`{url}` has moved", f"write `{answer.moved}`")
        elif answer.hops > 1:
            message = f"`{url}` is passed on {answer.hops} times before it answers"
            yield notice("link-chain", place, message, "write an address that answers itself")


def ask_all(urls: Iterable[str], keeper: Keeper, today: int) -> dict[str, Answer]:
    """Return the answers by address; good ones of the last days are not asked for again."""
    answers: dict[str, Answer] = {}
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        kept = keeper.read(_name(url))
        if kept and today - kept["day"] <= DAYS:
            answers[url] = Answer(**kept["answer"])
        else:
            hosts[urllib.parse.urlsplit(url).netloc].append(url)
    with ThreadPoolExecutor(HOSTS) as pool:
        for found in pool.map(_ask_host, hosts.values()):
            answers |= found
            for url, answer in found.items():
                if not answer.dead:
                    keeper.write(_name(url), {"day": today, "answer": asdict(answer)})
    return answers


def _name(url: str) -> str:
    return "address-" + urllib.parse.quote(url, safe="").replace("%", "_")[:180]


def _ask_host(urls: list[str]) -> Mapping[str, Answer]:
    return {url: ask(url) for url in urls}


def ask(url: str) -> Answer:
    """Return what became of an address: each hop of a redirection is asked, and a circle is dead."""
    here, moved, seen = url, "", {url}
    permanent = True
    for hops in range(HOPS):
        try:
            reply = _ask_patiently(here)
        except (OSError, http.client.HTTPException, ValueError) as failure:
            return Answer(dead=_explain(failure))
        if reply.status not in REDIRECTS or not reply.location:
            return (
                Answer(dead=f"status {reply.status}")
                if reply.status >= http.HTTPStatus.BAD_REQUEST
                else Answer(moved=moved, hops=hops)
            )
        permanent = permanent and reply.status in MOVED
        here = urllib.parse.urljoin(here, reply.location)
        moved = here if permanent else moved
        if here in seen:
            return Answer(dead="it leads in a circle")
        seen.add(here)
    return Answer(dead=f"it is passed on more than {HOPS} times")


def _ask_patiently(url: str) -> Reply:
    """Return a server's reply to HEAD, or to GET if it refuses that; one that is busy is asked again."""
    method = "HEAD"
    for attempt in range(TRIES):
        try:
            reply = _ask_once(url, method)
            if reply.status in REFUSED and method == "HEAD":
                method = "GET"
                reply = _ask_once(url, method)
        except OSError as failure:
            if attempt == TRIES - 1 or isinstance(getattr(failure, "reason", None), ssl.SSLCertVerificationError):
                raise
            continue
        if reply.status not in AGAIN or attempt == TRIES - 1:
            break
        time.sleep(min(reply.wait, LONGEST_WAIT))
    return reply


def _ask_once(url: str, method: str) -> Reply:
    request = urllib.request.Request(url, method=method, headers={"User-Agent": AGENT, "Accept": "*/*"})
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            return Reply(answer.status)
    except urllib.error.HTTPError as failure:
        with failure:
            wait = failure.headers.get("Retry-After", "1")
            return Reply(failure.code, failure.headers.get("Location", ""), float(wait) if wait.isdigit() else 1.0)


def _explain(failure: Exception) -> str:
    reason = getattr(failure, "reason", failure)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({reason.verify_message})"
    if isinstance(reason, TimeoutError):
        return f"no answer within {SECONDS:g} seconds"
    return str(reason) or type(reason).__name__
