"""Sends the published files of a client to the targets of its policy: versions first, redirects to them last."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from immerse.model.release import LATEST, is_version
from immerse.model.site_view import View
from immerse.output.writing import UNFINISHED, remove_file, write_whole
from immerse.problems import Refused
from immerse.releasing.ledger import Ledger
from immerse.releasing.ledger_commit import locked_ledger
from immerse.releasing.pages_file import view_published
from immerse.releasing.published import refresh, site_folder
from immerse.releasing.targets import OpenTarget, opened
from immerse.releasing.version_status import standing_files

MARK = "published.json"
"""Name of the file at a target that names its client and view."""
_SCHEMA = "immerse.published/1"


@dataclass(frozen=True, slots=True)
class Sent:
    """The result for one target."""

    view: View
    target: str
    changes: tuple[str, ...]
    """Paths that were written or removed there, or would be."""


@dataclass(frozen=True, slots=True)
class _File:
    digest: str
    read: Callable[[], bytes]


def publish(root: Path, client: str, targets: Mapping[View, str], on: date, *, check: bool = False) -> tuple[Sent, ...]:
    """Send the versions of a client, and the files beside them, to the target of each view.

    Args:
        check: Only report what would be written and removed.

    Raises:
        Refused: nothing is released, the ledger is damaged, a version is not here as it was released, or a target holds
            something else. Nothing was changed there.
        OSError: the disk refused; the next command sends the rest.
    """
    with locked_ledger(root, client, on) as ledger:
        if not ledger.lines:
            raise Refused(f"nothing of {client} is released yet; release it first, with: immerse release {client}")
        if not check:
            refresh(ledger, on)
        return tuple(_publish(ledger, view, target, on, check=check) for view, target in targets.items())


def _publish(ledger: Ledger, view: View, target: str, on: date, *, check: bool) -> Sent:
    with opened(target, ledger.root) as place:
        _refuse_other(ledger, view, target, place.folder)
        wanted = dict(_wanted(ledger, view, on))
        changed = {path: file for path, file in wanted.items() if _digest(place.folder / path) != file.digest}
        extra = list(_extra(place.folder, wanted))
        if (changed or extra) and not check:
            _send(place, changed, extra, f"{ledger.client} {view} {ledger.newest}")
        return Sent(view, target, (*changed, *extra))


def _send(place: OpenTarget, changed: Mapping[str, _File], extra: list[str], message: str) -> None:
    for path, file in changed.items():
        write_whole(place.folder / path, file.read())
    for path in extra:
        remove_file(place.folder, place.folder / path)
    place.send(message)


def _wanted(ledger: Ledger, view: View, on: date) -> Iterator[tuple[str, _File]]:
    """Path -> file, in the order of writing, so that no redirect leads to a missing page."""
    mark = json.dumps({"schema": _SCHEMA, "client": ledger.client, "view": view.value}) + "\n"
    yield MARK, _of(mark.encode())
    for version in ledger.versions:
        folder = site_folder(ledger.root, ledger.client, view, version)
        for path, output in ledger.manifest(version).outputs[view].items():
            yield f"{version}/{path}", _File(output.sha256, _reader(folder / path, output.sha256))
    files = standing_files(ledger.history(on), view_published(ledger, view))
    for path in sorted(files, key=lambda path: (path.startswith(f"{LATEST}/"), path != "versions.json", path)):
        yield path, _of(files[path])


def _of(content: bytes) -> _File:
    return _File(hashlib.sha256(content).hexdigest(), lambda: content)


def _reader(path: Path, digest: str) -> Callable[[], bytes]:
    def read() -> bytes:
        """The content of the file; raises Refused where it was changed."""
        if _digest(path) != digest:
            way = "release that version again from the sources of its day, or get the folder back from where it is kept"
            raise Refused(f"{path} is not here as it was released; {way}")
        return path.read_bytes()

    return read


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else ""


def _extra(folder: Path, wanted: Mapping[str, _File]) -> Iterator[str]:
    """Files of versions that the ledger does not name, and unfinished files; other files (a CNAME, say) are ignored."""
    for top in sorted(folder.iterdir()) if folder.is_dir() else ():
        if (is_version(top.name) or top.name == LATEST) and top.is_dir():
            paths = (path.relative_to(folder).as_posix() for path in sorted(top.rglob("*")) if not path.is_dir())
            yield from (path for path in paths if path not in wanted)
        elif top.name.endswith(UNFINISHED):
            yield top.name


def _refuse_other(ledger: Ledger, view: View, target: str, folder: Path) -> None:
    """Raises Refused where a target holds something else than this view of this client."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Refused(f"{target} is not a folder; name one in site.publish")
    present = [path for path in folder.iterdir() if path.name != ".git"] if folder.is_dir() else []
    if not present:
        return
    try:
        mark = json.loads((folder / MARK).read_bytes())
        owner = (mark["schema"], mark["client"], mark["view"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused(f"{target} holds something that immerse did not put there; name an empty place") from None
    if owner[0] != _SCHEMA:
        raise Refused(f"{target} was written by a newer immerse ({owner[0]}); install that, then try again")
    if owner[1:] != (ledger.client, view.value):
        raise Refused(f"{target} holds the {owner[2]} view of {owner[1]}; each client and view has a place of its own")
    for path in present:
        if is_version(path.name) and path.name not in ledger.versions:
            raise Refused(f"{target} holds {path.name}, which is not in {ledger.name}; restore that")
