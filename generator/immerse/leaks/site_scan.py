"""Scans every byte of finished files for the words of other clients."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from immerse.leaks.decoder import DecodedText, Decoder, TooLarge
from immerse.leaks.proof import Proof, shortened
from immerse.storage.listing import entries_in


@dataclass(frozen=True, order=True, slots=True)
class Leak:
    """Another client's word in a file of this site, and the encoding in which it was found."""

    file: str
    client: str
    word: str
    encoding: str

    def __str__(self) -> str:
        return f"{self.file}: holds {shortened(self.word)!r} of client {self.client} ({self.encoding})"


class ScanResult(NamedTuple):
    """The leaks that a scan found, and the files that it could not read."""

    leaks: tuple[Leak, ...]
    unreadable: tuple[str, ...]
    """Files that could not be unpacked to the end, as `file: reason`."""


def scan(
    folder: Path, proof: Proof, *, theme: Path | None = None, instead: Mapping[str, bytes | None] | None = None
) -> ScanResult:
    """Search every file of `folder`, and every path, for other clients' words.

    Args:
        folder: The finished site.
        proof: The words that it may not contain.
        theme: The installed theme; a file that is the theme's own, byte for byte, is not searched.
        instead: Path -> the bytes that are searched in place of a file's own; None if neither they nor its path are.
    """
    entries = entries_in(folder)
    files = [name for name, entry in entries if entry.is_file(follow_symlinks=False)]
    result = scan_files(_contents(folder, files, theme, instead or {}), proof)
    names = [name for name, entry in entries if entry.is_symlink()]
    paths = (leak for name in names for leak in _leaks(name, [DecodedText("in the path", name)], proof))
    unread = (f"{name}: is a symbolic link" for name in names)
    return ScanResult(tuple(sorted({*result.leaks, *paths})), (*result.unreadable, *unread))


def scan_files(files: Iterable[tuple[str, bytes | None]], proof: Proof) -> ScanResult:
    """Search files and their paths; of a file without content only the path."""
    leaks: set[Leak] = set()
    unreadable: list[str] = []
    decoder = Decoder(proof.registry.pdf_text, proof.seen)
    for name, content in files:
        before = len(leaks), len(unreadable)
        views = chain([DecodedText("in the path", name)], decoder.views(content) if content is not None else ())
        try:
            leaks.update(_leaks(name, views, proof))
        except TooLarge as error:
            unreadable.append(f"{name}: {error}")
        proof.seen.settle(is_clean=before == (len(leaks), len(unreadable)))
    return ScanResult(tuple(sorted(leaks)), tuple(unreadable))


def export_faults(contents: Mapping[str, bytes], proof: Proof) -> tuple[str, ...]:
    """The faults of the files of an export, one sentence each."""
    result = scan_files(contents.items(), proof)
    return (*map(str, result.leaks), *(f"{entry}; its content cannot be checked" for entry in result.unreadable))


def _contents(
    folder: Path, files: Iterable[str], theme: Path | None, instead: Mapping[str, bytes | None]
) -> Iterator[tuple[str, bytes | None]]:
    for name in files:
        if name in instead:
            if (content := instead[name]) is not None:
                yield name, content
            continue
        content = (folder / name).read_bytes()
        yield name, None if theme and _is_same(theme / name, content) else content


def _is_same(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _leaks(name: str, views: Iterable[DecodedText], proof: Proof) -> Iterator[Leak]:
    """One leak for each word in a file, in the plainest encoding."""
    met: set[tuple[str, bytes]] = set()
    for view in views:
        for hit in proof.leaks_in(view.text, prose=view.prose):
            word = hit.word
            if (word.client, word.key) not in met:
                met.add((word.client, word.key))
                encoding = f"{view.encoding}, {hit.disguise}" if hit.disguise else view.encoding
                yield Leak(name, word.client, word.shown, encoding)
