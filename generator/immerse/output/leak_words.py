"""What a leak scan looks for: other clients' words, in a form that spelling, case and punctuation do not change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from immerse.model.characters import UNSEEN

SHORTEST = 4
"""Bytes of letters and digits below which a word would be found everywhere."""
BOUNDED_BELOW = 8
"""A shorter word counts only where it stands alone."""
BINARY_FROM = 6
"""In bytes that only may be text, a shorter word would be found by chance."""
SHORTEST_PHONE = 7

_TOKEN = re.compile(r"[^\W_]+")
_PLAIN = "".join(character if (character := chr(code)).isalnum() else " " for code in range(128))
_PHONE = re.compile(r"\+?[\d\s().\-/]+")
_INVISIBLE = re.compile(f"[{UNSEEN}]")
_KEPT = 2000
"""Characters of a line up to which its folded form is kept."""


@dataclass(frozen=True)
class Word:
    """One thing that belongs to another client. `key` is its folded form, or its digits for a phone number."""

    client: str
    shown: str
    key: str
    is_phone: bool = False

    @cached_property
    def weight(self) -> int:
        """How unlikely it is to be met by chance: bytes of its letters and digits."""
        return len(self.key.replace(" ", "").encode())

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Its tokens. In a text the first and the last may be part of a longer one."""
        return tuple(self.key.split(" "))


@dataclass(frozen=True, slots=True)
class WordList:
    """The words to look for, and those too short to be looked for, as `client: word`."""

    words: tuple[Word, ...]
    unscanned: tuple[str, ...]


def fold(text: str) -> str:
    """Letters and digits only, without case, compatibility forms or invisible characters; one blank between tokens."""
    if text.isascii():
        return " ".join(text.lower().translate(_PLAIN).split())
    normal = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return " ".join(_TOKEN.findall(normal.casefold()))


_fold_kept = lru_cache(maxsize=1 << 16)(fold)


def fold_lines(text: str) -> list[str]:
    """The lines of a text, folded, without the empty ones; joined by blanks they are `fold(text)`.

    The pages of a site have most of their lines in common, and so have its views: a line is folded once.
    """
    lines = text.split("\n")
    return [folded for line in lines if (folded := _fold_kept(line) if len(line) <= _KEPT else fold(line))]


def word_list(foreign: Mapping[str, Iterable[str]]) -> WordList:
    """The words to look for, each once for a client.

    Args:
        foreign: Client id -> its names, people, accounts, addresses, phones, texts, canaries.
    """
    words: dict[tuple[str, str], Word] = {}
    unscanned: set[str] = set()
    for client, texts in sorted(foreign.items()):
        for text in sorted(set(texts)):
            if word := _word(client, text):
                words.setdefault((client, word.key), word)
            else:
                unscanned.add(f"{client}: {text}")
    return WordList(tuple(words.values()), tuple(sorted(unscanned)))


def _word(client: str, text: str) -> Word | None:
    digits = re.sub(r"\D", "", text)
    if _PHONE.fullmatch(text.strip()):
        return Word(client, text, digits, is_phone=True) if len(digits) >= SHORTEST_PHONE else None
    word = Word(client, text, fold(text))
    return word if word.weight >= SHORTEST else None
