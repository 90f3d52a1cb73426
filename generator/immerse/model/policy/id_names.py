"""Names of the ids of a policy: brands, channels, texts, triggers, regimes, outcomes, contacts."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from immerse.model.id_slots import defining_fields
from immerse.model.policy.declarations import Group
from immerse.model.policy.policy import Policy

HOMES = {
    kind: f"{group}.{setting}"
    for group, field in Policy.model_fields.items()
    for kind, setting in defining_fields(cast("type[Group]", field.annotation)).items()
}
"""Kind of thing that a policy defines -> the setting whose entries they are: `brand` -> `client.brands`."""

_NAMES: dict[str, Callable[[Any], str]] = {
    "brand": lambda brand: str(brand.name),
    "channel": lambda channel: f"{channel.account} on {channel.platform}",
    "outcome": lambda outcome: str(outcome.in_brief),
    "regime": lambda regime: str(regime.title or regime.applies_to),
    "pre-cleared text": lambda text: str(text.use),
    "approval": lambda path: str(path.title),
    "hard trigger": lambda trigger: str(trigger.title),
    "contact": lambda contact: str(contact.title),
}
"""Kind of thing -> the name of one of them. Contacts come last: an id that two things have names a person."""


def name_in(policy: Policy, kind: str, id: str) -> str | None:
    """The name of one thing of this kind; None where the policy has no such thing."""
    entry = _entries(policy, kind).get(id)
    return None if entry is None else _NAMES[kind](entry)


def _entries(policy: Policy, kind: str) -> Mapping[str, Any]:
    """Id -> entry; empty where nobody set it."""
    group, _, name = HOMES[kind].partition(".")
    entries = getattr(getattr(policy, group), name) or ()
    return entries if isinstance(entries, Mapping) else {entry.id: entry for entry in entries}


def policy_names(policy: Policy) -> dict[str, str]:
    """Id -> name, of everything in the policy that has an id."""
    return {str(id): name(entry) for kind, name in _NAMES.items() for id, entry in _entries(policy, kind).items()}
