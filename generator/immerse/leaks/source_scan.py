"""Scans the folder of a client, or the core, for the words of other clients."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from immerse.leaks.folded_text import letters_in
from immerse.leaks.remembering_searcher import RememberingSearcher
from immerse.leaks.searcher import Hit, Searcher
from immerse.leaks.source_files import BREAK, SourceFiles, as_shown
from immerse.loading.layout import CLIENTS
from immerse.loading.plain_values import PlainValue
from immerse.loading.strict_yaml import read_cached
from immerse.model.base import walk_texts
from immerse.problems import Location

_OWN = ("policy.yml", "overlay.yml", "look.yml", "signers.yml", "logo.svg")
"""Published files of a client. A waiver has to name the other client, so waivers.yml is not scanned."""


class Spot(NamedTuple):
    """A position in a text of a file; line and column are computed on demand."""

    path: str
    source: bytes
    text: PlainValue
    letters: int
    """Letters and digits of the text before it."""

    @property
    def location(self) -> Location:
        """Line and column; those of the beginning of the text if the parser has none for the word."""
        begin = Location(self.path, self.text.line, self.text.column)
        if self.path.endswith(".svg"):
            return begin
        lengths = range(len(self.text.text) + 1)
        offset = bisect_right(lengths, self.letters, key=lambda end: letters_in(self.text.text[:end])) - 1
        value, _ = read_cached(self.source, self.path)
        exact = next((text for text in walk_texts(value) if text.location == begin), None)
        return exact.at(offset) if exact is not None else begin


class SourceHit(NamedTuple):
    """A hit in a source file."""

    hit: Hit
    spot: Spot
    setting: str
    """The setting of a policy that holds it; empty elsewhere."""


def own_files(client: str) -> list[str]:
    """The files of one client that are published."""
    return [f"{CLIENTS}/{client}/{name}" for name in _OWN]


def words_in(
    files: SourceFiles,
    paths: Iterable[str],
    searcher: Searcher | RememberingSearcher,
    is_free: Callable[[Hit], bool],
    but: str = "",
) -> Iterator[SourceHit]:
    """Every hit in the texts of these files, except for words of one client and hits that are free."""
    between = letters_in(BREAK)
    for path in paths:
        source = files.source(path)
        if source is None or not _may_contain_words(files, path, searcher, is_free, but):
            continue
        texts = files.texts(path)
        begins: list[int] = []
        for hit in _longest(searcher.hits(as_shown(BREAK.join(text.text for text in texts)), but=but)):
            if is_free(hit):
                continue
            begins = begins or [0, *accumulate(letters_in(text.text) + between for text in texts)]
            at = hit.start % begins[-1]
            number = bisect_right(begins, at) - 1
            setting = ".".join(texts[number].keys[:2]) if path.endswith("/policy.yml") else ""
            yield SourceHit(hit, Spot(path, source, texts[number], at - begins[number]), setting)


def _may_contain_words(
    files: SourceFiles, path: str, searcher: Searcher | RememberingSearcher, is_free: Callable[[Hit], bool], but: str
) -> bool:
    """Whether the texts of a file may contain a word: only if its source does, or has escapes. Few files contain any,
    and to parse one takes longer than to search its source."""
    typed = files.typed(path)
    return typed is None or not all(map(is_free, searcher.hits(typed, but=but, wrapped=True)))


def _longest(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits without those within a longer one of the same client: the address, but not the name in it."""
    ordered = list(hits)
    reach: dict[str, tuple[int, int]] = {}
    within: set[int] = set()
    for number in sorted(range(len(ordered)), key=lambda at: (ordered[at].start, -len(ordered[at].matched))):
        hit = ordered[number]
        start, end = hit.start, hit.start + len(hit.matched)
        first, last = reach.get(hit.word.client, (start, -1))
        if end < last or (end == last and first < start):
            within.add(number)
        elif end > last:
            reach[hit.word.client] = (start, end)
    yield from (hit for number, hit in enumerate(ordered) if number not in within)
