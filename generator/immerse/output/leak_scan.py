"""Every byte of a finished site, searched for every other client's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from immerse.output.decoding import Decoder, TooLarge
from immerse.output.leak_words import FoldedText, Vocabulary, Word, WordList, fold_text, is_in, word_list

_WORTH_PAIRS = 1000
"""Words for which it is quicker to read all texts once more, for what follows what in them."""


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
    words = word_list(foreign, own)
    files = sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    searched, unreadable = _Searched(), list[str]()
    decoder = Decoder()
    for path in files:
        name = path.relative_to(folder).as_posix()
        searched.add(name, "in the path", fold_text(name))
        if path.is_symlink():
            unreadable.append(f"{name}: is a symbolic link")
            continue
        content = path.read_bytes()
        if theme and _is_same(theme / name, content):
            continue
        try:
            for view in decoder.views(content):
                searched.add(name, view.encoding, fold_text(view.text, view.prose))
        except TooLarge as error:
            unreadable.append(f"{name}: {error}")
    return ScanResult(tuple(sorted(searched.find(words))), words.unscanned, tuple(unreadable))


def _is_same(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


class _Searched:
    """The texts of a site. Words are first tried against the site's vocabulary, which is small, then text by text."""

    def __init__(self) -> None:
        self._texts: list[tuple[str, str, FoldedText]] = []
        self._tokens: set[str] = set()
        self._phones: set[str] = set()

    def add(self, file: str, encoding: str, folded: FoldedText) -> None:
        self._texts.append((file, encoding, folded))
        self._tokens |= folded.tokens
        self._phones.update(folded.phones)

    def find(self, words: WordList) -> set[Leak]:
        """One leak for each word and file, in the plainest disguise."""
        leaks: dict[tuple[str, str, str], Leak] = {}
        for word in self._likely(words):
            for file, encoding, folded in self._texts:
                if word.inner <= folded.tokens and is_in(word, folded):
                    leaks.setdefault((file, word.client, word.key), Leak(file, word.client, word.shown, encoding))
        return set(leaks.values())

    def _likely(self, words: WordList) -> list[Word]:
        vocabulary = Vocabulary(self._tokens, self._phones)
        likely = [word for word in words.words if vocabulary.may_hold(word)]
        if len(likely) < _WORTH_PAIRS:
            return likely
        pairs: set[tuple[str, str]] = set()
        for _, _, folded in self._texts:
            pairs.update(pairwise(folded.text.split(" ")))
        return [word for word in likely if word.pairs <= pairs]
