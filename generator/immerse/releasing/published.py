"""The folder `published/<client>/<view>` that hosts serve: the versions, and beside them files with their standing."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from immerse.model.release import LATEST, is_version
from immerse.model.site_view import View
from immerse.output.fingerprint import MANIFEST, file_digests, is_as_written, tree_digest, write_manifest
from immerse.output.placing import place, remove, staging
from immerse.output.writing import write_whole
from immerse.problems import ImmerseError, Refused
from immerse.releasing.ledger import Ledger, read_ledger
from immerse.releasing.log import digest_of
from immerse.releasing.manifest import Output
from immerse.releasing.pages_file import view_published
from immerse.releasing.version_status import standing_files

PUBLISHED = "published"
"""Folder of a workspace with what hosts serve; it is made from the ledger and never a source."""


def site_folder(root: Path, client: str, view: View, version: str) -> Path:
    """The folder of the site of a version in one view."""
    return root / PUBLISHED / client / view.value / version


def refuse_strangers(ledger: Ledger) -> None:
    """Raises Refused where a version is published that the ledger does not contain. Reads only."""
    for view in View:
        folder = ledger.root / PUBLISHED / ledger.client / view.value
        for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
            if is_version(entry.name) and entry.name not in ledger.versions:
                place = entry.relative_to(ledger.root).as_posix()
                raise Refused(
                    f"{place} is not a release in {ledger.name} and was not created by this machine; "
                    "restore the ledger from version control, or move that folder away. Nothing was removed"
                )


def place_sites(root: Path, client: str, version: str, sites: Mapping[View, Path]) -> None:
    """Move the finished sites of a version, staged below `published`, to their places.

    Raises:
        Refused: a place is taken, or another command does not end.
        OSError: the disk refused.
    """
    for view, staged in sites.items():
        folder = site_folder(root, client, view, version)
        if folder.exists():
            raise Refused(f"{folder} is there already; move it away, then try again")
        place(staged, root / PUBLISHED, f"{client}/{view.value}/{version}")


def remove_sites(root: Path, client: str, version: str) -> None:
    """Remove the sites of a version that has no line in the ledger.

    Raises:
        Refused: a site was not made by immerse.
        OSError: the disk refused.
    """
    out = root / PUBLISHED
    for view in View:
        folder = site_folder(root, client, view, version)
        shutil.rmtree(folder.parent / f".{version}.immerse", ignore_errors=True)  # half a copy to another disk
        if folder.exists():
            remove(out, f"{client}/{view.value}/{version}")
    if (out / client).is_dir() and not any((out / client).iterdir()):
        (out / client).rmdir()


def differing_files(folder: Path, expected: Mapping[str, Output]) -> tuple[str, ...]:
    """The differences between a folder and a manifest, one sentence a file, sorted by path."""
    if not folder.is_dir():
        return (f"{folder} is not here",)
    digests = file_digests(folder)
    if (folder / MANIFEST).is_file():
        digests[MANIFEST] = digest_of((folder / MANIFEST).read_bytes()).removeprefix("sha256:")
    differences = []
    for path in sorted(digests.keys() | expected.keys()):
        if path not in expected:
            differences.append(f"{path} is not part of the release")
        elif path not in digests:
            differences.append(f"{path} is missing")
        elif digests[path] != expected[path].sha256:
            differences.append(f"{path} was changed")
    return tuple(differences)


def verify(root: Path, client: str, version: str, on: date) -> tuple[str, ...]:
    """The differences between `published/<client>` and the ledger, one sentence a file: of one version, or, where
    `version` is empty, of all versions and the files beside them. Reads only.

    Raises:
        ImmerseError: there is no such release, or none at all.
        Refused: the ledger is damaged, or does not contain a published version.
    """
    ledger = read_ledger(root, client)
    refuse_strangers(ledger)
    if not ledger.lines:
        raise ImmerseError(f"nothing of {client} is released yet, so there is nothing to verify")
    differences = [
        f"{PUBLISHED}/{client}/{view.value}/{release}: {difference}"
        for release in ((ledger.require_version(version),) if version else ledger.versions)
        for view in View
        for difference in differing_files(
            site_folder(root, client, view, release), ledger.manifest(release).outputs[view]
        )
    ]
    for view in () if version else View:
        folder = f"{PUBLISHED}/{client}/{view.value}"
        for path, content in standing_files(ledger.history(on), view_published(ledger, view)).items():
            if not _holds(root / folder / path, content):
                differences.append(f"{folder}/{path} is not as the ledger has it")
    return tuple(differences)


def verify_folder(root: Path, client: str, version: str, view: View, folder: Path) -> tuple[str, ...]:
    """The differences between a folder and the site of a version in one view, one sentence a file.

    Raises:
        ImmerseError: there is no such release.
        Refused: the ledger is damaged.
    """
    ledger = read_ledger(root, client)
    return differing_files(folder, ledger.manifest(ledger.require_version(version)).outputs[view])


def refresh(ledger: Ledger, on: date) -> None:
    """Update the files beside the versions to the standing of a day.

    Raises:
        Refused: something that immerse did not make is in the way.
        OSError: the disk refused; the next command writes the rest.
    """
    out = ledger.root / PUBLISHED
    for view in View if ledger.lines else ():
        files = standing_files(ledger.history(on), view_published(ledger, view))
        name = f"{ledger.client}/{view.value}"
        leading = {path.removeprefix(f"{LATEST}/"): body for path, body in files.items() if _is_leading(path)}
        for path, content in files.items():
            if not _is_leading(path) and not _holds(out / name / path, content):
                write_whole(out / name / path, content)
        _place_leading(out, f"{name}/{LATEST}", leading)


def _is_leading(path: str) -> bool:
    return path.startswith(f"{LATEST}/")


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _place_leading(out: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Place the pages that lead to the latest version, all at once."""
    digests = {path: digest_of(content).removeprefix("sha256:") for path, content in files.items()}
    if is_as_written(out / name, tree_digest(digests)):
        return
    with staging(out) as private:
        folder = private / LATEST
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        write_manifest(folder, file_digests(folder))
        for entry in (folder, *folder.rglob("*")):
            entry.chmod(0o755 if entry.is_dir() else 0o644)
        place(folder, out, name)


def has_sites(root: Path, client: str, version: str) -> bool:
    """Whether both sites of a version are below `published`."""
    return all(site_folder(root, client, view, version).is_dir() for view in View)
