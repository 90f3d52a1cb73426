"""The checklist book: every item a trainee is measured by, with a digest of its meaning."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

NOBODY = "system"
"""The role of items that are computed from the records and confirmed by nobody."""
TRAINEE = "trainee"
"""The role of the person who holds the checklist."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A row that one person signs."""

    level: int
    """The level that is attested; 0 where levels do not apply."""
    gates: tuple[str, ...]
    """Gates that ask for it, in their order."""
    one_of: tuple[str, ...]
    """Role ids; one of these roles signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One checklist item, the same in both views. A changed setting changes its `digest`, and so the item."""

    id: str
    kind: Literal["competency", "graduation"]
    module: str
    """Module id, `ROT`, or the graduation part (`A` to `D`)."""
    title: str
    statement: str
    criterion: str = ""
    steps: tuple[str, ...] = ()
    """The steps that an evaluator initials one by one."""
    phase: str
    """Phase in which it is normally reached (id)."""
    gate: str
    """First gate that asks for it."""
    levels: tuple[tuple[str, int], ...] = ()
    """(gate, level), in gate order."""
    level: int = 0
    """Level needed at graduation, 0 where levels do not apply."""
    attest_all: tuple[str, ...]
    attest_any: tuple[str, ...]
    distinct_attesters: int
    evidence_pieces: int = 0
    evidence_kinds: tuple[str, ...] = ()
    evidence_observed: int = 0
    contexts: tuple[str, ...] = ()
    critical: bool = False
    rare: bool = False
    uses: tuple[str, ...]
    digest: str
    """`d2:sha256:` and 64 hex digits; what precedes `sha256` names the rule."""
    earlier: str
    """The digest under the previous rule, `sha256:` and 64 hex digits, so that a newer immerse alone changes no
    item."""
    rev: int = 1
    delegates: Mapping[str, str] = field(default_factory=dict)
    """Role that attests it -> the role that may do so in its place."""
    undelegated: str = ""
    """The gate of graduation, at which nobody acts for another."""
    computed: bool = False
    """Whether it is computed from the records, so that nobody signs it."""
    compute: Mapping[str, Any] | None = None
    """The basis of the computation: a kind and its numbers; None for an item that is attested."""
    computed_from: str = ""
    """The basis of a computed item in words."""

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """The rows to sign: one for each level and attester, level by level; none where the item is computed."""
        if self.computed:
            return ()
        gates_by_level: dict[int, list[str]] = {}
        for gate, level in self.levels or ((self.gate, 0),):
            gates_by_level.setdefault(level, []).append(gate)
        return tuple(
            Signature(level, tuple(gates), self._with_delegates(one_of, gates))
            for level, gates in gates_by_level.items()
            for one_of in self._signers()
        )

    def _with_delegates(self, one_of: tuple[str, ...], gates: list[str]) -> tuple[str, ...]:
        if self.undelegated in gates:
            return one_of
        return (*one_of, *(self.delegates[role] for role in one_of if role in self.delegates))

    @property
    def confirmed_by(self) -> tuple[tuple[str, ...], ...]:
        """The roles that confirm a computed item: one role of each entry."""
        return self._signers() if self.computed else ()

    def _signers(self) -> tuple[tuple[str, ...], ...]:
        everyone: tuple[tuple[str, ...], ...] = tuple((role,) for role in self.attest_all if role != NOBODY)
        return (*everyone, self.attest_any) if self.attest_any else everyone


@dataclass(frozen=True, slots=True)
class BookPhase:
    """A stretch of the rotation: weeks, first and last included, None for what lies after; `floor` in weeks."""

    id: str
    name: str
    first: int | None
    last: int | None
    floor: int


@dataclass(frozen=True, slots=True)
class BookGate:
    """A gate of the client's track. `after` is the phase that it closes, empty for the gate before the start."""

    id: str
    title: str
    after: str
    week: int | None
    """None for a gate that comes after the rotation."""
    decided_by: tuple[str, ...] = ()
    """Role ids, as this client decides it."""
    one_decides: bool = False
    """One of `decided_by` is enough; else all of them decide together."""
    panel: tuple[str, ...] = ()
    """Role ids that sit on the bodies among `decided_by`."""

    @property
    def day(self) -> int | None:
        """Calendar days from the first day of the rotation, which is 0 and a Monday, to the Friday of the week."""
        return None if self.week is None else 7 * self.week - 3


@dataclass(frozen=True, slots=True)
class BookModule:
    """A module, and the least evidence that it asks for: pieces of the client's track, and what must be among them."""

    id: str
    title: str
    pieces: int
    must_include: str


@dataclass(frozen=True, slots=True)
class BookKind:
    """A kind of evidence: whether somebody saw it as it happened, and whether it counts as simulated."""

    id: str
    title: str
    observed: bool
    simulated: bool


@dataclass(frozen=True, slots=True)
class BookRule:
    """A sign-off rule with the numbers that hold for this client."""

    id: str
    title: str
    kind: str
    numbers: Mapping[str, Any]
    """The other keys of its kind in rotation.yml; a number that the client made stricter is the client's."""
    sentence: str
    """The kind and its numbers in words."""
    why: str = ""
    added: bool = False
    """Whether the client added it: one that people apply."""


@dataclass(frozen=True, slots=True)
class BookPart:
    """A part of the graduation checklist, and the gate that asks for it."""

    id: str
    title: str
    gate: str


@dataclass(frozen=True, slots=True)
class BookTask:
    """One task of the rotation, in plain words, with the day on which it is due here."""

    id: str
    title: str
    text: str
    kind: Literal["do", "read", "meet", "sign"]
    who: str
    """Role id."""
    due: int
    """Calendar days from the first day of the rotation, which is 0 and a Monday."""
    day: int | None
    """Working day of the rotation, 1 for the first and -1 for the last one before it; None where it is due by week."""
    when: str
    """The due time in words."""
    phase: str | None
    """Phase in which it is due; None before the first."""
    gate: str | None
    """Gate that waits for it."""
    after: tuple[str, ...]
    paths: tuple[str, ...]
    """Ids of the entry paths that it belongs to."""
    evidence: str | None
    """Kind of evidence that it leaves behind."""
    digest: str
    """The digest of its words and its due time."""


@dataclass(frozen=True, slots=True)
class Book:
    """`checklist.json`, schema `immerse.book/1`."""

    client: str
    client_name: str
    core_version: str
    policy_version: str
    effective: str
    track: str
    weeks: int
    phases: tuple[BookPhase, ...]
    gates: tuple[BookGate, ...]
    modules: tuple[BookModule, ...]
    """The modules in their order, the strand `ROT` last."""
    kinds: tuple[BookKind, ...]
    roles: dict[str, str]
    """Role id -> its name."""
    attesting_roles: tuple[str, ...]
    """Roles that may attest."""
    duties: dict[str, tuple[str, ...]]
    """Duty to sign, besides attestations and decisions -> the roles that have it."""
    delegates: Mapping[str, str]
    """Role -> the role that may attest a competency in its place; it is in `one_of` of such signatures."""
    client_roles: tuple[str, ...]
    """Roles that only people hold whom the client employs."""
    paths: dict[str, str]
    """Entry path id -> its title."""
    path_items: dict[str, tuple[str, ...]]
    """Entry path id -> the only items that it asks for; paths that lead to graduation are absent."""
    levels: dict[int, str]
    contexts: dict[str, str]
    rules: tuple[BookRule, ...]
    """The sign-off rules, in their order; readers pass over kinds that they do not know."""
    parts: tuple[BookPart, ...]
    regulated: bool
    """Whether the client's sector counts as regulated."""
    agency_until: str | None
    """The last day of the agency's people, YYYY-MM-DD; None where the client has no agency, or its day is not set."""
    items: tuple[Item, ...]
    digest: str
    """A digest of the items' ids and digests, in order."""
    tasks: tuple[BookTask, ...] = ()
    """The tasks by the day on which they are due. A task is not an item: nobody attests it."""
