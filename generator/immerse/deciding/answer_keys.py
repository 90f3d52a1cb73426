"""The answer keys of injects and cards that state facts: the ruling of the tables on each, with its times."""

from collections.abc import Iterator

from immerse.deciding.due_times import in_a_typical_week, of_a_group
from immerse.deciding.item_evaluator import ItemEvaluator, SharedEvaluator
from immerse.model.drill import DrillItem, Inject
from immerse.model.edition import Edition
from immerse.model.programme import Programme
from immerse.model.ruling import DecisionFault, Ruling
from immerse.problems import Problem


def answer_keys(edition: Edition, shared: SharedEvaluator) -> dict[str, Ruling]:
    """Key of every inject and card that states facts (`TRI-I9`, `TRI-D4/card-3`) -> ruling.

    An edition for trainees has no facts left in assessed items, so no key of them can be made from it.
    """
    evaluator = shared.of(edition)
    if not evaluator.vocabulary.tables:
        return {}
    policy, language_fact = edition.client.policy, evaluator.vocabulary.language
    keys: dict[str, Ruling] = {}
    for key, _, item in edition.programme.items():
        if item.facts:
            ruling = evaluator.rule(item.facts)
            posted, arrived = _times_of(item)
            timed = in_a_typical_week(ruling, policy, language_fact, posted, arrived) if posted else ruling
            keys[key] = of_a_group(timed) if item.group else timed
    return keys


def _times_of(item: DrillItem) -> tuple[str, str]:
    """The times at which an item was posted and arrived, as written; a card arrives at once, an inject when it is
    given."""
    if isinstance(item, Inject):
        return str(item.posted or item.at), str(item.arrived or item.at)
    return str(item.at or ""), str(item.arrived or "")


def items_without_key(programme: Programme, evaluator: ItemEvaluator) -> Iterator[Problem]:
    """A problem for every item whose facts lead to no ruling for the client of the evaluator."""
    for key, subject, item in programme.items():
        if item.facts and evaluator.vocabulary.tables:
            try:
                evaluator.accept(item.facts)
            except DecisionFault as fault:
                message = f"{key} has no key for {evaluator.client.id}"
                yield fault.as_problem(item.location_of("facts"), subject, message)
