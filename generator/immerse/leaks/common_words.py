"""Whether a name consists of everyday words, which any text may contain."""

import gzip
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property
from importlib.resources import files

_FREQUENT = 330
"""Count from which a word is frequent: once in five million of the words of the list."""
_FILES = 3
"""Core files with a name in small letters from which it is a word of the core; one may be a slip."""
_NUMBER = 3
"""Digits up to which a number is found everywhere, as in `first response 10:05`."""
_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"[\w-]+")
_ENDS = bytes(code for code in range(128) if not _RUN.match(chr(code)))
_APART = bytes.maketrans(_ENDS, b" " * len(_ENDS))


def is_frequent(name: str) -> bool:
    """Whether every word of a name is a frequent English word, or a short number beside one (`response-10`)."""
    words = _WORD.findall(name.casefold())
    named = [word for word in words if len(word) > _NUMBER or not word.isdecimal()] or words
    return bool(words) and all(map(_is_frequent, named))


@cache
def _is_frequent(word: str) -> bool:
    """Found by bisection of the sorted list: to parse all of it takes ten times as long."""
    if len(word) == 1:
        return True
    lines, wanted = _word_list(), f'"{word}": '.encode()
    at = bisect_left(range(len(lines)), wanted, key=lambda at: lines[lines.rfind(b"\n", 0, at) + 1 : at + len(wanted)])
    count = lines[at + len(wanted) : lines.find(b"\n", at)].rstrip(b",") if lines.startswith(wanted, at) else 0
    return int(count) >= _FREQUENT


@cache
def _word_list() -> bytes:
    """The lines of the word list of pyspellchecker."""
    packed = (files("spellchecker") / "resources" / "en.json.gz").read_bytes()
    return gzip.decompress(packed).removeprefix(b"{\n").removesuffix(b"}")


class CoreWords:
    """The texts of the core files, to tell whether a name is a word that they use."""

    def __init__(self, files: Iterable[str]) -> None:
        """`files` are read on first use."""
        self._given = files

    @cached_property
    def _files(self) -> tuple[str, ...]:
        return tuple(self._given)

    @cached_property
    def _used(self) -> frozenset[str]:
        """Runs of letters and hyphens in several files."""
        counts: Counter[str] = Counter()
        for file in self._files:
            counts.update(_runs(file))
        return frozenset(run for run, files in counts.items() if files >= _FILES)

    def use(self, name: str) -> bool:
        """Whether several files use a name in small letters, standing alone."""
        low = " ".join(name.split()).lower()
        runs = _RUN.findall(low)
        if not self._used.issuperset(runs):
            return False
        if runs == [low]:
            return True
        alone = re.compile(rf"(?<![\w-]){re.escape(low)}(?![\w-])")
        return sum(low in file and bool(alone.search(file)) for file in self._files) >= _FILES


def _runs(text: str) -> set[str]:
    """Runs of letters and hyphens. The slow search, which tells letters beyond ASCII from signs, reads few of them."""
    plain = set(text.encode().translate(_APART).decode().split())
    beyond = {run for run in plain if not run.isascii()}
    return (plain - beyond).union(*map(_RUN.findall, beyond))
