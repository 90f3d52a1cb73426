"""Reads, verifies and writes `releases/<client>`: the log, its head, and a folder for each version."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from immerse.model.release import History, is_version, version_key
from immerse.output.fingerprint import tree_digest
from immerse.output.placing import sync_folder
from immerse.output.writing import write_whole
from immerse.problems import ImmerseError, Refused
from immerse.releasing.log import HEAD, LOG, Deed, LogLine, digest_of, fold, head_of, log_bytes, read_log
from immerse.releasing.manifest import MANIFEST, Manifest, read_manifest

RELEASES = "releases"
"""Folder of a workspace that holds the ledger."""

LedgerFiles = Mapping[str, bytes]
"""Name -> content of the files in the folder of a version."""


@dataclass(frozen=True)
class Ledger:
    """The releases of one client, verified when they were read."""

    root: Path
    client: str
    lines: tuple[LogLine, ...] = ()

    @property
    def name(self) -> str:
        """The folder of the client's ledger in the workspace."""
        return f"{RELEASES}/{self.client}"

    @property
    def folder(self) -> Path:
        """The folder of the client's ledger as a path."""
        return self.root / RELEASES / self.client

    def history(self, on: date) -> History:
        """The releases with their standing on a day."""
        return fold(self.client, self.lines, on)

    @property
    def versions(self) -> tuple[str, ...]:
        """The released versions, lowest first."""
        return tuple(sorted((line.version for line in self.lines if line.do is Deed.RELEASE), key=version_key))

    @property
    def newest(self) -> str:
        """The highest version; empty where nothing was released."""
        return self.versions[-1] if self.versions else ""

    def require_version(self, version: str) -> str:
        """Return `version`; raises ImmerseError, which names the released versions, where it was not released."""
        if version not in self.versions:
            raise ImmerseError(
                f"{self.client} has no release {version!r}; its releases: {', '.join(self.versions) or 'none yet'}"
            )
        return version

    def version_before(self, version: str) -> str:
        """The highest version below this one; empty for the first."""
        return max(self.below(version), key=version_key, default="")

    def below(self, version: str) -> list[str]:
        """The versions below this one, lowest first."""
        return [other for other in self.versions if version_key(other) < version_key(version)]

    def files(self, version: str) -> dict[str, bytes]:
        """Name -> content of each file in the folder of a version, without hidden files: they are unfinished, or from a
        file manager."""
        folder = self.folder / version
        paths = sorted(folder.iterdir()) if folder.is_dir() else ()
        return {path.name: _bytes_of(path) for path in paths if not path.name.startswith(".")}

    def file(self, version: str, name: str) -> bytes:
        """A file in the folder of a version; empty where there is none."""
        return _bytes_of(self.folder / version / name)

    def manifest(self, version: str) -> Manifest:
        """The manifest of a version; raises Refused where it has another schema."""
        return read_manifest(self.file(version, MANIFEST), f"{self.name}/{version}/{MANIFEST}")


def read_ledger(root: Path, client: str) -> Ledger:
    """The ledger of a client, verified: the log, and the folder of each version.

    Raises:
        Refused: a part of it was changed, or is missing.
    """
    name, folder = f"{RELEASES}/{client}", root / RELEASES / client
    for part in (folder.parent, folder):
        if part.is_symlink():
            raise Refused(f"{part} is a symbolic link; immerse does not write through links")
    ledger = Ledger(root, client, read_log(_bytes_of(folder / LOG), _bytes_of(folder / HEAD), name))
    released = {line.version: line.folder for line in ledger.lines if line.do is Deed.RELEASE}
    for version, digest in released.items():
        if folder_digest(ledger.files(version)) != digest:
            raise _not_as_written(f"{name}/{version}", is_gone=not (folder / version).is_dir())
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if is_version(entry.name) and entry.name not in released:
            raise Refused(
                f"{name}/{entry.name} has no line in {name}/{LOG}, and was not created by this machine; "
                f"restore {LOG} and {HEAD} from version control, or move that folder away"
            )
    return ledger


def _not_as_written(place: str, *, is_gone: bool) -> Refused:
    back = f"restore it from version control, for example with: git checkout -- {place}"
    if is_gone:
        return Refused(f"{place} is missing; {back}")
    return Refused(f"{place} is not as it was written; {back}; and move away what is new there (git status {place})")


def folder_digest(files: LedgerFiles) -> str:
    """One digest over the files of a version."""
    return tree_digest({name: digest_of(content) for name, content in files.items()})


def write_log(ledger: Ledger, lines: Sequence[LogLine]) -> None:
    """Append lines to the log, in one step; raises OSError where the disk refuses."""
    write_whole(ledger.folder / LOG, log_bytes((*ledger.lines, *lines)))
    sync_folder(ledger.folder)


def write_head(folder: Path) -> None:
    """Write the head of the log; raises OSError where the disk refuses."""
    log = _bytes_of(folder / LOG)
    if log and _bytes_of(folder / HEAD) != head_of(log):
        write_whole(folder / HEAD, head_of(log))


def log_digest(folder: Path) -> str:
    """The digest of the whole log."""
    return digest_of(_bytes_of(folder / LOG))


def remove_version(folder: Path, version: str) -> None:
    """Remove the folder of a version that has no line in the log, and that of a client without any release."""
    shutil.rmtree(folder / version, ignore_errors=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        if not any(folder.parent.iterdir()):
            folder.parent.rmdir()


def _bytes_of(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
