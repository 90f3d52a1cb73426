"""In which language a text is, for those who hear a page, and which way it runs, for those who read it."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Self

from immerse.lettering.scripts import may_run_left, script_of

PAGE = "en"
"""The language of every page; what is in it needs no mark."""

_SCRIPTS = frozenset(("Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"))
_BLOCK = re.compile(r"<(p|ul|ol|td|th|summary)(?=[ >])(?![^<>]* dir=)")


class Worded(str):
    """Words of a policy in a language that is known."""

    __slots__ = ("language",)

    language: str

    def __new__(cls, words: str, language: str) -> Self:
        text = super().__new__(cls, words)
        text.language = language
        return text

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        return type(self), (str(self), self.language)


def runs_left(tag: str) -> bool:
    """Whether a language is written from right to left: `ar`, `he-IL`, `pa-PK`, `az-Arab`."""
    return script_of(tag) in _SCRIPTS


@lru_cache(maxsize=256)
def language_marks(tag: str) -> str:
    """The attributes of an element with words of a language: ` lang="ar" dir="rtl"`; none for that of the page."""
    if tag.partition("-")[0] == PAGE:
        return ""
    return f' lang="{escape(tag)}"' + (' dir="rtl"' if runs_left(tag) else "")


def in_language(html: str, tag: str) -> str:
    """Words inside a sentence, kept apart from what runs another way."""
    marks = language_marks(tag)
    name = "bdi" if "dir=" in marks else "span"
    return f"<{name}{marks}>{html}</{name}>" if marks else html


def directed(html: str) -> str:
    """The HTML with blocks that find out which way they run, where anything in it may run from right to left."""
    return _BLOCK.sub(r'<\1 dir="auto"', html) if may_run_left(html) else html
