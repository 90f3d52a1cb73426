"""Parts of English sentences: lists, counts, capital letters, ids in words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale

_SPELLED = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip


@cache
def _british() -> Locale:
    from babel import Locale  # loaded with its data when a list is joined, which few commands do

    # Unlike "en", it puts no comma before the last "and".
    return Locale("en", "GB")


def join(items: Iterable[str], last: Literal["and", "or"] = "and") -> str:
    """`a`, `a and b`, `a, b and c`; empty for no items."""
    from babel.lists import format_list

    return format_list(list(items), "standard" if last == "and" else "or", _british())


def counted(number: int, noun: str) -> str:
    """A number with a noun whose plural ends in s: `1 client`, `1,200 clients`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def with_article(noun: str) -> str:
    """A noun with its indefinite article: `a lesson`, `an inject`."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def spelled(number: int) -> str:
    """A whole number in a sentence: in letters up to twenty, else `1,200`."""
    return _SPELLED[number] if number < len(_SPELLED) else f"{number:,}"


def times(number: int) -> str:
    """A number of times in words: "once", "twice", "three times"."""
    return {1: "once", 2: "twice"}.get(number) or f"{spelled(number)} times"


def capitalized(text: str) -> str:
    """The text for the beginning of a sentence; other letters stay as they are."""
    return text[:1].upper() + text[1:]


def uncapitalized(text: str) -> str:
    """The text for the middle of a sentence: "Mentor" as "mentor", but "PR pilot" and "IT security" as they are."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def humanized(id: str) -> str:
    """An id in words: `consumer_goods` as "consumer goods". An id in capitals (`K-TTT`) stays."""
    return id if id != id.lower() else id.replace("_", " ").replace("-", " ")
