"""The tables of an edition as its people read them: each row with everything that it can give this client."""

from __future__ import annotations

from collections import defaultdict

from immerse.deciding.domains import say
from immerse.deciding.judging import Judge, Judged
from immerse.deciding.people import People
from immerse.deciding.vocabulary import CALM
from immerse.model.decision import DecisionRow
from immerse.model.edition import Edition
from immerse.model.ruling import ShownRow, ShownTable


def shown_tables(edition: Edition) -> dict[str, tuple[ShownTable, ...]]:
    """Playbook id -> its tables, in the order of deciding; empty where there are none."""
    judge = Judge(edition.programme, edition.client)
    for _ in judge.problems():
        pass  # they were told by `check`; here only the answers count
    people = People(edition.client.policy)
    found: dict[str, list[ShownTable]] = defaultdict(list)
    for judged in judge.judged:
        found[judge.vocabulary.owners[judged.table]].append(_table(judged, people))
    return {playbook: tuple(tables) for playbook, tables in found.items()}


def _table(judged: Judged, people: People) -> ShownTable:
    table = judged.answer.table
    rows = tuple(_row(judged, row, people) for row in judged.answer.rows)
    return ShownTable(judged.table, str(table.title), table.hit, judged.combinations, rows)


def _row(judged: Judged, row: DecisionRow, people: People) -> ShownRow:
    entries = [entry for entry in judged.answer.entries if entry.row is row and entry.holds]
    results = [people.two_persons(entry.result) for entry in entries]
    severities = {result.severity for result in results if result.severity != CALM}

    def every(values: set[str]) -> tuple[str, ...]:
        return tuple(sorted(values - {""}))

    return ShownRow(
        str(row.id),
        str(row.title),
        str(row.note or ""),
        every({"" if result.is_ is None else say(result.is_) for result in results}),
        every({result.priority for result in results}),
        every(severities),
        every({result.route for result in results}),
        every({result.approver for result in results}),
        every({result.playbook for result in results}),
        str(row.then.place or ""),
        bool(row.then.left),
    )
