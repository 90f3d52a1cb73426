"""Pages that would be larger than a build publishes, told at the text with which they become so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from immerse.model.base import walk_texts
from immerse.model.edition import Edition, View
from immerse.model.text import Prose, Text
from immerse.problems import Problem
from immerse.texts.html import to_html
from immerse.texts.reading import reading_of
from immerse.texts.value_html import block_html, is_block

LARGEST = 900_000
"""Characters of HTML that the texts of one file may make; a page of more than a million is not published."""
_SMALL = 150_000
"""Characters of source up to which nobody has to look: no mark of Markdown makes more than five of one."""


def find_heavy_pages(edition: Edition) -> Iterator[Problem]:
    """A problem for each file whose texts make a page that no build publishes. Mentors see all of it."""
    if edition.view is not View.MENTOR:
        return
    by_file: dict[str, list[Text]] = defaultdict(list)
    for text in chain(walk_texts(edition.programme), walk_texts(edition.client.policy)):
        by_file[text.location.path].append(text)
    for path, texts in by_file.items():
        if sum(map(_roughly, texts)) > _SMALL and (last := _one_too_many(texts)) is not None:
            message = f"with this text the pages made of {path} have more than {LARGEST:,} characters of HTML"
            yield Problem(last.location, "size", message, hint="split the file, or cut it", subject=path)


def _roughly(text: Text) -> int:
    values = text.values if isinstance(text, Prose) else ()
    return len(text) + sum(len(block_html(value)) // 4 for value in values if is_block(value))


def _one_too_many(texts: list[Text]) -> Text | None:
    size = 0
    for text in texts:
        size += len(to_html(reading_of(text), text.values)) if isinstance(text, Prose) else len(text) + 40
        if size > LARGEST:
            return text
    return None
