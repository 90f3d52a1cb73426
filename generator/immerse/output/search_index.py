"""The entries of a site's search index, so that checked entries are not checked again."""

import hashlib
from collections.abc import Collection

INDEX = "search/search_index.json"
"""The path at which the theme looks for the index."""
_DOCS = b'"docs":['
_BEGIN = b'{"location":'
_BETWEEN = b"},"
_END = b"}]}"


class IndexEntries:
    """The different entries of an index, each with its digest; none for a file of another form."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._by_digest = {hashlib.sha256(entry).digest(): entry for entry in _entries(content)}

    @property
    def digests(self) -> frozenset[bytes]:
        """The digests of the entries."""
        return frozenset(self._by_digest)

    def without(self, known: Collection[bytes]) -> bytes:
        """The index without the entries that have one of these digests; the whole where it has another form."""
        left = [entry for digest, entry in self._by_digest.items() if digest not in known]
        head, docs, _ = self._content.partition(_DOCS)
        end = _END if left else _END.removeprefix(b"}")
        return head + docs + _BETWEEN.join(left) + end if self._by_digest else self._content


def _entries(content: bytes) -> list[bytes]:
    """Each entry without its last brace; none where the file is not made of a head, entries and an end.

    No string of JSON contains the bytes between two entries, because a quotation mark in it is escaped.
    """
    _, _, rest = content.partition(_DOCS)
    if not (rest.startswith(_BEGIN) and rest.endswith(_END) and rest.isascii()):
        return []
    first, *entries = rest.removesuffix(_END).split(_BETWEEN + _BEGIN)
    return [first, *(_BEGIN + entry for entry in entries)]
