"""What stands in a signed event: the members of its payload and of the body of each type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from immerse.records.faults import refused
from immerse.records.shapes import judge_of

PAYLOAD = {
    "v": "one",
    "id": "id",
    "type": "slug",
    "rot": "id",
    "client": "slug",
    "book": "digest",
    "ver": "version",
    "by": "person",
    "n": "number",
    "prev": "hash?",
    "at": "moment",
    "body": "body",
}
"""The members of a payload, in no order; there are no others."""

BODIES: dict[str, dict[str, str]] = {
    "open": {
        "trainee": "person",
        "mentor": "person",
        "start": "day",
        "end": "day",
        "track": "slug",
        "path": "slug",
        "role": "slug",
    },
    "period": {
        "no": "number",
        "from": "day",
        "to": "day",
        "ctx": "slug",
        "shift": "slug?",
        "load": "routine|elevated|crisis",
        "advice": "continue|more-practice|remediate|ready",
        "items": "[code]",
        "rating": "rating?",
        "note": "hash?",
        "role": "slug",
    },
    "attest": {
        "item": "code",
        "digest": "digest",
        "rev": "rev",
        "decision": "met|not-yet",
        "level": "level",
        "ctx": "slug?",
        "day": "day",
        "period": "hash?",
        "role": "slug",
        "evidence": "[piece]",
        "sentence": "hash",
        "next": "hash?",
        "error": "found|reported|none",
    },
    "withdraw": {"event": "hash", "reason": "hash", "role": "slug"},
    "waive": {"item": "code", "reason": "hash", "until": "day", "role": "slug"},
    "decide": {
        "gate": "code",
        "decision": "pass|extend|redirect|leave",
        "weeks": "weeks",
        "panel": "[person]",
        "reason": "hash",
        "role": "slug",
    },
    "endorse": {"events": "[hash]", "dossier": "hash", "statement": "hash", "role": "slug"},
    "graduate": {
        "events": "[hash]",
        "dossier": "hash",
        "forks": "[hash]",
        "manager": "person",
        "brand": "slug?",
        "day": "day",
        "until": "day",
        "statement": "hash",
        "role": "slug",
    },
    "placed": {"day": "day", "manager": "person", "brand": "slug?", "role": "slug"},
    "migrate": {
        "from": "version",
        "to": "version",
        "map": "hash",
        "carried": "[code]",
        "redo": "[code]",
        "gone": "[code]",
        "role": "slug",
    },
    "transcribe": {
        "item": "code",
        "digest": "digest",
        "rev": "rev",
        "level": "level",
        "ctx": "slug?",
        "day": "day",
        "signer": "person",
        "signed_as": "slug",
        "evidence": "[piece]",
        "sentence": "hash",
        "paper": "hash",
        "role": "slug",
    },
    "acknowledge": {"ver": "version", "person": "person", "role": "slug"},
    "void": {"reason": "hash", "role": "slug"},
    "reopen": {"reason": "hash", "role": "slug"},
}
"""Type of event -> member of its body -> kind of value.

A kind that ends with `?` may be null, one in brackets is a list of different values, and words with `|` between them
are all that may stand there. A `hash` that is not the id of an event, a map, a dossier or a scan names a text of the
record.
"""

PIECE = {"piece": "id", "kind": "slug", "day": "day", "shift": "slug?", "simulated": "yes-no", "sha256": "hash?"}
"""The members of a piece of evidence that somebody who signs has seen; `piece` is the id of its first version."""

LONGEST_LIST = 400
"""Values of one list; a list of events may be longer."""
MOST_EVENTS = 10_000
"""Events that a list may name, and that a record may hold."""

VERSION = r"(?:0|[1-9][0-9]{0,5})(?:\.(?:0|[1-9][0-9]{0,5})){2}"
PERSON = "p-[0-9a-f]{4,16}"

_VERSION = re.compile(VERSION)
_PERSON = re.compile(PERSON)


def is_person(value: object) -> bool:
    """Whether a value is the id of a person: p- and 4 to 16 hexadecimal digits."""
    return isinstance(value, str) and _PERSON.fullmatch(value) is not None


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


Judge = Callable[[Any], bool]

_KINDS: dict[str, Judge] = {
    "one": lambda value: value == 1 and not isinstance(value, bool),
    "number": lambda value: _is_whole(value, 1, 999_999),
    "level": lambda value: _is_whole(value, 0, 5),
    "rating": lambda value: _is_whole(value, 1, 5),
    "weeks": lambda value: _is_whole(value, 0, 6),
    "version": lambda value: isinstance(value, str) and _VERSION.fullmatch(value) is not None,
    "person": is_person,
    "body": lambda value: isinstance(value, dict),
}


def _judge_of(kind: str) -> Judge:
    """What judges values of a kind."""
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


def _is_list(most: int, judge: Judge, value: object) -> bool:
    return isinstance(value, list) and len(value) <= most and all(map(judge, value)) and len(set(value)) == len(value)


def _are_pieces(value: object) -> bool:
    if not isinstance(value, list) or len(value) > LONGEST_LIST:
        return False
    return all(map(_is_piece, value)) and len({one["piece"] for one in value}) == len(value)


def _is_piece(value: object) -> bool:
    return (
        isinstance(value, dict)
        and len(value) == len(_PIECE)
        and all(name in value and judge(value[name]) for name, judge in _PIECE)
    )


def _judges_of(shape: Mapping[str, str]) -> list[tuple[str, Judge]]:
    return [(name, _judge_of(kind)) for name, kind in shape.items()]


_PIECE = _judges_of(PIECE)
_PAYLOAD = _judges_of(PAYLOAD)
_BODIES = {name: _judges_of(shape) for name, shape in BODIES.items()}
"""The judges of each member; thousands of events are read at once."""


def judge_payload(payload: Any) -> None:
    """Judge the members of a payload and of its body.

    Raises:
        RecordRefused: event-unknown-type, or event-wrong with the path of the member that is missing, that no event
            has, or that is not what it has to be.
    """
    _judge_members(payload, _PAYLOAD, "payload")
    judges = _BODIES.get(payload["type"])
    if judges is None:
        raise refused("event-unknown-type", "payload.type")
    _judge_members(payload["body"], judges, "payload.body")


def _judge_members(value: Any, judges: Sequence[tuple[str, Judge]], place: str) -> None:
    if not isinstance(value, dict):
        raise refused("event-wrong", place)
    for name, judge in judges:
        if name not in value or not judge(value[name]):
            raise refused("event-wrong", f"{place}.{name}")
    if len(value) > len(judges):
        raise refused("event-wrong", f"{place}.*")
