"""The ruling on one item: every table of a client evaluated for its facts, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from immerse.deciding.client_tables import ClientTables, ParsedRow, RowResult
from immerse.deciding.stated_facts import completed
from immerse.deciding.table_evaluator import RowCoverage, TableEvaluator
from immerse.expressions.combinations import Space
from immerse.expressions.evaluating import holds
from immerse.model.decision import NO_SEVERITY, DecisionTable, StatedFacts
from immerse.model.edition import Client, Edition
from immerse.model.playbook import Playbook
from immerse.model.ruling import Decided, DecisionFault, Ruling, Told, Value, Verdict, as_typed


class ItemEvaluator:
    """Evaluates items for one client by the tables of its playbooks."""

    def __init__(
        self, playbooks: tuple[Playbook, ...], client: Client, why: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Take the tables of playbooks, as loaded or resolved; `why` maps a resolved row (`PB-01/trigger/complaint`) to
        the condition that showed it."""
        self.client = client
        self.tables = ClientTables(playbooks, client)
        self.vocabulary = self.tables.vocabulary
        self._playbooks = playbooks
        self._why = why
        self._rulings: dict[str, Ruling] = {}
        self._decided: dict[tuple[ParsedRow, str], Decided] = {}

    def serves(self, edition: Edition) -> bool:
        """Whether an evaluator made for the edition would give the same rulings."""
        return self.client is edition.client and _tables(self._playbooks) == _tables(edition.programme.playbooks)

    def rule(self, stated: Mapping[str, Any] | StatedFacts) -> Ruling:
        """The ruling on an item, without times; the same facts are evaluated once.

        Args:
            stated: Name -> value of facts, or of results of tables, which are then taken as stated.

        Raises:
            DecisionFault: a name or a value does not exist, a fact must be stated, or no row decides.
        """
        key = repr([*stated.items()])
        if key not in self._rulings:
            self._rulings[key] = self._evaluate(stated)
        return self._rulings[key]

    def _evaluate(self, stated: Mapping[str, Any] | StatedFacts) -> Ruling:
        facts = completed(self.tables, stated)
        evaluation = _Evaluation(self, facts, frozenset(stated))
        for table in self.vocabulary.tables:
            if any(name in facts for name in table.gives):
                evaluation.take_as_stated(table)
            else:
                evaluation.evaluate(table)
        order = (*self.tables.names, *facts)
        known = {name: evaluation.facts[name] for name in dict.fromkeys(order) if name in evaluation.facts}
        language = str(known[self.vocabulary.language]) if self.vocabulary.language in stated else ""
        verdicts, decided = tuple(evaluation.verdicts), tuple(evaluation.decided)
        return Ruling(known, tuple(map(str, stated)), verdicts, decided, language=language)

    def accept(self, stated: Mapping[str, Any] | StatedFacts) -> None:
        """Raise DecisionFault where `rule` would; what the check covers for all combinations is not evaluated again."""
        facts = completed(self.tables, stated)
        if any(name in facts for name in self.vocabulary.givers):
            self.rule(stated)

    def decided(self, table: DecisionTable, parsed: ParsedRow, result: str) -> Decided:
        """A row that decided, as shown to people; it gives `result` to later tables."""
        key = parsed, result
        if key not in self._decided:
            row, id = parsed.row, str(table.id)
            why = self._why.get(f"{self.vocabulary.owners[id]}/{id}/{row.id}", "")
            settings = self.tables.settings_read(parsed, why)
            note, record = str(row.note or ""), str(row.then.record or "")
            self._decided[key] = Decided(id, str(row.id), str(row.title), result, note, record, settings, row.location)
        return self._decided[key]


class SharedEvaluator:
    """The evaluator of a client's views: one for both, unless their tables differ."""

    def __init__(self) -> None:
        self._last: ItemEvaluator | None = None

    def of(self, edition: Edition) -> ItemEvaluator:
        """The evaluator for an edition, whose notes are resolved."""
        if self._last is None or not self._last.serves(edition):
            self._last = ItemEvaluator(edition.programme.playbooks, edition.client, edition.why)
        return self._last


def _tables(playbooks: tuple[Playbook, ...]) -> list[object]:
    return [(playbook.facts, playbook.decision_tables) for playbook in playbooks]


def _space_of(facts: Mapping[str, Value], tables: ClientTables) -> Space:
    """The space with one combination: the item's."""
    space = Space({name: (value,) for name, value in facts.items() if not isinstance(value, tuple)}, {})
    for name, value in facts.items():
        if isinstance(value, tuple):
            elements = map(str, tables.vocabulary.facts[name].several)
            space.flags[name] = {element: int(element in value) for element in elements}
    return space


class _Evaluation:
    """The evaluation of one item."""

    def __init__(self, items: ItemEvaluator, facts: dict[str, Value], stated: frozenset[str]) -> None:
        self._items = items
        self._stated = stated
        self._tables = items.tables
        self._evaluator = TableEvaluator(items.tables, _space_of(facts, items.tables))
        self.facts = dict(facts)
        self.listed: dict[str, tuple[str, ...]] = {}
        """Table with hit policy `output_order` -> everything that it lists, the gravest first."""
        self.verdicts: list[Verdict] = []
        self.decided: list[Decided] = []
        self._rows: dict[str, list[tuple[ParsedRow, Decided]]] = {}

    def evaluate(self, table: DecisionTable) -> None:
        """Add the result of one table; raises DecisionFault where no row decides."""
        result = self._evaluator.evaluate(table)
        lists = table.hit == "output_order"
        if result.gap and not lists:
            message = f"no row of {table.id} decides for {self._tables.client.id}"
            raise DecisionFault(table.location, message, "immerse check names the combination that is missing")
        if lists:
            self.listed[str(table.id)] = tuple(as_typed(covered.result.is_) for covered in result.decisive)
        for name in table.gives:
            for value, mask in self._evaluator.space.masks[name].items():
                if mask:
                    self.facts[name] = value if isinstance(value, bool) else str(value)
        for covered in result.decisive:
            self._add(table, covered.parsed, "" if covered.result.is_ is None else as_typed(covered.result.is_))
        if result.decisive and _asks_for_action(result.decisive[0]):
            self.verdicts.append(self._verdict(table, result.decisive[0]))

    def take_as_stated(self, table: DecisionTable) -> None:
        """Take the result of a table as stated: the first row that gives it decides, whatever its condition."""
        value = self.facts.get(str(table.id))
        for parsed in self._tables.table(table).rows:
            result = parsed.row.then.is_
            if value is not None and (result if isinstance(result, bool) else str(result or "")) == value:
                self._add(table, parsed, as_typed(value))
                break
        if table.hit == "output_order" and isinstance(value, str) and value != NO_SEVERITY:
            self.listed[str(table.id)] = (value,)

    def _add(self, table: DecisionTable, parsed: ParsedRow, result: str) -> None:
        decided = self._items.decided(table, parsed, result)
        self.decided.append(decided)
        self._rows.setdefault(str(table.id), []).append((parsed, decided))

    def _chain(self, parsed: ParsedRow, decided: Decided) -> Iterator[Decided]:
        """The rows of earlier tables whose results a row names, then the row."""
        for name in parsed.all_names:
            giver = self._tables.vocabulary.givers.get(name)
            for earlier in self._rows.get(str(giver.id), ()) if giver and giver.id != decided.table else ():
                yield from self._chain(*earlier)
        yield decided

    def _verdict(self, table: DecisionTable, covered: RowCoverage) -> Verdict:
        result, then = covered.result.approved_by_another(self._tables.policy), covered.row.then
        first = self._rows[str(table.id)][0]
        chain = {*self._chain(*first)}
        return Verdict(
            str(table.id),
            str(table.title),
            (*(row for row in self.decided if row in chain and row != first[1]), first[1]),
            result.priority,
            "" if result.severity == NO_SEVERITY else result.severity,
            tuple(self._all_told(table, covered)),
            next(self._told(result.approver), None),
            str(then.place or ""),
            result.playbook,
            bool(then.left),
        )

    def _all_told(self, table: DecisionTable, covered: RowCoverage) -> Iterator[Told]:
        """The route, then the routes that this table gives for everything else that an earlier table lists."""
        names = covered.parsed.names
        first = next((as_typed(self.facts[name]) for name in names if name in self.listed), "")
        further = [(name, value) for name, every in self.listed.items() for value in every if value != first]
        for told in self._told(covered.result.route, covered.result, first if further else ""):
            yield replace(told, others=self._others(covered.parsed, told.contact))
        for name, value in further:
            result = self._result_for(table, name, value)
            if result.route != covered.result.route:
                yield from self._told(result.route, result, value)

    def _others(self, parsed: ParsedRow, route: str) -> tuple[str, ...]:
        """The routes of a row for the other values of what the policy lists and nobody stated, each once."""
        facts = self._tables.vocabulary.facts
        unstated = [name for name in parsed.names if name in facts and facts[name].from_ and name not in self._stated]
        cases = ({**self.facts, name: value} for name in unstated for value in self._tables.domain(name))
        routes = dict.fromkeys(self._tables.result(parsed, case).route for case in cases)
        return tuple(other for other in routes if other not in ("", route))

    def _result_for(self, table: DecisionTable, name: str, value: str) -> RowResult:
        """The result of the first row that depends on a fact or result, if that had this value."""
        facts = {**self.facts, name: value}
        for parsed in self._tables.table(table).rows:
            condition = parsed.condition
            if name in parsed.names and (condition is None or holds(condition, self._tables.policy, facts)):
                return self._tables.result(parsed, facts)
        return RowResult()

    def _told(self, contact: str, result: RowResult | None = None, because: str = "") -> Iterator[Told]:
        if contact:
            within, clock = (result.tell_min, result.clock) if result else (None, "")
            yield Told(contact, self._tables.policy.escalation.deputy_of(contact), within, clock, because)


def _asks_for_action(covered: RowCoverage) -> bool:
    """Whether people act on a row; other rows are used by later tables only."""
    result = covered.result
    is_crisis = result.severity not in ("", NO_SEVERITY)
    return bool(result.priority or is_crisis or result.route or result.playbook or covered.row.then.place)
