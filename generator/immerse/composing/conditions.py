"""Conditions judged: without a client (can it ever hold), and for the clients in hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from immerse.composing.sources import source_id
from immerse.expressions.evaluating import holds
from immerse.expressions.faults import ExpressionFault, MissingValue
from immerse.expressions.placeholders import place_of_fault
from immerse.expressions.reading import read_condition
from immerse.expressions.satisfying import can_hold
from immerse.expressions.terms import Expression
from immerse.model.base import Block, Node, OneOf, holds_parts
from immerse.model.edition import Client
from immerse.model.module import Module
from immerse.model.programme import Programme
from immerse.model.text import Condition, Text
from immerse.problems import Location, Problem, Severity

RULE = "condition"


def in_words(text: str) -> str:
    """A condition on one line, as it was written."""
    return " ".join(text.split())


def readable(condition: Condition) -> Expression | None:
    """The condition's expression, or None where it has a fault (which analyse reports)."""
    reading = read_condition(str(condition))
    return None if reading.faults else reading.expression


def judge_condition(condition: Condition, around: tuple[Condition, ...], subject: str) -> Iterator[Problem]:
    """What is wrong with one `when:` whoever the client is, given the conditions around it."""
    source = str(condition)
    reading = read_condition(source)
    for fault in reading.faults:
        where = place_of_fault(condition, 0, source, fault.fragment)
        yield Problem(where, RULE, fault.message, hint=fault.hint, subject=subject)
    if reading.faults or reading.expression is None:
        return
    outer = tuple(expression for expression in map(readable, around) if expression is not None)
    message = f"this condition can never hold: {in_words(source)}"
    if not can_hold((reading.expression,)):
        yield Problem(condition.location, RULE, message, hint="no client can have such a policy", subject=subject)
    elif outer and can_hold(outer) and not can_hold((*outer, reading.expression)):
        hint = f"it stands inside: {' and '.join(in_words(text) for text in around)}"
        yield Problem(condition.location, RULE, message, hint=hint, subject=subject)


def judge_choice(choice: OneOf[Any], subject: str) -> Iterator[Problem]:
    """What is wrong with the shape of a `one_of`, whoever the client is."""
    for alternative in choice.one_of:
        if alternative.when is None:
            message = "an alternative of one_of needs its own when:"
            yield _problem(alternative.location, message, "put what always applies into otherwise:", subject)
    if choice.otherwise is not None and choice.otherwise.when is not None:
        message = "otherwise takes no when:; it is shown where no alternative holds"
        yield _problem(choice.otherwise.when.location, message, "delete this when:", subject)


def _problem(location: Location, message: str, hint: str = "", subject: str = "") -> Problem:
    return Problem(location, RULE, message, hint=hint, subject=subject)


def choice_location(choice: OneOf[Any]) -> Location:
    """Where a `one_of` is written."""
    return choice.place_of("one_of")


def hole(choice: OneOf[Any], client_id: str, subject: str) -> Problem:
    """No alternative holds for a client, and there is no otherwise."""
    message = f"no alternative of this one_of holds for {client_id}"
    return _problem(choice_location(choice), message, "add an alternative, or otherwise:", subject)


def overlap(choice: OneOf[Any], held: list[Any], client_id: str, subject: str) -> Problem:
    """More than one alternative holds for a client."""
    names = " and ".join(in_words(alternative.when or "no condition") for alternative in held)
    message = f"{len(held)} alternatives of this one_of hold for {client_id}: {names}"
    return _problem(choice_location(choice), message, "make the conditions exclude each other", subject)


def emptied(module: Module, client_id: str) -> Problem:
    """A module that stands for a client, but without a lesson."""
    message = f"module {module.id} has no lesson left for {client_id}"
    hint = f"give the module itself a when: that is false for {client_id}, or leave it a lesson"
    return _problem(module.location, message, hint, str(module.id))


def is_held(block: Any, client: Client) -> bool | None:
    """Whether a block's condition holds for a client; None where it cannot be said (composing reports why)."""
    if block.when is None:
        return True
    expression = readable(block.when)
    if expression is None:
        return None
    try:
        return holds(expression, client.policy)
    except (ExpressionFault, MissingValue):
        return None


def judge_for_clients(programme: Programme, clients: tuple[Client, ...]) -> Iterator[Problem]:
    """Holes and overlaps of choices, conditions that hold for nobody here, modules left empty."""
    if clients:
        yield from _judge(programme, clients, "")


def _judge(value: Any, clients: tuple[Client, ...], subject: str) -> Iterator[Problem]:
    if isinstance(value, Text):
        return
    if isinstance(value, OneOf):
        yield from _judge_choice(value, clients, subject)
    elif isinstance(value, Node):
        yield from _judge_node(value, clients, source_id(value) or subject)
    elif isinstance(value, tuple):
        for item in value:
            yield from _judge(item, clients, subject)


def _judge_node(node: Node, clients: tuple[Client, ...], subject: str) -> Iterator[Problem]:
    held = {client.id: is_held(node, client) for client in clients} if isinstance(node, Block) else {}
    if isinstance(node, Block) and node.when and held and all(answer is False for answer in held.values()):
        yield _holds_for_nobody(node.when, tuple(held), subject)
        return
    inside = tuple(client for client in clients if held.get(client.id, True))
    if isinstance(node, Module) and node.lessons:
        for client in inside:
            if all(is_held(lesson, client) is False for lesson in node.lessons):
                yield emptied(node, client.id)
    for value in vars(node).values():
        if holds_parts(value):
            yield from _judge(value, inside, subject)


def _judge_choice(choice: OneOf[Any], clients: tuple[Client, ...], subject: str) -> Iterator[Problem]:
    for client in clients:
        answers = [is_held(alternative, client) for alternative in choice.one_of]
        held = [alternative for alternative, answer in zip(choice.one_of, answers, strict=True) if answer]
        if len(held) > 1:
            yield overlap(choice, held, client.id, subject)
        elif not held and None not in answers and choice.otherwise is None:
            yield hole(choice, client.id, subject)
    for alternative in choice.one_of:
        yield from _judge(alternative, clients, subject)
    if choice.otherwise is not None:
        yield from _judge(choice.otherwise, clients, subject)


def _holds_for_nobody(when: Condition, client_ids: tuple[str, ...], subject: str) -> Problem:
    message = f"this condition holds for no client present ({', '.join(client_ids)}): {in_words(when)}"
    return Problem(when.location, RULE, message, Severity.INFO, "it waits for such a client", subject)
