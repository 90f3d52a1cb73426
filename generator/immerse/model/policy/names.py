"""What the ids of a policy are called: brands, channels, texts, triggers, regimes, outcomes, contacts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from immerse.model.policy.policy import Policy

_NAMES: dict[str, Callable[[Any], str]] = {
    "client.brands": lambda brand: str(brand.name),
    "centre.channels": lambda channel: f"{channel.account} on {channel.platform}",
    "measures.outcomes": lambda outcome: str(outcome.in_brief),
    "legal.regimes": lambda regime: str(regime.title or regime.applies_to),
    "approvals.pre_cleared": lambda text: str(text.use),
    "approvals.chain": lambda path: str(path.title),
    "escalation.hard_triggers": lambda trigger: str(trigger.title),
    "escalation.contacts": lambda contact: str(contact.title),
}
"""Setting -> the name of one of its entries. Contacts come last: an id that two things have names a person."""


def name_in(policy: Policy, setting: str, id: str) -> str | None:
    """The name of one entry of one of these settings; None where there is no such entry."""
    entry = _entries(policy, setting).get(id)
    return None if entry is None else _NAMES[setting](entry)


def _entries(policy: Policy, setting: str) -> Mapping[str, Any]:
    """Id -> entry; empty where nobody set it."""
    group, _, name = setting.partition(".")
    entries = getattr(getattr(policy, group), name) or ()
    return entries if isinstance(entries, Mapping) else {entry.id: entry for entry in entries}


def policy_names(policy: Policy) -> dict[str, str]:
    """Id -> name, of everything in the policy that has an id."""
    return {str(id): name(entry) for key, name in _NAMES.items() for id, entry in _entries(policy, key).items()}
