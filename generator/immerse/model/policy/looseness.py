"""Where a client's policy is looser than the core defaults: which values have a stricter side, and which side it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from immerse.model.base import Node
from immerse.model.policy.limits import Justified
from immerse.model.policy.policy import Policy
from immerse.problems import Location


@dataclass(frozen=True, slots=True)
class Looser:
    """One value that is looser than the core default, and who answers for it."""

    path: str
    """`response.targets.P2.triage_min`."""
    ours: Any
    core: Any
    location: Location
    answerable: bool
    """A reason and an owner can stand beside it."""
    reason: str = ""
    owner: str = ""
    """Contact id; empty where nobody has put a reason and an owner beside the value."""

    @property
    def setting(self) -> str:
        """Key of the setting that holds it: `response.targets`."""
        return ".".join(self.path.split(".")[:2])


def _more(value: Any) -> int:
    return int(value)


def _less(value: Any) -> int:
    return -int(value)


def _later_in(*strictest_first: Any) -> Callable[[Any], int]:
    def rank(value: Any) -> int:
        return strictest_first.index(value) if value in strictest_first else 0

    return rank


_LOOSENESS: dict[str, Callable[[Any], int]] = {
    "centre.on_call.ack_min": _more,
    "centre.shift.length_h": _more,
    "centre.shift.overlap_min": _less,
    "response.targets.*.triage_min": _more,
    "response.targets.*.first_response_min": _more,
    "response.targets.*.cover_days": _more,
    "response.targets.*.update_min": _more,
    "response.targets.*.resolve_h": _more,
    "response.targets.*.clock": _later_in("wall", "cover"),
    "escalation.hard_triggers.*.priority": _later_in("P1", "P2", "P3", "P4"),
    "escalation.hard_triggers.*.clock": _later_in("wall", "cover"),
    "escalation.hard_triggers.*.tell_min": _more,
    "crisis.timers.activate_min": _more,
    "crisis.timers.ack_min": _more,
    "crisis.timers.holding_min": _more,
    "crisis.timers.update_min.*": _more,
    "crisis.pause_rule.scope": _later_in("all_brands", "listed_brands"),
    "crisis.pause_rule.paid_media": _less,
    "crisis.pause_rule.within_min": _more,
    "crisis.exercise.tabletop_months": _more,
    "crisis.exercise.functional_months": _more,
    "crisis.exercise.out_of_hours": _less,
    "identity.ai.drafting": _later_in("none", "assist_logged", "assist"),
    "identity.ai.auto_publish": _more,
    "security.access.brokered": _less,
    "security.access.review_days": _more,
    "rotation.ratio": _more,
    "rotation.minimums.weeks.*": _less,
    "rotation.signoff.signatory_share": _more,
    "rotation.signoff.simulated_share": _more,
    "rotation.signoff.checks_pass": _less,
    "rotation.signoff.waiver_limit": _more,
    "rotation.alumni.call_weeks": _more,
    "rotation.alumni.refresh_months": _more,
    "rotation.alumni.answer_days": _more,
    "agency.exit.revoke_days": _more,
    "wellbeing.exposure.max_continuous_h": _more,
    "wellbeing.exposure.opt_out": _less,
    "wellbeing.exposure.debrief_h": _more,
}
"""Path of a value (`*` for each key of a mapping) -> how loose a value of it is; more is looser, true counts as 1."""


def looser_than_core(policy: Policy, core: Policy) -> Iterator[Looser]:
    """Every value of `policy` that is looser than the core default; a value that either side lacks is not compared."""
    for pattern, rank in _LOOSENESS.items():
        for pair in _pairs(policy, core, tuple(pattern.split(".")), _Pair((), policy, core, policy, "")):
            if rank(pair.ours) > rank(pair.core):
                yield _answered(pair)


class _Pair(NamedTuple):
    """A value and the core's, reached together."""

    steps: tuple[str, ...]
    ours: Any
    core: Any
    node: Node
    """The nearest node of ours that holds the value,"""
    field: str
    """and the field of it that leads there."""


def _answered(pair: _Pair) -> Looser:
    node = pair.node if isinstance(pair.node, Justified) else None
    said = (str(node.reason), str(node.owner)) if node and node.reason and node.owner else ("", "")
    place = pair.node.place_of(pair.field)
    return Looser(".".join(pair.steps), pair.ours, pair.core, place, node is not None, *said)


def _pairs(ours: Any, core: Any, parts: tuple[str, ...], reached: _Pair) -> Iterator[_Pair]:
    if ours is None or core is None:
        return
    if not parts:
        yield reached._replace(ours=ours, core=core)
        return
    for name in _names(ours) if parts[0] == "*" else (parts[0],):
        step = reached._replace(steps=(*reached.steps, name))
        if isinstance(ours, Node):
            step = step._replace(node=ours, field=name)
        yield from _pairs(_part(ours, name), _part(core, name), parts[1:], step)


def _names(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, dict) else tuple(type(value).model_fields)


def _part(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else getattr(value, name, None)
