"""Values of a client's policy that are looser than the core defaults, for fields with a stricter side."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from immerse.model.policy.contract import FieldValue, declaring, values_of
from immerse.model.policy.limits import Justified, Stricter
from immerse.model.policy.policy import Policy
from immerse.problems import Location


class Looser(NamedTuple):
    """One value that is looser than the core default, and its owner."""

    path: str
    """`response.targets.P2.triage_min`."""
    ours: Any
    core: Any
    location: Location
    answerable: bool
    """Whether a reason and an owner can be set beside it, and no other rule judges it."""
    reason: str = ""
    owner: str = ""
    """Contact id; empty where nobody has put a reason and an owner beside the value."""

    @property
    def setting(self) -> str:
        """Key of the setting that holds it: `response.targets`."""
        return ".".join(self.path.split(".")[:2])


def looser_than_core(policy: Policy, core: Policy) -> Iterator[Looser]:
    """Every value of `policy` that is looser than the core default; a value that either side lacks is not compared."""
    for field, stricter in declaring(Policy, Stricter):
        defaults = {at.path: at.value for at in values_of(field, core)}
        for at in values_of(field, policy):
            default = defaults.get(at.path)
            if default is not None and stricter.looseness(at.value) > stricter.looseness(default):
                yield _answered(at, default, stricter)


def _answered(at: FieldValue, default: Any, stricter: Stricter) -> Looser:
    node = at.node if isinstance(at.node, Justified) else None
    answerable = node is not None and stricter.answerable
    justified = (str(node.reason), str(node.owner)) if node and node.reason and node.owner else ("", "")
    return Looser(at.path, at.value, default, at.node.location_of(at.name), answerable, *justified)
