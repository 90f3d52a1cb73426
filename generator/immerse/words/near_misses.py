"""Finds the word that a misspelled word was meant to be."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

_CUTOFF = 0.6
_CERTAIN_CUTOFF = 0.8
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")  # `PB-2` is meant to be `PB-02`
_LONGEST = 64
"""Characters of a word; comparing takes quadratic time, and a longer text is no typing error."""


def near_miss(word: str, known: Iterable[str], *, certain: bool = False) -> str:
    """The one of `known` that `word` was probably meant to be; empty where none is close.

    Args:
        word: The word as written; capital letters count only where a spelling with the same ones is close.
        known: The valid words.
        certain: Only a word that differs by a letter or two: for callers that act on the guess, and for short words.
    """
    if len(word) > _LONGEST:
        return ""
    names, cutoff = list(known), _CERTAIN_CUTOFF if certain else _CUTOFF
    folded = {name.casefold(): name for name in reversed(names)}
    bare = {_ZEROS.sub("", name): folded[name] for name in reversed(folded)}
    if word not in names and (meant := folded.get(word.casefold()) or bare.get(_ZEROS.sub("", word.casefold()))):
        return meant
    if close := get_close_matches(word, names, 1, cutoff):
        return close[0]
    if word == word.casefold() and folded.keys() == {*names}:
        return ""  # without capital letters no other comparison is left
    close = get_close_matches(word.casefold(), folded, 1, cutoff)
    return folded[close[0]] if close else ""


def near_id(id: str, known: Iterable[str], *, certain: bool = False) -> str:
    """As `near_miss`, for an id that may be that of a part: `WHOLE/part`.

    Where parts of the same whole are known, only what follows the slash is compared, with theirs: the whole alone
    makes no part similar.
    """
    names = list(known)
    whole, slash, part = id.casefold().partition("/")
    parts = {name.partition("/")[2]: name for name in reversed(names) if name.casefold().startswith(f"{whole}/")}
    if slash and parts:
        return parts.get(near_miss(part, parts, certain=certain), "")
    return near_miss(id, names, certain=certain)


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "", *, certain: bool = False) -> str:
    """The hint "did you mean 'x'?", or `otherwise` where no known word is close; `certain` as in `near_miss`."""
    meant = near_miss(word, known, certain=certain)
    return f"did you mean {meant!r}?" if meant else otherwise
