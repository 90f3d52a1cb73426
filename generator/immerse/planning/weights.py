"""Pages that would be larger than a build publishes, reported at the text with which they become so."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from immerse.model.base import walk_texts
from immerse.model.bounds import LARGEST_PAGE
from immerse.model.edition import Edition
from immerse.model.site_view import View
from immerse.model.text import Prose, Text
from immerse.problems import Problem
from immerse.texts.html import to_html
from immerse.texts.parsed_text import parsed
from immerse.texts.value_html import block_html, is_block

_SMALL = 150_000
"""Characters of source up to which nobody has to look: no mark of Markdown makes more than five of one."""


_PATH = attrgetter("location.path")


def find_heavy_pages(edition: Edition) -> Iterator[Problem]:
    """A problem for each file whose texts make a page that no build publishes. Mentors see all of it."""
    if edition.view is not View.MENTOR:
        return
    texts = (*edition.texts, *walk_texts(edition.client.policy))
    sizes: dict[str, int] = defaultdict(int)
    for path, neighbours in groupby(texts, _PATH):
        sizes[path] += sum(map(len, neighbours))
    for text in texts:
        if isinstance(text, Prose) and text.values:
            sizes[_PATH(text)] += sum(len(block_html(value)) // 4 for value in text.values if is_block(value))
    for path in (path for path, size in sizes.items() if size > _SMALL):
        of_file = [text for text in texts if _PATH(text) == path]
        if (last := _one_too_many(of_file)) is not None:
            message = f"with this text the pages made of {path} have more than {LARGEST_PAGE:,} characters of HTML"
            yield Problem(last.location, "size", message, hint="split the file, or cut it", subject=path)


def _one_too_many(texts: list[Text]) -> Text | None:
    size = 0
    for text in texts:
        size += len(to_html(parsed(text), text.values)) if isinstance(text, Prose) else len(text) + 40
        if size > LARGEST_PAGE:
            return text
    return None
