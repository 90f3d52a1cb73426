"""Sites that are built once and read by many tests, and pages as tests read them."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from filelock import FileLock
from immerse.building.site import build_client
from immerse.model.edition import Edition
from immerse.model.site_view import View
from immerse.pipeline.prepare import compose_client
from immerse.pipeline.source import WorkspaceSource, read_source
from immerse.problems import ImmerseError
from immerse.starting import make_workspace
from selectolax.lexbor import LexborHTMLParser, LexborNode

REPOSITORY = Path(__file__).parents[2]
DAY = date(2026, 12, 1)
CLIENTS = ("calder-rowe", "hearthline", "kestrel-inlet", "northgate")
STARTER_CLIENT = "acme-works"
Files = dict[str, bytes]


class Sites:
    """The sites of a workspace, a client's two views built when the first test of any process asks, and then kept."""

    def __init__(self, workspace: Path, shared: Path) -> None:
        self.workspace = workspace
        self.out = shared / "site"
        self._notes = shared / "notes"
        self._notes.mkdir(parents=True, exist_ok=True)

    def folder(self, client: str, view: View = View.TRAINEE) -> Path:
        """The finished site of one client in one view."""
        note = self._notes / client
        with FileLock(f"{note}.lock"):
            if not note.exists():
                note.write_text(self._build(client), "utf-8")
        assert not note.read_text("utf-8"), note.read_text("utf-8")
        return self.out / client / view.value

    def _build(self, client: str) -> str:
        """What went wrong, empty when nothing did; noted too, so that no other process tries the same again."""
        try:
            for view in View:
                build_client(source(self.workspace), client, view, DAY, self.out)
        except ImmerseError as error:
            return f"{client}: {error}"
        return ""


@cache
def source(workspace: Path) -> WorkspaceSource:
    """What all clients of a workspace have in common, read once."""
    return read_source(workspace)


def starter(folder: Path) -> Path:
    """A new workspace as `immerse init` makes it."""
    return copied(files_of_starter(), folder)


@cache
def files_of_starter() -> Files:
    """The files of a new workspace. Made once: its schemas take longer to write than all tests that want one."""
    with tempfile.TemporaryDirectory() as folder:
        make_workspace(Path(folder))
        return files_of(Path(folder))


def files_of(folder: Path) -> Files:
    """Every file of a folder by its path inside it, with its content."""
    found: Files = {}
    waiting = [(folder, "")] if folder.is_dir() else []
    while waiting:
        place, inside = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((Path(entry.path), f"{inside}{entry.name}/"))
                elif entry.is_file():
                    found[inside + entry.name] = Path(entry.path).read_bytes()
    return found


def copied(files: Files, folder: Path) -> Path:
    """A folder with these files, and nothing else."""
    folder.mkdir(parents=True)
    for parent in {(folder / name).parent for name in files}:
        parent.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def edition(client: str, view: View) -> Edition:
    """The edition of a client of this repository."""
    return _editions(client)[view]


@cache
def _editions(client: str) -> dict[View, Edition]:
    """Both editions of a client, which are composed together."""
    return {view: compose_client(source(REPOSITORY), client, view, DAY) for view in View}


@dataclass(slots=True)
class ReadPage:
    """What a person and a browser find on a page."""

    title: str = ""
    article: list[str] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    everything: list[str] = field(default_factory=list)
    """All texts and all values of attributes, scripts too."""
    ids: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    """Ids of the checklist items that can be ticked here."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """(tag, address)."""

    @property
    def text(self) -> str:
        """The article's visible text, with one blank between words."""
        return one_line("".join(self.article))


_BREAKS = frozenset(
    {"p", "li", "tr", "td", "th", "dt", "dd", "div", "summary", "legend", "text", "tspan", "br", "pre"}
    | {f"h{level}" for level in range(1, 7)}
)
"""Elements that begin on a new line."""


def read(path: Path) -> ReadPage:
    """A page, read by rules of its own, so that a mistake in the program's reader is no mistake of the tests."""
    page = ReadPage()
    root = LexborHTMLParser(path.read_bytes()).root
    if root is not None:
        _read(page, (root,), "")
    return page


def _read(page: ReadPage, nodes: Iterable[LexborNode], place: str) -> None:
    """Read these elements and texts, which stand in a title, an article, a foot or elsewhere."""
    for node in nodes:
        if node.tag == "-text":
            _read_text(page, node.text_content or "", place)
            continue
        tag, values = str(node.tag), node.attributes
        if tag in _BREAKS:
            page.article.append("\n")
        for name, value in values.items():
            page.everything.append(value or "")
            if name == "id":
                page.ids.append(value or "")
            elif name == "data-item-id" and tag == "li":
                page.items.append(value or "")
            elif name in ("href", "src"):
                page.links.append((tag, value or ""))
        _read(page, node.iter(include_text=True), _place(tag, values.get("class"), place))


def _place(tag: str, kind: str | None, around: str) -> str:
    """Where the texts of an element stand, by its class and what it is in."""
    if tag in ("script", "style"):
        return ""
    if tag == "footer" and kind == "im-foot":
        return "foot"
    return tag if tag == "article" or (tag == "title" and around != "article") else around


def _read_text(page: ReadPage, text: str, place: str) -> None:
    page.everything.append(text)
    if place == "title":
        page.title += text
    elif place == "foot":
        page.footer.append(text)
    elif place == "article" and text != "¶":
        page.article.append(text)


@cache
def pages(folder: Path) -> dict[str, ReadPage]:
    """Every page of a finished site, by its path."""
    return {path.relative_to(folder).as_posix(): read(path) for path in sorted(folder.rglob("*.html"))}


def one_line(text: str) -> str:
    """The text with one blank wherever it has any."""
    return re.sub(r"\s+", " ", text).strip()
