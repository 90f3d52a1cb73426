"""Whether what is published is what the ledger says. Reads only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from immerse.model.edition import View
from immerse.problems import ImmerseError
from immerse.releasing.ledger import read_ledger
from immerse.releasing.published import PUBLISHED, differences, differing_files, refuse_strangers, stale_files


def verify(root: Path, client: str, version: str, on: date) -> tuple[str, ...]:
    """What differs below `published/<client>`, a sentence for each file; of one version, or where none is named of all
    and of what stands beside them.

    Raises:
        ImmerseError: there is no such release, or none at all.
        Refused: the ledger itself is damaged, or tells nothing of a version that is published.
    """
    ledger = read_ledger(root, client)
    refuse_strangers(ledger)
    if not ledger.lines:
        raise ImmerseError(f"nothing of {client} is released yet, so there is nothing to verify")
    chosen = (ledger.known(version),) if version else ledger.versions
    found = [
        f"{PUBLISHED}/{client}/{view.value}/{one}: {said}"
        for one in chosen
        for view in View
        for said in differences(root, client, one, view, ledger.manifest(one).outputs[view])
    ]
    if not version:
        found += [f"{PUBLISHED}/{path} is not as the ledger has it" for path in stale_files(ledger, on)]
    return tuple(found)


def verify_folder(root: Path, client: str, version: str, view: View, folder: Path) -> tuple[str, ...]:
    """What a folder holds otherwise than the site of a version in one view, a sentence for each file.

    Raises:
        ImmerseError: there is no such release.
        Refused: the ledger itself is damaged.
    """
    ledger = read_ledger(root, client)
    return differing_files(folder, ledger.manifest(ledger.known(version)).outputs[view])
