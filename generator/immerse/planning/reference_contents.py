"""What the pages of reference and for directors show, ready for their templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from immerse.metrics.coverage import Coverage, Covered
from immerse.metrics.workload import RoleLoad, Workload
from immerse.model.competency import Competency
from immerse.model.playbook import Playbook
from immerse.model.policy.escalation import Contact
from immerse.model.rotation import Gate, Role
from immerse.model.text import Prose


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A role that can be called. `phone` is empty where this site may not show it."""

    id: str
    contact: Contact
    deputy: str
    """Title of whoever stands in."""
    phone: str
    deputy_phone: str = ""


@dataclass(frozen=True, slots=True)
class SettingEntry:
    """A setting as this view may show it."""

    key: str
    visible: bool
    """This view may show the value."""
    is_set: bool
    read_by: tuple[str, ...]
    """Ids of the pages that read it."""
    layer: str = ""
    """`core`, `defaults` or `client`: the nearest layer that set any part of it. Known where settings are listed."""


@dataclass(frozen=True, slots=True)
class PolicyGroup:
    """The settings of one group of the policy, in full."""

    group: str
    entries: tuple[SettingEntry, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A page that is read again by a day."""

    address: str
    title: str
    review_by: date


@dataclass(frozen=True, slots=True)
class RoleDuty:
    """What one role decides and signs."""

    role: Role
    gates: tuple[Gate, ...]
    competencies: tuple[str, ...]
    graduation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoadLine:
    """What attesting takes of one person in a role; hours a week, in words."""

    role: RoleLoad
    hours: str
    limit: int | None
    """Hours that the client allows."""
    busiest: str
    """Phase and hours."""


@dataclass(frozen=True, slots=True)
class DirectorPage:
    """Gates and signatures on one page."""

    weeks: dict[str, int | None]
    duties: tuple[RoleDuty, ...]
    critical: tuple[Competency, ...]
    load: Workload
    lines: tuple[LoadLine, ...]


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One line of the brief: what it is called, what stands there, how many lines are left for the hand."""

    id: str
    title: str
    text: Prose
    blanks: int


@dataclass(frozen=True, slots=True)
class BriefPage:
    """What a receiving manager gets: one printed page."""

    playbook: Playbook | None
    """The playbook whose table the page is; none where the programme has no such table."""
    lines: tuple[BriefLine, ...]


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """What hangs on what, module by module."""

    modules: tuple[tuple[str, str, tuple[Covered, ...]], ...]
    """Module id, its title, its competencies."""
    coverage: Coverage
