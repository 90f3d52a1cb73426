"""The input files of an edition, as digests."""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple


class MadeOf(NamedTuple):
    """Digests of the input files of one client's edition, taken before they are read."""

    shared: bytes
    """Digest of the files that any page may show: the client's folder, and all shared files except those below."""
    apart: Mapping[str, bytes]
    """Path -> digest of each lesson and playbook; only the pages that name it show it."""

    @property
    def but_for_lessons(self) -> bytes:
        """A digest over all files but those of lessons."""
        playbooks = [(path, digest) for path, digest in sorted(self.apart.items()) if "/lessons/" not in path]
        return hashlib.sha256(self.shared + repr(playbooks).encode()).digest()
