"""What an edition is made of, as digests of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MadeOf:
    """Digests of the files of one client's edition, as they were before they were read."""

    shared: bytes
    """Over what any page may show: the client's folder, and every file that all clients share but for those below."""
    apart: Mapping[str, bytes]
    """Path -> digest of each lesson and playbook, which the pages show that name it."""
