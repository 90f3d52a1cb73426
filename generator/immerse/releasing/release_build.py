"""Makes the next version of a client's site in a private folder: both views, and the files of the ledger."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from immerse import __version__
from immerse.building.site import make_site
from immerse.exporting.book_file import book_json
from immerse.loading.digests import input_digests
from immerse.model.comparison import Publication, ReleaseComparison
from immerse.model.edition import Edition
from immerse.model.policy.site import Release
from immerse.model.site_view import View
from immerse.output.fingerprint import file_digest
from immerse.pipeline.prepare import Planned, Prepared, plan_client, render_planned
from immerse.pipeline.source import WorkspaceSource
from immerse.problems import Refused
from immerse.releasing.ledger_commit import Made
from immerse.releasing.manifest import MANIFEST, Manifest, Output, epoch_of
from immerse.releasing.maps import BOOK
from immerse.releasing.pages_file import PAGES, pages_file
from immerse.storage.listing import files_in

PlannedViews = Mapping[View, Planned]
"""Both views of a client's site before they are rendered."""


def plan(source: WorkspaceSource, client: str, effective: date | None, on: date) -> PlannedViews:
    """Both views of a client's site; `effective` is the day from which it holds, None for the one in its policy.

    Raises:
        ContentProblems: something in the content has to be corrected first.
    """
    return {view: plan_client(source, client, view, on, effective=effective) for view in View}


def make(
    root: Path,
    plans: PlannedViews,
    number: str,
    inputs: Mapping[str, str],
    files: Mapping[str, bytes],
    changes: Mapping[View, tuple[ReleaseComparison, ...]],
    private: Path,
) -> Made:
    """Make a version in the folder `private`.

    Args:
        root: The workspace.
        plans: Both views.
        number: The version, as `1.1.0`.
        inputs: The digests of its sources before the workspace was read.
        files: The files of the ledger about the content of the version and its changes.
        changes: The changes of this release and those before it, as each view shows them, the newest first.
        private: An empty folder below `published`.

    Raises:
        ContentProblems: the site engine warned about a page.
        Refused: a finished site has faults, or a source was changed meanwhile.
        OSError: the disk refused.
    """
    edition = plans[View.TRAINEE].edition
    client, day = edition.client.id, _release_of(edition).effective
    prepared = {view: render_planned(site, Publication(number, day, changes[view])) for view, site in plans.items()}
    sites = {view: private / view.value for view in View}
    for view, site in prepared.items():
        make_site(site.site, sites[view], f"{client}/{view.value}", epoch=epoch_of(day), proof=site.proof)
    if inputs != input_digests(root, client):
        raise Refused(f"a file of {client} was changed while its release was made; nothing was released, try again")
    outputs = {view: outputs_of(folder) for view, folder in sites.items()}
    trainee = prepared[View.TRAINEE]
    manifest = Manifest(client, number, day, _made_by(trainee.edition), inputs, outputs, _leaks(trainee))
    files_made = {MANIFEST: manifest.to_bytes(), BOOK: book_json(trainee.edition.book), PAGES: pages_file(prepared)}
    return Made(number, day, {**files_made, **files}, sites)


def outputs_of(folder: Path) -> dict[str, Output]:
    """Path -> digest and size, of every file of a finished site."""
    return {name: Output(file_digest(folder / name), (folder / name).stat().st_size) for name in files_in(folder)}


def _release_of(edition: Edition) -> Release:
    release = edition.client.policy.site.release
    assert release is not None  # composing requires it
    return release


def _made_by(edition: Edition) -> dict[str, object]:
    release = _release_of(edition)
    versions = {"core": str(release.core_version), "policy": str(release.policy_version), "immerse": __version__}
    return {**versions, "libraries": dict(sorted(_libraries("immerse")))}


_NAME = re.compile(r"[A-Za-z0-9._-]+")


def _libraries(name: str, known: set[str] | None = None) -> Iterator[tuple[str, str]]:
    """(name, version) of the packages that a package needs, and of those that they need; without what is optional."""
    known = set() if known is None else known
    try:
        needed = requires(name) or ()
    except PackageNotFoundError:
        return
    for line in needed:
        match = _NAME.match(line)
        needs = match[0].lower().replace("_", "-") if match else ""
        if not needs or needs in known or "extra ==" in line:
            continue
        known.add(needs)
        try:
            yield needs, version(needs)
        except PackageNotFoundError:
            continue  # only another system needs it
        yield from _libraries(needs, known)


def _leaks(prepared: Prepared) -> dict[str, int]:
    """Numbers of the search for other clients' words, without the words: a ledger must not contain them."""
    proof = prepared.proof
    return {
        "clients": len(proof.registry.clients) - 1,
        "found": 0,
        "waived": len(proof.waived),
        "not_looked_for": len(proof.unscanned),
    }
