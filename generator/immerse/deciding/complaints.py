"""Items that say what the client's own definition calls a complaint, and whose facts make none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from immerse.deciding.faults import DecisionFault
from immerse.deciding.item import Bench
from immerse.deciding.wording import Item, items_of
from immerse.expressions.evaluating import holds
from immerse.expressions.faults import ExpressionFault, MissingValue
from immerse.expressions.reading import read_condition
from immerse.model.drill import Card
from immerse.model.edition import Client
from immerse.model.programme import Programme
from immerse.model.text import Condition, Slug
from immerse.problems import Problem, Severity

COMPLAINT_RULE = "L-80"
_TRIGGER = "complaint"


def missed_complaints(programme: Programme, bench: Bench) -> Iterator[Problem]:
    """Items for the client of a bench that hold a sign of a complaint, and for which no table says that they are one,
    although it would with one more fact. Without signs, or where a complaint is no P1 or P2, there are none."""
    client = bench.client
    complaints = client.policy.legal.complaints
    trigger = (client.policy.escalation.hard_triggers or {}).get(Slug(_TRIGGER))
    signs = complaints.signs if complaints else None
    if not signs or trigger is None or trigger.priority not in ("P1", "P2"):
        return
    if not bench.vocabulary.tables:
        return
    shown = _standing(programme, client)
    any_sign = _pattern(map(str, signs))
    for key, subject, item in items_of(programme):
        found = any_sign.search(item.text.replace("’", "'")) if item.facts else None
        if found is None or key not in shown or _is_complaint(bench, item.facts):
            continue
        if fact := _lacking(bench, item):
            said = " ".join(found.group().split())
            message = f"{key} says {said!r}, which is a complaint at {client.id}, and its facts make none of it"
            hint = f"facts: {fact}; or word the item otherwise"
            yield Problem(item.text.at(found.start()), COMPLAINT_RULE, message, Severity.WARNING, hint, subject)


def _pattern(signs: Iterable[str]) -> re.Pattern[str]:
    """Finds any of some signs, each as whole words."""
    each = (r"\s+".join(map(re.escape, sign.split())) for sign in signs)
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)", re.I)


def _is_complaint(bench: Bench, facts: Any) -> bool:
    try:
        ruling = bench.rule(facts)
    except DecisionFault:
        return True  # whoever judges the tables says what is wrong with it
    return any(row.gives == _TRIGGER for row in ruling.decided)


def _lacking(bench: Bench, item: Item) -> str:
    """The value of a fact of several values with which the item would be a complaint: `signs: loss_alleged`."""
    for name, fact in bench.vocabulary.facts.items():
        found = {str(key): value for key, value in item.facts.items()}.get(name, ())
        stated = found if isinstance(found, tuple) else (found,)
        for value in fact.several:
            if value not in stated and _is_complaint(bench, {**item.facts, name: (*stated, value)}):
                return f"{name}: {value}"
    return ""


def _standing(programme: Programme, client: Client) -> set[str]:
    """Keys of the items that this client's people see, by the conditions around them."""
    keys = {str(inject.id) for inject in programme.injects() if _holds(inject.when, client)}
    for drill in programme.drills():
        if not _holds(drill.when, client):
            continue
        for entry in drill.cards:
            cards = (entry,) if isinstance(entry, Card) else entry.one_of
            held = [card for card in cards if _holds(card.when, client)]
            if not isinstance(entry, Card) and not held and entry.otherwise:
                held = [entry.otherwise]
            keys |= {f"{drill.id}/{card.id}" for card in held}
    return keys


def _holds(when: Condition | None, client: Client) -> bool:
    if when is None:
        return True
    expression = read_condition(str(when), type(client.policy)).expression
    try:
        return expression is not None and holds(expression, client.policy)
    except (ExpressionFault, MissingValue):
        return False
