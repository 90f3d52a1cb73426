"""The script and direction of a text, and the language that it may be in."""

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

_STRONG_RIGHT = ("R", "AL")
_MAY_RUN_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)

_FIRST_BYTES = bytes(range(0xD6, 0xE1)) + b"\xef\xf0"
"""The bytes with which these letters begin in UTF-8: most texts have none of them, which is found out faster."""
_SCRIPTS: dict[str, str] = json.loads(files("immerse.lettering").joinpath("scripts.json").read_text("utf-8"))
"""Script other than Latin -> the letters of it, as a class; those before Han show which language Han is in."""
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
