"""The changes between two releases of one client's site, for one group of readers, and the duties that follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple

How = Literal["added", "removed", "changed"]


class Run(NamedTuple):
    """A run of words of a text as it is shown. Lines end in a line break."""

    kind: Literal["same", "removed", "added"]
    text: str


class ItemClass(StrEnum):
    """The effect of a change of an item on people who met it before."""

    EDITORIAL = "editorial"
    """A typing error was corrected: whoever met it still meets it."""
    CLARIFIED = "clarified"
    """The same standard in better words: whoever met it still meets it."""
    RAISED = "raised"
    """More is required: earlier attestations count, and the difference is missing."""
    NEW = "new"
    """It was not there before."""
    REPLACED = "replaced"
    """Another item replaces it and has to be met again."""
    MERGED = "merged"
    """It became part of another item, which is met by whoever met all of its parts."""
    SPLIT = "split"
    """It became several items; whoever met it meets each of them."""
    RETIRED = "retired"
    """It was removed: evidence is kept."""
    BY_POLICY = "by-policy"
    """Its author changed nothing: the client's policy or overlay did."""
    UNDECLARED = "undeclared"
    """Its author changed it without declaring the change; no release contains this class."""


class DutyKind(StrEnum):
    """The duty that follows from a change."""

    REDO = "redo"
    ACKNOWLEDGE = "acknowledge"
    READ_AGAIN = "read again"
    NOTHING = "nothing"


class Who(StrEnum):
    """The groups of people whom a change may concern."""

    TRAINEES = "trainees"
    """In rotation."""
    MENTORS = "mentors"
    ALUMNI = "alumni"
    """Graduates: a mandatory change tells them that their knowledge is out of date."""


@dataclass(frozen=True, slots=True)
class ComparedVersion:
    """One side of a comparison."""

    version: str
    """`1.1.0`; empty for a workspace that is not released."""
    core_version: str
    policy_version: str
    effective: str
    """As 2026-12-01."""


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value of a setting."""

    path: str
    """`response.targets.P1.triage_min`."""
    label: str
    """In words: "P1, triage"."""
    old: str
    """In words; empty where there was none."""
    new: str
    """In words; empty where there is none."""


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A setting of the client's policy."""

    key: str
    title: str
    safety: bool
    """A change of it is acknowledged."""
    owner: str
    """The department that answers for it."""
    values: tuple[ValueChange, ...]
    read_by: tuple[str, ...]
    """Ids of the pages and items that read it, before or now."""


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that was added or removed, or on which a block or an item changed."""

    address: str
    """`learn/tri/tri-l2.md`, inside the docs folder."""
    title: str
    how: How


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A part of a page."""

    id: str
    """`TRI-L2/section-wall-clock`, `TRI-L2.limits`."""
    page: str
    anchor: str
    """Id of the heading or the element that it is below; empty for the beginning of the page."""
    title: str
    how: How
    words: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class LookChange:
    """A part of the design of the pages."""

    id: str
    """`primary`, `logo`, `layout`."""
    title: str
    how: How
    old: str
    """The earlier colour; empty for a part that is no colour."""
    new: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A competency, a drill, a step of a playbook or a graduation item."""

    id: str
    kind: str
    """`competency`, `drill`, `step` or `graduation`."""
    title: str
    page: str
    anchor: str
    how: How
    item_class: ItemClass
    mandatory: bool
    """Whether everybody has to do it again, alumni too."""
    what: tuple[str, ...]
    """What its author says about it, one sentence for each change."""
    old_rev: int
    """0 where it is new."""
    rev: int
    """0 where it was removed."""
    words: tuple[Run, ...]
    settings: tuple[str, ...] = ()
    """Settings that it rests on and that changed."""
    successors: tuple[str, ...] = ()
    """The ids that replace a removed item."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A change of a safety-class setting, which everyone at level 3 and above acknowledges."""

    id: str
    """`ack:response.targets`."""
    setting: str
    title: str
    digest: str
    """Digest of the new value as these readers see it."""


@dataclass(frozen=True, slots=True)
class Duty:
    """The duty of a group of people, with the changes that it is about."""

    who: Who
    kind: DutyKind
    ids: tuple[str, ...]
    """Items, settings, and addresses of pages."""


@dataclass(frozen=True, slots=True)
class ReleaseComparison:
    """All changes from one release to another, as one group of readers sees them."""

    client: str
    client_name: str
    readers: str
    """`trainee` or `mentor`: the content of that view; `editor`: everything."""
    old: ComparedVersion
    new: ComparedVersion
    settings: tuple[SettingChange, ...] = ()
    pages: tuple[PageChange, ...] = ()
    blocks: tuple[BlockChange, ...] = ()
    items: tuple[ItemChange, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    duties: tuple[Duty, ...] = ()
    look: tuple[LookChange, ...] = ()
    signers: bool = False
    """Whether the signers changed; trainees do not see it."""

    @property
    def says_nothing_else(self) -> bool:
        """Whether everything that these readers read is unchanged; design and signers may have changed."""
        return not (self.settings or self.pages or self.blocks or self.items)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed for these readers."""
        return self.says_nothing_else and not self.look and not self.signers

    def on_page(self, address: str) -> Iterator[BlockChange | ItemChange]:
        """The changed parts of a page that still exist, with their anchors and words."""
        changes: tuple[BlockChange | ItemChange, ...] = (*self.blocks, *self.items)
        return (change for change in changes if change.page == address and change.how != "removed")


@dataclass(frozen=True, slots=True)
class Publication:
    """A release, as the pages of one view of it know it. A site that is built without one is a draft."""

    version: str
    """MAJOR.MINOR.PATCH."""
    effective: date
    """The day from which it is in force."""
    changes: tuple[ReleaseComparison, ...] = ()
    """The changes of this release and those before it, as this view sees them, the newest first. Empty for the
    first."""
