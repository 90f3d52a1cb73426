"""A site at one moment, as responses to requests. A page is made at the first request for it."""

import hashlib
import mimetypes
from importlib.resources import files
from threading import Lock
from typing import NamedTuple

from immerse.hosts.live_pages import LivePages
from immerse.pipeline.following import Followed
from immerse.templating.environments import environment_of

OWN = "-/"
"""Prefix of the paths that belong to the preview."""
_TYPES = mimetypes.MimeTypes(filenames=())
for _kind, _ending in (
    ("text/javascript", ".mjs"),
    ("text/javascript", ".js"),
    ("application/json", ".json"),
    ("font/woff2", ".woff2"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
):
    _TYPES.add_type(_kind, _ending)


class Response(NamedTuple):
    """The body of a response, with media type and status."""

    content: bytes
    kind: str
    status: int = 200


class LiveSite:
    """One client's site at one moment."""

    def __init__(self, followed: Followed, around: LivePages) -> None:
        self.around = around
        self._followed = followed
        self._pages: dict[str, tuple[bytes, str]] = {}
        self._files: dict[str, bytes] = {}
        self._alone = Lock()
        self._looks = hashlib.sha256(b"".join(followed.site.files.values())).digest()

    def is_page(self, path: str) -> bool:
        """Whether a page lies at this path of the site: one that ends in `/`, or its `index.html`."""
        return _file_of(path) in self.around.places

    def digest(self, path: str) -> str:
        """A digest of the page at a path and of its look."""
        return self._page(_file_of(path))[1] if self.is_page(path) else MISSING

    def answer(self, path: str) -> Response | None:
        """The file or page at a path of the site; None where there is none."""
        if self.is_page(path):
            return Response(self._page(_file_of(path))[0], "text/html; charset=utf-8")
        content = self._file(path)
        return None if content is None else Response(content, kind_of(path))

    def _page(self, file: str) -> tuple[bytes, str]:
        with self._alone:
            if file not in self._pages:
                address = self.around.places[file]
                html = self.around.html(address, self._followed.page(address))
                digest = hashlib.sha256(html.encode() + self._looks).hexdigest()[:16]
                self._pages[file] = following(html, digest).encode(), digest
            return self._pages[file]

    def _file(self, path: str) -> bytes | None:
        if path in self._followed.downloads:
            with self._alone:
                if path not in self._files:
                    self._files[path] = self._followed.downloads[path]()
            return self._files[path]
        return self._followed.site.files.get(path) or self.around.theme_file(path)


MISSING = "missing"
"""Digest where no page is."""


def following(html: str, digest: str) -> str:
    """A page with the script that reloads it when its digest changes."""
    tags = (
        f'<link rel="stylesheet" href="/{OWN}preview.css">'
        f'<script type="module" src="/{OWN}preview.mjs?shown={digest}"></script>'
    )
    return html.replace("</head>", f"{tags}</head>", 1)


def failed(error: Exception) -> str:
    """Digest of a page that could not be made."""
    return f"failed-{type(error).__name__}"


def plain_page(title: str, words: str, status: int, digest: str = MISSING) -> Response:
    """A page of the preview's own, which is reloaded too as soon as there is a page at its path."""
    page = environment_of("immerse.preview").get_template("plain_page.html.jinja").render(title=title, words=words)
    return Response(following(page, digest).encode(), "text/html; charset=utf-8", status)


def own_file(path: str) -> Response | None:
    """A script or style sheet of the preview."""
    if path not in ("preview.mjs", "preview.css"):
        return None
    content = (files("immerse") / "theme" / "assets" / "preview" / path).read_bytes()
    return Response(content, kind_of(path))


def kind_of(path: str) -> str:
    """The media type of a file by its name."""
    kind = _TYPES.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _file_of(path: str) -> str:
    return f"{path}index.html" if not path or path.endswith("/") else path
