"""A trainee's piece of evidence in a signed event: what the rules ask of it, and nothing that was written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_LONGEST = 60


def seen(piece: Mapping[str, Any]) -> dict[str, Any]:
    """The piece in a signed event.

    Args:
        piece: As `records.fold` gives it.
    """
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
    """The name of a shift in small letters, digits and hyphens; None where nothing of it is left."""
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")[:_LONGEST].strip("-") or None
