"""Every table judged for every client, over every combination of facts: nothing is sampled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from immerse.deciding.domains import say
from immerse.deciding.faults import RULE, DecisionFault
from immerse.deciding.ground import Ground, Grounds
from immerse.deciding.pace import Pace
from immerse.deciding.reading import stands
from immerse.deciding.reckoning import Answer, Entry
from immerse.deciding.space import Patterns
from immerse.deciding.vocabulary import CALM, Vocabulary, givens
from immerse.model.decision import DecisionRow, DecisionTable
from immerse.model.edition import Client
from immerse.model.playbook import Playbook
from immerse.model.programme import Programme
from immerse.problems import Location, Problem


@dataclass(frozen=True, slots=True)
class Judged:
    """A table that was judged, and how many combinations of facts that covers."""

    table: str
    client: str
    combinations: int
    answer: Answer


def vocabulary_for(playbooks: tuple[Playbook, ...], client: Client) -> Vocabulary:
    """The facts and tables that stand for one client."""
    kept = []
    for playbook in playbooks:
        if stands(playbook.when, client.policy):
            tables = tuple(table for table in playbook.decision_tables if stands(table.when, client.policy))
            same = len(tables) == len(playbook.decision_tables)
            kept.append(playbook if same else playbook.model_copy(update={"decision_tables": tables}))
    return Vocabulary(tuple(kept), type(client.policy))


class Judge:
    """Judges all tables for one client."""

    def __init__(self, programme: Programme, client: Client, patterns: Patterns | None = None) -> None:
        """`patterns` are shared by the clients of one run."""
        self.client = client
        self._patterns = patterns
        self.vocabulary = vocabulary_for(programme.playbooks, client)
        self.playbooks = {str(playbook.id) for playbook in programme.playbooks}
        self.contacts = {str(id): contact for id, contact in (client.policy.escalation.contacts or {}).items()}
        self.judged: list[Judged] = []

    def problems(self) -> Iterator[Problem]:
        """Gaps, overlaps, rows that never decide, outcomes that nobody owns or that come too late."""
        try:
            grounds = Grounds(self.vocabulary, self.client.policy, self.client.id, self._patterns)
        except DecisionFault as fault:
            yield self._fault(fault, Location(f"{self.client.folder}/policy.yml"), "")
            return
        pace = Pace(self.client)
        for table in self.vocabulary.tables:
            try:
                ground = grounds.of(table)
                answer = ground.reckoning.decide(table)
            except DecisionFault as fault:
                yield self._fault(fault, table.location, self.vocabulary.owners[str(table.id)])
                return
            self.judged.append(Judged(str(table.id), self.client.id, ground.combinations, answer))
            yield from self._coverage(table, ground, answer)
            reached = [entry for entry in answer.entries if entry.decides or _lists(table, entry)]
            for entry in reached:
                yield from self._owner(table, entry)
            subject = self._subject(table)
            yield from pace.problems(reached, subject)

    def _subject(self, table: DecisionTable) -> str:
        return f"{self.client.id}/{table.id}"

    def _problem(self, place: Location, message: str, hint: str, table: DecisionTable) -> Problem:
        return Problem(place, RULE, message, hint=hint, subject=self._subject(table))

    def _fault(self, fault: DecisionFault, place: Location, owner: str) -> Problem:
        subject = f"{self.client.id}/{owner}" if owner else self.client.id
        return Problem(fault.location or place, RULE, fault.message, hint=fault.hint, subject=subject)

    def _coverage(self, table: DecisionTable, ground: Ground, answer: Answer) -> Iterator[Problem]:
        if answer.gap and table.hit != "output_order":
            example = _in_words(ground.example(answer.gap))
            message = f"no row of {table.id} decides for {self.client.id} when {example}"
            yield self._problem(table.location, message, "add a row for it, or a last row without if:", table)
        for one, other, both in answer.overlaps:
            example = _in_words(ground.example(both))
            message = f"rows {one.id} and {other.id} of {table.id} both hold for {self.client.id} when {example}"
            hint = "let their if: exclude each other, or take hit: first"
            yield self._problem(other.location, message, hint, table)
        for row in answer.rows:
            entries = [entry for entry in answer.entries if entry.row is row]
            if not any(entry.decides or _lists(table, entry) for entry in entries):
                yield self._problem(row.location, *self._unreached(table, answer, row), table)

    def _unreached(self, table: DecisionTable, answer: Answer, row: DecisionRow) -> tuple[str, str]:
        message = f"row {row.id} of {table.id} never decides for {self.client.id}"
        if any(entry.row is row and entry.holds for entry in answer.entries):
            return f"{message}: graver rows take all of it", "make its outcome graver, or delete the row"
        hint = "what depends on the policy alone belongs into when:, so that the row is there only where it can hold"
        if table.hit == "first":
            return f"{message}: nothing that reaches it holds", f"move it up, or delete it; {hint}"
        return f"{message}: its if: never holds", hint

    def _owner(self, table: DecisionTable, entry: Entry) -> Iterator[Problem]:
        row, result = entry.row, entry.result
        grade = result.priority or ("" if result.severity == CALM else result.severity)
        if not result.route and not row.then.left and (grade or row.then.place):
            message = f"row {row.id} of {table.id} gives {grade or row.then.place} and no owner"
            yield self._problem(row.then.location, message, "add route: the contact whose it is", table)
        texts = dict(givens(row.then))
        for key, contact in (("route", result.route), ("approver", result.approver)):
            if contact:
                yield from self._contact(table, row, texts[key].location, key, contact)
        if result.playbook and result.playbook not in self.playbooks:
            message = (
                f"row {row.id} of {table.id} leads to {result.playbook!r} for {self.client.id}, which is not there"
            )
            yield self._problem(texts["playbook"].location, message, "name a playbook of this programme", table)

    def _contact(
        self, table: DecisionTable, row: DecisionRow, place: Location, key: str, contact: str
    ) -> Iterator[Problem]:
        found = self.contacts.get(contact)
        if found is None:
            message = f"{key} of row {row.id} of {table.id} is {contact!r}, which is not a contact of {self.client.id}"
            found_nowhere = self._problem(place, message, "name a contact of escalation.contacts", table)
            yield replace(found_nowhere, cause=f"{self.client.id}/contact/{contact}")
            return
        deputy = self.contacts.get(str(found.deputy))
        if deputy is None:
            message = f"{key} of row {row.id} of {table.id} is {contact!r}, whose deputy is not a contact"
            without = self._problem(found.place_of("deputy"), message, "name a contact as deputy", table)
            yield replace(without, cause=f"{self.client.id}/contact/{found.deputy}")
        elif found.deputy == contact or (found.person and found.person == deputy.person):
            message = f"{key} of row {row.id} of {table.id} is {contact!r}, who has no deputy at {self.client.id}"
            yield self._problem(found.place_of("deputy"), message, "name a different contact as deputy", table)


def _lists(table: DecisionTable, entry: Entry) -> bool:
    """Whether an entry counts although another one goes before it: everything that holds is listed."""
    return table.hit == "output_order" and bool(entry.holds)


def _in_words(facts: dict[str, bool | str | tuple[str, ...]]) -> str:
    said = ((name, say(value) or "nothing") for name, value in facts.items())
    return ", ".join(f"{name}={value}" for name, value in said)
