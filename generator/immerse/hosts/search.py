"""The entries of the theme's search index, so that an id or a name leads to its target.

The theme's worker loads a script for the language of the index. Ours is `immerse`: it compares words without accents
and does not split ids. An engine that builds an export has no such script and searches in its own way.
"""

from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from immerse.hosts.reused_files import NOTHING_REUSED, ReusedFiles
from immerse.hosts.search_entries import entries_of
from immerse.model.page import RenderedSite, SearchTarget, place_of
from immerse.words.element_text import escaped_text

WORDS_FILE = "assets/javascripts/lunr/min/lunr.immerse.min.js"
"""The path at which the theme's worker looks for the script of the language `immerse`."""

_CJK = r"[\u3040-\u30ff\u3400-\u9fff]"
_MARKS = r"[\s,()\[\]{}\"\u201c\u201d/|]+|&[lg]t;|(?<!&amp);"
SEPARATOR = rf"{_MARKS}|-(?![A-Za-z]?\d)|(?<={_CJK})(?=\S)|(?<=\S)(?={_CJK})"
"""Separator of words, for JavaScript: no hyphen before a number (`PB-03`, `TRI-L2`); each Chinese or Japanese character
is a word."""

_ID_BOOST = 1e6
"""A boost greater than that of a title, which is a thousand times that of a text."""


def words_script() -> bytes:
    """The script of the language `immerse`."""
    return (files("immerse") / "theme" / "assets" / "search" / "lunr.immerse.min.js").read_bytes()


def search_config(before: dict[str, Any]) -> dict[str, Any]:
    """The index's settings with our words, and with a field for ids that no result shows."""
    fields = {**before["fields"], "id": {"boost": _ID_BOOST}}
    return {**before, "lang": ["immerse"], "separator": SEPARATOR, "pipeline": ["stopWordFilter"], "fields": fields}


def site_entries(
    site: RenderedSite, *, directory_urls: bool, reused: ReusedFiles = NOTHING_REUSED
) -> list[dict[str, Any]]:
    """Every entry of a site's index, page by page; none for a page that the search leaves out."""
    search_targets = by_page(site.search_targets)
    entries: list[dict[str, Any]] = []
    for address, page in site.pages.items():
        location = _location(address, directory_urls)
        if place_of(address, directory_urls) in reused.files:
            entries += reused.entries.get(location, ())
        elif page.search:
            found, targets = entries_of(page, location), search_targets.get(address, ())
            entries += with_targets(found, targets, directory_urls=directory_urls, weight=page.search)
    return entries


def by_page(search_targets: Iterable[SearchTarget]) -> dict[str, list[SearchTarget]]:
    """Address of a page -> the search targets on it."""
    by_address: dict[str, list[SearchTarget]] = {}
    for target in search_targets:
        by_address.setdefault(target.address.partition("#")[0], []).append(target)
    return by_address


def with_targets(
    entries: Iterable[dict[str, Any]], targets: Iterable[SearchTarget], *, directory_urls: bool, weight: float = 1
) -> list[dict[str, Any]]:
    """The entries of a page, with the id, the words and the name of each target; a target without an entry gets one,
    after the others.

    Args:
        entries: Each with `location`, `title` and `text`, the last two HTML.
        targets: The targets on the page.
        directory_urls: Pages lie at `learn/tri/tri-l2/`; else at `learn/tri/tri-l2.html`.
        weight: How much a section counts; where that is less than others, the page itself still counts as others do.
    """
    by_location = {entry["location"]: dict(entry) for entry in entries}
    for target in targets:
        location = _location(target.address, directory_urls)
        entry = by_location.setdefault(location, {"location": location, "title": "", "text": ""})
        name = escaped_text(f"{target.id} {target.title}".strip())
        if not entry["title"].startswith(escaped_text(target.id)) or not entry["title"]:
            entry["title"] = name
        if target.id:
            entry["id"] = f"{target.id} {target.words}".strip()
    for location, entry in by_location.items() if weight != 1 else ():
        entry["boost"] = weight if "#" in location else max(weight, 1)
    return list(by_location.values())


def _location(address: str, directory_urls: bool) -> str:
    page, hash, anchor = address.partition("#")
    place = place_of(page, directory_urls)
    return (place.removesuffix("index.html") if directory_urls else place) + hash + anchor
