"""The entries of the theme's search index, so that an id or a name leads to the thing itself.

The theme's worker loads a script for the language of the index. Ours is `immerse`: it compares words without accents
and does not split ids. An engine that builds an export has no such script and searches in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from immerse.hosts.search_entries import entries_of
from immerse.hosts.taken import NOTHING_TAKEN, Taken
from immerse.model.page import RenderedSite, Thing, place_of
from immerse.words.element_text import escaped_text

WORDS_FILE = "assets/javascripts/lunr/min/lunr.immerse.min.js"
"""Where the theme's worker looks for the script of the language `immerse`."""

_CJK = r"[\u3040-\u30ff\u3400-\u9fff]"
_MARKS = r"[\s,()\[\]{}\"\u201c\u201d/|]+|&[lg]t;|(?<!&amp);"
SEPARATOR = rf"{_MARKS}|-(?![A-Za-z]?\d)|(?<={_CJK})(?=\S)|(?<=\S)(?={_CJK})"
"""Separator of words, for JavaScript: no hyphen before a number (`PB-03`, `TRI-L2`); each Chinese or Japanese character
is a word."""

_ID_BOOST = 1e6
"""More than that of a title, which is a thousand times that of a text."""


def words_script() -> bytes:
    """The script of the language `immerse`."""
    return (files("immerse") / "theme" / "assets" / "search" / "lunr.immerse.min.js").read_bytes()


def search_config(before: dict[str, Any]) -> dict[str, Any]:
    """The index's settings with our words, and with a field for ids that no result shows."""
    fields = {**before["fields"], "id": {"boost": _ID_BOOST}}
    return {**before, "lang": ["immerse"], "separator": SEPARATOR, "pipeline": ["stopWordFilter"], "fields": fields}


def site_entries(site: RenderedSite, *, directory_urls: bool, taken: Taken = NOTHING_TAKEN) -> list[dict[str, Any]]:
    """Every entry of a site's index, page by page; none for a page that the search leaves out."""
    things = by_page(site.things)
    found: list[dict[str, Any]] = []
    for address, page in site.pages.items():
        location = _location(address, directory_urls)
        if place_of(address, directory_urls) in taken.files:
            found += taken.entries.get(location, ())
        elif page.search:
            found += with_things(entries_of(page, location), things.get(address, ()), directory_urls=directory_urls)
    return found


def by_page(things: Iterable[Thing]) -> dict[str, list[Thing]]:
    """Address of a page -> what people look for that stands on it."""
    found: dict[str, list[Thing]] = {}
    for thing in things:
        found.setdefault(thing.address.partition("#")[0], []).append(thing)
    return found


def with_things(
    entries: Iterable[dict[str, Any]], things: Iterable[Thing], *, directory_urls: bool
) -> list[dict[str, Any]]:
    """The entries of a page, each thing with its id and its name; a thing without an entry gets one, behind them.

    Args:
        entries: Each with `location`, `title` and `text`, the last two HTML.
        things: What is looked for by id or name and stands on the page.
        directory_urls: Pages lie at `learn/tri/tri-l2/`; else at `learn/tri/tri-l2.html`.
    """
    by_location = {entry["location"]: dict(entry) for entry in entries}
    for thing in things:
        location = _location(thing.address, directory_urls)
        entry = by_location.setdefault(location, {"location": location, "title": "", "text": ""})
        name = escaped_text(f"{thing.id} {thing.title}".strip())
        if not entry["title"].startswith(escaped_text(thing.id)) or not entry["title"]:
            entry["title"] = name
        if thing.id:
            entry["id"] = thing.id
    return list(by_location.values())


def _location(address: str, directory_urls: bool) -> str:
    page, hash, anchor = address.partition("#")
    place = place_of(page, directory_urls)
    return (place.removesuffix("index.html") if directory_urls else place) + hash + anchor
