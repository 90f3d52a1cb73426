"""Looking for words the way a reader does: what a text says and means, not what it quotes or refuses.

A word that is found is never more than a warning, and the warning shows it. Exempt are quotations, block quotes,
code, phrases in emphasis, sentences that deny or forbid, and texts that are not ours (`OwnedText.is_ours`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from immerse.model.owned_text import OwnedText
from immerse.model.text import Text
from immerse.problems import Location

_QUOTED = re.compile(
    r"^ {0,3}>.*$|`[^`]*`|\"[^\"]*\"|“[^”]{0,900}”|„[^“”]{0,900}[“”]|«[^»]{0,900}»"
    r"|(?<![*\w])\*(?![*\s])[^*]+\*(?!\*)|\{\{.{0,300}?\}\}|\]\([^)]{0,900}\)",
    re.M,
)
_END = re.compile(r"[.!?](?=\s|$)|\n\s*\n|\n\s*(?:[-*]|\d+\.)\s|\|")
_LONG_SENTENCE = 1000
"""Characters before and behind a word that are looked at for the ends of its sentence."""
_DENIED = re.compile(
    r"\b(?:no|not|never|nobody|none|nothing|neither|nor|without|cannot|forbid\w*|refus\w+|avoid\w*|instead|rather than|"
    r"against|wrong|mistakes?|stop\w*|unless|remove[sd]?|reject\w*|condemn\w*|hidden)\b|n't\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words to look for. `stems` (small letters) are tried first: a text without any of them is not looked at twice.
    Where there are none, the pattern itself is quick enough."""

    stems: tuple[str, ...]
    pattern: re.Pattern[str]
    even_denied: bool = False
    """Whether a sentence that denies the words counts as well."""

    def found_in(self, texts: Iterable[OwnedText]) -> Iterator[tuple[OwnedText, re.Match[str]]]:
        """Each place where a text says, in our own voice and without denying it, what the pattern matches."""
        for owned in texts:
            if owned.is_ours and (self._may_be_in(owned.low) if self.stems else self.pattern.search(owned.text)):
                yield from ((owned, match) for match in self.meant_in(owned.text))

    def _may_be_in(self, low: str) -> bool:
        # A plain loop: this is asked a million times in a run, and a generator takes three times as long.
        for stem in self.stems:  # noqa: SIM110
            if stem in low:
                return True
        return False

    def meant_in(self, text: str) -> Iterator[re.Match[str]]:
        """Each match in `text` that is neither quoted nor in a sentence that denies it."""
        plain = said(text)
        for match in self.pattern.finditer(plain):
            if self.even_denied or not _DENIED.search(_sentence(plain, match)):
                yield match


def wording(stems: str, pattern: str, *, any_case: bool = True) -> Wording:
    """A wording from stems parted by `|` and a regular expression; capitals do not matter unless told."""
    return Wording(tuple(stems.split("|")), re.compile(pattern, re.I if any_case else 0))


@lru_cache(maxsize=4096)
def said(text: str) -> str:
    """The text as long as it was, with everything quoted, mentioned or computed blanked."""
    return _QUOTED.sub(lambda match: re.sub(r"\S", " ", match.group()), text)


def place_of(text: Text, match: re.Match[str]) -> Location:
    """The place in the source of a match in `text`."""
    return text.at(match.start())


def in_english(tag: str) -> bool:
    """Whether a language tag is English; only then are words of a reply template looked for."""
    return tag.split("-")[0] == "en"


def _sentence(plain: str, match: re.Match[str]) -> str:
    first = max(match.start() - _LONG_SENTENCE, 0)
    begin = max((end.end() for end in _END.finditer(plain, first, match.start())), default=first)
    after = _END.search(plain, match.end(), match.end() + _LONG_SENTENCE)
    return plain[begin : after.start() if after else match.end() + _LONG_SENTENCE]
