"""Items decided for one client, and facts as people type them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType
from typing import Any

from immerse.deciding.domains import Domain, domain_of, say, usual_of, value_of
from immerse.deciding.faults import DecisionFault
from immerse.deciding.hearing import Hearing
from immerse.deciding.judging import vocabulary_for
from immerse.deciding.reading import Readings, ReadRow
from immerse.deciding.reckoning import Reckoning
from immerse.deciding.space import Space
from immerse.deciding.vocabulary import settings_of
from immerse.expressions.reading import reads_of_decision
from immerse.expressions.shapes import Kind
from immerse.model.decision import DecisionTable, Stated
from immerse.model.edition import Client
from immerse.model.playbook import Playbook
from immerse.model.ruling import Decided, Ruling, Value


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
        self.readings = Readings(client.policy, client.id)
        self._domains: dict[str, Domain] = {}
        self._rows: dict[tuple[ReadRow, str], Decided] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Everything that can be stated: facts that some table asks for, then what the tables decide."""
        asked = frozenset().union(*self.vocabulary.names.values())
        return (*(name for name in self.vocabulary.facts if name in asked), *self.vocabulary.givers)

    @cached_property
    def _elements(self) -> dict[str, tuple[str, ...]]:
        """Fact -> the values that it may have together."""
        return {name: tuple(map(str, fact.several)) for name, fact in self.vocabulary.facts.items()}

    def domain(self, name: str) -> Domain:
        """The values that can be stated of a name, the usual one first."""
        if name not in self._domains:
            fact, shape = self.vocabulary.facts.get(name), self.vocabulary.whole_scope[name]
            decided = (True, False) if shape.kind is Kind.TRUTH else shape.choices
            self._domains[name] = decided if fact is None else domain_of(fact, self.client.policy)
        return self._domains[name]

    def rule(self, stated: Mapping[str, Any] | Stated) -> Ruling:
        """What the tables say of an item; times are left out.

        Args:
            stated: Name -> value of facts, or of what a table would decide, which is then taken as it is.

        Raises:
            DecisionFault: a name or a value does not exist, a fact has to be stated, or no row decides.
        """
        facts = self._facts(stated)
        reckoning = Reckoning(self.readings, Space.of_item(facts, self._elements))
        hearing = Hearing(self.vocabulary, reckoning, facts, self._decided)
        for table in self.vocabulary.tables:
            if any(name in facts for name in self.readings.table(table).gives):
                hearing.take_as_stated(table)
            else:
                hearing.decide(table)
        order = (*self.names, *facts)
        known = {name: hearing.facts[name] for name in dict.fromkeys(order) if name in hearing.facts}
        language = str(known[self.vocabulary.language]) if self.vocabulary.language in stated else ""
        return Ruling(
            known, tuple(map(str, stated)), tuple(hearing.verdicts), tuple(hearing.decided), language=language
        )

    def accept(self, stated: Mapping[str, Any] | Stated) -> None:
        """Raise DecisionFault where `rule` would, but leave out what `check` has proved for every combination."""
        facts = self._facts(stated)
        if any(name in facts for name in self.vocabulary.givers):
            self.rule(stated)

    def _decided(self, table: DecisionTable, read: ReadRow, own: str) -> Decided:
        """A row as one that decided, giving `own` to later tables."""
        key = read, own
        if key not in self._rows:
            row, facts = read.row, self.vocabulary.facts
            shown = self.why.get(f"{self.vocabulary.owners[str(table.id)]}/{table.id}/{row.id}", "")
            sources = (facts[name].from_ for name in read.asked if name in facts)
            below = {key for source in sources if source for key in reads_of_decision(source.expression)}
            settings = tuple(sorted(settings_of(row) | reads_of_decision(shown) | below))
            note, record = str(row.note or ""), str(row.then.record or "")
            self._rows[key] = Decided(
                str(table.id), str(row.id), str(row.title), own, note, record, settings, row.location
            )
        return self._rows[key]

    def _facts(self, stated: Mapping[str, Any] | Stated) -> dict[str, Value]:
        names = self.names
        found: dict[str, Value] = {}
        for name, value in stated.items():
            if name not in names:
                near = get_close_matches(name, names, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"facts: {', '.join(names)}"
                raise DecisionFault(None, f"there is no fact {str(name)!r}", hint)
            found[str(name)] = value_of(name, self.domain(name), value, self.vocabulary.facts.get(name))
        missing: list[str] = []
        asked: list[str] = []
        for name in names:
            fact = self.vocabulary.facts.get(name)
            if fact is None or name in found:
                continue
            usual = usual_of(fact, self.domain(name))
            if usual is None:
                missing.append(name)
                asked.append(f"{fact.ask} values: {', '.join(map(say, self.domain(name)))}")
            else:
                found[name] = usual
        if missing:
            raise DecisionFault(None, f"{' and '.join(missing)} must be stated", "; ".join(asked))
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

    Raises:
        DecisionFault: a fact of one value is stated twice, and differently.
    """
    found: dict[str, Any] = {}
    first: dict[str, str] = {}
    known = set(bench.names)
    for name, text in pairs:
        fact = bench.vocabulary.facts.get(name)
        several = fact is not None and fact.several
        if name in first and not several and first[name] != text:
            raise DecisionFault(None, f"{name} is stated twice, as {first[name]!r} and as {text!r}", "state it once")
        first.setdefault(name, text)
        if several:
            words = tuple(word.strip() for word in text.split(",") if word.strip())
            found[name] = (*found.get(name, ()), *words)
        elif name in known and True in bench.domain(name):
            found[name] = _TRUTHS.get(text.lower(), text)
        else:
            found[name] = text
    return found


_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}
