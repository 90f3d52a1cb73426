"""The sign-off rules that apply to one client, with its own numbers where they are stricter, and their sentences."""

from collections.abc import Iterator
from typing import Any

from immerse.composing.signoff_words import sentence_of
from immerse.model.base import Node
from immerse.model.book import BookRule
from immerse.model.policy.policy import Policy
from immerse.model.programme import Programme
from immerse.model.rotation_names import RotationNames
from immerse.model.signoff import SignoffBase

_NAMED = ("id", "title", "why", "kind")


def rules_of(programme: Programme, policy: Policy) -> Iterator[BookRule]:
    """The rules of a resolved programme, in their order."""
    names = RotationNames(programme.rotation)
    for written in programme.rotation.signoff_rules:
        rule = _as_strict_as(written, policy)
        yield BookRule(
            id=str(rule.id),
            title=str(rule.title),
            kind=str(rule.kind),
            numbers={name: _plain(value) for name, value in rule if name not in _NAMED},
            sentence=sentence_of(rule, names),
            why=str(rule.why or ""),
        )
    for added in policy.rotation.signoff.rules if policy.rotation.signoff else ():
        title, text = f"Added by {policy.client.name}", str(added.text)
        yield BookRule(str(added.id), title, "stated", {"text": text}, sentence=text, added=True)


def _as_strict_as(rule: SignoffBase, policy: Policy) -> Any:
    """A rule with the client's number in place of its own, where the client's is smaller."""
    if not rule.setting:
        return rule
    value: Any = policy
    for part in rule.setting.split("."):
        value = getattr(value, part, None)
    limit = getattr(rule, rule.bound)
    return rule.model_copy(update={rule.bound: min(value, limit)}) if value is not None else rule


def _plain(value: Any) -> Any:
    if isinstance(value, Node):
        return {name: _plain(item) for name, item in value}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int)) else str(value)
