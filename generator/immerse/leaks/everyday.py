"""Whether a name is made of everyday words, which everybody may say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_FREQUENT = 2e-7
"""Share of all English words from which a word is a frequent one: once in five million."""
_FILES = 3
"""Files of the core that use a name in small letters, from which it is a word of the core; one may be a slip."""
_WORD = re.compile(r"[^\W_]+")


def is_frequent(name: str) -> bool:
    """Whether every word of a name is a frequent English word."""
    words = _WORD.findall(name.casefold())
    return bool(words) and all(map(_is_frequent, words))


@cache
def _is_frequent(word: str) -> bool:
    return len(word) == 1 or _usage(word) >= _FREQUENT


def _usage(word: str) -> float:
    return float(_dictionary().word_usage_frequency(word))


@cache
def _dictionary():  # type: ignore[no-untyped-def]
    from spellchecker import SpellChecker  # not above: it is only needed where names of other clients are read

    return SpellChecker(language="en")


class CoreWords:
    """What the core's files say, to ask whether a name is a word of theirs."""

    def __init__(self, files: Iterable[str]) -> None:
        self._files = tuple(files)

    def use(self, name: str) -> bool:
        """Whether several files use a name in small letters, standing alone."""
        low = " ".join(name.split()).lower()
        alone = re.compile(rf"(?<![\w-]){re.escape(low)}(?![\w-])")
        return sum(low in file and bool(alone.search(file)) for file in self._files) >= _FILES
