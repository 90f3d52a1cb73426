"""Decision tables: judged over every combination of facts for every client, and decided for one item; pure.

The tables are content (`facts:` and `decision_tables:` of a playbook); nothing of their subject is known here, except
what the policy's own settings mean (contacts, targets, timers).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from immerse.clocks.calendar import holidays_at
from immerse.deciding.complaints import missed_complaints
from immerse.deciding.decks import cards_and_decks
from immerse.deciding.faults import RULE, DecisionFault
from immerse.deciding.item import Bench, facts_listed, stated_in
from immerse.deciding.judging import Judge, Judged
from immerse.deciding.showing import shown_tables
from immerse.deciding.space import Patterns
from immerse.deciding.times import in_a_typical_week, of_a_group, on_a_real_day
from immerse.deciding.vocabulary import Vocabulary
from immerse.deciding.wording import Item, items_of, misstated, misworded
from immerse.model.drill import Inject
from immerse.model.edition import Client, Edition
from immerse.model.practice import Practice
from immerse.model.programme import Programme
from immerse.model.ruling import Ruling
from immerse.problems import Problem

__all__ = [
    "Bench",
    "DecisionFault",
    "Judged",
    "Patterns",
    "answer_keys",
    "bench_of",
    "closed_days",
    "decide",
    "facts_listed",
    "judge_decisions",
    "judge_wording",
    "measure_decisions",
    "practice_of",
    "shown_tables",
    "stated_in",
]


def judge_wording(programme: Programme) -> tuple[Problem, ...]:
    """What is wrong with facts and tables, and with the facts that injects and cards state, whoever the client is:
    names, values, expressions. Only where nothing is can the tables be judged for clients."""
    vocabulary = Vocabulary(programme.playbooks, programme.contract())
    return tuple(sorted({*misworded(vocabulary), *misstated(programme, vocabulary)}))


def judge_decisions(
    programme: Programme, clients: tuple[Client, ...], patterns: Patterns | None = None
) -> tuple[Problem, ...]:
    """What is wrong with tables for these clients, over every combination of facts: one for which no row decides, a row
    that never decides, an outcome without owner and deputy, a graver priority with a slower clock, a wall clock that
    nobody hears at night, an inject or a card that gets no key, or that misses a complaint. `patterns` are shared by
    the clients of one run."""
    found: list[Problem] = []
    has_tables = any(playbook.decision_tables for playbook in programme.playbooks)
    patterns = {} if patterns is None else patterns
    for client in clients if has_tables else ():
        bench = Bench(programme.playbooks, client)
        problems = [*Judge(programme, client, patterns).problems()] or _unanswered(programme, bench)
        if not problems:
            problems = [*missed_complaints(programme, bench)]
        found += [replace(problem, location=client.at_home(problem.location)) for problem in problems]
    return tuple(sorted(set(found)))


def measure_decisions(programme: Programme, clients: tuple[Client, ...]) -> tuple[Judged, ...]:
    """The tables that are judged, each with the number of combinations of facts that this covers."""
    judges = [Judge(programme, client) for client in clients]
    for judge in judges:
        for _ in judge.problems():
            pass
    return tuple(one for judge in judges for one in judge.judged)


def _unanswered(programme: Programme, bench: Bench) -> list[Problem]:
    problems = []
    for key, subject, item in items_of(programme):
        if item.facts and bench.vocabulary.tables:
            try:
                bench.accept(item.facts)
            except DecisionFault as fault:
                message = f"{key} has no key for {bench.client.id}: {fault.message}"
                place = fault.location or item.place_of("facts")
                problems.append(Problem(place, RULE, message, hint=fault.hint, subject=subject))
    return problems


def answer_keys(edition: Edition) -> dict[str, Ruling]:
    """What the tables say of every inject and card that states facts: `TRI-I9`, `TRI-D4/card-3` -> ruling.

    An edition for trainees has no facts left in assessed items, so no key of theirs can be made from it.
    """
    bench = bench_of(edition)
    if not bench.vocabulary.tables:
        return {}
    policy = edition.client.policy
    keys: dict[str, Ruling] = {}
    for key, _, item in items_of(edition.programme):
        if item.facts:
            ruling = bench.rule(item.facts)
            posted, arrived = _times_of(item)
            timed = in_a_typical_week(ruling, policy, bench.vocabulary, posted, arrived) if posted else ruling
            keys[key] = of_a_group(timed) if item.group else timed
    return keys


def practice_of(edition: Edition) -> Practice:
    """The cards that the trainees of an edition sort by themselves, each with its answer, and queues made of them."""
    return cards_and_decks(edition, bench_of(edition))


def _times_of(item: Item) -> tuple[str, str]:
    """When an item was posted and when it arrived, as it says; a card arrives at once, an inject when it is given."""
    if isinstance(item, Inject):
        return str(item.posted or item.at), str(item.arrived or item.at)
    return str(item.at or ""), str(item.arrived or "")


def closed_days(edition: Edition) -> dict[str, tuple[tuple[date, str], ...]]:
    """Desk id -> the holidays on which it is closed in the year from the release on, so that people know them before
    a clock surprises them."""
    policy = edition.client.policy
    first = policy.site.release.effective if policy.site.release else edition.on
    return {str(desk.id): holidays_at(desk, first) for desk in policy.centre.desks or ()}


def bench_of(edition: Edition) -> Bench:
    """Decides items by the tables of an edition, whose notes are resolved."""
    return Bench(edition.programme.playbooks, edition.client, edition.why)


def decide(
    bench: Bench, stated: Mapping[str, Any], at: datetime | None = None, arrived: datetime | None = None
) -> Ruling:
    """What the tables say of one item; with times where it is known when it was posted. It arrived at once unless said.

    Raises:
        DecisionFault: a name or a value does not exist, or a fact has to be stated.
        ImmerseError: the desk's public holidays are in no calendar.
    """
    ruling = bench.rule(stated)
    return on_a_real_day(ruling, bench.client.policy, bench.vocabulary, at, arrived) if at else ruling
