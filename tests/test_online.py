"""`--online` against a real server that is slow, passes on, circles, hangs up, refuses and limits."""

from __future__ import annotations

import shutil
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

import build
from prepress.cache import Store
from prepress.checks import online
from prepress.checks.online import Answer, ask, ask_all
from tests.conftest import SAMPLE

CERTIFICATES = Path(__file__).parent / "certificates"


class Handler(BaseHTTPRequestHandler):
    asked: ClassVar[Counter[str]] = Counter()
    leave: ClassVar[threading.Event] = threading.Event()
    """Set when the test is over: what is slow hangs until then."""
    now = 0
    most = 0

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        cls = type(self)
        cls.now += 1
        cls.most = max(cls.most, cls.now)
        name = self.path.strip("/")
        cls.asked[f"{self.command} {name}"] += 1
        getattr(self, f"answer_{name.partition('-')[0]}")(name)

    def reply(self, status: int, **headers: str) -> None:
        type(self).now -= 1  # before the client can know, who may ask again at once
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer_ok(self, _: str) -> None:
        time.sleep(0.02)
        self.reply(200)

    def answer_gone(self, _: str) -> None:
        self.reply(404)

    def answer_slow(self, _: str) -> None:
        type(self).now -= 1
        self.leave.wait()

    def answer_moved(self, _: str) -> None:
        self.reply(301, Location="/ok")

    def answer_found(self, _: str) -> None:
        self.reply(302, Location="/ok")

    def answer_twice(self, _: str) -> None:
        self.reply(302, Location="/moved")

    def answer_loop(self, _: str) -> None:
        self.reply(302, Location="/loop")

    def answer_chain(self, name: str) -> None:
        self.reply(301, Location=f"/chain-{int(name.partition('-')[2] or 0) + 1}")

    def answer_reset(self, _: str) -> None:
        type(self).now -= 1
        self.connection.close()

    def answer_nohead(self, _: str) -> None:
        self.reply(405 if self.command == "HEAD" else 200)

    def answer_limit(self, name: str) -> None:
        if self.asked[f"{self.command} {name}"] > 1:
            self.reply(200)
        else:
            self.reply(429, Retry_After="0")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(tls: bool = False) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / "certificate.pem", CERTIFICATES / "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(online, "SECONDS", 300.0)  # no answer is late because the machine is busy
    Handler.asked.clear()
    Handler.leave.clear()
    Handler.now = Handler.most = 0
    server = serve()
    yield f"http://127.0.0.1:{server.server_port}"
    Handler.leave.set()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("name", "dead"),
    [
        ("ok", ""),
        ("nohead", ""),
        ("limit", ""),
        ("gone", "status 404"),
        ("loop", "it leads in a circle"),
        ("chain", "it is passed on more than 5 times"),
    ],
)
def test_answers(address: str, name: str, dead: str) -> None:
    assert ask(f"{address}/{name}") == Answer(dead=dead)


def test_a_server_that_does_not_answer_in_time_is_dead(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online, "SECONDS", 0.1)
    assert ask(f"{address}/slow") == Answer(dead="no answer within 0.1 seconds")


def test_an_address_that_moved_is_told(address: str) -> None:
    assert ask(f"{address}/moved") == Answer(moved=f"{address}/ok", hops=1)
    assert ask(f"{address}/found") == Answer(hops=1)
    assert ask(f"{address}/twice") == Answer(hops=2)


def test_a_server_that_hangs_up_is_asked_again_and_is_dead(address: str) -> None:
    assert ask(f"{address}/reset").dead
    assert Handler.asked["HEAD reset"] == online.TRIES


def test_a_server_that_is_not_there_is_dead() -> None:
    with socket.socket() as held:  # a port that is taken and not listened at
        held.bind(("127.0.0.1", 0))
        assert "refused" in ask(f"http://127.0.0.1:{held.getsockname()[1]}/").dead


def test_a_bad_certificate_is_dead() -> None:
    server = serve(tls=True)
    assert ask(f"https://127.0.0.1:{server.server_port}/ok").dead.startswith("its certificate is not valid")
    server.shutdown()


def test_a_host_is_asked_one_thing_at_a_time_and_good_answers_are_kept(address: str, tmp_path: Path) -> None:
    urls = [f"{address}/ok-{number}" for number in range(8)] + [f"{address}/gone"]
    store = Store(tmp_path)
    ask_all(urls, store, today=100)
    assert Handler.most == 1
    first = Handler.asked.copy()
    ask_all(urls, store, today=100 + online.DAYS)
    assert Handler.asked - first == Counter({"HEAD gone": 1, "GET gone": 1})
    ask_all(urls, store, today=101 + online.DAYS)
    assert Handler.asked["HEAD ok-3"] == 2


def test_the_command_reports_the_line(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = tmp_path / "content"
    shutil.copytree(SAMPLE, guide)
    for path in guide.rglob("*.*"):
        if path.suffix in {".md", ".yaml"}:
            path.write_text(path.read_text().replace("https://example.org/", f"{address}/ok-"))
    page = guide / "index.md"
    links = "[one](A/gone), [two](A/moved), [three](A/twice), [four](A/limit-4) and [five](A/gone-5)"
    page.write_text(page.read_text() + f"\nSee {links.replace('A', address)}.\n")
    settings = guide / "guide.yaml"
    exception = f"  - address: {address}/gone-5\n    reason: Its server refuses machines.\n"
    settings.write_text(f"{settings.read_text()}\nallow:\n{exception}")
    monkeypatch.chdir(tmp_path)
    assert build.main(["check", "--online", "-v", "-q"]) == build.MADE
    report = capsys.readouterr().out
    last = page.read_text().count("\n")
    assert f"content/index.md:{last}:5: warning: `{address}/gone` is dead: status 404 [link-dead]" in report
    assert f"`{address}/moved` has moved [link-moved]" in report
    assert f"notice: `{address}/twice` is passed on 2 times before it answers [link-chain]" in report
    assert report.count("warning:") == 2
    assert Handler.asked["HEAD gone-5"] == 0
    settings.write_text(settings.read_text().replace("gone-5", "gone-6"))
    build.main(["check", "-q"])
    assert "no link and no source has an address that begins with" in capsys.readouterr().out
