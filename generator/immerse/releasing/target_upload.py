"""Sends the published files of a client to the targets of its policy: versions first, redirects to them last."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import permutations
from pathlib import Path
from shlex import quote

from immerse.model.release import LATEST, is_version
from immerse.model.site_view import View
from immerse.output.writing import UNFINISHED, remove_file, write_whole
from immerse.problems import Refused
from immerse.releasing.ledger import Ledger
from immerse.releasing.ledger_commit import locked_ledger
from immerse.releasing.pages_file import view_published
from immerse.releasing.published import refresh, site_folder
from immerse.releasing.targets import OpenTarget, can_pull, opened
from immerse.releasing.version_status import standing_files

MARK = "published.json"
"""Name of the file at a target that names its client and view."""
_SCHEMA = "immerse.published/1"
_OF_GIT = {".git", ".nojekyll"}


@dataclass(frozen=True, slots=True)
class _File:
    digest: str
    content: bytes | Path

    def read(self) -> bytes:
        """The content; raises Refused where a file of a version was changed."""
        content = _content(self.content) if isinstance(self.content, Path) else self.content
        if content is None or _digest(content) != self.digest:
            way = "release that version again from the sources of its day, or get the folder back from where it is kept"
            raise Refused(f"{self.content!s} is not here as it was released; {way}")
        return content


@dataclass(frozen=True, slots=True)
class Upload:
    """One target that was examined, and how far sending it came."""

    view: View
    target: str
    place: OpenTarget
    message: str
    files: Mapping[str, _File]
    changes: tuple[str, ...]
    """Paths of `files`, in the order of writing, and of files to remove."""
    left: tuple[str, ...]
    """Files and folders beside the versions that immerse does not write: a CNAME, say."""
    done: list[str] = field(default_factory=list)
    """Changes that arrived."""

    def send(self) -> None:
        """Make the changes; raises Refused where a repository does not take them, OSError where the disk refuses."""
        done: list[str] = [] if self.place.repository else self.done
        for path in self.changes:
            if path in self.files:
                write_whole(self.place.folder / path, self.files[path].read())
            else:
                remove_file(self.place.folder, self.place.folder / path)
            done.append(path)
        if done:
            self.place.send(self.message)
        self.done[:] = done


@contextmanager
def examined(
    root: Path, client: str, targets: Mapping[View, str], on: date, *, check: bool = False
) -> Iterator[tuple[Upload, ...]]:
    """The targets of a client, all fit to be sent what they lack; with `check` they need not be writable.

    Raises:
        Refused: nothing is released, the ledger is damaged, a version is not here as it was released, or a target is
            unfit. Nothing was changed at any target.
        OSError: the disk refused.
    """
    with locked_ledger(root, client, on) as ledger, ExitStack() as stack:
        if not ledger.lines:
            raise Refused(f"nothing of {client} is released yet; release it first, with: immerse release {client}")
        places = {view: stack.enter_context(opened(target, root)) for view, target in targets.items()}
        for inner, outer in permutations(places, 2):
            one, other = places[inner].place, places[outer].place
            if one.is_relative_to(other):
                both = f"{targets[inner]} {'is the same place as' if one == other else 'lies in'} {targets[outer]}"
                raise Refused(f"{both}, where the other view is sent; set places apart in site.publish")
        uploads = tuple(_upload(ledger, view, targets[view], place, on, check) for view, place in places.items())
        for upload in uploads:
            for file in upload.files.values():
                file.read()
        if not check:
            refresh(ledger, on)
        yield uploads


def _upload(ledger: Ledger, view: View, target: str, place: OpenTarget, on: date, check: bool) -> Upload:
    present = _refuse_other(ledger, view, target, place, check)
    wanted = dict(_wanted(ledger, view, on))
    files = {path: file for path, file in wanted.items() if _digest(_content(place.folder / path)) != file.digest}
    message = f"{ledger.client} {view} {ledger.newest}"
    ours = {path.partition("/")[0] for path in wanted}
    left = tuple(f"{path.name}/" if path.is_dir() else path.name for path in present if path.name not in ours)
    return Upload(view, target, place, message, files, (*files, *_extra(place.folder, wanted)), left)


def _wanted(ledger: Ledger, view: View, on: date) -> Iterator[tuple[str, _File]]:
    """Path -> file, in the order of writing, so that no redirect leads to a missing page."""
    mark = json.dumps({"schema": _SCHEMA, "client": ledger.client, "view": view.value}) + "\n"
    yield MARK, _File(_digest(mark.encode()), mark.encode())
    for version in ledger.versions:
        folder = site_folder(ledger.root, ledger.client, view, version)
        for path, output in ledger.manifest(version).outputs[view].items():
            yield f"{version}/{path}", _File(output.sha256, folder / path)
    files = standing_files(ledger.history(on), view_published(ledger, view))
    for path in sorted(files, key=lambda path: (path.startswith(f"{LATEST}/"), path != "versions.json", path)):
        yield path, _File(_digest(files[path]), files[path])


def _digest(content: bytes | None) -> str:
    return hashlib.sha256(content).hexdigest() if content is not None else ""


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _extra(folder: Path, wanted: Mapping[str, _File]) -> Iterator[str]:
    """Files of versions that the ledger does not name, and unfinished files; other files (a CNAME, say) are left."""
    for top in sorted(folder.iterdir()) if folder.is_dir() else ():
        if (is_version(top.name) or top.name == LATEST) and top.is_dir():
            paths = (path.relative_to(folder).as_posix() for path in sorted(top.rglob("*")) if not path.is_dir())
            yield from (path for path in paths if path not in wanted)
        elif top.name.endswith(UNFINISHED):
            yield top.name


def _refuse_other(ledger: Ledger, view: View, target: str, place: OpenTarget, check: bool) -> list[Path]:
    """What a target holds; raises Refused where it is not this view of this client, or cannot be written."""
    folder = place.folder
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if folder.is_symlink() or not there.is_dir() or not (check or os.access(there, os.W_OK)):
        raise Refused(f"{target}: {there} is not a folder that can be written; name another place in site.publish")
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    present = [path for path in inside if path.name not in _OF_GIT and not path.name.endswith(UNFINISHED)]
    if not present:
        return []
    try:
        mark = json.loads((folder / MARK).read_bytes())
        owner = (mark["schema"], mark["client"], mark["view"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused(
            f"{target} holds {present[0].name} and no {MARK} that says whose it is; name an empty place"
        ) from None
    if owner[0] != _SCHEMA:
        raise Refused(f"{target} was written by a newer immerse ({owner[0]}); install that, then try again")
    if owner[1:] != (ledger.client, view.value):
        raise Refused(f"{target} holds the {owner[2]} view of {owner[1]}; each client and view has a place of its own")
    for path in present:
        if is_version(path.name) and path.name not in ledger.versions:
            here, gone = quote(str(ledger.root.resolve())), quote(str(path.resolve()))
            pull = f", with: git -C {here} pull" if can_pull(ledger.root) else ""
            way = f"take it out of the branch {place.branch}" if place.repository else f"remove it with: rm -r {gone}"
            why = f"is not in {ledger.name}; get {ledger.name} from where the agency keeps it{pull}"
            raise Refused(f"{target} holds {path.name}, which {why}; or, if nobody released {path.name}, {way}")
    return present
