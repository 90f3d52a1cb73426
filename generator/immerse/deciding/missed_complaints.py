"""Items that are a complaint by the client's own definition, but not by the tables."""

import re
from collections.abc import Iterator
from typing import Any

from immerse.deciding.client_tables import shown_items
from immerse.deciding.item_evaluator import ItemEvaluator
from immerse.model.drill import DrillItem
from immerse.model.ids import TriggerId
from immerse.model.programme import Programme
from immerse.model.ruling import DecisionFault
from immerse.problems import Problem, Severity

_TRIGGER = "complaint"


def missed_complaints(programme: Programme, evaluator: ItemEvaluator) -> Iterator[Problem]:
    """Items that contain a sign of a complaint for this client, are no complaint by the tables, and would be one with
    one more fact. There are none without signs, or where a complaint is neither P1 nor P2."""
    client = evaluator.client
    trigger = (client.policy.escalation.hard_triggers or {}).get(TriggerId(_TRIGGER))
    signs = client.policy.legal.complaints and client.policy.legal.complaints.signs
    if not signs or trigger is None or trigger.priority not in ("P1", "P2") or not evaluator.vocabulary.tables:
        return
    each = (r"\s+".join(map(re.escape, sign.split())) for sign in map(str, signs))
    any_sign = re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)", re.I)
    for key, subject, item in shown_items(programme, client.policy):
        sign = any_sign.search(item.text.replace("’", "'")) if item.facts else None
        if sign and not _is_complaint(evaluator, item.facts) and (fact := _missing_fact(evaluator, item)):
            words = " ".join(sign.group().split())
            message = f"{key} says {words!r}, which is a complaint at {client.id}, but its facts do not make it one"
            hint = f"facts: {fact}; or word the item otherwise"
            yield Problem(item.text.at(sign.start()), "L-80", message, Severity.WARNING, hint, subject)


def _is_complaint(evaluator: ItemEvaluator, facts: Any) -> bool:
    try:
        ruling = evaluator.rule(facts)
    except DecisionFault:
        return True  # the check of the tables reports the fault
    return any(row.gives == _TRIGGER for row in ruling.decided)


def _missing_fact(evaluator: ItemEvaluator, item: DrillItem) -> str:
    """The value of a fact of several values with which the item would be a complaint: `signs: loss_alleged`."""
    stated_facts = {str(name): value for name, value in item.facts.items()}
    for name, fact in evaluator.vocabulary.facts.items():
        stated = stated_facts.get(name, ())
        values = stated if isinstance(stated, tuple) else (stated,)
        for value in fact.several:
            if value not in values and _is_complaint(evaluator, {**item.facts, name: (*values, value)}):
                return f"{name}: {value}"
    return ""
