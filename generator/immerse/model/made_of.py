"""What an edition is made of, as digests of files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MadeOf:
    """Digests of the files of one client's edition, as they were before they were read."""

    shared: bytes
    """Over what any page may show: the client's folder, and every file that all clients share but for those below."""
    apart: Mapping[str, bytes]
    """Path -> digest of each lesson and playbook, which the pages show that name it."""

    @property
    def but_for_lessons(self) -> bytes:
        """A digest over all files but those of lessons."""
        playbooks = [(path, digest) for path, digest in sorted(self.apart.items()) if "/lessons/" not in path]
        return hashlib.sha256(self.shared + repr(playbooks).encode()).digest()
