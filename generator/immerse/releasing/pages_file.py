"""The pages of a release, as `pages.json` in its folder: the path of each page, and the id of its subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immerse.model.site_view import View
from immerse.releasing.ledger import Ledger
from immerse.releasing.ledger_json import nested_lines, read_json
from immerse.releasing.maps import published_maps
from immerse.releasing.release_facts import FACTS, Retirements
from immerse.releasing.version_status import PublishedView

if TYPE_CHECKING:
    from immerse.pipeline.prepare import Prepared

PAGES = "pages.json"
_SCHEMA = "immerse.pages/1"


@dataclass(frozen=True, slots=True)
class _ViewPages:
    title: str
    address: str
    pages: dict[str, str]


@dataclass(frozen=True, slots=True)
class _PagesFile:
    views: dict[View, _ViewPages]


def pages_file(prepared: Mapping[View, Prepared]) -> bytes:
    """The title, the address and the pages of each view: path in the site -> id."""
    return nested_lines({"schema": _SCHEMA, "views": {view.value: _view(site) for view, site in prepared.items()}})


def _view(prepared: Prepared) -> dict[str, Any]:
    from immerse.model.page import place_of

    ids: dict[str, str] = {}
    for id, address in sorted(prepared.plan.addresses.items()):
        ids.setdefault(address, id)
    pages = {place_of(page.address): ids.get(page.address, page.address) for page in prepared.plan.pages}
    return {"title": prepared.site.title, "address": prepared.edition.root, "pages": pages}


def view_published(ledger: Ledger, view: View) -> PublishedView:
    """Everything that was published of one view, by the files of the ledger; raises Refused where one is damaged."""
    files = {version: _read(ledger, version).views[view] for version in ledger.versions}
    newest = files[ledger.newest] if files else _ViewPages("", "", {})
    pages = {version: file.pages for version, file in files.items()}
    return PublishedView(newest.title, pages, _successors(ledger), newest.address, published_maps(ledger))


def _read(ledger: Ledger, version: str) -> _PagesFile:
    return read_json(ledger.file(version, PAGES), _SCHEMA, _PagesFile, f"{ledger.name}/{version}/{PAGES}")


def _successors(ledger: Ledger) -> dict[str, str]:
    """Retired id -> its first successor, over all releases."""
    contents = (ledger.file(version, FACTS) for version in ledger.versions)
    retired = (entry for content in contents if content for entry in Retirements.from_bytes(content).retired)
    return {entry.id: entry.successors[0] for entry in retired if entry.successors}
