"""The preview's server: what it answers, to whom, and what an open page is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse

import pytest
from immerse.hosts.live_pages import LivePages
from immerse.model.page import Plan
from immerse.pipeline.following import Followed
from immerse.preview.live_site import LiveSite
from immerse.preview.server import PreviewServer, events
from immerse.preview.shown_state import Board
from live_sites import DOWNLOAD, LESSON, PROBLEM, live
from rendered_site import SITE


class Served:
    """A server of a board, and what it prints."""

    def __init__(self) -> None:
        self.board = Board()
        self.printed: list[str] = []
        self.server = PreviewServer("127.0.0.1", 0, self.board, self.printed.append)

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
        """One request as it is, no address made better."""
        port = self.server.server_port
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in ({"Host": f"127.0.0.1:{port}"} | headers).items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        return response, body


@pytest.fixture
def served() -> Iterator[Served]:
    one = Served()
    thread = threading.Thread(target=one.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield one
    one.board.end()
    one.server.shutdown()
    thread.join(30)
    one.server.server_close()
    assert one.printed == []


@pytest.fixture
def shown(served: Served) -> Served:
    served.board.show(live(), frozenset())
    return served


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/", "text/html", "Northgate training"),
        ("/index.html", "text/html", "Northgate training"),
        (f"/{LESSON}?from=here", "text/html", "Decide within minutes"),
        ("/assets/immerse/site.css", "text/css", ""),
        ("/assets/immerse/checklist.mjs", "text/javascript", ""),
        ("/assets/javascripts/lunr/min/lunr.immerse.min.js", "text/javascript", "lunr"),
        (f"/{DOWNLOAD}", "application/json", "{}"),
        ("/-/preview.mjs", "text/javascript", "EventSource"),
        ("/-/preview.css", "text/css", ".im-preview"),
    ],
)
def test_pages_and_files_are_answered_and_never_kept(shown: Served, path: str, kind: str, words: str) -> None:
    response, body = shown.ask(path)
    assert (response.status, response.headers.get_content_type()) == (200, kind)
    assert words in body
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Python" not in response.headers["Server"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing/", 404),
        ("/-/nothing", 404),
        ("/-/../pyproject.toml", 404),
        ("/../../etc/passwd", 404),
        ("/%2e%2e/%2e%2e/etc/passwd", 404),
        ("/..%2f..%2fetc/passwd", 404),
        ("/assets/..\\..\\look.css", 404),
        ("//evil.example/", 404),
        ("/%00", 400),
        (f"/{LESSON}%00", 400),
        ("/%ff", 400),
        ("/%0d%0aX-Header:%20x", 400),
        ("http://evil.example/", 400),
        ("*", 400),
    ],
)
def test_what_is_no_path_of_the_site_is_refused(shown: Served, path: str, status: int) -> None:
    response, body = shown.ask(path)
    assert response.status == status
    assert "Traceback" not in body and "root:" not in body and "X-Header" not in response.headers


def test_a_page_without_its_last_stroke_leads_to_the_page(shown: Served) -> None:
    response, body = shown.ask(f"/{LESSON.rstrip('/')}")
    assert (response.status, response.headers["Location"], body) == (301, f"/{LESSON}", "")


def test_the_head_of_a_page_is_answered_without_it_and_nothing_can_be_sent(shown: Served) -> None:
    response, body = shown.ask("/", method="HEAD")
    assert (response.status, body) == (200, "") and int(response.headers["Content-Length"]) > 100
    assert shown.ask("/-/events", method="HEAD")[0].status == 404
    assert shown.ask("/", method="POST")[0].status == 501


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", ""]
)
def test_another_host_is_misdirected(shown: Served, host: str) -> None:
    response, body = shown.ask("/", Host=host.format(port=shown.server.server_port))
    assert response.status == 421
    assert body.startswith(f"This preview answers only at http://127.0.0.1:{shown.server.server_port}/.")
    assert "Northgate" not in body


def test_the_own_names_are_answered(shown: Served) -> None:
    port = shown.server.server_port
    assert [shown.ask("/", Host=f"{name}:{port}")[0].status for name in ("127.0.0.1", "localhost", "LOCALHOST")] == [
        200
    ] * 3


def test_a_request_without_a_host_or_with_two_is_refused(shown: Served) -> None:
    own = f"127.0.0.1:{shown.server.server_port}"
    for hosts in ("", f"Host: {own}\r\nHost: {own}\r\n"):
        with socket.create_connection(("127.0.0.1", shown.server.server_port), 30) as connection:
            connection.sendall(f"GET / HTTP/1.1\r\n{hosts}\r\n".encode())
            with connection.makefile("rb") as answer:
                assert answer.readline().startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    ("host", "asked", "reached", "own"),
    [
        ("0.0.0.0", "192.0.2.7:8000", "192.0.2.7", True),
        ("0.0.0.0", "192.0.2.8:8000", "192.0.2.7", False),
        ("0.0.0.0", "rebound.example:8000", "192.0.2.7", False),
        ("desk.example", "desk.example:8000", "192.0.2.7", True),
        ("desk.example", "Desk.Example:8000", "192.0.2.7", True),
        ("::1", "[::1]:8000", "::1", True),
        ("::", "[fe80::1]:8000", "fe80::1%eth0", True),
        ("127.0.0.1", "localhost:8001", "127.0.0.1", False),
        ("127.0.0.1", "localhost:x", "127.0.0.1", False),
    ],
)
def test_which_host_is_the_servers_own(host: str, asked: str, reached: str, own: bool) -> None:
    assert NotListening(host).is_own(asked, reached) is own


class NotListening(PreviewServer):
    """A server that listens nowhere, whatever the names and the networks of this machine."""

    def __init__(self, host: str) -> None:
        self.host, self.server_port = host, 8000


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("localhost", "http://localhost:8000/"),
        ("0.0.0.0", "http://0.0.0.0:8000/"),
        ("::1", "http://[::1]:8000/"),
    ],
)
def test_the_address_can_be_opened_as_it_is_printed(host: str, address: str) -> None:
    assert NotListening(host).url == address


def test_a_page_differs_from_the_built_one_by_what_it_follows_with(shown: Served) -> None:
    built = LivePages(SITE).html("learn/tri/tri-l2.md", SITE.pages["learn/tri/tri-l2.md"])
    body = shown.ask(f"/{LESSON}")[1]
    digest = live().digest(LESSON)
    tags = (
        '<link rel="stylesheet" href="/-/preview.css">'
        f'<script type="module" src="/-/preview.mjs?shown={digest}"></script>'
    )
    assert body.replace(tags, "") == built and body.count(tags) == 1


def test_without_a_site_a_page_waits_for_it(served: Served) -> None:
    served.board.refuse((PROBLEM,))
    response, body = served.ask("/")
    assert response.status == 503
    assert "As soon as the content can be read, the site appears here." in body and "preview.mjs?shown=missing" in body


def test_the_search_is_answered_with_the_index_that_was_made_last(shown: Served) -> None:
    shown.board.put_index(b'{"docs":[]}')
    shown.board.show(live(), frozenset())
    assert shown.ask("/search/search_index.json")[1] == '{"docs":[]}'


def test_a_request_waits_for_the_first_index_and_holds_up_no_other(shown: Served) -> None:
    answers: list[str] = []
    asking = threading.Thread(target=lambda: answers.append(shown.ask("/search/search_index.json")[1]))
    asking.start()
    assert shown.ask("/")[0].status == 200
    shown.board.put_index(b"[]")
    asking.join(30)
    assert answers == ["[]"]


def test_a_page_that_cannot_be_made_is_an_answer_too(shown: Served) -> None:
    made = Followed(Plan((), (), {}), SITE, {}.__getitem__, {})
    shown.board.show(LiveSite(made, LivePages(SITE)), frozenset())
    response, body = shown.ask(f"/{LESSON}")
    assert response.status == 500 and "immerse itself failed: KeyError" in body
    assert "preview.mjs?shown=failed-KeyError" in body
    event = next(events(shown.board, LESSON, "other"))
    assert event == b"event: reload\ndata: failed-KeyError\n\n"
