"""Filters for who, where, what for and under which rule: role, deputy, channel, outcome, path, regime, language ..."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from immerse.expressions.faults import ExpressionFault
from immerse.expressions.filtering import Arguments, Filter, each, is_text_or_list, setting_of
from immerse.model.policy.escalation import Contact
from immerse.model.policy.policy import Policy
from immerse.words.english import join
from immerse.words.names import country_name, language_name

RESPONDER = "responder"
"""Whoever drafts in an approval chain: anybody at the desk, so no contact."""


def _contact(contact_id: str, policy: Policy) -> Contact:
    contacts: dict[Any, Contact] = setting_of(policy, "escalation.contacts")
    found = contacts.get(contact_id)
    if found is None:
        raise ExpressionFault(
            f"{contact_id!r} is no contact of this client", f"add {contact_id!r} to escalation.contacts"
        )
    return found


def title_of(contact_id: str, policy: Policy) -> str:
    """A contact's title in the middle of a sentence: "duty lead"."""
    return RESPONDER if contact_id == RESPONDER else str(_contact(contact_id, policy).title)


def _role(value: Any, arguments: Arguments, policy: Policy) -> str:
    return join(title_of(contact, policy) for contact in each(value))


def _deputy(value: Any, arguments: Arguments, policy: Policy) -> str:
    return join(title_of(_contact(contact, policy).deputy, policy) for contact in each(value))


def _channel(value: Any, arguments: Arguments, policy: Policy) -> str:
    channels = {channel.id: channel for channel in setting_of(policy, "centre.channels")}
    said = []
    for channel_id in each(value):
        channel = channels.get(channel_id)
        if channel is None:
            raise ExpressionFault(
                f"{channel_id!r} is no channel of this client", f"add {channel_id!r} to centre.channels"
            )
        said.append(f"{channel.account} on {channel.platform}")
    return join(said)


def _place(value: Any, arguments: Arguments, policy: Policy) -> str:
    accounts = {str(channel.id): f"{channel.account} on {channel.platform}" for channel in policy.centre.channels or ()}
    return join(accounts.get(str(place), str(place)) for place in each(value))


def _outcome(value: Any, arguments: Arguments, policy: Policy) -> str:
    outcomes = {outcome.id: outcome.in_brief for outcome in setting_of(policy, "measures.outcomes")}
    return join(_named(outcomes, outcome_id, "outcome", "measures.outcomes") for outcome_id in each(value))


def _path(value: Any, arguments: Arguments, policy: Policy) -> str:
    paths = {path.id: str(path.title) for path in setting_of(policy, "approvals.chain")}
    return join(_named(paths, path_id, "approval path", "approvals.chain") for path_id in each(value))


def _cleared(value: Any, arguments: Arguments, policy: Policy) -> str:
    uses = {text.id: str(text.use) for text in setting_of(policy, "approvals.pre_cleared")}
    return join(_named(uses, text_id, "pre-cleared text", "approvals.pre_cleared") for text_id in each(value))


def _regime(value: Any, arguments: Arguments, policy: Policy) -> str:
    regimes = {regime.id: str(regime.title or regime.applies_to) for regime in setting_of(policy, "legal.regimes")}
    return join(_named(regimes, regime_id, "regime", "legal.regimes") for regime_id in each(value))


def _named(names: Mapping[str, str], id: str, kind: str, setting: str) -> str:
    if id not in names:
        raise ExpressionFault(f"{id!r} is no {kind} of this client", f"add {id!r} to {setting}")
    return names[id]


def _said(say: Callable[[str], str | None], kind: str) -> Callable[[Any, Arguments, Policy], str]:
    def run(value: Any, arguments: Arguments, policy: Policy) -> str:
        said = []
        for code in each(value):
            name = say(code)
            if name is None:
                raise ExpressionFault(f"{code!r} is no {kind} that has a name")
            said.append(name)
        return join(said)

    return run


_CONTACTS = ("escalation.contacts",)
_CHANNELS = ("centre.channels",)
_CLEARED = ("approvals.pre_cleared",)

PEOPLE: tuple[Filter, ...] = (
    Filter("role", "a contact's id, or a list of them", is_text_or_list, _role, reads=_CONTACTS),
    Filter("deputy", "a contact's id, or a list of them", is_text_or_list, _deputy, reads=_CONTACTS),
    Filter("channel", "a channel's id, or a list of them", is_text_or_list, _channel, reads=_CHANNELS),
    Filter("place", "a channel's id or a place in words, or a list of them", is_text_or_list, _place, reads=_CHANNELS),
    Filter("outcome", "an outcome's id, or a list of them", is_text_or_list, _outcome, reads=("measures.outcomes",)),
    Filter("path", "an approval path's id, or a list of them", is_text_or_list, _path, reads=("approvals.chain",)),
    Filter("cleared", "a pre-cleared text's id, or a list of them", is_text_or_list, _cleared, reads=_CLEARED),
    Filter("regime", "a regime's id, or a list of them", is_text_or_list, _regime, reads=("legal.regimes",)),
    Filter("language", "a language tag, or a list of them", is_text_or_list, _said(language_name, "language")),
    Filter("country", "a country's code, or a list of them", is_text_or_list, _said(country_name, "country")),
)
