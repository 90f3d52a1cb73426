"""The entries of a site's search index, so that checked entries are not checked again."""

import hashlib
from collections.abc import Collection

INDEX = "search/search_index.json"
"""The path at which the theme looks for the index."""
_DOCS = b'"docs":['
_BEGIN = b'{"location":'
_BETWEEN = b"},"
_END = b"}]}"


def entry_digests(content: bytes) -> frozenset[bytes]:
    """The digests of the entries of an index; empty for a file of another form."""
    return frozenset(map(_digest, _entries(content)))


def with_entries(content: bytes, but: Collection[bytes]) -> bytes:
    """The index without the entries that have one of these digests; the whole where it has another form."""
    entries = _entries(content)
    left = [entry for entry in entries if _digest(entry) not in but]
    head, docs, _ = content.partition(_DOCS)
    end = _END if left else _END.removeprefix(b"}")
    return head + docs + _BETWEEN.join(left) + end if entries else content


def _entries(content: bytes) -> list[bytes]:
    """Each entry without its last brace; none where the file is not made of a head, entries and an end.

    No string of JSON contains the bytes between two entries, because a quotation mark in it is escaped.
    """
    _, _, rest = content.partition(_DOCS)
    if not (rest.startswith(_BEGIN) and rest.endswith(_END) and rest.isascii()):
        return []
    first, *entries = rest.removesuffix(_END).split(_BETWEEN + _BEGIN)
    return [first, *(_BEGIN + entry for entry in entries)]


def _digest(entry: bytes) -> bytes:
    return hashlib.sha256(entry).digest()
