"""The decision tables of this repository over every combination of facts, for every client."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, get_args

import pytest
from deciding_cases import evaluator, loaded
from hypothesis import given, settings
from hypothesis import strategies as st
from immerse.deciding import check_tables
from immerse.deciding.client_tables import applies
from immerse.deciding.table_coverage import CheckedTable, CoverageCheck
from immerse.deciding.table_space import TableSpaces
from immerse.expressions.combinations import BitPatterns
from immerse.expressions.evaluating import evaluate, holds
from immerse.expressions.parsed_expressions import parse
from immerse.model.decision import DecisionRow, DecisionTable
from immerse.model.edition import Client
from immerse.model.policy.client import Sector
from immerse.model.programme import Programme
from looping import some
from site_fixtures import CLIENTS
from tenth import tenth

PATTERNS = BitPatterns()
"""What the spaces of all facts share, as the clients of one run share it."""


def test_every_combination_is_judged_for_every_client_and_nothing_is_wrong() -> None:
    programme, clients = loaded()
    assert check_tables(programme, clients) == ()
    judged = [(client.id, table) for client in clients for table in tables_checked(programme, client)]
    assert {(client, checked.table) for client, checked in judged} == {
        (client.id, table)
        for client in clients
        for table in ("ours", "trigger", "silence", "cover", "triage", "hush", "response", "crisis")
    }
    assert sum(checked.combinations for _, checked in judged) > 6_000_000_000


def client_called(id: str) -> Client:
    return next(client for client in loaded()[1] if client.id == id)


def tables_checked(programme: Programme, client: Client) -> list[CheckedTable]:
    return [checked for _, checked in CoverageCheck(programme, client).evaluated()]


@pytest.mark.parametrize("client", CLIENTS)
def test_what_decides_in_the_space_of_all_decides_for_the_one(client: str) -> None:
    one = evaluator(client)
    spaces = TableSpaces(one.tables)
    for table in one.vocabulary.tables:
        space = spaces.of(table)
        for row in some(row for row in space.evaluator.evaluate(table).covered if row.decides):
            ruling = one.rule(space.example(row.decides))
            rows = [row.row for row in ruling.decided if row.table == table.id]
            assert rows[0] == row.row.id, space.example(row.decides)


def in_order(domain: tuple[Any, ...]) -> Callable[[set[Any]], tuple[Any, ...]]:
    return lambda found: tuple(value for value in domain if value in found)


def items(client: str) -> st.SearchStrategy[dict[str, Any]]:
    """Any item: a value for every fact that the tables ask for."""
    one = evaluator(client)
    chosen: dict[str, st.SearchStrategy[Any]] = {}
    for name in one.tables.names:
        fact = one.vocabulary.facts.get(name)
        if fact is not None:
            values = st.sampled_from(one.tables.domain(name))
            chosen[name] = (
                st.sets(values, max_size=3).map(in_order(one.tables.domain(name))) if fact.several else values
            )
    return st.fixed_dictionaries(chosen)


def holding(table: DecisionTable, client: Client, facts: dict[str, Any]) -> Iterator[DecisionRow]:
    """The rows that hold, found with nothing but the language itself."""
    for row in table.rules:
        if row.if_ is None or holds(parse(str(row.if_), facts=True), client.policy, facts):
            yield row


def computed(text: Any, client: Client, facts: dict[str, Any]) -> Any:
    return evaluate(parse(text.expression, facts=True), client.policy, facts) if text.expression else str(text)


@pytest.mark.parametrize("client", CLIENTS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_masks_decide_what_a_plain_reading_of_the_rows_decides(client: str, data: st.DataObject) -> None:
    one = evaluator(client)
    facts = data.draw(items(client))
    ruling = one.rule(facts)
    known = dict(facts)
    for table in one.vocabulary.tables:
        rows = list(holding(table, one.client, known))
        if table.id in ("triage", "crisis"):
            key = "priority" if table.id == "triage" else "severity"
            rows.sort(key=lambda row, key=key: str(computed(getattr(row.then, key), one.client, known)))
            known[key] = computed(getattr(rows[0].then, key), one.client, known)
        elif table.id == "trigger":
            triggers = {str(id): trigger for id, trigger in (one.client.policy.escalation.hard_triggers or {}).items()}
            rows.sort(key=lambda row: triggers[str(row.then.is_)].priority)
            known["trigger"] = str(rows[0].then.is_) if rows else "none"
        elif rows[0].then.is_ is not None:
            own = rows[0].then.is_
            known[str(table.id)] = own if isinstance(own, bool) else computed(own, one.client, known)
        decided = [row.row for row in ruling.decided if row.table == table.id]
        assert decided == [str(row.id) for row in (rows if table.hit == "output_order" else rows[:1])]
    assert {name: ruling.facts[name] for name in known} == known


@pytest.mark.parametrize("sector", get_args(Sector))
def test_the_tables_hold_for_clients_of_every_sector(sector: str) -> None:
    """Of the four clients, each with what it lists of complaints and without, one is tried; `make fuzz` tries all."""
    programme, clients = loaded()
    others = []
    for client in clients:
        for listed in (True, False):
            group = client.policy.client.model_copy(update={"sector": sector})
            legal = client.policy.legal if listed else client.policy.legal.model_copy(update={"complaints": None})
            policy = client.policy.model_copy(update={"client": group, "legal": legal})
            others.append(replace(client, policy=policy))
    assert check_tables(programme, tuple(tenth(others, sector)), PATTERNS) == ()


Rows = Callable[[DecisionTable], Iterable[DecisionRow]]


def with_rows(programme: Programme, rows: Rows) -> Programme:
    """The programme with these rows in its tables."""

    def changed(table: DecisionTable) -> DecisionTable:
        return table.model_copy(update={"rules": tuple(rows(table))})

    playbooks = tuple(
        playbook.model_copy(update={"decision_tables": tuple(map(changed, playbook.decision_tables))})
        for playbook in programme.playbooks
    )
    return programme.model_copy(update={"playbooks": playbooks})


def tables_of(programme: Programme) -> list[DecisionTable]:
    return [table for playbook in programme.playbooks for table in playbook.decision_tables]


def messages(programme: Programme, clients: tuple[Client, ...]) -> list[str]:
    return [problem.message for problem in check_tables(programme, clients, PATTERNS)]


@pytest.mark.parametrize("client", CLIENTS)
def test_every_owner_that_is_deleted_from_a_row_is_missed(client: str) -> None:
    programme, one = loaded()[0], client_called(client)

    def bare(row: DecisionRow) -> DecisionRow:
        return row.model_copy(update={"then": row.then.model_copy(update={"route": None})})

    found = "\n".join(messages(with_rows(programme, lambda table: map(bare, table.rules)), (one,)))
    owned = [
        (table.id, row.id)
        for table in tables_of(programme)
        for row in table.rules
        if row.then.route is not None and applies(row.when, one.policy)
    ]
    assert len(owned) > 25
    for table, row in owned:
        assert re.search(rf"^row {row} of {table} gives \S+, but no owner$", found, re.M), row


def test_every_last_row_that_is_deleted_leaves_a_gap_that_is_named() -> None:
    programme, clients = loaded()
    last = {str(table.id) for table in tables_of(programme) if table.rules[-1].if_ is None}
    assert len(last) == 7
    for gone in sorted(last):
        found = messages(with_rows(programme, without_last_of(gone)), clients)
        for client in clients:
            start = f"no row of {gone} decides for {client.id} when "
            assert any(message.startswith(start) for message in found), start


def without_last_of(gone: str) -> Rows:
    return lambda table: table.rules[:-1] if str(table.id) == gone else table.rules


@pytest.mark.parametrize("client", CLIENTS)
def test_every_row_that_is_written_twice_is_named(client: str) -> None:
    programme, one = loaded()[0], client_called(client)

    def twice(table: DecisionTable) -> Iterator[DecisionRow]:
        for row in table.rules:
            yield row
            if table.hit != "output_order":
                yield row.model_copy(update={"id": f"{row.id}-again"})

    found = messages(with_rows(programme, twice), (one,))
    for table in some(table for table in tables_of(programme) if table.hit != "output_order"):
        for row in some(row for row in table.rules if applies(row.when, one.policy)):
            start = f"row {row.id}-again of {table.id} never decides"
            assert any(message.startswith(start) for message in found), start


@pytest.mark.parametrize("client", CLIENTS)
def test_every_owner_who_loses_the_deputy_is_named(client: str) -> None:
    programme, one = loaded()[0], client_called(client)
    judged = tables_checked(programme, one)
    owners = {row.result.route for table in judged for row in table.result.covered if row.decides} - {""}
    assert len(owners) >= 8
    contacts = one.policy.escalation.contacts or {}
    alone = {id: contact.model_copy(update={"deputy": id}) for id, contact in contacts.items()}
    escalation = one.policy.escalation.model_copy(update={"contacts": alone})
    policy = one.policy.model_copy(update={"escalation": escalation})
    found = "\n".join(messages(programme, (replace(one, policy=policy),)))
    for owner in sorted(owners):
        assert f"is {owner!r}, who has no deputy at {client}" in found
