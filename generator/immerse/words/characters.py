"""The table of characters that are invisible or have different meanings for different readers, for all packages.

A text with such a character may look different from its content (Unicode TR 36). Some scripts and emoji cannot be
written without joiners and selectors, which are allowed there and nowhere else.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
"""Control characters but for tab and line feed, as inside a class of a regular expression."""
TURNING = "\u202a-\u202e\u2066-\u2069"
"""Marks that turn the direction of what follows, as inside a class."""
UNSEEN = (
    # Soft hyphen, fillers, marks of direction, joiners, selectors of variants, signs that are parts of flags.
    "\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e0fff"
)
"""Characters that are not seen, but searched, sorted and signed; as inside a class of a regular expression."""
UNDEFINED = (
    # Halves of characters, the replacement character, and private characters, which each program and font may define.
    "\ud800-\udfff\ufff9-\uffff\ufdd0-\ufdef\ue000-\uf8ff\U000f0000-\U0010ffff"
    + "".join(chr(plane * 0x10000 + end) for plane in range(1, 15) for end in (0xFFFE, 0xFFFF))
)
"""Characters without a meaning that everybody shares; as inside a class of a regular expression."""

HIDDEN = re.compile(f"[{CONTROLS}{UNSEEN}{UNDEFINED}]")
"""Everything of the table, also where a script or an emoji needs it."""

JOINER = "\u200d"
"""Draws the characters beside it as one."""
VIRAMA = 9
"""The combining class of the signs that join a consonant to the next."""
_CONTROL = re.compile(f"[{CONTROLS}]")
_NON_JOINER = "\u200c"
_JOINING = re.compile(
    # Arabic, Syriac, N'Ko, Mandaic; Devanagari to Sinhala; Tibetan, Myanmar, Khmer, Mongolian; Balinese to Lepcha.
    "[\u0600-\u074f\u0750-\u077f\u07c0-\u07ff\u0840-\u085f\u0860-\u08ff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\u1800-\u180a\u1810-\u18af\u1b00-\u1c4f\ua800-\ua82f\ua880-\ua8ff\ua980-\ua9df]"
)
_EMOJI = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030"
    "\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_SELECTOR = "\ufe0f"
_KEY = "0123456789#*"
_ON_A_KEY = "\u20e3"
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,32}\U000e007f")
_LONGEST_FLAG = 34


def hidden_in(text: str) -> Iterator[int]:
    """The place of each character of the table that no script and no emoji needs where it stands."""
    # A text has few different characters, and nearly none of the table.
    if text.isascii() or any(map(_is_hidden, set(text))):
        pattern = _CONTROL if text.isascii() else HIDDEN
        yield from (match.start() for match in pattern.finditer(text) if not _is_needed(text, match.start()))


def has_hidden(text: str) -> bool:
    """Whether a text holds a character of the table where nothing needs it."""
    if text.isascii():
        return _CONTROL.search(text) is not None
    return any(True for _ in hidden_in(text))


@lru_cache(maxsize=4096)
def _is_hidden(character: str) -> bool:
    return HIDDEN.match(character) is not None


def _is_needed(text: str, place: int) -> bool:
    character, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if character < "\u034f" or not before:
        return False
    if character in (JOINER, _NON_JOINER):
        return _joins(character, before, after)
    if "\ufe00" <= character <= _SELECTOR:
        if character >= "\ufe0e":
            return bool(_EMOJI.match(before)) or (before in _KEY and after == _ON_A_KEY)
        return unicodedata.category(before)[0] in "LS"
    if "\U000e0020" <= character <= "\U000e007f":
        begin = text.rfind("\U0001f3f4", max(0, place - _LONGEST_FLAG), place)
        flag = _FLAG.match(text, begin) if begin >= 0 else None
        return flag is not None and place < flag.end()
    if character >= "\U000e0100":
        return bool(_HAN.match(before))
    if "\u180b" <= character <= "\u180f":
        return "\u1800" <= before <= "\u18af"
    return character == "\u034f" and unicodedata.category(before)[0] == "M"


def _joins(character: str, before: str, after: str) -> bool:
    if unicodedata.combining(before) == VIRAMA:
        return True
    if _JOINING.match(before) and after and _JOINING.match(after):
        return unicodedata.category(before)[0] in "LM" and unicodedata.category(after)[0] in "LM"
    is_emoji = before == _SELECTOR or _EMOJI.match(before) is not None
    return character == JOINER and is_emoji and _EMOJI.match(after) is not None


def describe(character: str) -> str:
    """A character in words, `the character U+202E (right-to-left override)`."""
    if character == "\t":
        return "a tab"
    name = unicodedata.name(character, "").lower()
    return f"the character U+{ord(character):04X}" + (f" ({name})" if name else "")


def is_usual(text: str) -> bool:
    """Whether a text is in its usual form (NFC); letters of some scripts may be as keyboards type them, because their
    usual form is in two parts and looks the same."""
    if unicodedata.is_normalized("NFC", text):
        return True
    return all(unicodedata.is_normalized("NFC", piece) for piece in _LETTERS_IN_PARTS.split(text)[::2])


_LETTERS_IN_PARTS = re.compile(
    "([\u0958-\u095f\u09dc\u09dd\u09df\u0a33\u0a36\u0a59-\u0a5b\u0a5e\u0b5c\u0b5d\u0f43\u0f4d\u0f52\u0f57\u0f5c\u0f69"
    "\u0f73\u0f75\u0f76\u0f78\u0f81\u0f93\u0f9d\u0fa2\u0fa7\u0fac\u0fb9"
    "\ufb1d\ufb1f\ufb2a-\ufb36\ufb38-\ufb3c\ufb3e\ufb40\ufb41\ufb43\ufb44\ufb46-\ufb4e])"
)
