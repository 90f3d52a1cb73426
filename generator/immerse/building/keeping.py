"""What is known of the site that stands in its place, so that of the next one only what is new is made and judged."""

from __future__ import annotations

import hashlib
import os
import posixpath
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from immerse.hosts.taken import Taken, entries_by_page
from immerse.leaks.proof import Proof
from immerse.output.placing import make_folder
from immerse.output.search_index import INDEX
from immerse.output.site_faults import CleanFile, KnownFiles, SiteFaults
from immerse.storage.listing import entries_in
from immerse.storage.store import NOTHING_KEPT, Store


@dataclass(frozen=True, slots=True)
class _Kept:
    words: bytes = b""
    """A digest of what the site may not say."""
    cores: Mapping[str, bytes] = field(default_factory=dict)
    """The words of lessons and playbooks because of which a word of another client may stand in it."""
    judged: Mapping[str, CleanFile] = field(default_factory=dict)
    pages: Mapping[str, bytes] = field(default_factory=dict)
    """File of a page -> a digest of all that it was made of."""
    targets: bytes = b""
    """A digest of all that a link might lead to."""


class Keeper:
    """Knows the last site that was built into one place."""

    def __init__(
        self, store: Store = NOTHING_KEPT, *place: bytes, forget: bool = False, beside: Keeper | None = None
    ) -> None:
        """`place` says which site it is, and where; with `forget` nothing is known of the one that stands. `beside` is
        the keeper of the client's other view, where that was built just before."""
        self._store = store
        self._place = place
        self._forget = forget
        self._beside = beside._found if beside else None
        self._found: _Kept | None = None

    @cached_property
    def _last(self) -> _Kept:
        known = self._store.get("standing", *self._place) if self._place and not self._forget else None
        return known if isinstance(known, _Kept) else _Kept()

    def take(
        self, standing: Path, aside: Path, pages: Mapping[str, bytes], files: Mapping[str, bytes]
    ) -> tuple[Taken, dict[str, str]]:
        """Take over the files of the site that stands which are made of the same and are as they were made.

        Args:
            standing: The site.
            aside: Where they are put, a new folder on the same file system, each under a digest of its path.
            pages: File of a page -> a digest of all that it is made of now.
            files: Path of another file -> its bytes.

        Returns:
            The files, and the digests of their bytes.
        """
        aside.mkdir()
        last = self._last
        entries = _entries(standing, last.judged.get(INDEX))
        same = {file for file, made_of in pages.items() if last.pages.get(file) == made_of} & last.judged.keys()
        known = {path: hashlib.sha256(content) for path, content in files.items() if path in last.judged}
        same |= {path for path, digest in known.items() if last.judged[path].digest == digest.hexdigest()}
        taken = dict(self._taken(standing, aside, same)) if entries else {}
        return Taken(taken, entries), taken

    def _taken(self, standing: Path, aside: Path, files: set[str]) -> Iterator[tuple[str, str]]:
        plain = _plain_files(standing)
        for file in sorted(files & plain):
            digest = self._last.judged[file].digest
            if _link(f"{standing}/{file}", _aside(aside, file)) == digest:
                yield file, digest

    def judged(self, proof: Proof, digests: Mapping[str, str]) -> Mapping[str, CleanFile]:
        """Path -> what was judged of it, in the site that stands or in the other view, for the same words.

        Args:
            proof: What the site may not say.
            digests: Path -> digest of each file as it is now. Of the search index its entries are known too.
        """
        found: dict[str, CleanFile] = {}
        for kept in filter(None, (self._beside, self._last)):
            if kept.words == _words_of(proof) and proof.registry.same_cores(kept.cores):
                found |= {name: one for name, one in kept.judged.items() if one.digest == digests.get(name)}
                if INDEX in kept.judged:
                    found[INDEX] = _with_entries(kept.judged[INDEX], found.get(INDEX))
        return found

    def known(self, proof: Proof, digests: Mapping[str, str]) -> KnownFiles:
        """What is known of the files of the site. Args: as of `judged`."""
        last = self._last
        linking = {name for name, one in last.judged.items() if one.digest == digests.get(name)}
        return KnownFiles(digests, self.judged(proof, digests), last.targets, linking)

    def found(self, proof: Proof, faults: SiteFaults, pages: Mapping[str, bytes]) -> None:
        """Note what is known of the site that has just been put in place, which has no faults."""
        if self._place:
            words, cores = _words_of(proof), dict(proof.registry.cores)
            self._found = _Kept(words, cores, faults.judged, pages, faults.targets)

    def keep(self) -> None:
        """Keep what was noted; what the site is made of was still the same when it was in its place."""
        if found := self._found:
            self._store.put_later("standing", *self._place, value=lambda: found)


NO_KEEPER = Keeper()


def put_back(aside: Path, folder: Path, taken: Mapping[str, str]) -> None:
    """Move files that were taken over to their places in a site."""
    for parent in {posixpath.dirname(file) for file in taken}:
        make_folder(folder / parent)
    for file in taken:
        os.rename(_aside(aside, file), f"{folder}/{file}")  # noqa: PTH104 - of hundreds of files


def _aside(folder: Path, file: str) -> str:
    return f"{folder}/{hashlib.sha256(file.encode()).hexdigest()}"


def _with_entries(index: CleanFile, other: CleanFile | None) -> CleanFile:
    """A search index with the entries of another, which were judged too."""
    return index._replace(entries=index.entries | other.entries) if other else index


def _entries(standing: Path, index: CleanFile | None) -> dict[str, list[dict[str, str]]]:
    """The entries of the standing site's search index; none where it is not as it was written."""
    try:
        content = (standing / INDEX).read_bytes()
    except OSError:
        return {}
    if index is None or hashlib.sha256(content).hexdigest() != index.digest:
        return {}
    return entries_by_page(content)


def _plain_files(standing: Path) -> set[str]:
    """The files of a site that lie in it, and are not reached through a link."""
    entries = [] if standing.is_symlink() else entries_in(standing)
    return {name for name, entry in entries if entry.is_file(follow_symlinks=False)}


def _link(source: str, target: str) -> str:
    """Another name for a file, or its copy where the system has none; the digest of what stands under it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    with open(target, "rb") as stream:  # noqa: PTH123 - as above
        os.chmod(stream.fileno(), 0o644)  # noqa: PTH101
        return hashlib.sha256(stream.read()).hexdigest()


def _words_of(proof: Proof) -> bytes:
    """A digest of everything on which it depends whether a text may be said, but for words of the core."""
    return hashlib.sha256(repr((proof.client, sorted(proof.waived))).encode() + proof.registry.index.digest).digest()
