"""Files that are not made, because the site that stands has them as they would be made."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Taken:
    """Finished files of an earlier build, and what the search finds on its pages."""

    files: Collection[str] = ()
    """Their paths inside the site."""
    entries: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Location of a page -> its entries in the search index."""


NOTHING_TAKEN = Taken()


def entries_by_page(index: bytes) -> dict[str, list[dict[str, Any]]]:
    """The entries of a finished search index, by the page on which they stand.

    Raises:
        ValueError: it is no index.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in json.loads(index)["docs"]:
        found.setdefault(entry["location"].partition("#")[0], []).append(entry)
    return found
