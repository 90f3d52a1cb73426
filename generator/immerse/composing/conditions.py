"""Problems of conditions: without a client (can it ever hold), and for given clients."""

from collections.abc import Iterable, Iterator
from typing import Any

from immerse.composing.outcomes import on_one_line
from immerse.composing.sources import SourcePart
from immerse.expressions.evaluating import holds
from immerse.expressions.expression_errors import ExpressionFault, MissingValue
from immerse.expressions.placeholders import fault_location
from immerse.expressions.reading import read_condition
from immerse.expressions.satisfying import can_hold
from immerse.expressions.syntax_tree import Expression
from immerse.model.base import Block, OneOf
from immerse.model.edition import Client
from immerse.model.module import Module
from immerse.model.policy.policy import Policy
from immerse.model.text import Condition
from immerse.problems import Location, Problem, Severity

RULE = "condition"


def readable(condition: Condition, contract: type[Policy]) -> Expression | None:
    """The condition's expression, or None where it has a fault (which analyse reports)."""
    reading = read_condition(str(condition), contract)
    return None if reading.faults else reading.expression


def judge_condition(
    condition: Condition, around: tuple[Condition, ...], subject: str, contract: type[Policy]
) -> Iterator[Problem]:
    """The problems of one `when:` for any client, given the conditions around it."""
    source = str(condition)
    reading = read_condition(source, contract)
    for fault in reading.faults:
        location = fault_location(condition, 0, source, fault.fragment)
        yield Problem(location, RULE, fault.message, hint=fault.hint, subject=subject)
    if reading.faults or reading.expression is None:
        return
    outer = tuple(expression for outside in around if (expression := readable(outside, contract)) is not None)
    message = f"this condition can never hold: {on_one_line(source)}"
    if not can_hold((reading.expression,), contract):
        yield Problem(condition.location, RULE, message, hint="no client can have such a policy", subject=subject)
    elif outer and can_hold(outer, contract) and not can_hold((*outer, reading.expression), contract):
        hint = f"it is inside: {' and '.join(map(on_one_line, around))}"
        yield Problem(condition.location, RULE, message, hint=hint, subject=subject)


def judge_choice(choice: OneOf[Any], subject: str) -> Iterator[Problem]:
    """The problems of the form of a `one_of`, for any client."""
    for alternative in choice.one_of:
        if alternative.when is None:
            message = "an alternative of one_of needs its own when:"
            yield _problem(alternative.location, message, "put what always applies into otherwise:", subject)
    if choice.otherwise is not None and choice.otherwise.when is not None:
        message = "otherwise takes no when:; it is shown where no alternative holds"
        yield _problem(choice.otherwise.when.location, message, "delete this when:", subject)


def _problem(location: Location, message: str, hint: str = "", subject: str = "") -> Problem:
    return Problem(location, RULE, message, hint=hint, subject=subject)


def hole(choice: OneOf[Any], client_id: str, subject: str) -> Problem:
    """No alternative holds for a client, and there is no otherwise."""
    message = f"no alternative of this one_of holds for {client_id}"
    return _problem(choice.location_of("one_of"), message, "add an alternative, or otherwise:", subject)


def overlap(choice: OneOf[Any], holding: list[Any], client_id: str, subject: str) -> Problem:
    """More than one alternative holds for a client."""
    names = " and ".join(on_one_line(alternative.when or "no condition") for alternative in holding)
    message = f"{len(holding)} alternatives of this one_of hold for {client_id}: {names}"
    return _problem(choice.location_of("one_of"), message, "make the conditions exclude each other", subject)


def emptied(module: Module, client_id: str) -> Problem:
    """A client has a module without any lesson."""
    message = f"module {module.id} has no lesson left for {client_id}"
    hint = f"give the module itself a when: that is false for {client_id}, or leave it a lesson"
    return _problem(module.location, message, hint, str(module.id))


def judge_for_clients(decisive: Iterable[SourcePart], clients: tuple[Client, ...]) -> Iterator[Problem]:
    """Holes and overlaps of choices, conditions that hold for no client, and modules left empty.

    `decisive` is everything in a programme that depends on conditions.
    """
    conditions = _Conditions()
    for part in decisive:
        inside = [client for client in clients if all(conditions.holds(when, client) for when in part.conditions)]
        if not inside:
            continue
        if isinstance(part.value, OneOf):
            yield from _judge_choice(part.value, inside, part.source, conditions)
        elif isinstance(part.value, Module):
            yield from _judge_module(part.value, inside, conditions)
        when = part.value.when if isinstance(part.value, Block) else None
        if when and all(conditions.holds(when, client) is False for client in inside):
            ids = ", ".join(client.id for client in inside)
            message = f"this condition holds for no client of this workspace ({ids}): {on_one_line(when)}"
            yield Problem(when.location, RULE, message, Severity.INFO, "it waits for such a client", part.source)


class _Conditions:
    """The conditions that hold for each client, each evaluated once."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], bool | None] = {}

    def holds(self, when: Condition | None, client: Client) -> bool | None:
        """Whether a condition holds for a client; None where it cannot be evaluated, which composing reports."""
        if when is None:
            return True
        key = (str(when), client.id)
        if key not in self._held:
            self._held[key] = _is_held(when, client)
        return self._held[key]


def _is_held(when: Condition, client: Client) -> bool | None:
    expression = readable(when, type(client.policy))
    if expression is None:
        return None
    try:
        return holds(expression, client.policy)
    except (ExpressionFault, MissingValue):
        return None


def _judge_module(module: Module, clients: list[Client], conditions: _Conditions) -> Iterator[Problem]:
    for client in clients if module.lessons else ():
        left = any(conditions.holds(lesson.when, client) is not False for lesson in module.lessons)
        if conditions.holds(module.when, client) and not left:
            yield emptied(module, client.id)


def _judge_choice(
    choice: OneOf[Any], clients: list[Client], subject: str, conditions: _Conditions
) -> Iterator[Problem]:
    for client in clients:
        answers = [conditions.holds(alternative.when, client) for alternative in choice.one_of]
        holding = [alternative for alternative, answer in zip(choice.one_of, answers, strict=True) if answer]
        if len(holding) > 1:
            yield overlap(choice, holding, client.id, subject)
        elif not holding and None not in answers and choice.otherwise is None:
            yield hole(choice, client.id, subject)
