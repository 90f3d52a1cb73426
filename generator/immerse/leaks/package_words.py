"""The words that the package itself puts into every site, which are exempt from the scan."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from immerse.leaks.folded_text import Folded
from immerse.leaks.owned_word import PRIVATE, OwnedWord, WordMatching
from immerse.loading.policy_layers import core_source
from immerse.model.identifying import WordKind

_ASSETS = (("immerse", "rendering/templates"), ("immerse", "theme"), ("material", "templates"), ("xlsxwriter", ""))
"""Templates, scripts and styles, and the texts that the writer of workbooks puts into each workbook."""
_ENDINGS = (".jinja", ".html", ".js", ".mjs", ".css", ".py")


def is_ours(word: OwnedWord, matched: bytes) -> bool:
    """Whether the matched part of a text is in the files of the package; called only for words that were found.

    An account may have the name of a word of our style sheets and scripts (`@charset`); other private words may not.
    """
    if word.kind is not WordKind.ACCOUNT and (word.kind in PRIVATE or word.kind is WordKind.PERSON):
        return False
    return is_default(word, matched) or (
        word.kind is not WordKind.TEXT and any(_is_in(text, matched) for text in _assets())
    )


def is_default(word: OwnedWord, matched: bytes) -> bool:
    """Whether the matched part of a text is in the core defaults."""
    if word.kind in PRIVATE or word.kind is WordKind.PERSON or word.matching is WordMatching.EVERYDAY:
        return False
    return matched in _defaults().key if word.kind is WordKind.TEXT else _is_in(_defaults(), matched)


def _is_in(text: Folded, matched: bytes) -> bool:
    at = text.key.find(matched)
    while at >= 0:
        if text.is_bounded(at, at + len(matched)):
            return True
        at = text.key.find(matched, at + 1)
    return False


@cache
def _defaults() -> Folded:
    return _read(core_source())


@cache
def _assets() -> tuple[Folded, ...]:
    return tuple(_read(path.read_bytes()) for package, folder in _ASSETS for path in _files_of(package, folder))


def _read(content: bytes) -> Folded:
    return Folded.of(content.decode("utf-8", "replace"))


def _files_of(package: str, folder: str) -> Iterator[Path]:
    spec = find_spec(package)  # finds the package without importing it
    for place in spec.submodule_search_locations or () if spec else ():
        for path in (Path(place) / folder).rglob("*"):
            if path.suffix in _ENDINGS and ".icons" not in path.parts:
                yield path
