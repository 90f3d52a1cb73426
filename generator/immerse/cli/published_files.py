"""The releases in a client's ledger and the client's register of signers, by which commands judge signed events.

Both come from the workspace, never from a record.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immerse.cli.options import workspace
from immerse.problems import ImmerseError

if TYPE_CHECKING:
    from immerse.releasing.ledger import Ledger
    from immerse.signing.folding import Published

_MEMBERS = ("rules", "duties", "regulated")
"""Members of a checklist that people can sign by; checklists of earlier versions of immerse lack them."""


def published_of(client: str) -> Published:
    """The publications of a client.

    Raises:
        ImmerseError: nothing was released yet, or the register of signers cannot be read.
        Refused: the ledger is damaged.
    """
    from immerse.releasing.ledger import read_ledger
    from immerse.releasing.maps import step_maps
    from immerse.signing.folding import Published
    from immerse.signing.moving import map_digest

    root = workspace()
    ledger = read_ledger(root, client)
    books = _books(ledger)
    if not books:
        raise ImmerseError(f"{client} has no release to sign by; make one with: immerse release {client}")
    maps = {map_digest(step): step for step in step_maps(ledger)}
    return Published(books, _signers(root, client), maps)


def _books(ledger: Ledger) -> dict[str, Any]:
    from immerse.records.books import book_from
    from immerse.releasing.maps import BOOK

    books: dict[str, Any] = {}
    for version in ledger.versions:
        content = ledger.files(version).get(BOOK)
        if content is not None and all(name in json.loads(content) for name in _MEMBERS):
            books[version] = book_from(content, f"{ledger.name}/{version}/{BOOK}")
    return books


def _signers(root: Path, client: str) -> dict[str, Any]:
    from immerse.exporting.signers_file import signers_json
    from immerse.loading.workspace import load_file
    from immerse.model.signers import SignersFile

    place = f"site_config/clients/{client}/signers.yml"
    file, problems = load_file(root, place, SignersFile)
    if problems:
        raise ImmerseError("; ".join(str(problem) for problem in problems))
    if file is None:
        raise ImmerseError(f"{place} does not exist, so nobody signs for {client}; add one with: immerse signers add")
    return {signer["key"]: signer for signer in json.loads(signers_json(client, file))["signers"]}
