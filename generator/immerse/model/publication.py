"""What the pages of a released site say about their release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from immerse.model.comparison import ReleaseComparison


@dataclass(frozen=True, slots=True)
class Publication:
    """A release, as the pages of one view of it know it. A site that is built without one is a draft."""

    version: str
    """MAJOR.MINOR.PATCH."""
    effective: date
    """The day from which it is in force."""
    changes: tuple[ReleaseComparison, ...] = ()
    """What this release and those before it changed, as this view sees it, the newest first. Empty for the first."""
