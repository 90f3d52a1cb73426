"""Texts of the task book as printed: a box for each letter that no font has, long words with their break points."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from immerse.lettering.breaking import SOFT_HYPHEN, pieces
from immerse.lettering.clusters import clusters
from immerse.lettering.fonts import Fonts, is_bold
from immerse.lettering.scripts import is_right_to_left, language_among, script_of
from immerse.model.fonts import FontFile

LONG, NARROW = 20, 8
"""Characters of a word that fits into the column of tasks, and into one beside it; of a longer one the template
asks how wide it is."""
_NARROW_COLUMNS = frozenset(("level", "gate", "by"))
_BREAK = "\u200b"
_MOST_BOXES = 6
"""Boxes in one picture: as many as the narrowest column has room for. A line can end after each picture; the first
picture of a run has all letters of the run as its alternative text."""


def texts_in(value: Any) -> Iterator[str]:
    """Every text of a book, in its order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts_in(item)


@dataclass(slots=True)
class Lettering:
    """Makes the printable form of each text, and collects the font files that it needs."""

    fonts: Fonts
    languages: Collection[str] = ()
    """The client's languages, in which a text in other letters than Latin may be."""
    doubted: Collection[str] = ()
    """Clusters that are boxes whatever the fonts say: the compiler could not print them."""
    needed: list[FontFile] = field(default_factory=list)

    def all_of(self, value: Any, longest: int = LONG) -> Any:
        """A value of the book with each text in it made ready; numbers and plain texts stay as they are."""
        if isinstance(value, str):
            return self.text(value, longest)
        if isinstance(value, dict):
            return {key: self.all_of(item, NARROW if key in _NARROW_COLUMNS else LONG) for key, item in value.items()}
        return [self.all_of(item) for item in value] if isinstance(value, list) else value

    def text(self, text: str, longest: int = LONG) -> Any:
        """One text: itself if it can be printed as it is, else its parts, its direction, and whether it may be bold."""
        missing = list(self._missing(text))
        runs_left, bold = is_right_to_left(text), is_bold(text)
        tag = language_among(text, self.languages) if self.languages and not text.isascii() else ""
        has_long_word = len(text) > longest and any(len(word) > longest for word in text.split(" "))
        if bold and not (missing or runs_left or tag or has_long_word):
            return text
        printed = {"parts": list(_parts(text, missing, longest)), "rtl": runs_left, "bold": bold}
        return printed | (_language(tag) if tag else {})

    def _missing(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end, printer in self.fonts.beyond(text):
            if printer is None:
                yield start, end
            elif isinstance(printer, FontFile) and printer not in self.needed:
                self.needed.append(printer)
        if self.doubted:
            yield from (place for place in clusters(text) if text[slice(*place)] in self.doubted)


def _language(tag: str) -> dict[str, str]:
    """A language as the compiler takes it, and the region, which of two ways to draw Chinese letters it is."""
    language, *rest = tag.split("-")
    region = next((part for part in rest if len(part) == 2 and part.isalpha()), "")
    return {"lang": language, "region": region or {"Hant": "TW", "Hans": "CN"}.get(script_of(tag), "")}


def _parts(text: str, missing: list[tuple[int, int]], longest: int) -> Iterator[Any]:
    """Pieces of text, long words each for itself, and boxes."""
    position = 0
    for run in _runs(sorted(set(missing))):
        yield from _words(text[position : run[0][0]], longest)
        for first in range(0, len(run), _MOST_BOXES):
            alt = text[run[0][0] : run[-1][1]] if first == 0 else ""
            yield {"boxes": len(run[first : first + _MOST_BOXES]), "alt": alt}
        position = run[-1][1]
    yield from _words(text[position:], longest)


def _runs(missing: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Clusters that stand side by side."""
    run: list[tuple[int, int]] = []
    for start, end in missing:
        if run and run[-1][1] != start:
            yield run
            run = []
        run.append((start, end))
    if run:
        yield run


def _words(text: str, longest: int) -> Iterator[Any]:
    """A text with each long word as a part of its own, whole and with the places at which it may be broken."""
    plain = ""
    for number, word in enumerate(text.split(" ")):
        plain += " " if number else ""
        if len(word) <= longest:
            plain += word
            continue
        if plain:
            yield plain
        plain = ""
        marked = "".join(piece if piece.endswith(SOFT_HYPHEN) else piece + _BREAK for piece in pieces(word))
        yield {"word": word, "broken": marked.removesuffix(_BREAK)}
    if plain:
        yield plain
