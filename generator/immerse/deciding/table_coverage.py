"""Checks every table of one client over every combination of facts; nothing is sampled."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from immerse.deciding.client_tables import ClientTables
from immerse.deciding.response_order import ResponseOrder
from immerse.deciding.table_evaluator import RowCoverage, TableResult
from immerse.deciding.table_space import TableSpace, TableSpaces
from immerse.expressions.combinations import BitPatterns
from immerse.model.decision import NO_SEVERITY, DecisionRow, DecisionTable
from immerse.model.edition import Client
from immerse.model.programme import Programme
from immerse.model.ruling import DECISION_RULE, DecisionFault, Value, as_typed
from immerse.problems import Location, Problem
from immerse.words.near_misses import did_you_mean


class CheckedTable(NamedTuple):
    """A table that was checked, and how many combinations of facts that covers."""

    table: str
    combinations: int
    result: TableResult


class CoverageCheck:
    """Checks all tables for one client."""

    def __init__(self, programme: Programme, client: Client, patterns: BitPatterns | None = None) -> None:
        """Share `patterns` between the clients of one run."""
        self.client = client
        self._patterns = patterns
        self._tables = ClientTables(programme.playbooks, client)
        self.vocabulary = self._tables.vocabulary
        self._playbooks = {str(playbook.id) for playbook in programme.playbooks}
        self.fault: Problem | None = None
        """The fault because of which a table, and those after it, could not be evaluated."""

    def evaluated(self) -> Iterator[tuple[TableSpace, CheckedTable]]:
        """Each table over its space, in the order of evaluation, up to the first that cannot be evaluated."""
        try:
            spaces = TableSpaces(self._tables, self._patterns)
        except DecisionFault as fault:
            self.fault = fault.as_problem(Location(f"{self.client.folder}/policy.yml"), self.client.id)
            return
        for table in self.vocabulary.tables:
            try:
                space = spaces.of(table)
                result = space.evaluator.evaluate(table)
            except DecisionFault as fault:
                owner = self.vocabulary.owners[str(table.id)]
                self.fault = fault.as_problem(table.location, f"{self.client.id}/{owner}")
                return
            yield space, CheckedTable(str(table.id), space.combinations, result)

    def problems(self) -> Iterator[Problem]:
        """Gaps, overlaps, rows that never decide, outcomes without an owner, and due times in the wrong order."""
        order = ResponseOrder(self.client)
        for space, checked in self.evaluated():
            table, result = checked.result.table, checked.result
            yield from self._coverage(space, result)
            for row in result.decisive:
                yield from self._owner(table, row)
            yield from order.problems(result.decisive, self._subject(table))
        if self.fault:
            yield self.fault

    def _subject(self, table: DecisionTable) -> str:
        return f"{self.client.id}/{table.id}"

    def _problem(self, location: Location, message: str, hint: str, table: DecisionTable) -> Problem:
        return Problem(location, DECISION_RULE, message, hint=hint, subject=self._subject(table))

    def _coverage(self, space: TableSpace, result: TableResult) -> Iterator[Problem]:
        table = result.table
        if result.gap and table.hit != "output_order":
            example = _in_words(space.example(result.gap))
            message = f"no row of {table.id} decides for {self.client.id} when {example}"
            yield self._problem(table.location, message, "add a row for it, or a last row without if:", table)
        for first, second, overlap in result.overlaps:
            example = _in_words(space.example(overlap))
            message = f"rows {first.id} and {second.id} of {table.id} both hold for {self.client.id} when {example}"
            hint = "let their if: exclude each other, or take hit: first"
            yield self._problem(second.location, message, hint, table)
        reached = [row.row for row in result.decisive]
        for row in result.rows:
            if not any(row is decisive_row for decisive_row in reached):
                yield self._problem(row.location, *self._unreached(result, row), table)

    def _unreached(self, result: TableResult, row: DecisionRow) -> tuple[str, str]:
        message = f"row {row.id} of {result.table.id} never decides for {self.client.id}"
        if any(covered.row is row and covered.holds for covered in result.covered):
            hint = "make its outcome more severe, or delete the row"
            return f"{message}: rows with a more severe outcome always take precedence", hint
        hint = "write what depends on the policy alone in when:, so that the row exists only where it can hold"
        if result.table.hit == "first":
            return f"{message}: its if: holds for no combination that reaches it", f"move it up, or delete it; {hint}"
        return f"{message}: its if: never holds", hint

    def _owner(self, table: DecisionTable, covered: RowCoverage) -> Iterator[Problem]:
        row, result = covered.row, covered.result
        grade = result.priority or ("" if result.severity == NO_SEVERITY else result.severity)
        if not result.route and not row.then.left and (grade or row.then.place):
            message = f"row {row.id} of {table.id} gives {grade or row.then.place}, but no owner"
            yield self._problem(row.then.location, message, "add route: the contact who owns it", table)
        texts = dict(row.then.given())
        for key, contact in (("route", result.route), ("approver", result.approver)):
            if contact:
                yield from self._contact(table, row, texts[key].location, key, contact)
        if result.playbook and result.playbook not in self._playbooks:
            for_whom = f" for {self.client.id}" if texts["playbook"].expression else ""
            message = f"row {row.id} of {table.id} names {result.playbook!r}{for_whom}, an unknown playbook"
            hint = did_you_mean(result.playbook, self._playbooks, f"playbooks: {', '.join(sorted(self._playbooks))}")
            yield self._problem(texts["playbook"].location, message, hint, table)

    def _contact(
        self, table: DecisionTable, row: DecisionRow, location: Location, key: str, id: str
    ) -> Iterator[Problem]:
        escalation, message = self.client.policy.escalation, f"{key} of row {row.id} of {table.id} is {id!r}"
        contact = escalation.contact(id)
        if contact is None:
            message += f", which is not a contact of {self.client.id}"
            unknown = self._problem(location, message, "name a contact of escalation.contacts", table)
            yield replace(unknown, cause=f"{self.client.id}/contact/{id}")
        elif escalation.contact(contact.deputy) is None:
            message += ", whose deputy is not a contact"
            unknown = self._problem(contact.location_of("deputy"), message, "name a contact as deputy", table)
            yield replace(unknown, cause=f"{self.client.id}/contact/{contact.deputy}")
        elif escalation.is_same_person(id, contact.deputy):
            message += f", who has no deputy at {self.client.id}"
            yield self._problem(contact.location_of("deputy"), message, "name a different contact as deputy", table)


def _in_words(facts: dict[str, Value]) -> str:
    return ", ".join(f"{name}={as_typed(value) or 'nothing'}" for name, value in facts.items())
