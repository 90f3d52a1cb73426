"""The members of a signed event: of its payload and of the body of each type."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from immerse.records.entry_shapes import CONTRACT, LIMITS, EntryShape, judge_of
from immerse.records.record_faults import refused

PAYLOAD: EntryShape = CONTRACT["payload"]
"""The members of a payload, in no order; there are no others."""
BODIES: dict[str, EntryShape] = CONTRACT["bodies"]
"""Type of event -> the members of its body."""
PIECE: EntryShape = CONTRACT["piece"]
"""The members of a piece of evidence that somebody who signs has seen; `piece` is the id of its first version."""
NUMBERS: dict[str, list[int]] = CONTRACT["numbers"]
"""Kind -> the least and the greatest whole number."""
LONGEST_LIST = LIMITS["list"]
"""Values of one list; a list of events may be longer."""
MOST_EVENTS = LIMITS["events"]
"""Events that a list may name, and that a record may hold."""


def _is_whole(least: int, most: int, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


IsValid = Callable[[Any], bool]

_KINDS: dict[str, IsValid] = {
    **{kind: partial(_is_whole, *bounds) for kind, bounds in NUMBERS.items()},
    "body": lambda value: isinstance(value, dict),
}


def _judge_of(kind: str) -> IsValid:
    """The function that judges values of a kind."""
    if kind.endswith("?"):
        judge = _judge_of(kind[:-1])
        return lambda value: value is None or judge(value)
    if kind == "[piece]":
        return _are_pieces
    if kind.startswith("["):
        return partial(_is_list, MOST_EVENTS if kind == "[hash]" else LONGEST_LIST, _judge_of(kind[1:-1]))
    if "|" in kind:
        words = frozenset(kind.split("|"))
        return lambda value: isinstance(value, str) and value in words
    return _KINDS.get(kind) or judge_of(kind)


def _is_list(most: int, judge: IsValid, value: object) -> bool:
    return isinstance(value, list) and len(value) <= most and all(map(judge, value)) and len(set(value)) == len(value)


def _are_pieces(value: object) -> bool:
    if not isinstance(value, list) or len(value) > LONGEST_LIST:
        return False
    return all(map(_is_piece, value)) and len({piece["piece"] for piece in value}) == len(value)


def _is_piece(value: object) -> bool:
    return (
        isinstance(value, dict)
        and len(value) == len(_PIECE)
        and all(name in value and judge(value[name]) for name, judge in _PIECE)
    )


def _judges_of(shape: Mapping[str, str]) -> list[tuple[str, IsValid]]:
    return [(name, _judge_of(kind)) for name, kind in shape.items()]


_PIECE = _judges_of(PIECE)
_PAYLOAD = _judges_of(PAYLOAD)
_BODIES = {name: _judges_of(shape) for name, shape in BODIES.items()}
"""The judges of each member; thousands of events are read at once."""


def judge_payload(payload: Any) -> None:
    """Judge the members of a payload and of its body.

    Raises:
        RecordRefused: event-unknown-type, or event-wrong with the path of a missing, unknown or wrong member.
    """
    _judge_members(payload, _PAYLOAD, "payload")
    judges = _BODIES.get(payload["type"])
    if judges is None:
        raise refused("event-unknown-type", "payload.type")
    _judge_members(payload["body"], judges, "payload.body")


def _judge_members(value: Any, judges: Sequence[tuple[str, IsValid]], place: str) -> None:
    if not isinstance(value, dict):
        raise refused("event-wrong", place)
    for name, judge in judges:
        if name not in value or not judge(value[name]):
            raise refused("event-wrong", f"{place}.{name}")
    if len(value) > len(judges):
        raise refused("event-wrong", f"{place}.*")
