"""The checklist book without its items: phases, gates, modules, kinds of evidence, names, numbers of rules."""

from collections.abc import Iterator
from typing import Any, get_args

from immerse.composing.signoff import rules_of
from immerse.model.book import BookGate, BookKind, BookModule, BookPart, BookPhase
from immerse.model.ids import TrackId
from immerse.model.policy.policy import Policy
from immerse.model.programme import Programme
from immerse.model.role import SigningDuty
from immerse.model.rotation import Gate, GraduationPart, Rotation

STRAND = "ROT"
"""The module id of the competencies of the rotation itself."""


def frame_of(programme: Programme, policy: Policy) -> dict[str, Any]:
    """Fields of `Book` other than versions and items, in the weeks of the client's track.

    Args:
        programme: Resolved for the client, with weeks under the id of its track.
        policy: The client's; `rotation.track` must be set.
    """
    rotation, track = programme.rotation, TrackId(policy.rotation.track or "")
    delegates = policy.rotation.roles.delegates if policy.rotation.roles else {}
    return {
        "phases": tuple(_phases(rotation, track)),
        "gates": tuple(_gates(rotation, track)),
        "modules": tuple(_modules(programme, track)),
        "kinds": tuple(
            BookKind(str(kind.id), str(kind.title), kind.observed, kind.simulated) for kind in rotation.evidence_kinds
        ),
        "roles": {str(role.id): str(role.title) for role in rotation.roles},
        "paths": {str(path.id): str(path.title) for path in rotation.paths},
        "levels": {level.level: str(level.name) for level in rotation.levels},
        "contexts": {str(context.id): str(context.title) for context in rotation.contexts},
        "attesting_roles": tuple(str(role.id) for role in rotation.roles if role.attests),
        "duties": {
            duty: tuple(str(role.id) for role in rotation.roles if duty in role.duties)
            for duty in get_args(SigningDuty)
        },
        "delegates": {str(role): str(delegate) for role, delegate in delegates.items()},
        "client_roles": tuple(str(role.id) for role in rotation.roles if role.client),
        "rules": tuple(rules_of(programme, policy)),
        "parts": tuple(_parts(rotation)),
        "regulated": rotation.regulated is not None,
        "agency_until": policy.agency.exit.date.isoformat() if policy.agency.exit and policy.agency.exit.date else None,
    }


def _phases(rotation: Rotation, track: TrackId) -> Iterator[BookPhase]:
    for phase in rotation.phases:
        first, last = phase.weeks.get(track, (None, None))
        yield BookPhase(str(phase.id), str(phase.name), first, last, phase.floor)


def _gates(rotation: Rotation, track: TrackId) -> Iterator[BookGate]:
    afterwards = {phase.id for phase in rotation.phases if not phase.weeks}
    for gate in rotation.gates:
        yield BookGate(
            id=str(gate.id),
            title=str(gate.title),
            after=str(gate.after or ""),
            week=None if gate.after in afterwards else gate.week.get(track),
            decided_by=tuple(map(str, gate.deciders)),
            one_decides=gate.by_one,
            panel=tuple(_panel(gate, rotation)),
        )


def _panel(gate: Gate, rotation: Rotation) -> Iterator[str]:
    for role in rotation.roles:
        if role.id in gate.deciders:
            yield from map(str, (*role.members, *(role.regulated_members if rotation.regulated else ())))


def _parts(rotation: Rotation) -> Iterator[BookPart]:
    for part in rotation.graduation:
        gate = gate_of_part(part, rotation)
        yield BookPart(str(part.id), str(part.title), str(gate.id) if gate else "")


def gate_of_part(part: GraduationPart, rotation: Rotation) -> Gate | None:
    """The gate that asks for a part: the last part closes dispersal, the parts before it close the lead phase."""
    phase = "disperse" if rotation.graduation[-1].id == part.id else "lead"
    return next((gate for gate in rotation.gates if gate.after == phase), None)


def _modules(programme: Programme, track: TrackId) -> Iterator[BookModule]:
    least = {str(entry.module): entry for entry in programme.rotation.minimum_evidence}
    titles = {str(module.id): str(module.title) for module in programme.modules}
    strand = {STRAND: str(programme.rotation.title)} if programme.rotation.competencies else {}
    for id, title in (titles | strand).items():
        entry = least.get(id)
        pieces, must = (entry.pieces.get(track, 0), str(entry.must_include)) if entry else (0, "")
        yield BookModule(id, title, pieces, must)
