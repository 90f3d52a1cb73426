"""Builds on machines that do not share this disk: the workspace is sent as bytes, and finished sites come back as
bytes.

This module does not depend on a cluster: anything can run `build_there` in another process.
"""

import hashlib
import socket
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock

from immerse.building.build_result import BuildResult
from immerse.building.builder import Builder
from immerse.building.jobs import Built, build_views
from immerse.building.program import difference, program_versions
from immerse.loading.layout import CLIENTS, CURRICULUM, PLAYBOOKS, SITE_CONFIG, client_ids
from immerse.model.site_view import View
from immerse.output.fingerprint import MANIFEST, tree_digest
from immerse.output.left_over_sites import own_files
from immerse.output.placing import place, staging
from immerse.problems import ImmerseError, Refused
from immerse.storage.scratch import temporary_folder
from immerse.storage.store import Store

CarriedFiles = dict[str, bytes]
"""Path inside a folder, with `/` -> content."""


@dataclass(frozen=True)
class Carried:
    """A workspace with the settings of a build, sent once to each worker."""

    files: CarriedFiles
    clients: tuple[str, ...]
    on: date
    offline: bool
    draft: bool
    versions: dict[str, str]
    """The versions of the program that sent it; a worker with other versions does not build."""

    @cached_property
    def digest(self) -> str:
        """A digest of everything in it except the versions."""
        files = {path: hashlib.sha256(content).hexdigest() for path, content in self.files.items()}
        content = repr((sorted(files.items()), self.clients, self.on, self.offline, self.draft))
        return hashlib.sha256(content.encode("utf-8", "surrogateescape")).hexdigest()


@dataclass(frozen=True, slots=True)
class Brought:
    """The result for one client on a worker."""

    built: Built
    sites: tuple[CarriedFiles, ...]
    """The files of each site of `built`, with its manifest."""


def carried(builder: Builder) -> Carried:
    """The workspace of a builder, as it is now.

    Raises:
        ImmerseError: a file cannot be read, or leads to another place by a symbolic link.
    """
    files: CarriedFiles = {}
    for shelf in (CURRICULUM, PLAYBOOKS, SITE_CONFIG):
        for path in sorted((builder.root / shelf).rglob("*")):
            inside = path.relative_to(builder.root)
            if any(part.startswith(".") for part in inside.parts):
                continue
            if path.is_symlink():
                raise ImmerseError(
                    f"{inside.as_posix()} is a symbolic link, which no worker can follow; put the file there"
                )
            if path.is_file():
                try:
                    files[inside.as_posix()] = path.read_bytes()
                except OSError as error:
                    raise ImmerseError(f"{inside.as_posix()} cannot be read: {error.strerror}") from error
    clients = client_ids(builder.root)
    return Carried(files, clients, builder.on, builder.offline, builder.draft, program_versions())


def build_there(work: Carried, client: str, views: tuple[View, ...]) -> Brought:
    """Build one client's sites on a worker; the workspace is unpacked and read for the first client only.

    One client at a time in a process, however many threads it has: MkDocs can do no more.
    """
    with _one_at_a_time:
        if differs := difference(work.versions, program_versions()):
            return Brought(Built(client, (), ImmerseError(f"the worker on {socket.gethostname()} has {differs}")), ())
        try:
            builder = _builder_of(work)
            built = build_views(builder, client, views)
            return Brought(built, tuple(_files_of(site.folder) for site in built.sites))
        except OSError as error:
            sentence = f"the worker on {socket.gethostname()} cannot write: {error.strerror}; make room there"
            return Brought(Built(client, (), ImmerseError(sentence)), ())


_one_at_a_time = Lock()
unpacked: dict[str, Builder] = {}
"""The builder of the workspace that this worker was sent last, by its digest."""
_folders = ExitStack()
"""The folder of the workspace; removed when the worker ends, or by the next worker if it is killed."""


def forget() -> None:
    """Remove the workspace that this worker was sent."""
    unpacked.clear()
    _folders.close()


def _builder_of(work: Carried) -> Builder:
    if work.digest not in unpacked:
        forget()
        root = _folders.enter_context(temporary_folder()) / "workspace"
        for client in work.clients:
            (root / CLIENTS / client).mkdir(parents=True, exist_ok=True)
        _write(root, work.files)
        out = root.parent / "site"
        unpacked[work.digest] = Builder(root, out, work.on, Store.of(root), work.offline, work.draft, force=True)
    return unpacked[work.digest]


def placed_here(builder: Builder, views: tuple[View, ...], brought: Brought) -> Built:
    """Place the sites that came back; Built.error is a refusal where a place is taken."""
    built = brought.built
    sites: list[BuildResult] = []
    try:
        for view, result, files in zip(views, built.sites, brought.sites, strict=False):
            sites.append(_placed(builder, built.client, view, result, files))
    except Refused as error:
        return Built(built.client, tuple(sites), error)
    return built._replace(sites=tuple(sites))


def _placed(builder: Builder, client: str, view: View, result: BuildResult, files: CarriedFiles) -> BuildResult:
    name = f"{client}/{view.value}"
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in files.items() if path != MANIFEST}
    if tree_digest(digests) != result.digest:
        raise ImmerseError(f"{name} did not come back as it was built; the earlier site is as it was, so build again")
    with staging(builder.out) as private:
        folder = private / "site"
        _write(folder, files)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        lost = own_files(builder.out / name)
        target = place(folder, builder.out, name)
    built = result._replace(folder=target, lost=lost)
    builder.keep(client, view, built)
    return built


def _files_of(folder: Path) -> CarriedFiles:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _write(folder: Path, files: CarriedFiles) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
