"""A trainee's piece of evidence in a signed event: the members that rules need, without free texts."""

import re
from collections.abc import Mapping
from typing import Any

_LONGEST = 60


def signed_piece(piece: Mapping[str, Any]) -> dict[str, Any]:
    """A piece, as `records.fold` gives it, in the form of a signed event."""
    shift, file = piece["shift"], piece["file"]
    return {
        "piece": piece["piece"],
        "kind": piece["kind"],
        "day": piece["day"],
        "shift": slug_of(shift["text"]) if shift and shift["text"] else None,
        "simulated": piece["simulated"],
        "sha256": file["sha256"] if file else None,
    }


def slug_of(text: str) -> str | None:
    """The name of a shift in lower-case letters, digits and hyphens; None if nothing is left."""
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")[:_LONGEST].strip("-") or None
