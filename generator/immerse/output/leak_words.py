"""What a leak scan looks for: other clients' words, in a form that spelling, case and punctuation do not change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

SHORTEST = 4
"""Bytes of letters and digits below which a word would be found everywhere."""
_BOUNDED_BELOW = 8
"""A shorter word counts only where it stands alone."""
_BINARY_FROM = 6
"""In bytes that only may be text, a shorter word would be found by chance."""
_SHORTEST_PHONE = 7

_TOKEN = re.compile(r"[^\W_]+")
_PHONE = re.compile(r"\+?[\d\s().\-/]+")
_PHONE_RUN = re.compile(r"\d(?:[\s().\-/\u2010-\u2014]{0,3}\d){6,}")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")


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
    def inner(self) -> frozenset[str]:
        """The tokens that a text must hold as they are; the first and the last may be part of a longer one."""
        return frozenset(self.key.split(" ")[1:-1])

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Inner tokens that must follow each other."""
        tokens = self.key.split(" ")[1:-1]
        return frozenset(pairwise(tokens))

    @cached_property
    def ends(self) -> tuple[str, str]:
        """The first and the last token."""
        tokens = self.key.split(" ")
        return tokens[0], tokens[-1]


@dataclass(frozen=True, slots=True)
class WordList:
    """The words to look for, and those too short to be looked for, as `client: word`."""

    words: tuple[Word, ...]
    unscanned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text as the scan compares it: its tokens, one blank between them; and its long runs of digits."""

    text: str
    tokens: frozenset[str]
    phones: tuple[str, ...]
    prose: bool = True


class Vocabulary:
    """All tokens of many texts: small, and the quick answer for nearly every word that none of them says."""

    def __init__(self, tokens: Iterable[str], phones: Iterable[str]) -> None:
        self._tokens = frozenset(tokens)
        self._phones = "\n".join(phones)
        self._joined = "\n".join(self._tokens)

    def may_hold(self, word: Word) -> bool:
        """Whether it is worth looking for the word in the texts themselves."""
        if word.is_phone:
            return word.key[-_SHORTEST_PHONE:] in self._phones
        return word.inner <= self._tokens and all(end in self._tokens or end in self._joined for end in word.ends)


def fold(text: str) -> str:
    """Letters and digits only, without case, compatibility forms or invisible characters."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return " ".join(_TOKEN.findall(text.casefold()))


def fold_text(text: str, prose: bool = True) -> FoldedText:
    """A text made ready for `is_in`."""
    folded = fold(text)
    runs = tuple({re.sub(r"\D", "", run) for run in _PHONE_RUN.findall(text)}) if prose else ()
    return FoldedText(folded, frozenset(folded.split(" ")), runs, prose)


def is_in(word: Word, folded: FoldedText) -> bool:
    """Whether the text says the word."""
    if word.is_phone:
        return any(_same_phone(word.key, run) for run in folded.phones)
    if word.weight < _BINARY_FROM and not folded.prose:
        return False
    if not word.inner <= folded.tokens:
        return False
    return f" {word.key} " in f" {folded.text} " if word.weight < _BOUNDED_BELOW else word.key in folded.text


def _same_phone(number: str, run: str) -> bool:
    """The last nine digits decide, because a country code may be written or not; a short number must end a run."""
    if len(number) >= 9:
        return number[-9:] in run
    return run.endswith(number) and len(run) <= 15


def word_list(foreign: Mapping[str, Iterable[str]], own: Iterable[str] = ()) -> WordList:
    """The words of other clients, without those that this client or the core says itself.

    Args:
        foreign: Client id -> its names, people, accounts, addresses, phones, texts, canaries.
        own: Texts that this client's site may hold.
    """
    own_text, vocabulary = _one_text(tuple(own))
    words: dict[tuple[str, str], Word] = {}
    unscanned: set[str] = set()
    for client, texts in sorted(foreign.items()):
        for text in sorted(set(texts)):
            word = _word(client, text)
            if word is None:
                unscanned.add(f"{client}: {text}")
            elif not (vocabulary.may_hold(word) and is_in(word, own_text)):
                words.setdefault((client, word.key), word)
    return WordList(tuple(words.values()), tuple(sorted(unscanned)))


@lru_cache(maxsize=4)
def _one_text(texts: tuple[str, ...]) -> tuple[FoldedText, Vocabulary]:
    """All texts as one, of which no word goes over an end. Kept, because both views of a client ask for the same."""
    folded = [fold_text(text) for text in texts]
    tokens = frozenset().union(*(text.tokens for text in folded))
    phones = tuple(run for text in folded for run in text.phones)
    return FoldedText(" \n ".join(text.text for text in folded), tokens, phones), Vocabulary(tokens, phones)


def _word(client: str, text: str) -> Word | None:
    digits = re.sub(r"\D", "", text)
    if _PHONE.fullmatch(text.strip()):
        return Word(client, text, digits, is_phone=True) if len(digits) >= _SHORTEST_PHONE else None
    word = Word(client, text, fold(text))
    return word if word.weight >= SHORTEST else None
