"""What the ids of a policy are called: brands, channels, texts, triggers, regimes, outcomes, contacts."""

from __future__ import annotations

from collections.abc import Iterator

from immerse.model.policy.policy import Policy


def policy_names(policy: Policy) -> dict[str, str]:
    """Id -> what people call it. Contacts come last: where an id stands for two things, a person is meant."""
    return dict(_things(policy)) | dict(_decided(policy)) | dict(_contacts(policy))


def _things(policy: Policy) -> Iterator[tuple[str, str]]:
    for brand in policy.client.brands or ():
        yield str(brand.id), str(brand.name)
    for channel in policy.centre.channels or ():
        yield str(channel.id), f"{channel.account} on {channel.platform}"
    for outcome in policy.measures.outcomes or ():
        yield str(outcome.id), outcome.in_brief


def _decided(policy: Policy) -> Iterator[tuple[str, str]]:
    for regime in policy.legal.regimes or ():
        yield str(regime.id), str(regime.title or regime.applies_to)
    for text in policy.approvals.pre_cleared or ():
        yield str(text.id), str(text.use)
    for approval in policy.approvals.chain or ():
        yield str(approval.id), str(approval.title)
    for id, trigger in (policy.escalation.hard_triggers or {}).items():
        yield str(id), str(trigger.title)


def _contacts(policy: Policy) -> Iterator[tuple[str, str]]:
    for id, contact in (policy.escalation.contacts or {}).items():
        yield str(id), str(contact.title)
