"""The language of a text, for screen readers, and its direction, for everybody."""

import re
from functools import lru_cache
from typing import Self

from markupsafe import Markup, escape

from immerse.lettering.scripts import is_right_to_left, may_run_left, script_of

PAGE = "en"
"""The language of every page; words in it need no mark."""

_SCRIPTS = frozenset(("Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"))
_ID_BEFORE = re.compile(r"^[A-Z]+-\S+ ")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>")
_OWN = frozenset(("p", "td", "th", "summary", "label", "dt", "dd", "legend", "figcaption", "caption"))
_EMPTY = frozenset(("br", "col", "hr", "img", "input", "wbr"))
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
    """Words inside a sentence, isolated from words in another direction."""
    marks = language_marks(tag)
    name = "bdi" if "dir=" in marks else "span"
    return f"<{name}{marks}>{html}</{name}>" if marks else html


def directed(html: str) -> str:
    """The HTML with `dir="auto"` on its blocks if anything in it may run from right to left."""
    return _BLOCK.sub(r'<\1 dir="auto"', html) if may_run_left(html) else html


def each_directed(html: str) -> str:
    """The HTML with `dir="auto"` on each line of words that may run from right to left and has no direction yet."""
    if not may_run_left(html):
        return html
    inside = 0

    def marked(tag: re.Match[str]) -> str:
        """A tag, with `dir` if its words need one."""
        nonlocal inside
        closes, name, attributes = tag.groups()
        if inside:
            inside += -1 if closes else name not in _EMPTY and not attributes.endswith("/")
        elif 'dir="rtl"' in attributes:
            inside = 1
        elif not closes and name in _OWN and "dir=" not in attributes:
            words = html[tag.end() : html.find(f"</{name}>", tag.end())]
            return f'<{name} dir="auto"{attributes}>' if may_run_left(words) else tag[0]
        return tag[0]

    return _TAG.sub(marked, html)


def title_runs_left(words: str) -> bool:
    """Whether a title runs from right to left, by its first letter behind an id such as TRI-5."""
    return may_run_left(words) and is_right_to_left(_ID_BEFORE.sub("", words))


def isolated(words: object, id: str = "") -> Markup:
    """Words inside a sentence or after an id, isolated from their surroundings if they may run from right to left."""
    html = escape(words)
    if not may_run_left(html):
        return html
    before, rest = (f"{id} ", html.removeprefix(f"{id} ")) if id else ("", html)
    return Markup("{}<bdi>{}</bdi>").format(before if rest != html else "", rest)
