"""Roles that may attest a competency in place of a senior one, as a client's policy names them."""

from immerse.composing.book_frame import gate_of_part
from immerse.model.competency import Competency
from immerse.model.policy.policy import Policy
from immerse.model.rotation import Rotation


def delegates_of(competency: Competency, policy: Policy) -> dict[str, str]:
    """Role -> its delegate, for the roles that attest a competency; a role that attests it itself is no delegate, so
    that one person cannot give two of its signatures."""
    roles = policy.rotation.roles
    signers = {*map(str, competency.attested_by.all), *map(str, competency.attested_by.any)}
    named = ((str(role), str(delegate)) for role, delegate in (roles.delegates if roles else {}).items())
    return {role: delegate for role, delegate in named if role in signers and delegate not in signers}


def undelegated_gate(rotation: Rotation) -> str:
    """The gate of graduation, at which delegates do not act; empty where there is none."""
    gate = gate_of_part(rotation.graduation[-1], rotation) if rotation.graduation else None
    return str(gate.id) if gate else ""
