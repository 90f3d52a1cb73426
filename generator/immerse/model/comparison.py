"""What changed between two releases of one client's site, for one group of readers, and who has to do what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

How = Literal["added", "removed", "changed"]


class Run(NamedTuple):
    """A run of words of a text as it is shown. Lines end in a line break."""

    kind: Literal["same", "removed", "added"]
    text: str


class ItemClass(StrEnum):
    """What a change of an item means for who met it before."""

    EDITORIAL = "editorial"
    """A slip of the pen: met stays met."""
    CLARIFIED = "clarified"
    """The same standard in better words: met stays met."""
    RAISED = "raised"
    """More is asked: what was met counts, and the difference is missing."""
    NEW = "new"
    """It was not there before."""
    REPLACED = "replaced"
    """Another item stands in its place, which is done anew."""
    MERGED = "merged"
    """It is part of another item, which is met by who met all of its parts."""
    SPLIT = "split"
    """It became several items, each of which is met by who met it."""
    RETIRED = "retired"
    """It is gone: evidence is kept."""
    BY_POLICY = "by-policy"
    """Its author changed nothing: the client's policy or own words did."""
    UNDECLARED = "undeclared"
    """Its author changed it and did not say how; no release has this class."""


class DutyKind(StrEnum):
    """What somebody has to do about a change."""

    REDO = "redo"
    ACKNOWLEDGE = "acknowledge"
    READ_AGAIN = "read again"
    NOTHING = "nothing"


class Who(StrEnum):
    """Those whom a change may concern."""

    TRAINEES = "trainees"
    """In rotation."""
    MENTORS = "mentors"
    ALUMNI = "alumni"
    """Who graduated: what is mandatory is a notice to them that their knowledge is out of date."""


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
    """As it is said; empty where there was none."""
    new: str
    """As it is said; empty where there is none."""


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
    """A page that is new, gone, or has a block or an item that changed."""

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
    """Id of the heading or the element that it stands below; empty for the beginning of the page."""
    title: str
    how: How
    words: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class LookChange:
    """A part of how the pages look."""

    id: str
    """`primary`, `logo`, `layout`."""
    title: str
    how: How
    old: str
    """The colour as it was; empty for what is no colour."""
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
    """Everybody does it again, alumni too."""
    what: tuple[str, ...]
    """What its author says of it, a sentence a change."""
    old_rev: int
    """0 where it is new."""
    rev: int
    """0 where it is gone."""
    words: tuple[Run, ...]
    settings: tuple[str, ...] = ()
    """Settings that it rests on and that changed."""
    successors: tuple[str, ...] = ()
    """Where it is gone: the ids in its place."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Something that everyone at level 3 and above acknowledges: a setting on which safety rests is another."""

    id: str
    """`ack:response.targets`."""
    setting: str
    title: str
    digest: str
    """Of the new value as these readers have it."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What a group of people has to do, and about which of the changes."""

    who: Who
    kind: DutyKind
    ids: tuple[str, ...]
    """Items, settings, and addresses of pages."""


@dataclass(frozen=True, slots=True)
class ReleaseComparison:
    """Everything that changed from one release to another, as one group of readers sees it."""

    client: str
    client_name: str
    readers: str
    """`trainee` or `mentor`: a view, and nothing that it does not show; `editor`: everything."""
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
    """Whether others may sign than before; trainees are told nothing of it."""

    @property
    def says_nothing_else(self) -> bool:
        """Whether everything that these readers read is the same; it may look otherwise, and others may sign."""
        return not (self.settings or self.pages or self.blocks or self.items)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed for these readers."""
        return self.says_nothing_else and not self.look and not self.signers

    def on_page(self, address: str) -> Iterator[BlockChange | ItemChange]:
        """What changed on a page and is still there, with its anchor and words."""
        found: tuple[BlockChange | ItemChange, ...] = (*self.blocks, *self.items)
        return (one for one in found if one.page == address and one.how != "removed")
