"""A word, name, number or sentence that belongs to a client, and how it is matched."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from immerse.leaks.folded_text import exact_key_of, key_of, key_tokens, words_of
from immerse.model.identifying import WordKind
from immerse.problems import NOWHERE, Location

SHORTEST = 4
"""Bytes of letters and digits below which a word is too short to be looked for."""
BOUNDED_BELOW = 8
"""Bytes below which a word counts only if it stands alone."""
SHORTEST_PHONE = 7
BETWEEN_DIGITS = r"[\s().\-/\u2010-\u2014]{0,3}"
"""The characters that may be between two digits of a telephone number."""


NAMES = frozenset({WordKind.ID, WordKind.NAME, WordKind.BRAND})
"""The kinds of words that clients of one group may use of each other."""
PRIVATE = frozenset({WordKind.ACCOUNT, WordKind.MAILBOX, WordKind.CANARY, WordKind.KEY, WordKind.CONFIDENTIAL})
"""The kinds of words that no two clients have in common."""


class WordMatching(StrEnum):
    """The way in which a word is matched."""

    ANY_SPELLING = "any spelling"
    """In any case and spelling, with anything but letters between its letters."""
    AS_WRITTEN = "as written"
    """A name of everyday words: with its capitals, standing alone."""
    EVERYDAY = "everyday"
    """It is an everyday word: as written, standing alone, in the sources of a client; never more than a warning."""


@dataclass(frozen=True)
class OwnedWord:
    """A word, name, number or sentence that belongs to a client."""

    client: str
    kind: WordKind
    shown: str
    matching: WordMatching = WordMatching.ANY_SPELLING
    setting: str = ""
    """The setting of its policy that holds it (`legal.regimes`); empty for a word from elsewhere."""
    place: Location = field(default=NOWHERE, compare=False)
    beside: str = ""
    """The lesson or playbook that an overlay changes with it."""
    is_named: bool = False
    """Whether its key names it (`account`, `name`); else it was found in a text."""
    is_private: bool = False
    """Whether only this client can have the word."""
    key: bytes = field(init=False, compare=False, repr=False)
    """Its folded letters and digits; of a telephone number those of `national`."""
    starts: tuple[int, ...] = field(init=False, compare=False, repr=False)
    """Offsets in `key` at which its words begin, and its end; in a longer text `don't` is one word."""

    def __hash__(self) -> int:
        return hash((self.client, self.key))

    @property
    def rank(self) -> int:
        """The rank of the evidence that it belongs to this client: words named by their keys, then those of a
        policy."""
        return 2 if self.is_named else int(bool(self.setting))

    def __post_init__(self) -> None:
        """Fold the word and find its tokens."""
        if self.kind is WordKind.NUMBER:
            tokens = [key_of(self.national)]
        else:
            tokens = words_of(self.shown) if self.kind is WordKind.TEXT else key_tokens(self.shown)
        object.__setattr__(self, "key", b"".join(tokens))
        object.__setattr__(self, "starts", (0, *accumulate(map(len, tokens))))

    @property
    def exact_key(self) -> bytes:
        """Its letters and digits with I, l and 1 told apart."""
        return exact_key_of(self.shown)

    @property
    def digits(self) -> str:
        """The digits of a telephone number."""
        return re.sub(r"\D", "", self.shown)

    @property
    def national(self) -> str:
        """The last nine digits of a telephone number, without a country code; ten after +1, for longer numbers."""
        digits = self.digits
        is_american = self.shown.lstrip().startswith("+1") and len(digits) == 11
        return digits[-10:] if is_american else digits[-9:]

    @cached_property
    def dialled(self) -> re.Pattern[str]:
        """Matches `national` with blanks and signs between the digits."""
        return re.compile(BETWEEN_DIGITS.join(self.national))

    @cached_property
    def dialled_last(self) -> re.Pattern[str]:
        """As `dialled`, with no other digit behind it."""
        return re.compile(rf"{self.dialled.pattern}(?!{BETWEEN_DIGITS}\d)")

    @cached_property
    def whole_word(self) -> re.Pattern[str]:
        """Matches the word as written, standing alone; an id in any case."""
        if self.kind is WordKind.ID:
            gap = "-" if self.matching is WordMatching.AS_WRITTEN else r"[\W_]+"
            return re.compile(rf"(?<![^\W_])(?<!-){gap.join(self.shown.split('-'))}(?![^\W_])(?!-)", re.I)
        words = r"\s+".join(map(re.escape, self.shown.split()))
        return re.compile(rf"(?<!\w){words}(?!\w)")

    @property
    def is_spelt_freely(self) -> bool:
        """Whether it is matched in any spelling; otherwise only `whole_word` matches it."""
        return self.matching is WordMatching.ANY_SPELLING and self.kind is not WordKind.ID

    @property
    def is_too_short(self) -> bool:
        """Whether it is so short that it would match everywhere."""
        if self.kind is WordKind.NUMBER:
            return len(self.digits) < SHORTEST_PHONE
        return len(self.key) < SHORTEST
