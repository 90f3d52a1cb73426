"""Decision tables: checked over every combination of facts for every client, and evaluated for one item; pure.

The tables are content (`facts:` and `decision_tables:` of a playbook). Of their subject, this package knows only what
the settings of the policy mean (contacts, targets, timers).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from immerse.deciding.answer_keys import contradicting_keys, items_without_key
from immerse.deciding.declaration_checks import declaration_problems, statement_problems
from immerse.deciding.due_times import on_a_real_day
from immerse.deciding.item_evaluator import ItemEvaluator, SharedEvaluator
from immerse.deciding.missed_complaints import missed_complaints
from immerse.deciding.table_coverage import CoverageCheck
from immerse.deciding.vocabulary import Vocabulary
from immerse.expressions.combinations import BitPatterns
from immerse.model.edition import Client, Edition
from immerse.model.programme import Programme
from immerse.model.ruling import Ruling
from immerse.problems import Problem, each_once


def check_declarations(programme: Programme) -> tuple[Problem, ...]:
    """Problems of facts and tables, and of the facts that injects and cards state, for any client: names, values,
    expressions. The tables can be checked for clients only where there are none."""
    vocabulary = Vocabulary(programme.playbooks, programme.contract())
    return each_once((*declaration_problems(vocabulary), *statement_problems(programme, vocabulary)))


def check_tables(
    programme: Programme, clients: tuple[Client, ...], patterns: BitPatterns | None = None
) -> tuple[Problem, ...]:
    """Problems of tables for these clients, over every combination of facts: a combination for which no row decides, a
    row that never decides, an outcome without owner and deputy, a graver priority with a slower clock, a wall clock
    while nobody is on duty, an inject or a card without a key, one that misses a complaint, or a key that contradicts
    them. Share `patterns` between the clients of one run."""
    problems: list[Problem] = []
    has_tables = any(playbook.decision_tables for playbook in programme.playbooks)
    patterns = patterns or BitPatterns()
    for client in clients if has_tables else ():
        evaluator = ItemEvaluator(programme.playbooks, client)
        of_client = [*CoverageCheck(programme, client, patterns).problems()]
        of_client = of_client or [*items_without_key(programme, evaluator)]
        of_client = of_client or [*missed_complaints(programme, evaluator), *contradicting_keys(programme, evaluator)]
        problems += [replace(problem, location=client.at_home(problem.location)) for problem in of_client]
    return each_once(problems)


def evaluator_for(edition: Edition) -> ItemEvaluator:
    """Evaluates items by the tables of an edition, whose notes are resolved."""
    return SharedEvaluator().of(edition)


def rule(
    evaluator: ItemEvaluator, stated: Mapping[str, Any], at: datetime | None = None, arrived: datetime | None = None
) -> Ruling:
    """The ruling on one item, with times if `at` says when it was posted; it arrived at once unless `arrived` is given.

    Raises:
        DecisionFault: a name or a value does not exist, or a fact must be stated.
        ImmerseError: the desk's public holidays are in no calendar.
    """
    ruling = evaluator.rule(stated)
    if at is None:
        return ruling
    return on_a_real_day(ruling, evaluator.client.policy, evaluator.vocabulary.language, at, arrived)
