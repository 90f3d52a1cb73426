"""One item: from the facts that somebody states to what every table says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from immerse.deciding.domains import Domain, domain_of, say, usual_of, value_of
from immerse.deciding.faults import DecisionFault
from immerse.deciding.judging import vocabulary_for
from immerse.deciding.reckoning import Entry, Reckoning, Result, rows_for, stands
from immerse.deciding.space import Space
from immerse.deciding.vocabulary import CALM, computed, givens, gives, names_in, settings_of
from immerse.expressions.evaluating import holds
from immerse.expressions.grammar import parse
from immerse.expressions.reading import reads_of_decision
from immerse.expressions.shapes import Kind
from immerse.expressions.terms import facts_of
from immerse.model.decision import Computed, DecisionRow, DecisionTable, Stated
from immerse.model.edition import Client
from immerse.model.playbook import Playbook
from immerse.model.ruling import Decided, Ruling, Told, Value, Verdict


class Bench:
    """Decides items for one client by the tables of its playbooks."""

    def __init__(
        self, playbooks: tuple[Playbook, ...], client: Client, why: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Take the tables of playbooks, as loaded or resolved; `why` says for what was resolved which condition showed
        it (`PB-01/trigger/complaint` -> condition)."""
        self.client = client
        self.vocabulary = vocabulary_for(playbooks, client)
        self.why = why

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that can be stated: facts that some table asks for, then what the tables decide."""
        asked = {name for table in self.vocabulary.tables for name in names_in(table)}
        return (*(name for name in self.vocabulary.facts if name in asked), *self.vocabulary.givers)

    def domain(self, name: str) -> Domain:
        """The values that can be stated of a name, the usual one first."""
        fact = self.vocabulary.facts.get(name)
        if fact is not None:
            return domain_of(fact, self.client.policy)
        shape = self.vocabulary.whole_scope[name]
        return (True, False) if shape.kind is Kind.TRUTH else shape.choices

    def rule(self, stated: Mapping[str, Any] | Stated) -> Ruling:
        """What the tables say of an item; times are left out.

        Args:
            stated: Name -> value of facts, or of what a table would decide, which is then taken as it is.

        Raises:
            DecisionFault: a name or a value does not exist, a fact has to be stated, or no row decides.
        """
        facts = self._facts(stated)
        elements = {name: tuple(map(str, fact.several)) for name, fact in self.vocabulary.facts.items()}
        reckoning = Reckoning(self.client.policy, self.client.id, Space.of_item(facts, elements))
        hearing = _Hearing(self, reckoning, facts)
        for table in self.vocabulary.tables:
            if any(name in facts for name in gives(table)):
                hearing.take_as_stated(table)
            else:
                hearing.decide(table)
        order = (*self.names, *facts)
        known = {name: hearing.facts[name] for name in dict.fromkeys(order) if name in hearing.facts}
        return Ruling(known, tuple(map(str, stated)), tuple(hearing.verdicts), tuple(hearing.decided))

    def _facts(self, stated: Mapping[str, Any] | Stated) -> dict[str, Value]:
        names = self.names
        found: dict[str, Value] = {}
        for name, value in stated.items():
            if name not in names:
                near = get_close_matches(name, names, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"facts: {', '.join(names)}"
                raise DecisionFault(None, f"there is no fact {str(name)!r}", hint)
            found[str(name)] = value_of(name, self.domain(name), value, self.vocabulary.facts.get(name))
        missing = []
        for name in names:
            fact = self.vocabulary.facts.get(name)
            if fact is None or name in found:
                continue
            usual = usual_of(fact, self.domain(name))
            if usual is None:
                missing.append(f"{name} ({fact.ask})")
            else:
                found[name] = usual
        if missing:
            hint = "it has no usual value" if len(missing) == 1 else "they have no usual value"
            raise DecisionFault(None, f"state {' and '.join(missing)}", hint)
        return found


def facts_listed(bench: Bench) -> dict[str, dict[str, Any]]:
    """Name -> `ask`, `values` (value -> meaning) and `usual` of everything that can be stated; for what tables decide
    the question is the table's title."""
    found: dict[str, dict[str, Any]] = {}
    for name in bench.names:
        fact, domain = bench.vocabulary.facts.get(name), bench.domain(name)
        meanings: dict[str, str] = {}
        usual: Value | None = ()
        ask = f"decided by: {bench.vocabulary.givers[name].title}" if fact is None else str(fact.ask)
        if fact is not None:
            meanings = {str(value): str(text) for value, text in (*fact.values.items(), *fact.several.items())}
            usual = usual_of(fact, domain)
        taken = usual if isinstance(usual, tuple) else () if usual is None else (say(usual),)
        values = {say(value): meanings.get(say(value), "") for value in domain}
        found[name] = {"ask": ask, "values": values, "usual": taken}
    return found


def stated_in(bench: Bench, pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Facts as people type them (`signs=threat,lawyer`, `helps=no`) -> facts as the tables know them.

    A name that does not exist is left for `rule` to refuse; of a fact of several values every mention counts.
    """
    found: dict[str, Any] = {}
    known = set(bench.names)
    for name, text in pairs:
        fact = bench.vocabulary.facts.get(name)
        if fact is not None and fact.several:
            words = tuple(word.strip() for word in text.split(",") if word.strip())
            found[name] = (*found.get(name, ()), *words)
        elif name in known and True in bench.domain(name):
            found[name] = _TRUTHS.get(text.lower(), text)
        else:
            found[name] = text
    return found


_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


class _Hearing:
    """One item on its way through the tables."""

    def __init__(self, bench: Bench, reckoning: Reckoning, facts: dict[str, Value]) -> None:
        contacts = bench.client.policy.escalation.contacts or {}
        self.contacts = {str(id): contact for id, contact in contacts.items()}
        self.bench = bench
        self.reckoning = reckoning
        self.facts = dict(facts)
        self.listed: dict[str, tuple[str, ...]] = {}
        """Table of the kind `output_order` -> everything that it lists, the gravest first."""
        self.verdicts: list[Verdict] = []
        self.decided: list[Decided] = []

    def decide(self, table: DecisionTable) -> None:
        """Take one table's answer; raises DecisionFault where no row decides."""
        answer = self.reckoning.decide(table)
        if answer.gap and table.hit != "output_order":
            message = f"no row of {table.id} decides for {self.reckoning.client_id}"
            raise DecisionFault(table.location, message, "immerse check names the combination that is missing")
        hits = [entry for entry in answer.entries if entry.decides or (table.hit == "output_order" and entry.holds)]
        if table.hit == "output_order":
            self.listed[str(table.id)] = tuple(say(entry.result.is_) for entry in hits)
        for name in gives(table):
            for value, mask in self.reckoning.space.masks[name].items():
                if mask:
                    self.facts[name] = value if isinstance(value, bool) else str(value)
        rows = [self._row(table, each.row, "" if each.result.is_ is None else say(each.result.is_)) for each in hits]
        self.decided += rows
        if hits and _is_acted_on(hits[0]):
            self.verdicts.append(self._verdict(table, hits[0]))

    def take_as_stated(self, table: DecisionTable) -> None:
        """Somebody stated what a table would decide: the first row that gives it speaks, its condition unasked."""
        value = self.facts.get(str(table.id))
        for row in rows_for(table, self.bench.client.policy):
            given = row.then.is_ if isinstance(row.then.is_, bool) else str(row.then.is_ or "")
            if value is not None and given == value:
                self.decided.append(self._row(table, row, say(value)))
                break
        if table.hit == "output_order" and isinstance(value, str) and value != CALM:
            self.listed[str(table.id)] = (value,)

    def _row(self, table: DecisionTable, row: DecisionRow, own: str) -> Decided:
        shown = self.bench.why.get(f"{self.bench.vocabulary.owners[str(table.id)]}/{table.id}/{row.id}", "")
        listed = {name for text in computed(row) for name in _names(text)} & self.bench.vocabulary.facts.keys()
        sources = (self.bench.vocabulary.facts[name].from_ for name in listed)
        below = {key for source in sources if source for key in reads_of_decision(source.expression)}
        settings = tuple(sorted(settings_of(row) | reads_of_decision(shown) | below))
        note, record = str(row.note or ""), str(row.then.record or "")
        return Decided(str(table.id), str(row.id), str(row.title), own, note, record, settings, row.location)

    def _chain(self, table: DecisionTable, row: str) -> Iterator[Decided]:
        """A row that decided, after the rows of earlier tables whose decisions it names."""
        found = next(one for one in table.rules if one.id == row)
        names = {name for text in computed(found) for name in _names(text)}
        for earlier in self.bench.vocabulary.tables:
            if earlier is not table and names & set(gives(earlier)):
                for one in [one for one in self.decided if one.table == earlier.id]:
                    yield from self._chain(earlier, one.row)
        yield next(one for one in self.decided if one.table == table.id and one.row == row)

    def _verdict(self, table: DecisionTable, entry: Entry) -> Verdict:
        result, then = entry.result, entry.row.then
        approver = self._told(result.approver)[0] if result.approver else None
        severity = "" if result.severity == CALM else result.severity
        return Verdict(
            str(table.id),
            str(table.title),
            tuple(dict.fromkeys(self._chain(table, str(entry.row.id)))),
            result.priority,
            severity,
            tuple(self._all_told(table, entry)),
            approver,
            str(then.place or ""),
            result.playbook,
        )

    def _all_told(self, table: DecisionTable, entry: Entry) -> Iterator[Told]:
        """The route, then the routes that this table gives for whatever else an earlier table lists."""
        named = _outcome_names(entry.row)
        first = next((say(self.facts[name]) for name in named if name in self.listed), "")
        others = [(name, value) for name, all in self.listed.items() for value in all if value != first]
        yield from self._told(entry.result.route, entry.result, first if others else "")
        for name, value in others:
            facts = {**self.facts, name: value}
            row = next((row for row in table.rules if name in _outcome_names(row) and self._holds(row, facts)), None)
            result = self.reckoning.result(row, facts) if row else Result()
            if result.route and result.route != entry.result.route:
                yield from self._told(result.route, result, value)

    def _holds(self, row: DecisionRow, facts: Mapping[str, Any]) -> bool:
        policy = self.bench.client.policy
        return stands(row.when, policy) and (row.if_ is None or holds(parse(row.if_, facts=True), policy, facts))

    def _told(self, contact: str, result: Result | None = None, because: str = "") -> tuple[Told, ...]:
        if not contact:
            return ()
        found = self.contacts.get(contact)
        within, clock = (result.tell_min, result.clock) if result else (None, "")
        return (Told(contact, str(found.deputy) if found else "", within, clock, because),)


def _outcome_names(row: DecisionRow) -> frozenset[str]:
    """What the outcome of a row names."""
    return frozenset(name for _, text in givens(row.then) if text.expression for name in _names(text))


def _names(text: Computed) -> tuple[str, ...]:
    return facts_of(parse(text.expression, facts=True))


def _is_acted_on(entry: Entry) -> bool:
    """Whether people do something because of a row, or only later tables use it."""
    result = entry.result
    is_called = result.severity not in ("", CALM)
    return bool(result.priority or is_called or result.route or result.playbook or entry.row.then.place)
