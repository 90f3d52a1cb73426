"""The releases of one client's site, and the status of each on a day."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_VERSION = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})", re.ASCII)


def is_version(text: str) -> bool:
    """Whether a text is MAJOR.MINOR.PATCH in plain numbers, as `1.4.0`."""
    return _VERSION.fullmatch(text) is not None


def version_key(version: str) -> tuple[int, ...]:
    """The sort key of versions; `version` has to be one."""
    return tuple(int(part) for part in version.split("."))


LATEST = "latest"
"""The folder beside the versions whose addresses never change."""
_VERSIONS = "versions.html"
SHEET = "versions.css"
"""The style sheet beside the versions that shows the status of each."""


def versions_page(place: str) -> str:
    """The page that names every version of a page, below the view's folder, by the page's file in a version:
    `learn/tri/index.html` -> `latest/learn/tri/versions.html`."""
    return f"{LATEST}/{place.removesuffix('index.html')}{_VERSIONS}"


class Standing(StrEnum):
    """The status of a release."""

    LATEST = "latest"
    """The one that `latest/` leads to."""
    LIVE = "live"
    """In force beside the latest version."""
    SUNSET = "sunset"
    """No longer in force; its pages stay."""
    WITHDRAWN = "withdrawn"
    """Withdrawn, with a reason; its pages stay."""


@dataclass(frozen=True, slots=True)
class ReleasedVersion:
    """One release of a client's site, both views."""

    version: str
    """MAJOR.MINOR.PATCH."""
    effective: date
    """The day from which it is in force; every time in its pages is derived from this day."""
    standing: Standing
    until: date | None = None
    """The day of its sunset, the first on which it is not in force; None where no day is set."""
    why: str = ""
    """The reason why it was withdrawn; empty otherwise."""

    @property
    def is_in_force(self) -> bool:
        """Whether it is in force."""
        return self.standing in (Standing.LATEST, Standing.LIVE)


@dataclass(frozen=True, slots=True)
class History:
    """All releases of one client, in the order in which they were made."""

    client: str
    releases: tuple[ReleasedVersion, ...] = ()

    @property
    def latest(self) -> ReleasedVersion | None:
        """The release that `latest/` leads to; None where there is none."""
        return next((release for release in self.releases if release.standing is Standing.LATEST), None)

    @property
    def live(self) -> tuple[ReleasedVersion, ...]:
        """The releases in force, the latest one among them."""
        return tuple(release for release in self.releases if release.is_in_force)

    def of(self, version: str) -> ReleasedVersion | None:
        """The release with this version; None where there is none."""
        return next((release for release in self.releases if release.version == version), None)
