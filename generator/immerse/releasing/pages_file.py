"""The pages of a release, as `pages.json` in its folder: where each lies, and what it is about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from immerse.model.edition import View
from immerse.model.page import Plan, place_of
from immerse.problems import Refused
from immerse.releasing.ledger import Ledger
from immerse.releasing.manifest import lines_of
from immerse.releasing.maps import published_maps
from immerse.releasing.release_facts import FACTS, Facts
from immerse.releasing.version_status import PublishedView

if TYPE_CHECKING:
    from immerse.pipeline import Prepared

PAGES = "pages.json"
_SCHEMA = "immerse.pages/1"


def pages_file(prepared: Mapping[View, Prepared]) -> bytes:
    """The title, the address and the pages of each view: path in the site -> id."""
    return lines_of({"schema": _SCHEMA, "views": {view.value: _view(one) for view, one in prepared.items()}})


def _view(prepared: Prepared) -> dict[str, Any]:
    return {"title": prepared.site.title, "address": prepared.edition.root, "pages": _pages(prepared.plan)}


def _pages(plan: Plan) -> dict[str, str]:
    ids: dict[str, str] = {}
    for id, address in sorted(plan.addresses.items()):
        ids.setdefault(address, id)
    return {place_of(page.address): ids.get(page.address, page.address) for page in plan.pages}


def view_published(ledger: Ledger, view: View) -> PublishedView:
    """What was ever published of one view, by the files of the ledger."""
    found = {version: _read(ledger, version, view) for version in ledger.versions}
    newest = found[ledger.newest] if found else {"title": "", "address": ""}
    pages = {version: one["pages"] for version, one in found.items()}
    return PublishedView(newest["title"], pages, _successors(ledger), newest["address"], published_maps(ledger))


def _read(ledger: Ledger, version: str, view: View) -> dict[str, Any]:
    place = f"{ledger.name}/{version}/{PAGES}"
    try:
        parts = json.loads((ledger.folder / version / PAGES).read_bytes())
        if parts["schema"] != _SCHEMA:
            raise Refused(f"{place} has the format {parts['schema']!r}, which this immerse cannot read; update it")
        found: dict[str, Any] = parts["views"][view.value]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused(f"{place} does not tell of the pages of a release") from error
    return found


def _successors(ledger: Ledger) -> dict[str, str]:
    """Id that is gone -> the first of what replaced it, over all releases."""
    told = (ledger.files(version).get(FACTS) for version in ledger.versions)
    retired = (one for facts in told if facts for one in Facts.from_bytes(facts).retired)
    return {one.id: one.successors[0] for one in retired if one.successors}
