"""What the checklist book says beside its items: phases, gates, modules, kinds of evidence, names, numbers of rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from immerse.model.book import BookGate, BookKind, BookModule, BookPhase, SignoffNumbers
from immerse.model.policy.policy import Policy
from immerse.model.programme import Programme
from immerse.model.rotation import Rotation
from immerse.model.text import Slug

STRAND = "ROT"
"""The id under which the competencies of the rotation itself stand."""


def frame_of(programme: Programme, policy: Policy) -> dict[str, Any]:
    """Fields of `Book` other than versions and items, in the weeks of the client's track.

    Args:
        programme: Resolved for the client, with weeks under the id of its track.
        policy: The client's; `rotation.track` must be set.
    """
    rotation, track = programme.rotation, Slug(policy.rotation.track or "")
    share = policy.rotation.signoff.simulated_share if policy.rotation.signoff else None
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
        "sr": SignoffNumbers() if share is None else SignoffNumbers(simulated_percent=share),
    }


def _phases(rotation: Rotation, track: Slug) -> Iterator[BookPhase]:
    for phase in rotation.phases:
        first, last = phase.weeks.get(track, (None, None))
        yield BookPhase(str(phase.id), str(phase.name), first, last, phase.floor)


def _gates(rotation: Rotation, track: Slug) -> Iterator[BookGate]:
    afterwards = {phase.id for phase in rotation.phases if not phase.weeks}
    for gate in rotation.gates:
        week = None if gate.after in afterwards else gate.week.get(track)
        yield BookGate(str(gate.id), str(gate.title), str(gate.after or ""), week)


def _modules(programme: Programme, track: Slug) -> Iterator[BookModule]:
    least = {str(entry.module): entry for entry in programme.rotation.minimum_evidence}
    titles = {str(module.id): str(module.title) for module in programme.modules}
    strand = {STRAND: str(programme.rotation.title)} if programme.rotation.competencies else {}
    for id, title in (titles | strand).items():
        entry = least.get(id)
        pieces, must = (entry.pieces.get(track, 0), str(entry.must_include)) if entry else (0, "")
        yield BookModule(id, title, pieces, must)
