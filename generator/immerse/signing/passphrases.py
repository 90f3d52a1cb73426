"""Passphrases of key cards: their normal form and minimum length."""

import unicodedata

from immerse.records.entry_shapes import SIGNING

LEAST_WORDS = SIGNING["passphrase_words"]
LEAST_CHARACTERS = SIGNING["passphrase_characters"]
_LEAST_IN_A_WORD = 3
_LEAST_DIFFERENT = 8


def normal(passphrase: str) -> str:
    """The normal form of a passphrase, in which an é from any keyboard is one character."""
    return unicodedata.normalize("NFC", passphrase)


def is_long_enough(passphrase: str) -> bool:
    """Whether it has enough different words, or enough characters of which enough are different."""
    text = normal(passphrase)
    words = {word.lower() for word in text.split(" ") if len(word) >= _LEAST_IN_A_WORD}
    return len(words) >= LEAST_WORDS or (len(text) >= LEAST_CHARACTERS and len(set(text)) >= _LEAST_DIFFERENT)
