"""Format 2: three hard triggers more in the core defaults, and the core routes each by function."""

from collections.abc import Iterator

from immerse.loading.located import YamlMapping, value_at
from immerse.loading.policy_layers import CORE
from immerse.model.policy.escalation import UNRESOLVED
from immerse.upgrading.policies import ClientPolicy, policies
from immerse.upgrading.step_findings import Finding, upgrade_step
from immerse.upgrading.workspace_files import Sources

_NEW = ("indecent-image", "scam-in-progress", "dependent-on-supply")
_BEFORE = "duty-officer"
"""The contact to whom the core routed every trigger."""
_ALL = "escalation", "hard_triggers"


@upgrade_step(
    2,
    "The core has the hard triggers `indecent-image`, `scam-in-progress` and, for utilities and public bodies, "
    "`dependent-on-supply`; `vulnerable-person` is a person who needs more help. It routes every trigger by function, "
    "to the contact with that function, and no longer to a contact `duty-officer`.",
)
def triggers(sources: Sources) -> Iterator[Finding]:
    """Report the hard triggers that a client changes or leaves to the core."""
    if ".".join(_ALL) not in sources.read_settings:
        return
    for policy in policies(sources):
        written = value_at(policy.merged, *_ALL)
        if isinstance(written, YamlMapping):
            yield from _clashes_with_new(policy)
            counting = {str(id): trigger for id, trigger in written.items() if _counts(policy, trigger)}
            yield from _routes(policy, counting)


def _counts(policy: ClientPolicy, trigger: object) -> bool:
    sectors = value_at(trigger, "sectors")
    return sectors is None or value_at(policy.merged, "client", "sector") in sectors


def _clashes_with_new(policy: ClientPolicy) -> Iterator[Finding]:
    """Report a trigger of a client that has the name of a new trigger of the core."""
    for id in _NEW:
        if value_at(policy.written, *_ALL, id) is None:
            continue
        place = policy.place(*_ALL, id)
        if _counts(policy, value_at(policy.merged, *_ALL, id)):
            yield Finding("note", place, f"the core has a hard trigger {id!r} now; what is said here changes it")
        else:
            sector = value_at(policy.merged, "client", "sector")
            message = f"the core has a hard trigger {id!r} now, which does not count in the sector {str(sector)!r}"
            yield Finding("todo", place, message, after=f"sectors: [{sector}]")


def _routes(policy: ClientPolicy, triggers: dict[str, object]) -> Iterator[Finding]:
    """Report the contact who is now told of triggers that the client leaves to the core."""
    before, after = [], []
    unheld: dict[str, list[str]] = {}
    for id, trigger in triggers.items():
        if not isinstance(trigger, YamlMapping) or trigger.value_locations["route"].path != CORE:
            continue
        route = str(trigger["route"])
        before.append(f"{id}: {'not there' if id in _NEW else _BEFORE}")
        after.append(f"{id}: {route}")
        if route.startswith(UNRESOLVED):
            unheld.setdefault(route.removeprefix(UNRESOLVED), []).append(id)
    if before:
        message = "the core routes hard triggers by function, to the contact with that function"
        yield Finding("reads", policy.place(*_ALL), message, "\n".join(before), "\n".join(after))
    for function, ids in unheld.items():
        message = f"not exactly one contact has the function {function!r}: {', '.join(ids)}"
        after_ = (
            f"functions: [{function}]     at the contact who has it; if several, triggers: [{', '.join(ids)}] at one"
        )
        yield Finding("todo", policy.place("escalation", "contacts"), message, after=after_)
