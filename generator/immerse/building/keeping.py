"""Facts about the placed site, so that the next build makes and judges only changed files."""

from __future__ import annotations

import hashlib
import os
import posixpath
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from immerse.hosts.reused_files import ReusedFiles, entries_by_page
from immerse.leaks.proof import Proof
from immerse.output.placing import make_folder
from immerse.output.search_index import INDEX
from immerse.output.site_faults import CleanFile, KnownFiles, SiteFaults
from immerse.storage.listing import entries_in
from immerse.storage.store import NOTHING_KEPT, Store


@dataclass(frozen=True, slots=True)
class _Kept:
    words: bytes = b""
    """A digest of the words that the site may not contain."""
    cores: Mapping[str, bytes] = field(default_factory=dict)
    """The words of lessons and playbooks, which permit words of other clients in the site."""
    judged: Mapping[str, CleanFile] = field(default_factory=dict)
    pages: Mapping[str, bytes] = field(default_factory=dict)
    """File of a page -> a digest of all its inputs."""
    targets: bytes = b""
    """A digest of all possible targets of links."""


class Keeper:
    """Knows the last site that was built into one place."""

    def __init__(
        self, store: Store = NOTHING_KEPT, *place: bytes, forget: bool = False, beside: Keeper | None = None
    ) -> None:
        """`place` identifies the site and its folder; with `forget` the placed site is ignored. `beside` is the keeper
        of the client's other view, where that was built just before."""
        self._store = store
        self._place = place
        self._forget = forget
        self._beside = beside._found if beside else None
        self._found: _Kept | None = None

    @cached_property
    def _last(self) -> _Kept:
        known = self._store.get("standing", *self._place) if self._place and not self._forget else None
        return known if isinstance(known, _Kept) else _Kept()

    def take(self, standing: Path, taken: Path, pages: Mapping[str, bytes], files: Mapping[str, bytes]) -> ReusedFiles:
        """Take over the files of the placed site that have the same inputs and were not changed since.

        Args:
            standing: The placed site.
            taken: A new folder for them on the same file system, which is made where there are any.
            pages: File of a page -> a digest of all its present inputs.
            files: Path of another file -> its bytes.
        """
        last = self._last
        entries = _entries(standing, last.judged.get(INDEX))
        same = {file for file, made_of in pages.items() if last.pages.get(file) == made_of} & last.judged.keys()
        known = {path: hashlib.sha256(content) for path, content in files.items() if path in last.judged}
        same |= {path for path, digest in known.items() if last.judged[path].digest == digest.hexdigest()}
        return ReusedFiles(dict(self._reused(standing, taken, same)) if entries else {}, entries)

    def _reused(self, standing: Path, taken: Path, files: set[str]) -> Iterator[tuple[str, str]]:
        entries = [] if standing.is_symlink() else entries_in(standing)
        plain = files & {name for name, entry in entries if entry.is_file(follow_symlinks=False)}
        _make_parents(taken, plain)
        for file in sorted(plain):
            if (digest := _link(f"{standing}/{file}", f"{taken}/{file}")) == self._last.judged[file].digest:
                yield file, digest
            else:
                os.unlink(f"{taken}/{file}")  # noqa: PTH108 - of hundreds of files

    def judged(self, proof: Proof, digests: Mapping[str, str]) -> Mapping[str, CleanFile]:
        """Path -> its verdict in the placed site or in the other view, for the same words.

        Args:
            proof: The words that the site may not contain.
            digests: Path -> digest of each file as it is now. The search index also has verdicts for its entries.
        """
        judged_files: dict[str, CleanFile] = {}
        for last in filter(None, (self._beside, self._last)):
            if last.words == _words_of(proof) and proof.registry.same_cores(last.cores):
                judged_files |= {name: file for name, file in last.judged.items() if file.digest == digests.get(name)}
                if INDEX in last.judged:
                    judged_files[INDEX] = _with_entries(last.judged[INDEX], judged_files.get(INDEX))
        return judged_files

    def known_files(self, proof: Proof, digests: Mapping[str, str]) -> KnownFiles:
        """The known facts about the files of the site; the arguments are those of `judged`."""
        last = self._last
        linking = {name for name, file in last.judged.items() if file.digest == digests.get(name)}
        return KnownFiles(digests, self.judged(proof, digests), last.targets, linking)

    def note_facts(self, proof: Proof, faults: SiteFaults, pages: Mapping[str, bytes]) -> None:
        """Note the facts about the site that has just been put in place, which has no faults."""
        if self._place:
            words, cores = _words_of(proof), dict(proof.registry.cores)
            self._found = _Kept(words, cores, faults.judged, pages, faults.targets)

    def keep(self) -> None:
        """Keep the noted facts, if the inputs of the site were still the same when it was put in place."""
        if record := self._found:
            self._store.put_later("standing", *self._place, value=lambda: record)


NO_KEEPER = Keeper()


def put_together(made: Path, taken: Path) -> None:
    """Move the files that were made to those that were taken over, if any; the folder is then where they were made."""
    if not taken.exists():
        return
    files = [file for file, _ in entries_in(made)]
    _make_parents(taken, files)
    for file in files:
        os.rename(f"{made}/{file}", f"{taken}/{file}")  # noqa: PTH104 - as above
    shutil.rmtree(made)
    taken.rename(made)


def _make_parents(folder: Path, files: Iterable[str]) -> None:
    """Make the folders of some files of a folder."""
    for parent in sorted({posixpath.dirname(file) for file in files}):
        make_folder(folder / parent)


def _with_entries(index: CleanFile, second: CleanFile | None) -> CleanFile:
    """A search index with the judged entries of another added."""
    return index._replace(entries=index.entries | second.entries) if second else index


def _entries(standing: Path, index: CleanFile | None) -> dict[str, list[dict[str, str]]]:
    """The entries of the placed site's search index; none where it is not as it was written."""
    try:
        content = (standing / INDEX).read_bytes()
    except OSError:
        return {}
    if index is None or hashlib.sha256(content).hexdigest() != index.digest:
        return {}
    return entries_by_page(content)


def _link(source: str, target: str) -> str:
    """Make a hard link to a file, or a copy where the system has no hard links; the digest of its content."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    with open(target, "rb", buffering=0) as stream:  # noqa: PTH123 - as above
        os.chmod(stream.fileno(), 0o644)  # noqa: PTH101
        return hashlib.sha256(stream.read()).hexdigest()


def _words_of(proof: Proof) -> bytes:
    """A digest of everything that decides whether a site may contain a text, except for words of the core."""
    return hashlib.sha256(repr((proof.client, sorted(proof.waived))).encode() + proof.registry.index.digest).digest()
