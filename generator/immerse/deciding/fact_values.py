"""The values that each fact can have for one client, and its usual value."""

from typing import Any

from immerse.expressions.evaluating import look_up
from immerse.expressions.expression_errors import MissingValue
from immerse.expressions.parsed_expressions import parse
from immerse.expressions.syntax_tree import Path
from immerse.expressions.value_shapes import key_fields
from immerse.model.base import Node
from immerse.model.decision import Fact
from immerse.model.policy.policy import Policy
from immerse.model.ruling import DecisionFault, Value, as_typed
from immerse.words.near_misses import did_you_mean

Domain = tuple[bool | str, ...]
"""The values that a fact can have, the usual one first; for a fact of several values its elements."""


def domain_of(fact: Fact, policy: Policy) -> Domain:
    """The values of a fact for one client; raises DecisionFault where the policy lists none."""
    if fact.several:
        return tuple(map(str, fact.several))
    if fact.values:
        return _usual_first(tuple(map(str, fact.values)), fact.usual)
    if fact.from_ is None:
        return _usual_first((True, False), fact.usual)
    return _usual_first((*_listed(fact, policy), *((str(fact.otherwise),) if fact.otherwise else ())), fact.usual)


def _usual_first(values: Domain, usual: Any) -> Domain:
    return tuple(sorted(dict.fromkeys(values), key=lambda value: value != usual))


def _listed(fact: Fact, policy: Policy) -> tuple[str, ...]:
    path = parse(str(fact.from_))
    assert isinstance(path, Path) and fact.from_ is not None
    try:
        listed = look_up(path, policy)
    except MissingValue as missing:
        if fact.otherwise:
            return ()
        raise DecisionFault(fact.from_.location, f"{missing} is not set", missing.hint()) from missing
    if isinstance(listed, dict):
        return tuple(map(str, listed))
    return tuple(str(getattr(item, key_fields(type(item))[0])) for item in listed if isinstance(item, Node))


def usual_value(fact: Fact, domain: Domain) -> Value | None:
    """The value of a fact that nobody states; None where it must be stated."""
    if fact.several:
        return tuple(map(str, fact.usual)) if isinstance(fact.usual, tuple) else ()
    if fact.usual is None and not fact.from_:
        return None
    return domain[0]


def validated(name: str, domain: Domain, stated: Any, fact: Fact | None = None) -> Value:
    """A stated value as the tables use it; raises DecisionFault where the domain lacks it.

    `stated` is as read from a file or the command line; `fact` is None for the result of a table.
    """
    if fact is not None and fact.several:
        words = stated if isinstance(stated, tuple) else (stated,)
        if unknown := [word for word in words if isinstance(word, bool) or word not in domain]:
            raise _not_in(name, unknown[0], domain)
        return tuple(str(value) for value in domain if value in words)
    if isinstance(stated, tuple):
        raise DecisionFault(None, f"{name} is one value, not several", f"values: {', '.join(map(as_typed, domain))}")
    if any(stated == value and isinstance(stated, bool) == isinstance(value, bool) for value in domain):
        return stated if isinstance(stated, bool) else str(stated)
    if fact is not None and fact.otherwise and isinstance(stated, str):
        return str(fact.otherwise)
    raise _not_in(name, stated, domain)


def _not_in(name: str, value: object, domain: Domain) -> DecisionFault:
    known = [as_typed(member) for member in domain]
    hint = f"{did_you_mean(as_typed(value), known)} values: {', '.join(known)}".lstrip()
    return DecisionFault(None, f"{name} is never {as_typed(value)!r}", hint)
