"""What each fact can be for one client, and what it is where nobody says."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from immerse.deciding.faults import DecisionFault
from immerse.expressions.evaluating import look_up
from immerse.expressions.faults import MissingValue
from immerse.expressions.grammar import parse
from immerse.expressions.shapes import key_field
from immerse.expressions.terms import Path
from immerse.model.base import Node
from immerse.model.decision import Fact
from immerse.model.policy.policy import Policy
from immerse.model.ruling import Value

Domain = tuple[bool | str, ...]
"""The values that a fact can have, the usual one first; for a fact of the kind `several` its elements."""


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
        found = look_up(path, policy)
    except MissingValue as missing:
        if fact.otherwise:
            return ()
        setting = ".".join(map(str, missing.parts))
        raise DecisionFault(
            fact.from_.location,
            f"{setting} is not set",
            f"set {setting} in policy.yml; immerse explain {setting} shows its form",
        ) from missing
    if isinstance(found, dict):
        return tuple(map(str, found))
    return tuple(str(getattr(item, key_field(type(item)))) for item in found if isinstance(item, Node))


def usual_of(fact: Fact, domain: Domain) -> Value | None:
    """What a fact is where nobody says; None where it has to be said."""
    if fact.several:
        return tuple(map(str, fact.usual)) if isinstance(fact.usual, tuple) else ()
    if fact.usual is None and not fact.from_:
        return None
    return domain[0]


def value_of(name: str, domain: Domain, stated: Any, fact: Fact | None = None) -> Value:
    """A stated value as the tables know it; raises DecisionFault with the nearest value where it is none of them.

    Args:
        name: For the message.
        domain: What it can be.
        stated: As it came out of a file or off a command line.
        fact: The fact it is a value of; None for what a table would decide.
    """
    if fact is not None and fact.several:
        words = stated if isinstance(stated, tuple) else (stated,)
        if odd := [word for word in words if isinstance(word, bool) or word not in domain]:
            raise _none_of(name, odd[0], domain)
        return tuple(str(value) for value in domain if value in words)
    if isinstance(stated, tuple):
        raise DecisionFault(None, f"{name} is one value, not several", f"values: {', '.join(map(say, domain))}")
    if any(stated == value and isinstance(stated, bool) == isinstance(value, bool) for value in domain):
        return stated if isinstance(stated, bool) else str(stated)
    if fact is not None and fact.otherwise and isinstance(stated, str):
        return str(fact.otherwise)
    raise _none_of(name, stated, domain)


def say(value: object) -> str:
    """A value as people type it."""
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _none_of(name: str, value: object, domain: Domain) -> DecisionFault:
    known = [say(one) for one in domain]
    near = get_close_matches(say(value), known, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    return DecisionFault(None, f"{name} is never {say(value)!r}", f"{hint}values: {', '.join(known)}")
