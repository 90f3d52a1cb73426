"""Whether a name is made of everyday words, which everybody may say."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

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
    counts, total = _counts()
    return counts.get(word, 0) / total


@cache
def _counts() -> tuple[dict[str, int], int]:
    """How often each English word was counted in the word list of pyspellchecker, and all words together.

    The file is read as it is: the library's own reader takes five times as long, for what only corrections need.
    """
    packed = (files("spellchecker") / "resources" / "en.json.gz").read_bytes()
    counts: dict[str, int] = json.loads(gzip.decompress(packed))
    return counts, sum(counts.values())


class CoreWords:
    """What the core's files say, to ask whether a name is a word of theirs."""

    def __init__(self, files: Iterable[str]) -> None:
        self._files = tuple(files)

    def use(self, name: str) -> bool:
        """Whether several files use a name in small letters, standing alone."""
        low = " ".join(name.split()).lower()
        alone = re.compile(rf"(?<![\w-]){re.escape(low)}(?![\w-])")
        return sum(low in file and bool(alone.search(file)) for file in self._files) >= _FILES
