"""Every byte of a finished site, searched for every other client's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from immerse.output.decoding import Decoder, TooLarge, View
from immerse.output.leak_corpus import Corpus
from immerse.output.leak_words import Word, word_list


@dataclass(frozen=True, order=True, slots=True)
class Leak:
    """Another client's word in a file of this site, and the disguise it was found in."""

    file: str
    client: str
    word: str
    encoding: str

    def __str__(self) -> str:
        word = self.word if len(self.word) <= 60 else f"{self.word[:57]}..."
        return f"{self.file}: holds {word!r} of client {self.client} ({self.encoding})"


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What a scan found, and what it could not look for or look into."""

    leaks: tuple[Leak, ...]
    unscanned: tuple[str, ...]
    """Words too short to look for, as `client: word`."""
    unreadable: tuple[str, ...]
    """Files that could not be unpacked to the end, as `file: reason`."""


def scan(
    folder: Path,
    foreign: Mapping[str, Iterable[str]],
    own: Iterable[str] = (),
    *,
    theme: Path | None = None,
) -> ScanResult:
    """Search every file of `folder`, and every path, for other clients' words.

    Args:
        folder: The finished site.
        foreign: Client id -> its words; see `leak_words.word_list`.
        own: Texts that this site may hold, because this client or the core says them.
        theme: The installed theme; a file that is the theme's own, byte for byte, is not searched.
    """
    words = word_list(foreign)
    files = sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    searched, unreadable = _Searched(), list[str]()
    decoder = Decoder()
    for path in files:
        name = path.relative_to(folder).as_posix()
        searched.add(name, View("in the path", name))
        if path.is_symlink():
            unreadable.append(f"{name}: is a symbolic link")
            continue
        content = path.read_bytes()
        if theme and _is_same(theme / name, content):
            continue
        try:
            for view in decoder.views(content):
                searched.add(name, view)
        except TooLarge as error:
            unreadable.append(f"{name}: {error}")
    return ScanResult(tuple(sorted(searched.find(words.words, own))), words.unscanned, tuple(unreadable))


def _is_same(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


class _Searched:
    """The texts of a site, each with its file and its disguise."""

    def __init__(self) -> None:
        self._places: list[tuple[str, str]] = []
        self._prose, self._binary = Corpus(), Corpus(prose=False)

    def add(self, file: str, view: View) -> None:
        """Take in one reading of a file."""
        corpus = self._prose if view.prose else self._binary
        corpus.add(len(self._places), view.text)
        self._places.append((file, view.encoding))

    def find(self, words: tuple[Word, ...], own: Iterable[str]) -> set[Leak]:
        """One leak for each word and file, in the plainest disguise."""
        found = sorted({*self._prose.saying(words), *self._binary.saying(words)}, key=lambda saying: saying[0])
        # What this client or the core says is asked last, because mostly there is nothing to ask about.
        ours = _said_by(own, {word for _, word in found}) if found else set()
        leaks: dict[tuple[str, Word], Leak] = {}
        for place, word in found:
            if word not in ours:
                file, encoding = self._places[place]
                leaks.setdefault((file, word), Leak(file, word.client, word.shown, encoding))
        return set(leaks.values())


def _said_by(texts: Iterable[str], words: Iterable[Word]) -> set[Word]:
    corpus = Corpus()
    for place, text in enumerate(texts):
        corpus.add(place, text)
    return {word for _, word in corpus.saying(list(words))}
