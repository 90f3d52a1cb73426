"""The preview's web server: pages and files of the site, and one stream of events for each page that is open."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from immerse.preview.live_site import MISSING, OWN, Response, failed, own_file, plain_page
from immerse.preview.shown_state import Board, ShownState
from immerse.preview.terminal_log import Say
from immerse.problems import ImmerseError

EVENTS = f"{OWN}events"
SEARCH_INDEX = "search/search_index.json"
_AWAITED = 30.0
"""Seconds for which a request waits for a page that is being made."""
_STILL_HERE = 15.0
"""Seconds between signs of life of a stream, which also detect that its reader has left."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class PreviewServer(ThreadingHTTPServer):
    """Answers at one address of this machine. Every connection has a thread, and none of them keeps the program."""

    request_queue_size = 64
    allow_reuse_address = os.name == "posix"
    """Whether an address can be used at once after another preview; on other systems it would admit two servers."""

    def __init__(self, host: str, port: int, board: Board, tell: Say) -> None:
        """Listen at an address; `tell` prints a line where a response failed.

        Raises:
            ImmerseError: there is no such host, or the address is taken or not ours to use.
        """
        self.address_family = family_of(host, port)
        self.host = host
        self.board = board
        self.tell = tell
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            message = f"cannot listen at {host}:{port} ({error.strerror}); choose another --port"
            raise ImmerseError(message) from error

    def server_bind(self) -> None:
        """Bind, without asking the network for the name of this machine."""
        TCPServer.server_bind(self)
        self.server_port = int(self.server_address[1])

    @property
    def url(self) -> str:
        """The address at which a browser finds the site."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.server_port}/"

    def is_own(self, host: str, reached: str) -> bool:
        """Whether the `Host` of a request names this server; `reached` is the address at which it came in.

        A foreign page reaches this machine by a name of its own (DNS rebinding), never by these.
        """
        name, port = _split(host)
        if port != self.server_port:
            return False
        return name in {self.host.casefold(), "localhost", reached.partition("%")[0]}

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print a line, unless the client only closed the connection."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            self.tell(f"a request failed: {type(error).__name__}: {error}")


def family_of(host: str, port: int) -> socket.AddressFamily:
    """The address family of a host; raises ImmerseError where there is no such host. An empty host is refused, because
    it would mean every address of this machine."""
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM) if host else []
    except (OSError, UnicodeError):
        addresses = []
    if not addresses:
        raise ImmerseError(f"there is no host {host!r}; choose another --host, such as 127.0.0.1")
    return addresses[0][0]


def _split(host: str) -> tuple[str, int]:
    """Name and port of a `Host`; the port is 0 where it is none."""
    name, _, port = host.rpartition(":") if not host.endswith("]") and ":" in host else (host, "", "80")
    return name.strip("[]").casefold(), int(port) if port.isascii() and port.isdigit() else 0


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version = "immerse"
    sys_version = ""
    timeout = 60
    """Seconds after which an idle connection is closed."""

    def do_GET(self) -> None:
        """Answer with a page, a file, or the stream of events."""
        if path := self._path():
            parts = urlsplit(self.path)
            if path == f"/{EVENTS}" and self.command == "GET":
                query = parse_qs(parts.query)
                self._stream(query.get("path", ["/"])[0].lstrip("/"), query.get("shown", [""])[0])
            else:
                self._send(self._answer(path[1:]))

    do_HEAD = do_GET

    def _path(self) -> str:
        """The requested path, decoded; empty where the request was refused."""
        hosts = self.headers.get_all("Host") or []
        if len(hosts) != 1:
            return self._refuse(HTTPStatus.BAD_REQUEST, "A request names one host.")
        if not self.server.is_own(hosts[0], self.connection.getsockname()[0]):
            words = f"This preview answers only at {self.server.url}. To open it by another name, start it with --host."
            return self._refuse(HTTPStatus.MISDIRECTED_REQUEST, words)
        try:
            path = unquote(self.path.partition("?")[0].partition("#")[0], errors="strict")
        except UnicodeDecodeError:
            path = ""
        if not path.startswith("/") or not path.isprintable():
            return self._refuse(HTTPStatus.BAD_REQUEST, "This is not the address of a page.")
        return path

    def _refuse(self, status: HTTPStatus, words: str) -> str:
        self.close_connection = True
        self._send(Response(f"{words}\n".encode(), "text/plain; charset=utf-8", status))
        return ""

    def _answer(self, path: str) -> Response:
        if path.startswith(OWN):
            return own_file(path.removeprefix(OWN)) or _not_found()
        if path == SEARCH_INDEX:
            return self._index()
        moment = self.server.board.wait(0, _AWAITED)
        if moment.site is None:
            words = "As soon as the content can be read, the site appears here."
            return plain_page("Nothing to show yet", words, HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            answer = moment.site.answer(path)
        except Exception as error:
            words = f"immerse itself failed: {type(error).__name__}"
            return plain_page("This cannot be made", words, HTTPStatus.INTERNAL_SERVER_ERROR, failed(error))
        if answer is None and path and not path.endswith("/") and moment.site.is_page(f"{path}/"):
            return Response(quote(f"/{path}/").encode(), "", HTTPStatus.MOVED_PERMANENTLY)
        return answer or _not_found()

    def _index(self) -> Response:
        """The last search index, as soon as there is one."""
        board, end = self.server.board, time.monotonic() + _AWAITED
        moment = board.now
        while moment.index is None and not moment.is_over and (left := end - time.monotonic()) > 0:
            moment = board.wait(moment.number, left)
        return _not_found() if moment.index is None else Response(moment.index, "application/json")

    def _send(self, answer: Response) -> None:
        content = answer.content
        if answer.status == HTTPStatus.MOVED_PERMANENTLY:
            header, content = ("Location", content.decode()), b""
        else:
            header = ("Content-Type", answer.kind)
        self._send_headers(answer.status, dict([header, ("Content-Length", str(len(content)))]))
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_headers(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | _HEADERS).items():
            self.send_header(name, value)
        self.end_headers()

    def _stream(self, path: str, shown: str) -> None:
        """Send events until the reader leaves or the preview ends."""
        self.close_connection = True
        self._send_headers(HTTPStatus.OK, {"Content-Type": "text/event-stream; charset=utf-8", "Connection": "close"})
        for event in events(self.server.board, path, shown):
            self.wfile.write(event)
            self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing: the terminal is for problems of the content."""


def events(board: Board, path: str, shown: str) -> Iterator[bytes]:
    """The events for an open page, until the preview ends: `problems` at once and whenever they change, `reload` when
    the page at its path differs from the one that it shows."""
    sent = ""
    moment = board.now
    while not moment.is_over:
        if moment.number and (digest := _seen(moment, path)) != shown:
            yield _event("reload", digest)
            shown = digest
        if (report := moment.report()) != sent:
            yield _event("problems", report)
            sent = report
        before, moment = moment, board.wait(moment.number, _STILL_HERE)
        if before is moment:
            yield b": still here\n\n"


def _seen(moment: ShownState, path: str) -> str:
    try:
        return moment.site.digest(path) if moment.site else MISSING
    except Exception as error:
        return failed(error)


def _event(name: str, value: str) -> bytes:
    return f"event: {name}\ndata: {value}\n\n".encode()


def _not_found() -> Response:
    words = "This site has no page at this address. If you are about to write it, it appears here."
    return plain_page("Page not found", words, HTTPStatus.NOT_FOUND)
