"""The dossier: one digest of the events that were examined together."""

import hashlib
from collections.abc import Iterable


def dossier_of(events: Iterable[str]) -> str:
    """SHA-256, in hexadecimal digits, of the ids in ascending order, each with a line feed."""
    return hashlib.sha256("".join(f"{name}\n" for name in sorted(events)).encode()).hexdigest()
