"""The script and direction of a text, and the language that it may be in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_STRONG_RIGHT = ("R", "AL")
_MAY_RUN_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

_FIRST_BYTES = bytes(range(0xD6, 0xE1)) + b"\xef\xf0"
"""The bytes with which these letters begin in UTF-8: most texts have none of them, which is found out faster."""

_KANA, _HANGUL, _HAN = "[\u3041-\u30ff\uff66-\uff9f]", "[\u1100-\u11ff\uac00-\ud7af]", "[\u3400-\u9fff\uf900-\ufaff]"
_SCRIPTS = {
    "Jpan": _KANA,
    "Kore": _HANGUL,
    "Hani": _HAN,
    "Grek": "[\u0370-\u03ff]",
    "Cyrl": "[\u0400-\u052f]",
    "Armn": "[\u0530-\u058f]",
    "Hebr": "[\u0590-\u05ff]",
    "Arab": "[\u0600-\u06ff\u0750-\u077f]",
    "Deva": "[\u0900-\u097f]",
    "Beng": "[\u0980-\u09ff]",
    "Guru": "[\u0a00-\u0a7f]",
    "Gujr": "[\u0a80-\u0aff]",
    "Orya": "[\u0b00-\u0b7f]",
    "Taml": "[\u0b80-\u0bff]",
    "Telu": "[\u0c00-\u0c7f]",
    "Knda": "[\u0c80-\u0cff]",
    "Mlym": "[\u0d00-\u0d7f]",
    "Sinh": "[\u0d80-\u0dff]",
    "Thai": "[\u0e00-\u0e7f]",
    "Laoo": "[\u0e80-\u0eff]",
    "Mymr": "[\u1000-\u109f]",
    "Geor": "[\u10a0-\u10ff]",
    "Ethi": "[\u1200-\u139f]",
    "Khmr": "[\u1780-\u17ff]",
}
"""Scripts other than Latin; those before Han show which language Han is in."""
_WITH_HAN = frozenset(("Hans", "Hant", "Jpan", "Kore"))


def may_run_left(text: str) -> bool:
    """Whether a text has a letter of a script that is written from right to left."""
    if text.isascii():
        return False
    encoded = text.encode("utf-8", "surrogatepass")
    return len(encoded.translate(None, _FIRST_BYTES)) < len(encoded) and bool(_MAY_RUN_LEFT.search(text))


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction belongs to a script that is written from right to left."""
    if not may_run_left(text):
        return False
    directions = map(unicodedata.bidirectional, text)
    return next((direction for direction in directions if direction in ("L", *_STRONG_RIGHT)), "L") in _STRONG_RIGHT


def language_among(text: str, tags: Iterable[str]) -> str:
    """The first of `tags` whose language is written in the script of a text; empty for Latin letters."""
    script = next((name for name, letters in _SCRIPTS.items() if re.search(letters, text)), "")
    if not script:
        return ""
    wanted = _WITH_HAN if script == "Hani" else {script}
    return next((tag for tag in tags if script_of(tag) in wanted), "")


@lru_cache(maxsize=256)
def script_of(tag: str) -> str:
    """The most likely script of a language: `Arab` for `ar`, `ur` and `pa-PK`; empty if unknown."""
    from babel.core import get_global  # imported late, because most sites have no text that needs it

    language, *rest = tag.split("-")
    if script := next((part.title() for part in rest if len(part) == 4 and part.isalpha()), ""):
        return script
    likely = get_global("likely_subtags")
    full = next((likely[key] for key in ("_".join((language, *rest)), language) if key in likely), "")
    return next((part for part in full.split("_") if len(part) == 4), "")
