"""The declarations of the fields of the policy, as sentences for the pages of rules and settings."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from immerse.model.limits import Limit
from immerse.model.policy.contract import fields_of, setting_of
from immerse.model.policy.kinds import HOURS, MINUTES, MONTHS, PERCENT
from immerse.model.policy.limits import Expected, NeedsEntries
from immerse.model.policy.policy import Policy
from immerse.model.policy.relations import relations_of
from immerse.words.english import capitalized

_GENERAL = (MINUTES, HOURS, MONTHS, PERCENT)
"""The bounds of every number of a kind, which belong to no particular rule."""


class Requirement(NamedTuple):
    """One declared limit, expected value or relation."""

    rule: str
    """Empty where loading reports it under `schema`."""
    setting: str
    sentence: str
    """A sentence in Markdown, with its full stop."""
    is_bound: bool = False
    """Whether it gives the bounds of a number, which the tables of settings show beside the number."""


@cache
def requirements() -> tuple[Requirement, ...]:
    """All requirements of the contract, in its order."""
    return (*_of_fields(), *_of_relations())


def _of_fields() -> Iterator[Requirement]:
    for field in fields_of(Policy):
        path, setting = ".".join(field.keys), ".".join(field.keys[:2])
        limit, expected = field.type.declared(Limit), field.type.declared(Expected)
        if limit and field.rule and limit not in _GENERAL:
            bounds = f"`{path}` is {limit} {limit.unit}".rstrip()
            yield Requirement(field.rule, setting, f"{bounds}{limit.because}.", is_bound=True)
        if expected:
            yield Requirement(expected.rule, setting, f"`{path}` {expected}: {expected.says}.")
        if needs := field.type.declared(NeedsEntries):
            yield Requirement(needs.rule, setting, f"`{path}: {needs.choice}` {needs}.")


def _of_relations() -> Iterator[Requirement]:
    for field, relation in relations_of(Policy):
        model = (field.type.model if field else None) or Policy
        above = f"{'.'.join(field.keys)}." if field else ""
        sentence = capitalized(relation.sentence(model, above))
        rule, setting = relation.rule or model.rule_of_model, setting_of(above + relation.reported_at)
        yield Requirement(rule, setting, f"{sentence}.")
