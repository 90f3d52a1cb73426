"""What a site may not say, for tests that name the words of other clients by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from immerse.leaks import Proof
from immerse.leaks.everyday import CoreWords
from immerse.leaks.holdings import Holdings, looked_for
from immerse.leaks.house import House
from immerse.leaks.words import PHRASE, Kind, Word


def proof_against(words: Mapping[str, Iterable[str]], client: str = "us") -> Proof:
    """A proof that a site of `client` holds none of these words: client id -> its words."""
    return Proof(client, House.of({other: _holdings(other, theirs) for other, theirs in words.items()}), ())


def _holdings(client: str, words: Iterable[str]) -> Holdings:
    return _of(client, [Word(client, _kind(word), word) for word in words])


def proof_against_words(words: Iterable[Word]) -> Proof:
    """The same for words of one other client of which is known what they are."""
    return Proof("us", House.of({"other": _of("other", words)}), ())


def _of(client: str, words: Iterable[Word]) -> Holdings:
    found, too_short = looked_for(words, CoreWords(()))
    return Holdings(client, "", found, too_short, ())


def _kind(word: str) -> Kind:
    if re.fullmatch(r"\+?[\d\s().\-/]+", word.strip()):
        return Kind.NUMBER
    if "@" in word:
        return Kind.MAILBOX
    if word.startswith("zq"):
        return Kind.CANARY
    return Kind.TEXT if len(word.split()) >= PHRASE else Kind.BRAND
