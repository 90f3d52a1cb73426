"""The declarations of the fields of the policy, as sentences for the pages of rules and settings."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from immerse.checking.limits import setting_of
from immerse.model.policy.contract import ContractField, fields_of
from immerse.model.policy.kinds import HOURS, MINUTES, MONTHS, PERCENT
from immerse.model.policy.limits import Expected, Length, Limit, NeedsEntries
from immerse.model.policy.policy import Policy
from immerse.model.policy.relations import Related, Relation, Rising, relations_of

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


def because(limit: Limit | Length) -> str:
    """The reason for a limit, to follow its bounds; empty where it has none."""
    return f", because {limit.why}" if limit.why else ""


def _of_fields() -> Iterator[Requirement]:
    for field in fields_of(Policy):
        path, setting = ".".join(field.keys), ".".join(field.keys[:2])
        limit, expected = field.type.declared(Limit), field.type.declared(Expected)
        if limit and field.rule and limit not in _GENERAL:
            bounds = f"`{path}` is {limit} {limit.unit}".rstrip()
            yield Requirement(field.rule, setting, f"{bounds}{because(limit)}.", is_bound=True)
        if expected:
            yield Requirement(expected.rule, setting, f"`{path}` {expected}: {expected.says}.")
        if needs := field.type.declared(NeedsEntries):
            yield Requirement(needs.rule, setting, f"`{path}: {needs.choice}` {needs}.")
        if field.type.model and issubclass(field.type.model, Related):
            for relation in field.type.model.relations:
                if not relation.rule:
                    yield _related(relation, path, field.type.model.rule_of_model)


def _of_relations() -> Iterator[Requirement]:
    for field, relation in relations_of(Policy):
        path = ".".join(field.keys) if field else ""
        if isinstance(relation, Rising):
            yield Requirement(relation.rule, setting_of(path), f"In `{path}`, {relation}.")
        else:
            yield _related(relation, path, relation.rule)


def _related(relation: Relation, path: str, rule: str) -> Requirement:
    above = f"{path}." if path else ""
    at = above + (relation.upper if relation.blames_upper else relation.lower)
    field = _by_path().get(above + relation.upper)
    sentence = relation.sentence(above, of_days=field is not None and field.type.kind == "date")
    return Requirement(rule, setting_of(at), f"{sentence[0].upper()}{sentence[1:]}.")


@cache
def _by_path() -> dict[str, ContractField]:
    return {".".join(field.keys): field for field in fields_of(Policy)}
