"""Format 2: three hard triggers more in the core defaults."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.loading.located import YamlMapping
from immerse.upgrading.findings import Finding, Step
from immerse.upgrading.policies import ClientPolicy, policies
from immerse.upgrading.sources import Sources, inside

_LIKE = {"indecent-image": "minors", "scam-in-progress": "impersonation", "dependent-on-supply": "hazard"}
"""A new trigger -> the older one whose owner is nearest."""
_ALL = "escalation", "hard_triggers"


def _find(sources: Sources) -> Iterator[Finding]:
    if ".".join(_ALL) not in sources.read_settings:
        return
    for policy in policies(sources):
        sector = inside(policy.merged, "client", "sector")
        for id in _LIKE:
            trigger = inside(policy.merged, *_ALL, id)
            counts = inside(trigger, "sectors") is None or sector in inside(trigger, "sectors")
            if inside(policy.own, *_ALL, id) is not None:
                yield from _own(policy, id, counts=counts, sector=str(sector))
            elif counts:
                yield from _new(policy, id, str(inside(trigger, "route")))


def _own(policy: ClientPolicy, id: str, *, counts: bool, sector: str) -> Iterator[Finding]:
    """A client had a trigger of this name before the core had it."""
    place = policy.place(*_ALL, id)
    if counts:
        yield Finding("note", place, f"the core has a hard trigger {id!r} now; what is said here changes it")
    else:
        message = f"the core has a hard trigger {id!r} now, which does not count in the sector {sector!r}"
        yield Finding("todo", place, message, after=f"sectors: [{sector}]")


def _new(policy: ClientPolicy, id: str, route: str) -> Iterator[Finding]:
    """What a client has to say of a new trigger, or may want to."""
    contacts = inside(policy.merged, "escalation", "contacts")
    known = contacts if isinstance(contacts, YamlMapping) else {}
    like = inside(policy.merged, *_ALL, _LIKE[id], "route")
    place, message = policy.place(*_ALL), f"hard trigger {id!r} is new, and goes to {route!r}"
    if route not in known:
        nearest = like if like in known else "<contact>"
        yield Finding("todo", place, f"{message}, who is no contact here", after=f"{id}: {{route: {nearest}}}")
    elif like in known and like != route:
        message += f"; {_LIKE[id]!r} goes to {str(like)!r} here"
        yield Finding("note", place, message, after=f"{id}: {{route: {like}}}")
    else:
        yield Finding("note", place, message)


STEP = Step(
    format=2,
    name="triggers",
    about="The core has the hard triggers `indecent-image`, `scam-in-progress` and, for utilities and public bodies, "
    "`dependent-on-supply`; `vulnerable-person` is a person who needs more help.",
    find=_find,
)
