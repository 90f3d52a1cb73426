"""The entries of a site's search index, so that checked entries are not checked again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection

INDEX = "search/search_index.json"
"""The path at which the theme looks for the index."""
_DOCS = b'"docs":['
_END = b"]}"
_DECODER = json.JSONDecoder()


def entry_digests(content: bytes) -> frozenset[bytes]:
    """The digests of the entries of an index; empty for a file of another form."""
    return frozenset(digest for digest, _ in _entries(content))


def with_entries(content: bytes, but: Collection[bytes]) -> bytes:
    """The index without the entries that have one of these digests; the whole where it has another form."""
    entries = _entries(content)
    left = [entry for digest, entry in entries if digest not in but]
    head, docs, _ = content.partition(_DOCS)
    return head + docs + b",".join(left) + _END if entries else content


def _entries(content: bytes) -> list[tuple[bytes, bytes]]:
    """(digest, bytes) of each entry; none where the file is not made of a head, entries and an end."""
    _, _, rest = content.partition(_DOCS)
    entries, at = [], 0
    try:
        text = rest.decode("ascii")
        while text[at : at + 1] == "{":
            _, end = _DECODER.raw_decode(text, at)
            entries.append((hashlib.sha256(rest[at:end]).digest(), rest[at:end]))
            at = end + 1
    except ValueError:
        return []
    return entries if rest[at - 1 :] == _END else []
