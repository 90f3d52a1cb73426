"""Leftovers: signs of a value that was never filled in, told apart from the same words of an author.

`None`, `Undefined`, `[object Object]`, braces, and Markdown as it was typed are faults of a template unless an author
wrote them. The renderer passes on the texts in which one did; the scan of the finished files compares the letters
around each of them.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from html import unescape

from immerse.model.text import Prose, Text
from immerse.texts.html import to_html
from immerse.texts.parsed_text import parsed
from immerse.texts.shown import shown_in_full
from immerse.texts.value_html import block_html, is_block

_FORMS = r"\{\{|\}\}|\{%|%\}|\[object\s+Object\]|\bUndefined\b"
_LEFT_OVER = re.compile(_FORMS)
_SIGN = re.compile(r"\{\{|\}\}|\{%|%\}|\[object|Undefined|None")
"""Every leftover contains one of these."""
_HINTS = ("{", "}", "[object", "Undefined", "None")
"""Every sign contains one of these, for which a long text is searched many times faster."""
_NOTHING = re.compile(r"^[^\S\n]*None[^\S\n]*$", re.MULTILINE)
_MARKDOWN = re.compile(r"\s*(?:[-*+] {2,3}\S|\| ?-{3,}|#{1,6} \S)")
"""The beginning of a list, a table or a heading, which no page should show."""
_FIRST = "-*+|#"
"""Its first character."""

_WRITTEN = re.compile(rf"{_FORMS}|\bNone\b", re.IGNORECASE)
_MARKS = (*"{}\\&", "[o", "ndefined", "None", "none", "# ", "-  ", "*  ", "+  ", "| -", "|-")
"""A text that may contain a leftover has one of these: braces, escapes, the words, the marks of Markdown."""

_AROUND = 12
"""Letters on either side that must be the author's too."""
_NEAR = 80
"""Characters of a long text in which those letters are found."""
_GAPS = re.compile(r"[\s\u00ad]+")
_TAG = re.compile(r"<[^<>]*>")
_CUTS = re.compile(r"`|https://[A-Za-z0-9./_~%#?=&+-]*")
"""Parts at which a plain text is shown in pieces, as at the ends of its lines: code and addresses."""
_BRACES = re.compile(r"\{\{|\}\}")


def written_in(texts: Iterable[Text]) -> Iterator[str]:
    """The pieces, as they are shown, of the texts in which an author wrote an apparent leftover."""
    for text in texts:
        if isinstance(text, Prose):
            pieces: Iterable[str] = _pieces(text) if _is_suspect_prose(text) else ()
        else:
            pieces = (str(text), *_CUTS.split(text), *text.splitlines()) if _is_suspect(text) else ()
        yield from (piece for piece in pieces if _WRITTEN.search(piece) or _MARKDOWN.match(piece))


def _is_suspect_prose(text: Prose) -> bool:
    if text.count("{{") > len(text.values) or text.count("}}") > len(text.values):
        return True
    plain = _BRACES.sub("", text) if text.values else text
    return _is_suspect(plain) or any(
        _is_suspect(block_html(value) if is_block(value) else str(value)) for value in text.values
    )


def _is_suspect(text: str) -> bool:
    return any(mark in text for mark in _MARKS)


def _pieces(text: Prose) -> Iterator[str]:
    yield shown_in_full(text)
    yield from pieces_between_tags(to_html(parsed(text), text.values))


def pieces_between_tags(html: str) -> Iterator[str]:
    """The texts between the tags of HTML."""
    return map(unescape, _TAG.split(html))


def may_hold_leftovers(html: str) -> bool:
    """Whether HTML that holds many texts may contain a leftover; a quick test, before the texts are split."""
    text = unescape(html)
    return any(hint in text for hint in _HINTS) and bool(_SIGN.search(text))


class Leftovers:
    """Finds leftovers in the texts of finished files, without those that an author wrote."""

    def __init__(self, written: Callable[[], Iterable[str]] = tuple) -> None:
        self._written = written
        self._read = False
        self.asked = 0
        """The number of times that the authors' texts were counted."""
        self._whole: set[str] = set()
        self._around: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._begins: list[str] = []

    def _learn(self) -> None:
        """Read the authors' texts; only done when a leftover was found, which is rare."""
        self.asked += 1
        for text in () if self._read else self._written():
            text = text.rstrip(". ")  # a text in the middle of a line loses its full stop
            self._whole.add(_plain(text))
            for match in _WRITTEN.finditer(text):
                self._around[_plain(match[0])].add(_letters_around(text, match))
            if _MARKDOWN.match(text):
                self._begins.append(_plain(text))
        self._read = True

    def in_texts(self, texts: Collection[str]) -> Iterator[str]:
        """The fault of whole texts: each between two tags, or in an attribute, a cell, a string."""
        joined = "\n".join(texts)
        for text in filter(_SIGN.search, dict.fromkeys(texts) if any(hint in joined for hint in _HINTS) else ()):
            if text.strip() == "None" and not self._is_whole("None"):
                yield "shows the text 'None'"
            elif fault := self._braces(text):
                yield fault

    def as_markdown(self, texts: Iterable[str]) -> Iterator[str]:
        """The texts, each between two tags, that are Markdown as it was typed."""
        candidates = [text for text in texts if text.lstrip()[:1] in _FIRST]
        for text in dict.fromkeys(filter(_MARKDOWN.match, candidates)):
            self._learn()
            plain = _plain(text)[: 2 * _AROUND]
            if not any(plain.startswith(begin[: 2 * _AROUND]) or plain in begin for begin in self._begins):
                yield f"shows Markdown as it was typed, {text.strip()[:40]!r}"

    def in_pages(self, text: str) -> Iterator[str]:
        """The fault of a text that has no markup between its parts, as the pages of a PDF."""
        for match in _NOTHING.finditer(text):
            if not self._is_whole("None") and not self._is_written("none", *_letters_around(text, match), least=1):
                yield "shows the text 'None'"
        if fault := self._braces(text):
            yield fault

    def _braces(self, text: str) -> str:
        for match in _LEFT_OVER.finditer(text):
            if not self._is_written(_plain(match[0]), *_letters_around(text, match)):
                start = max(match.start() - 20, 0)
                return f"shows {match[0]!r}, in {text[start : match.end() + 20].strip()!r}"
        return ""

    def _is_whole(self, text: str) -> bool:
        self._learn()
        return _plain(text) in self._whole

    def _is_written(self, word: str, before: str, after: str, least: int = 0) -> bool:
        """Whether an author wrote the word with the same letters before and behind it."""
        self._learn()
        return any(
            len(left + right) >= least and before.endswith(left) and after.startswith(right)
            for left, right in self._around.get(word, ())
        )


def _letters_around(text: str, match: re.Match[str]) -> tuple[str, str]:
    before = text[max(match.start() - _NEAR, 0) : match.start()]
    return _plain(before)[-_AROUND:], _plain(text[match.end() : match.end() + _NEAR])[:_AROUND]


def _plain(text: str) -> str:
    """The letters of a text in lower case, without white space."""
    return _GAPS.sub("", text).casefold()
