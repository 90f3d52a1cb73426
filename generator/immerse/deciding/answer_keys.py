"""The answer keys of injects and cards that state facts: the ruling of the tables on each, with its times."""

import re
from collections.abc import Iterator

from immerse.deciding.client_tables import shown, shown_items
from immerse.deciding.due_times import in_a_typical_week, of_a_group
from immerse.deciding.item_evaluator import ItemEvaluator, SharedEvaluator
from immerse.model.decision import NAMED_OUTCOMES
from immerse.model.drill import Card, DrillItem, Inject
from immerse.model.edition import Edition
from immerse.model.programme import Programme
from immerse.model.ruling import DecisionFault, Ruling, as_typed
from immerse.problems import Problem, Severity

_SAID = re.compile(
    r"[*_]{0,3}(?P<grade>[PS][1-4])\b[*_]{0,3}+(?!\s?[-–/]|,?\s(?:or|and|to|at least)\b)"
    r"(?:,\s(?P<word>[\w\s]{1,40})(?=[.,;:]|$))?"
)
"""What the own words of a key begin with: a priority or a severity, and the value of a fact or a result."""


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


def contradicting_keys(programme: Programme, evaluator: ItemEvaluator) -> Iterator[Problem]:
    """A problem for every key that says a priority, a severity or a value that the client's tables do not give for the
    facts of its item."""
    client, tables = evaluator.client, evaluator.tables
    values = {name: {as_typed(value) for value in tables.domain(name)} for name in tables.names}
    for key, subject, item in shown_items(programme, client.policy):
        texts = [item.key] if isinstance(item, Card) else [point.text for point in shown(item.expected, client.policy)]
        for text, said in [(text, said) for text in texts if item.facts and (said := _SAID.match(text))]:
            for group, words in said.groupdict().items():
                if words and (computed := _instead(group, "_".join(words.split()), evaluator.rule(item.facts), values)):
                    message = f"the key of {key} says {words!r}, but for {client.id} its facts give {computed}"
                    hint = "correct the key or the facts; where clients differ, read the value or use one_of"
                    place = text.at(said.start(group))
                    yield Problem(place, "L-97", message, Severity.WARNING, hint, subject, f"key/{key}/{words}")


def _instead(group: str, word: str, ruling: Ruling, values: dict[str, set[str]]) -> str:
    """What the tables give where a word is none of it; empty where it is, or where no table gives such a word."""
    given: dict[str, str] = {}
    for name in values if group == "word" else NAMED_OUTCOMES:
        if word in values.get(name, ()):
            graded = {getattr(verdict, name, "") for verdict in ruling.verdicts} - {""}
            given[name] = as_typed(tuple(sorted(graded)) if name in NAMED_OUTCOMES else ruling.facts.get(name, ()))
    is_right = not given or any(word in value.split(",") for value in given.values())
    return "" if is_right else ", ".join(f"{name} {value or 'none'}" for name, value in given.items())
