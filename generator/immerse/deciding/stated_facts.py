"""Facts that people state of an item: as typed, listed with their values, and completed with the usual ones."""

from collections.abc import Iterable, Mapping
from typing import Any

from immerse.deciding.client_tables import ClientTables
from immerse.deciding.fact_values import usual_value, validated
from immerse.model.decision import StatedFacts
from immerse.model.ruling import DecisionFault, Value, as_typed
from immerse.words.english import join
from immerse.words.near_misses import did_you_mean

_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


def completed(tables: ClientTables, stated: Mapping[str, Any] | StatedFacts) -> dict[str, Value]:
    """The stated facts and results, validated, with the usual values of all other facts. Facts that no table of the
    client reads are left out.

    Raises:
        DecisionFault: a name or a value does not exist, or a fact must be stated.
    """
    facts: dict[str, Value] = {}
    for name, value in stated.items():
        if name in tables.vocabulary.facts and name not in tables.names:
            continue  # every table that reads it leaves it out for this client
        if name not in tables.names:
            hint = did_you_mean(name, tables.names, f"facts: {', '.join(tables.names)}")
            raise DecisionFault(None, f"there is no fact {str(name)!r}", hint)
        facts[str(name)] = validated(name, tables.domain(name), value, tables.vocabulary.facts.get(name))
    questions: dict[str, str] = {}
    for name, usual in tables.usual_values.items():
        if name in facts:
            continue
        if usual is None:
            values = ", ".join(map(as_typed, tables.domain(name)))
            questions[name] = f"{tables.vocabulary.facts[name].ask} values: {values}"
        else:
            facts[name] = usual
    if questions:
        raise DecisionFault(None, f"{join(questions)} must be stated", "; ".join(questions.values()))
    return facts


def listed_facts(tables: ClientTables) -> dict[str, dict[str, Any]]:
    """Name -> `ask`, `values` (value -> meaning) and `usual` of everything that can be stated; the question for the
    result of a table is its title."""
    listed: dict[str, dict[str, Any]] = {}
    for name in tables.names:
        fact, domain = tables.vocabulary.facts.get(name), tables.domain(name)
        meanings: dict[str, str] = {}
        usual: Value | None = ()
        ask = f"decided by: {tables.vocabulary.givers[name].title}" if fact is None else str(fact.ask)
        if fact is not None:
            meanings = {str(value): str(text) for value, text in (*fact.values.items(), *fact.several.items())}
            usual = usual_value(fact, domain)
        usuals = usual if isinstance(usual, tuple) else () if usual is None else (as_typed(usual),)
        values = {as_typed(value): meanings.get(as_typed(value), "") for value in domain}
        listed[name] = {"ask": ask, "values": values, "usual": usuals}
    return listed


def parsed_facts(tables: ClientTables, pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Facts as people type them (`signs=threat,lawyer`, `helps=no`) as the tables know them.

    An unknown name is kept for `completed` to refuse; mentions of a fact of several values add up.

    Raises:
        DecisionFault: a fact of one value is stated twice with different values.
    """
    facts: dict[str, Any] = {}
    first: dict[str, str] = {}
    for name, text in pairs:
        fact = tables.vocabulary.facts.get(name)
        several = fact is not None and fact.several
        if name in first and not several and first[name] != text:
            raise DecisionFault(None, f"{name} is stated twice, as {first[name]!r} and as {text!r}", "state it once")
        first.setdefault(name, text)
        if several:
            words = tuple(word.strip() for word in text.split(",") if word.strip())
            facts[name] = (*facts.get(name, ()), *words)
        elif name in tables.names and True in tables.domain(name):
            facts[name] = _TRUTHS.get(text.lower(), text)
        else:
            facts[name] = text
    return facts
