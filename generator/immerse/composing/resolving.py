"""Resolving: one client's programme with placeholders filled, conditions evaluated and alternatives chosen."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from immerse.composing.conditions import RULE, emptied, hole, judge_condition, overlap
from immerse.composing.dependent_parts import DependentParts
from immerse.composing.outcomes import without_placeholders
from immerse.composing.sources import source_id
from immerse.composing.view import fields_for_mentors, is_assessed
from immerse.expressions.evaluating import evaluate, holds
from immerse.expressions.expression_errors import ExpressionFault, MissingValue
from immerse.expressions.placeholders import Expandable, fill, has_braces, inspect, placeholders_of
from immerse.expressions.reading import read, read_condition
from immerse.expressions.stand_in_values import rests_on_stand_in
from immerse.expressions.syntax_tree import Expression
from immerse.model.base import SHAPES, Block, Node, OneOf
from immerse.model.edition import Client
from immerse.model.id_marks import MAY_END_EMPTY
from immerse.model.knowledge_check import KnowledgeCheck
from immerse.model.lesson import Lesson
from immerse.model.limits import Entries
from immerse.model.module import Module
from immerse.model.outcomes import ConditionOutcome
from immerse.model.policy.policy import Policy
from immerse.model.programme import Programme
from immerse.model.text import Condition, Line, Name, Prose, Text, Title
from immerse.problems import Location, Problem
from immerse.texts.block_values import as_stand_in
from immerse.texts.parsed_text import Span
from immerse.words.english import counted

PLACEHOLDER_RULE = "L-72"
N = TypeVar("N", bound=Node)


_UNKNOWN = object()
"""Marks a value that is not set or cannot be evaluated; the problem was recorded."""


class _Position(NamedTuple):
    """The state of the walk: the source, the key of the block, and who may see it."""

    source: str = ""
    key: str = ""
    for_mentors: bool = False
    assessed: bool = False


@dataclass(slots=True)
class Resolver:
    """Resolves nodes for one client and collects reads, outcomes and problems."""

    client: Client
    dependent: DependentParts = field(default_factory=DependentParts)
    """The parts of the programme that have to be resolved; passed on from client to client."""
    values: dict[str, Any] = field(default_factory=dict)
    """The values of placeholders and conditions of this client that were evaluated before; new ones are added."""
    problems: list[Problem] = field(default_factory=list)
    reads: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Source id -> setting keys that were read."""
    outcomes: list[ConditionOutcome] = field(default_factory=list)
    """The outcome of each condition."""
    missing: dict[tuple[str | int, ...], list[tuple[Location, str]]] = field(default_factory=lambda: defaultdict(list))
    """Parts of a path without a value -> the positions and sources that read it."""

    @property
    def _contract(self) -> type[Policy]:
        return type(self.client.policy)

    def resolve(self, programme: Programme) -> Programme:
        """The client's programme; parts that could not be resolved are in `problems` and `missing`."""
        return self._node(programme, _Position())

    def resolve_lesson(self, lesson: Lesson) -> Lesson | None:
        """One lesson as `resolve` has it; None where its condition does not hold."""
        resolved = self._block(lesson, _Position())
        return resolved if isinstance(resolved, Lesson) else None

    def missing_values(self) -> list[Problem]:
        """One problem for each value that is read and not set."""
        return [_missing_problem(self.client, parts, places) for parts, places in self.missing.items()]

    def _value(self, value: Any, position: _Position, shape: str) -> Any:
        if shape == "text":
            if isinstance(value, (Line, Prose)):
                return self._text(value, position)
            return None if isinstance(value, Condition) else value
        if shape == "node":
            return self._choice(value, position) if isinstance(value, OneOf) else self._block(value, position)
        if shape == "tuple":
            return self._items(value, position)
        if shape == "dict":
            resolved = {key: self._value(item, position, SHAPES[type(item)]) for key, item in value.items()}
            return value if all(resolved[key] is value[key] for key in value) else resolved
        return value

    def _items(self, items: tuple[Any, ...], position: _Position) -> tuple[Any, ...]:
        resolved = tuple([self._value(item, position, SHAPES[type(item)]) for item in items])
        if len(items) == len(resolved) and all(new is old for new, old in zip(resolved, items, strict=True)):
            return items
        return tuple(item for item in resolved if item is not None)

    def _block(self, node: Node, position: _Position) -> Node | None:
        if isinstance(node, Block) and node.when is not None:
            shown = bool(self._holds(node.when, source_id(node) or position.source))
            self._record(node, position, shown)
            if not shown:
                return None
        return self._node(node, position)

    def _node(self, node: N, position: _Position) -> N:
        part = self.dependent.of(node)
        if not part.depends:
            for source in part.sources:
                self.reads[source]  # lists every source, even one that reads nothing
            return node
        inside = _enter(node, position)
        self.reads[inside.source]
        hidden = () if inside.for_mentors else fields_for_mentors(type(node), inside.assessed)
        update: dict[str, Any] = {}
        values = vars(node)
        for name, shape in part.fields:
            old = values[name]
            new = self._value(old, inside._replace(for_mentors=True) if name in hidden else inside, shape)
            if new is not old:
                update[name] = new
                self._judge_emptied(node, name, old, new, inside)
        resolved = node.model_copy(update=update) if update else node
        if isinstance(node, KnowledgeCheck) and isinstance(resolved, KnowledgeCheck):
            self._judge_answer(node, resolved)
        if isinstance(node, Module) and isinstance(resolved, Module) and node.lessons and not resolved.lessons:
            self.problems.append(emptied(node, self.client.id))
        return resolved

    def _judge_answer(self, before: KnowledgeCheck, check: KnowledgeCheck) -> None:
        for option in check.unknown_answers:
            if option in before.option_ids:
                message = f"{check.id}: the answer {option!r} is not among the options for {self.client.id}"
                hint = "show the option wherever it is the answer"
                self.problems.append(Problem(option.location, RULE, message, hint=hint, subject=str(check.id)))

    def _choice(self, choice: OneOf[Any], position: _Position) -> Block | None:
        answers = [option.when is None or self._holds(option.when, position.source) for option in choice.one_of]
        held = [option for option, answer in zip(choice.one_of, answers, strict=True) if answer]
        if len(held) > 1:
            self.problems.append(overlap(choice, held, self.client.id, position.source))
        chosen: Block | None = held[0] if held else choice.otherwise
        for option in choice.alternatives:
            is_replaced = chosen is not None and chosen is not option
            self._record(option, position, option is chosen, choice, replaced=is_replaced)
        if chosen is None:
            if None not in answers:
                self.problems.append(hole(choice, self.client.id, position.source))
            return None
        return self._node(chosen, position)

    def _record(
        self, block: Block, at: _Position, shown: bool, choice: OneOf[Any] | None = None, *, replaced: bool = False
    ) -> None:
        key = _enter(block, at).key if vars(block).get("id") else ""
        outcome = self.dependent.outcome(block, key, at.key, shown, choice, replaced=replaced)
        if outcome.has_title and not shown:
            outcome = outcome._replace(title=self._title_of_left_out(vars(block)["title"], at))
        self.outcomes.append(outcome)

    def _title_of_left_out(self, title: Line, position: _Position) -> str:
        """The title with its values, or with `...` where they cannot be filled in; no problem, because no page needs
        them, and not among the settings that the source reads."""
        return without_placeholders(Resolver(self.client, values=self.values)._text(title, position))

    def _holds(self, when: Condition, source: str) -> bool | None:
        """Whether a condition holds; None, with a recorded problem, where it cannot be evaluated."""
        reading = read_condition(str(when), self._contract)
        if reading.expression is None or reading.faults:
            self.problems += judge_condition(when, (), source, self._contract)
            return None
        self.reads[source].update(reading.reads)
        if when in self.values:
            return bool(self.values[when])
        try:
            self.values[str(when)] = held = holds(reading.expression, self.client.policy)
            return held
        except MissingValue as missing:
            self.missing[missing.parts].append((when.location, source))
        except ExpressionFault as fault:
            self.problems.append(Problem(when.location, RULE, fault.message, hint=fault.hint, subject=source))
        return None

    def _text(self, text: Expandable, position: _Position) -> Expandable:
        if not has_braces(text):
            return text
        faults = list(inspect(text, position.for_mentors, self._contract))
        if faults:
            self.problems += [
                Problem(location, PLACEHOLDER_RULE, fault.message, hint=fault.hint, subject=position.source)
                for location, fault in faults
            ]
            return text
        values = [self._placeholder(text, span, position) for span in placeholders_of(text)]
        if any(value is _UNKNOWN for value in values):
            return text
        try:
            filled = fill(text, values)
        except ExpressionFault as fault:
            self._refuse(text.at(fault.offset), fault, position)
            return text
        if isinstance(text, Title) and (wrong := Name.fault(filled)):
            self._refuse(text.location, ExpressionFault(f"the title {wrong}: {filled!r}"), position)
        return filled

    def _placeholder(self, text: Text, span: Span, position: _Position) -> Any:
        reading = read(span.content, self._contract)
        self.reads[position.source].update(reading.reads)
        expression: Expression | None = reading.expression
        if expression is None:
            raise AssertionError("a text with an invalid placeholder must not be resolved")
        if span.content in self.values:
            return self.values[span.content]
        try:
            value = evaluate(expression, self.client.policy)
            if rests_on_stand_in(expression, value, self.client):
                value = as_stand_in(value)
            return self.values.setdefault(span.content, value)
        except MissingValue as missing:
            self.missing[missing.parts].append((text.at(span.start), position.source))
        except ExpressionFault as fault:
            self._refuse(text.at(span.start), fault, position)
        return _UNKNOWN

    def _refuse(self, location: Location, fault: ExpressionFault, position: _Position) -> None:
        message = f"{fault.message} ({self.client.id})"
        self.problems.append(Problem(location, PLACEHOLDER_RULE, message, hint=fault.hint, subject=position.source))

    def _judge_emptied(self, node: Node, name: str, old: Any, new: Any, position: _Position) -> None:
        if isinstance(old, tuple):
            if len(new) == len(old):
                return
            info = type(node).model_fields[name]
            least = max([1, *(mark.least or 0 for mark in info.metadata if isinstance(mark, Entries))])
            if info.is_required() and len(new) < least <= len(old) and MAY_END_EMPTY not in info.metadata:
                self._emptied(node, name, f"has {len(new)} left", position)
        elif new is None and isinstance(old, Block) and type(node).model_fields[name].is_required():
            self._emptied(node, name, "is left out", position)

    def _emptied(self, node: Node, name: str, fault: str, position: _Position) -> None:
        message = f"{position.key or position.source or 'the programme'}: {name} {fault} for {self.client.id}"
        hint = "keep one entry without when:, or give the whole its own when:"
        self.problems.append(Problem(node.location_of(name), RULE, message, hint=hint, subject=position.source))


def _enter(node: Node, position: _Position) -> _Position:
    source, part, assessed = source_id(node), vars(node).get("id"), is_assessed(node, position.assessed)
    if not (source or part) and assessed == position.assessed:
        return position
    key = source or (f"{position.key}/{part}" if part else position.key)
    return _Position(source or position.source, key, position.for_mentors, assessed)


def _missing_problem(client: Client, parts: tuple[str | int, ...], places: list[tuple[Location, str]]) -> Problem:
    missing, more, emptied = MissingValue(parts), len(set(places)) - 1, client.origins.get(".".join(map(str, parts)))
    location, source = places[0]
    elsewhere = f" and in {counted(more, 'more place')}" if more else ""
    message = f"{missing} is not set for {client.id}; it is read here{elsewhere}"
    hint = missing.hint(f"{client.folder}/policy.yml")
    if emptied and emptied.layer != "core":
        message = f"{missing} has no value; it is read in {location.path}:{location.line}{elsewhere}"
        location, hint = emptied.location, f"write its value; immerse explain {missing} shows its form"
    return Problem(location, PLACEHOLDER_RULE, message, hint=hint, subject=source)
