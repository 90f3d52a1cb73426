"""The font for each letter of the task book."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import chain

from immerse.lettering.clusters import clusters, is_ignorable
from immerse.lettering.installed import installed_fonts
from immerse.model.fonts import FontFile, Letters

MAIN = "Libertinus Serif"
"""The font that the task book is set in."""
BUILT_IN = "built in"
"""Stands for the other fonts of the PDF compiler."""

BEYOND = re.compile("[^\n -~\u00a0-\u017f\u2013\u2014\u2018-\u201e\u2026]")
"""A letter that may be missing in the main font; all others are there, regular and bold."""


@lru_cache(maxsize=1)
def built_in() -> dict[str, Letters]:
    """The letters of the PDF compiler's own fonts, by family; `Libertinus Serif, bold` is for headings."""
    fonts = {}
    for line in files("immerse.lettering").joinpath("built_in.txt").read_text("ascii").splitlines()[1:]:
        family, _, ranges = line.partition(": ")
        bounds = (part.partition("-") for part in ranges.split())
        fonts[family] = Letters((int(start, 16), int(end or start, 16)) for start, _, end in bounds)
    return fonts


class Fonts:
    """The fonts of one task book: the main one, the agency's, those installed, and the compiler's others, in this
    order."""

    def __init__(self, files: Iterable[FontFile] = ()) -> None:
        self._own = tuple(files)
        self._known: dict[str, FontFile | str | None] = {}

    def beyond(self, text: str) -> Iterator[tuple[int, int, FontFile | str | None]]:
        """(start, end, font) of each cluster that the main font does not have: a font file, `BUILT_IN`, or None if no
        font has it."""
        if not BEYOND.search(text):
            return
        for start, end in clusters(text):
            cluster = text[start:end]
            if cluster not in self._known:
                self._known[cluster] = self._font_of(cluster)
            if (font := self._known[cluster]) != MAIN:
                yield start, end, font

    def missing(self, text: str) -> Iterator[tuple[int, int]]:
        """The start and end of each cluster that no font has."""
        return ((start, end) for start, end, font in self.beyond(text) if font is None)

    def _font_of(self, cluster: str) -> FontFile | str | None:
        known = built_in()
        if _has(known[MAIN], cluster):
            return MAIN
        for font in chain(self._own, installed_fonts()):
            if _has(font.letters, cluster):
                return font
        return BUILT_IN if any(_has(letters, cluster) for letters in known.values()) else None


def is_bold(text: str) -> bool:
    """Whether the main font has all of a text in bold, for headings."""
    return not BEYOND.search(text) or _has(built_in()[f"{MAIN}, bold"], text)


def _has(letters: Letters, cluster: str) -> bool:
    """Whether a font has every letter of a cluster, as it is typed, composed or decomposed."""
    forms = (cluster, *(unicodedata.normalize(form, cluster) for form in ("NFC", "NFD")))
    return any(all(letter in letters or is_ignorable(letter) or letter == "\n" for letter in form) for form in forms)
