"""Everything that a finished site says, in every kind of file, and the keys that a trainee must not find in it.

Readers of its own throughout: the program's scan is what is tested here.
"""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
from immerse.model.base import Node, walk_texts
from immerse.model.drill import Card
from immerse.model.edition import Edition
from immerse.model.text import Prose, Text
from immerse.texts.parsed_text import parsed
from immerse.texts.shown import value_words
from site_fixtures import pages

LONG_ENOUGH = 40
"""Characters of a key below which the same words may stand elsewhere by chance."""
BEGINNING = 3
"""Words of a key that are looked up first: to search a file for hundreds of whole keys takes many times as long."""

WITHOUT_WORDS = frozenset({".png", ".ico", ".jpg", ".woff2"})
THEME = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")
"""Where the theme's own files lie; they are the same for everybody."""

_WORD = re.compile(r"[^\W_]+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_NOTE = re.compile(r"^[ \t]*> ?\[!mentor\].*\n(?:[ \t]*>.*\n?)*", re.IGNORECASE | re.MULTILINE)
_PIECE = re.compile(r"\n\s*\n|\n\s*(?:[-*]|\d+\.)\s|\||(?<=[.!?])\s")


def said_by(folder: Path) -> Iterator[tuple[str, str]]:
    """(file, all that it says as `words`) for every file of a site that is not the theme's."""
    for name, page in pages(folder).items():
        yield name, words(" ".join(page.everything))
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.suffix != ".html" and not name.startswith(THEME):
            yield name, words(_content(path.suffix, path.read_bytes()))


def _content(suffix: str, content: bytes) -> str:
    if suffix == ".gz":
        return gzip.decompress(content).decode()
    if suffix == ".json":
        return " ".join(_strings(json.loads(content)))
    if suffix == ".pdf":
        document = pypdfium2.PdfDocument(content)
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    if suffix == ".xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        return " ".join(str(value) for sheet in book for row in sheet.values for value in row if value is not None)
    return "" if suffix in WITHOUT_WORDS else content.decode()


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, str):
        yield re.sub(r"<[^>]*>", "", unescape(value))


def words(text: str) -> str:
    """Letters and digits only, lower case, one blank between words and at both ends."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def mentors_keys(mentors: Edition) -> dict[str, str]:
    """What only mentors read: each sentence of LONG_ENOUGH as `words`, and the id of what it belongs to.

    Without what the policy, or a text that is open to everybody, says in the same words.
    """
    closed = list(_for_mentors(mentors))
    sealed = {id(value) for _, values in closed for value in values}
    texts = [*_open_texts(mentors.programme, sealed), *map(filled, walk_texts(mentors.client.policy))]
    said = "\n".join(words(_LINK.sub(r"\1", _NOTE.sub("", text))) for text in texts)
    keys: dict[str, str] = {}
    for owner, text in _sealed_texts(mentors, closed):
        for piece in _PIECE.split(_LINK.sub(r"\1", text)):
            if len(piece.strip()) >= LONG_ENOUGH and words(piece) not in said:
                keys.setdefault(words(piece), owner)
    return keys


def _sealed_texts(mentors: Edition, closed: list[tuple[str, tuple[Any, ...]]]) -> Iterator[tuple[str, str]]:
    """What only mentors read: whole texts, and notes for them inside of texts that everybody reads."""
    for owner, values in closed:
        for text in walk_texts(values):
            yield owner, filled(text)
    for lesson in mentors.programme.lessons():
        for text in walk_texts(lesson):
            for note in _NOTE.findall(filled(text)):
                yield str(lesson.id), re.sub(r"(?m)^[ \t]*> ?", "", note)


def filled(text: Text) -> str:
    """A resolved text with its values in the places of its placeholders."""
    if not isinstance(text, Prose) or not text.values:
        return str(text)
    pieces, position = [], 0
    for span, value in zip(parsed(text).placeholders, text.values, strict=True):
        pieces += [text[position : span.start], value_words(value)]
        position = span.end
    return "".join((*pieces, text[position:]))


def _for_mentors(mentors: Edition) -> Iterator[tuple[str, tuple[Any, ...]]]:
    programme = mentors.programme
    for check in programme.checks():
        if check.use == "assessed":
            yield str(check.id), (check.question, check.options, check.answer)
    for drill in programme.drills():
        yield str(drill.id), (drill.mentor,)
        if drill.use == "assessed":
            yield (
                str(drill.id),
                (
                    drill.expected,
                    drill.debrief,
                    drill.scoring,
                    *(card.key for card in drill.cards if isinstance(card, Card)),
                ),
            )
    for inject in programme.injects():
        yield str(inject.id), (inject.mentor,)
        if inject.use == "assessed":
            yield str(inject.id), (inject.expected,)
    for lesson in programme.lessons():
        yield str(lesson.id), (lesson.mentor,)
    for playbook in programme.playbooks:
        yield str(playbook.id), (playbook.mentor,)


def _open_texts(value: Any, sealed: set[int]) -> Iterator[str]:
    """As `walk_texts`, without the values that only mentors read."""
    if value is None or id(value) in sealed:
        return
    if isinstance(value, Text):
        yield filled(value)
    elif isinstance(value, Node):
        for name in type(value).model_fields:
            yield from _open_texts(getattr(value, name), sealed)
    elif isinstance(value, (tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _open_texts(item, sealed)


def found_keys(folder: Path, keys: dict[str, str]) -> list[str]:
    """`file: owner: key` for each key that a file of the site says."""
    begins = {key: tuple(key.split()[:BEGINNING]) for key in keys}
    found = []
    for name, said in said_by(folder):
        spoken = said.split()
        here = set(zip(*(spoken[at:] for at in range(BEGINNING)), strict=False))
        likely = (key for key, begin in begins.items() if len(begin) < BEGINNING or begin in here)
        found += [f"{name}: {keys[key]}:{key}" for key in likely if key in said]
    return found
