"""Filters for who and where: role, deputy, channel, language, country."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from immerse.expressions.faults import ExpressionFault
from immerse.expressions.filtering import Arguments, Filter, each, is_text_or_list, setting_of
from immerse.expressions.words import join, say_country, say_language
from immerse.model.policy.escalation import Contact
from immerse.model.policy.policy import Policy

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

PEOPLE: tuple[Filter, ...] = (
    Filter("role", "a contact's id, or a list of them", is_text_or_list, _role, reads=_CONTACTS),
    Filter("deputy", "a contact's id, or a list of them", is_text_or_list, _deputy, reads=_CONTACTS),
    Filter("channel", "a channel's id, or a list of them", is_text_or_list, _channel, reads=("centre.channels",)),
    Filter("language", "a language tag, or a list of them", is_text_or_list, _said(say_language, "language")),
    Filter("country", "a country's code, or a list of them", is_text_or_list, _said(say_country, "country")),
)
