"""Filters for people, places, purposes and rules: role, deputy, channel, outcome, path, regime, language ..."""

from collections.abc import Callable
from typing import Any

from immerse.expressions.expression_errors import ExpressionFault
from immerse.expressions.filtering import Arguments, Filter, each, is_text_or_list, of_value, setting_of
from immerse.model.policy.id_names import HOMES, name_in
from immerse.model.policy.policy import Policy
from immerse.words.english import join, with_article
from immerse.words.names import country_name, language_name

RESPONDER = "responder"
"""The id of the person who drafts in an approval chain: anybody at the desk, not a contact."""


def _name_of(id: str, kind: str, policy: Policy, called: str = "") -> str:
    setting_of(policy, HOMES[kind])  # raises MissingValue
    name = name_in(policy, kind, id)
    if name is None:
        raise ExpressionFault(f"this client has no {called or kind} {id!r}", f"add {id!r} to {HOMES[kind]}")
    return name


def _named(filter_name: str, kind: str, called: str = "") -> Filter:
    """A filter from the id of a thing of this kind, which authors know as `called`, to its name."""
    noun = called or kind
    wants = f"{with_article(noun)}'s id, or a list of them"

    def run(value: Any, arguments: Arguments, policy: Policy) -> str:
        """The names of one id or of several."""
        return join(_name_of(id, kind, policy, called) for id in each(value))

    return Filter(filter_name, wants, is_text_or_list, run, reads=(HOMES[kind],))


def title_of(contact_id: str, policy: Policy) -> str:
    """A contact's title in the middle of a sentence: "duty lead"."""
    return RESPONDER if contact_id == RESPONDER else _name_of(contact_id, "contact", policy)


def _role(value: Any, arguments: Arguments, policy: Policy) -> str:
    return join(title_of(id, policy) for id in each(value))


def _deputy(value: Any, arguments: Arguments, policy: Policy) -> str:
    for id in each(value):
        _name_of(id, "contact", policy)  # raises ExpressionFault for an unknown id
    return join(title_of(policy.escalation.deputy_of(id), policy) for id in each(value))


def _place(value: Any, arguments: Arguments, policy: Policy) -> str:
    return join(name_in(policy, "channel", str(place)) or str(place) for place in each(value))


def _known(name_of: Callable[[str], str | None], kind: str) -> Callable[[Any], str]:
    def name(code: str) -> str:
        """The name of one code; raises ExpressionFault."""
        name = name_of(code)
        if name is None:
            raise ExpressionFault(f"{code!r} is not a {kind} that has a name")
        return name

    return lambda value: join(map(name, each(value)))


_CONTACT = "a contact's id, or a list of them"
_PLACE = "a channel's id or a place in words, or a list of them"
_LANGUAGE, _COUNTRY = "a language tag, or a list of them", "a country's code, or a list of them"

PEOPLE: tuple[Filter, ...] = (
    Filter("role", _CONTACT, is_text_or_list, _role, reads=(HOMES["contact"],)),
    Filter("deputy", _CONTACT, is_text_or_list, _deputy, reads=(HOMES["contact"],)),
    _named("channel", "channel"),
    Filter("place", _PLACE, is_text_or_list, _place, reads=(HOMES["channel"],)),
    _named("outcome", "outcome"),
    _named("path", "approval", called="approval path"),
    _named("cleared", "pre-cleared text"),
    _named("regime", "regime"),
    Filter("language", _LANGUAGE, is_text_or_list, of_value(_known(language_name, "language"))),
    Filter("country", _COUNTRY, is_text_or_list, of_value(_known(country_name, "country"))),
)
