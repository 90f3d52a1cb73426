"""One item on its way through the tables: from its facts to what every table says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from immerse.deciding.domains import say
from immerse.deciding.faults import DecisionFault
from immerse.deciding.people import People
from immerse.deciding.reading import ReadRow, Result
from immerse.deciding.reckoning import Entry, Reckoning
from immerse.deciding.vocabulary import CALM, Vocabulary
from immerse.model.decision import DecisionTable
from immerse.model.ruling import Decided, Told, Value, Verdict


class Hearing:
    """Hears the tables in their order; `decided` makes a row that decided presentable."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        reckoning: Reckoning,
        facts: dict[str, Value],
        decided: Callable[[DecisionTable, ReadRow, str], Decided],
    ) -> None:
        self.vocabulary = vocabulary
        self.readings = reckoning.readings
        self.reckoning = reckoning
        self.facts = dict(facts)
        self.listed: dict[str, tuple[str, ...]] = {}
        """Table of the kind `output_order` -> everything that it lists, the gravest first."""
        self.verdicts: list[Verdict] = []
        self.decided: list[Decided] = []
        self._present = decided
        self._rows: dict[str, list[tuple[ReadRow, Decided]]] = {}
        self.people = People(self.readings.policy)

    def decide(self, table: DecisionTable) -> None:
        """Take one table's answer; raises DecisionFault where no row decides."""
        answer = self.reckoning.decide(table)
        if answer.gap and table.hit != "output_order":
            message = f"no row of {table.id} decides for {self.readings.client_id}"
            raise DecisionFault(table.location, message, "immerse check names the combination that is missing")
        hits = [entry for entry in answer.entries if entry.decides or (table.hit == "output_order" and entry.holds)]
        if table.hit == "output_order":
            self.listed[str(table.id)] = tuple(say(entry.result.is_) for entry in hits)
        for name in self.readings.table(table).gives:
            for value, mask in self.reckoning.space.masks[name].items():
                if mask:
                    self.facts[name] = value if isinstance(value, bool) else str(value)
        for entry in hits:
            self._keep(table, entry.read, "" if entry.result.is_ is None else say(entry.result.is_))
        if hits and _is_acted_on(hits[0]):
            self.verdicts.append(self._verdict(table, hits[0]))

    def take_as_stated(self, table: DecisionTable) -> None:
        """Somebody stated what a table would decide: the first row that gives it speaks, its condition unasked."""
        value = self.facts.get(str(table.id))
        for read in self.readings.table(table).rows:
            own = read.row.then.is_
            if value is not None and (own if isinstance(own, bool) else str(own or "")) == value:
                self._keep(table, read, say(value))
                break
        if table.hit == "output_order" and isinstance(value, str) and value != CALM:
            self.listed[str(table.id)] = (value,)

    def _keep(self, table: DecisionTable, read: ReadRow, own: str) -> None:
        decided = self._present(table, read, own)
        self.decided.append(decided)
        self._rows.setdefault(str(table.id), []).append((read, decided))

    def _chain(self, read: ReadRow, decided: Decided) -> Iterator[Decided]:
        """A row that decided, after the rows of earlier tables whose decisions it names."""
        for name in read.asked:
            giver = self.vocabulary.givers.get(name)
            for earlier in self._rows.get(str(giver.id), ()) if giver and giver.id != decided.table else ():
                yield from self._chain(*earlier)
        yield decided

    def _verdict(self, table: DecisionTable, entry: Entry) -> Verdict:
        result, then = self.people.two_persons(entry.result), entry.row.then
        first = self._rows[str(table.id)][0]
        chain = {*self._chain(*first)}
        return Verdict(
            str(table.id),
            str(table.title),
            (*(row for row in self.decided if row in chain and row != first[1]), first[1]),
            result.priority,
            "" if result.severity == CALM else result.severity,
            tuple(self._all_told(table, entry)),
            next(self._told(result.approver), None),
            str(then.place or ""),
            result.playbook,
            bool(then.left),
        )

    def _all_told(self, table: DecisionTable, entry: Entry) -> Iterator[Told]:
        """The route, then the routes that this table gives for whatever else an earlier table lists."""
        first = next((say(self.facts[name]) for name in entry.read.names if name in self.listed), "")
        others = [(name, value) for name, every in self.listed.items() for value in every if value != first]
        yield from self._told(entry.result.route, entry.result, first if others else "")
        for name, value in others:
            result = self._result_for(table, name, value)
            if result.route != entry.result.route:
                yield from self._told(result.route, result, value)

    def _result_for(self, table: DecisionTable, name: str, value: str) -> Result:
        """What the first row that speaks of a name would give if it had this value and nothing graver were there."""
        facts = {**self.facts, name: value}
        for read in self.readings.table(table).rows:
            if name in read.names and (read.condition is None or self.readings.would_hold(read.condition, facts)):
                return self.readings.result(read, facts)
        return Result()

    def _told(self, contact: str, result: Result | None = None, because: str = "") -> Iterator[Told]:
        if contact:
            within, clock = (result.tell_min, result.clock) if result else (None, "")
            yield Told(contact, self.people.deputy(contact), within, clock, because)


def _is_acted_on(entry: Entry) -> bool:
    """Whether people do something because of a row, or only later tables use it."""
    result = entry.result
    is_called = result.severity not in ("", CALM)
    return bool(result.priority or is_called or result.route or result.playbook or entry.row.then.place)
