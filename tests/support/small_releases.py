"""Releases of sites of three pages, which nobody has to build: what writes them is the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from immerse.model.site_view import View
from immerse.output.fingerprint import file_digests, write_manifest
from immerse.output.placing import staging
from immerse.releasing.ledger import folder_digest, read_ledger
from immerse.releasing.ledger_commit import Made, commit, locked_ledger
from immerse.releasing.ledger_json import nested_lines
from immerse.releasing.log import Deed, LogLine
from immerse.releasing.manifest import Manifest
from immerse.releasing.published import PUBLISHED, verify
from immerse.releasing.release_build import outputs_of
from site_fixtures import Files, files_of

CLIENT = "northgate"
DAY = date(2026, 12, 1)
PAGES = {"index.html": "home", "learn/tri/index.html": "TRI", "learn/tri/tri-l2/index.html": "TRI-L2"}


def release_small(
    root: Path,
    version: str,
    client: str = CLIENT,
    *,
    also: tuple[LogLine, ...] = (),
    more: Files | None = None,
    pages: Mapping[str, str] = PAGES,
) -> None:
    """Release a version whose pages say which it is; `more` are further files of the ledger."""
    with locked_ledger(root, client, DAY) as ledger, staging(root / PUBLISHED) as private:
        assert version not in ledger.versions
        sites = {view: three_pages(private / view.value, f"{client} {view} {version}") for view in View}
        outputs = {view: outputs_of(folder) for view, folder in sites.items()}
        manifest = Manifest(client, version, DAY, {"immerse": "1"}, {"policy.yml": version}, outputs, {"found": 0})
        files = {"manifest.json": manifest.to_bytes(), "pages.json": pages_file(pages), **(more or {})}
        line = LogLine(Deed.RELEASE, version, DAY, folder=folder_digest(files))
        commit(ledger, (*also, line), DAY, Made(version, DAY, files, sites))


def pages_file(pages: Mapping[str, str] = PAGES) -> bytes:
    """What the ledger keeps of the three pages."""
    views: Mapping[str, object] = {view.value: {"title": "Small", "address": "", "pages": dict(pages)} for view in View}
    return nested_lines({"schema": "immerse.pages/1", "views": views})


def three_pages(folder: Path, words: str) -> Path:
    """A finished site."""
    for path in PAGES:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(f"<p>{words} {path}</p>", "utf-8")
    (folder / "empty.css").touch()
    write_manifest(folder, file_digests(folder))
    return folder


def seen(root: Path) -> Files:
    """What is released, without what commands write down for each other."""
    return released(files_of(root))


def released(found: Files) -> Files:
    """Of these files what is released."""
    return {path: content for path, content in found.items() if not path.startswith(f"{PUBLISHED}/.immerse/")}


def faults_of(root: Path, client: str = CLIENT) -> tuple[str, ...]:
    """What is wrong with the releases of a client; raises Refused where the ledger itself is damaged."""
    return verify(root, client, "", DAY)


def versions_of(root: Path, client: str = CLIENT) -> tuple[str, ...]:
    """What was released."""
    return read_ledger(root, client).versions
