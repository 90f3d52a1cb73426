"""Files that a build reuses from the placed site, because they would be made the same."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ReusedFiles:
    """Finished files of an earlier build, and the search entries of its pages."""

    files: Mapping[str, str] = field(default_factory=dict)
    """Path inside the site -> digest of the bytes."""
    entries: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Location of a page -> its entries in the search index."""


NOTHING_REUSED = ReusedFiles()


def entries_by_page(index: bytes) -> dict[str, list[dict[str, Any]]]:
    """The entries of a finished search index, by the page on which they stand.

    Raises:
        ValueError: it is no index.
    """
    by_page: dict[str, list[dict[str, Any]]] = {}
    for entry in json.loads(index)["docs"]:
        by_page.setdefault(entry["location"].partition("#")[0], []).append(entry)
    return by_page
