"""What a site may not say, for tests that name the words of other clients by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from immerse.leaks.common_words import CoreWords
from immerse.leaks.owned_word import OwnedWord
from immerse.leaks.owned_words import OwnedWords, looked_for
from immerse.leaks.proof import Proof
from immerse.leaks.word_registry import WordRegistry
from immerse.model.bounds import PHRASE
from immerse.model.identifying import WordKind


def proof_against(words: Mapping[str, Iterable[str]], client: str = "us") -> Proof:
    """A proof that a site of `client` holds none of these words: client id -> its words."""
    return Proof(client, WordRegistry.of({other: _owned(other, theirs) for other, theirs in words.items()}), ())


def _owned(client: str, words: Iterable[str]) -> OwnedWords:
    return _of(client, [OwnedWord(client, _kind(word), word) for word in words])


def proof_against_words(words: Iterable[OwnedWord]) -> Proof:
    """The same for words of one other client of which is known what they are."""
    return Proof("us", WordRegistry.of({"other": _of("other", words)}), ())


def _of(client: str, words: Iterable[OwnedWord]) -> OwnedWords:
    found, too_short = looked_for(words, CoreWords(()))
    return OwnedWords(client, "", found, too_short, ())


def _kind(word: str) -> WordKind:
    if re.fullmatch(r"\+?[\d\s().\-/]+", word.strip()):
        return WordKind.NUMBER
    if "@" in word:
        return WordKind.MAILBOX
    if word.startswith("zq"):
        return WordKind.CANARY
    return WordKind.TEXT if len(word.split()) >= PHRASE else WordKind.BRAND
