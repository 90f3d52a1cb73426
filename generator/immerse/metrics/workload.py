"""The workload of attesting at one client: signatures, observed pieces and hours a week, by role."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from immerse.model.book import NOBODY, TRAINEE, Book, Item
from immerse.model.policy.rotation import RotationGroup
from immerse.model.rotation import Effort

_MENTOR = "mentor"
"""The role of which a client has several people: one for so many trainees as `rotation.ratio` says."""
_HOUR = 60
_WEEK = 168


class RoleLoad(NamedTuple):
    """The workload of one role. Hours are exact and for a week; they are rounded where they are shown."""

    role: str
    title: str
    signatures: int
    """For one trainee: an attestation covers a competency at a gate, or an item of the graduation checklist."""
    records: int
    """Evaluation records in which these stand, several of one shift in each."""
    observed: int
    """Pieces of evidence that somebody watches, for one trainee."""
    decisions: int
    """Gates of the rotation that the role decides, for one trainee."""
    hours: Fraction
    """For one trainee, over the whole rotation."""
    busiest: str
    """Phase in which it is most, by name; empty where it is nothing."""
    busiest_hours: Fraction
    """For one trainee, in that phase."""
    people: int
    """The number of people who hold the role in a cohort."""
    trainees: int
    """The greatest number of trainees for whom one of them acts."""

    @property
    def hours_each(self) -> Fraction:
        """A week of one of these people, over the whole rotation."""
        return self.hours * self.trainees

    @property
    def busiest_each(self) -> Fraction:
        """A week of one of these people, in the busiest phase."""
        return self.busiest_hours * self.trainees


class Workload(NamedTuple):
    """The workload of attesting at one client."""

    client: str
    weeks: int
    size: int
    """Trainees of a cohort."""
    roles: tuple[RoleLoad, ...]
    """The roles in the order of the rotation, without roles that have nothing to do."""

    @property
    def signatures(self) -> int:
        """All signatures for one trainee."""
        return sum(role.signatures for role in self.roles)

    @property
    def observed(self) -> int:
        """All observed pieces of one trainee."""
        return sum(role.observed for role in self.roles)


def workload_of(book: Book, rotation: RotationGroup, effort: Effort) -> Workload:
    """The workload that the items and gates of a book give to each role.

    Where one of several roles signs, the first one is counted. Who watches is the mentor where the mentor attests
    the competency, else the first of its attesters.

    Args:
        book: The client's.
        rotation: The client's group of settings: cohort, and trainees for each mentor.
        effort: Minutes of each kind of act.
    """
    size = rotation.cohort.size if rotation.cohort else 1
    ratio = min(rotation.ratio or 1, size)
    acts = _acts_of(book)
    loads = (
        _load(book, role, acts[role], effort, trainees=ratio if role == _MENTOR else size, size=size)
        for role in book.roles
        if role in acts and role not in (NOBODY, TRAINEE)
    )
    return Workload(book.client, book.weeks, size, tuple(loads))


@dataclass(slots=True)
class _Acts:
    """The acts of one role for one trainee, by gate."""

    signatures: dict[str, int]
    observed: dict[str, Fraction]
    decisions: dict[str, int]


def _acts_of(book: Book) -> Mapping[str, _Acts]:
    acts: dict[str, _Acts] = defaultdict(lambda: _Acts(defaultdict(int), defaultdict(Fraction), defaultdict(int)))
    for item in book.items:
        for row in item.signatures:
            gate = row.gates[0] if row.gates else ""
            acts[row.one_of[0]].signatures[gate] += 1
        if item.evidence_observed and (watching := _watching(item)):
            gates = [gate for gate, _ in item.levels] or [item.gate]
            for gate in gates:
                acts[watching].observed[gate] += Fraction(item.evidence_observed, len(gates))
    for passed in (gate for gate in book.gates if gate.after):
        for role in passed.decided_by[:1] if passed.one_decides else passed.decided_by:
            acts[role].decisions[passed.id] += 1
    return acts


def _watching(item: Item) -> str:
    signers = (*item.attest_all, *item.attest_any)
    return _MENTOR if _MENTOR in signers else next(iter(signers), "")


def _load(book: Book, role: str, acts: _Acts, effort: Effort, *, trainees: int, size: int) -> RoleLoad:
    minutes: dict[str, Fraction] = defaultdict(Fraction)
    records = {gate: -(-count // effort.batch) for gate, count in acts.signatures.items()}
    for gate, count in acts.signatures.items():
        minutes[gate] += count * effort.signature + records[gate] * effort.record
    for gate, pieces in acts.observed.items():
        minutes[gate] += pieces * effort.observation
    for gate, count in acts.decisions.items():
        minutes[gate] += count * effort.decision
    # Gate of the rotation -> name of the phase that it closes, and that phase's weeks.
    phases = {phase.id: phase for phase in book.phases if phase.first is not None and phase.last is not None}
    phase_of_gate = ((gate.id, phases[gate.after]) for gate in book.gates if gate.after in phases)
    weeks = {gate: (phase.name, (phase.last or 0) - (phase.first or 0) + 1) for gate, phase in phase_of_gate}
    by_gate = {gate: spent / _HOUR for gate, spent in minutes.items() if gate in weeks and spent}
    weekly = {weeks[gate][0]: spent / weeks[gate][1] for gate, spent in by_gate.items()}
    busiest = max(weekly, key=lambda phase: weekly[phase], default="")
    return RoleLoad(
        role=role,
        title=book.roles[role],
        signatures=sum(acts.signatures.values()),
        records=sum(records.values()),
        observed=int(sum(acts.observed.values())),
        decisions=sum(acts.decisions.values()),
        hours=sum(by_gate.values(), Fraction()) / book.weeks,
        busiest=busiest,
        busiest_hours=weekly.get(busiest, Fraction()),
        people=-(-size // trainees),
        trainees=trainees,
    )


def hours(exact: Fraction) -> str:
    """Hours as people read them, with one decimal; what is less than a tenth and not nothing is `<0.1`."""
    tenths = int(exact * 10 + Fraction(1, 2))
    return "<0.1" if exact and not tenths else f"{tenths // 10}.{tenths % 10}"


def over(workload: Workload, limits: Mapping[str, int]) -> Iterable[tuple[RoleLoad, int]]:
    """(Role, its limit in hours a week) for each role one of whose people has more to do, over the whole rotation."""
    return ((role, limits[role.role]) for role in workload.roles if role.hours_each > limits.get(role.role, _WEEK))
