"""What stands in a signed event: the members of its payload and of the body of each type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from immerse.records.faults import refused
from immerse.records.shapes import is_of

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


_KINDS: dict[str, Callable[[object], bool]] = {
    "one": lambda value: value == 1 and not isinstance(value, bool),
    "number": lambda value: _is_whole(value, 1, 999_999),
    "level": lambda value: _is_whole(value, 0, 5),
    "rating": lambda value: _is_whole(value, 1, 5),
    "weeks": lambda value: _is_whole(value, 0, 6),
    "version": lambda value: isinstance(value, str) and _VERSION.fullmatch(value) is not None,
    "person": is_person,
    "body": lambda value: isinstance(value, dict),
}


def judge_payload(payload: Any) -> None:
    """Judge the members of a payload and of its body.

    Raises:
        RecordRefused: event-unknown-type, or event-wrong with the path of the member that is missing, that no event
            has, or that is not what it has to be.
    """
    _judge_members(payload, PAYLOAD, "payload")
    shape = BODIES.get(payload["type"])
    if shape is None:
        raise refused("event-unknown-type", "payload.type")
    _judge_members(payload["body"], shape, "payload.body")


def _judge_members(value: Any, shape: Mapping[str, str], place: str) -> None:
    if not isinstance(value, dict):
        raise refused("event-wrong", place)
    for name, kind in shape.items():
        if name not in value or not _is(kind, value[name]):
            raise refused("event-wrong", f"{place}.{name}")
    if len(value) > len(shape):
        raise refused("event-wrong", f"{place}.*")


def _is(kind: str, value: object) -> bool:
    if kind.endswith("?"):
        return value is None or _is(kind[:-1], value)
    if kind.startswith("["):
        return _is_list(kind[1:-1], value)
    if "|" in kind:
        return isinstance(value, str) and value in kind.split("|")
    judge = _KINDS.get(kind)
    return judge(value) if judge else is_of(kind, value)


def _is_list(kind: str, value: object) -> bool:
    most = MOST_EVENTS if kind == "hash" else LONGEST_LIST
    if not isinstance(value, list) or len(value) > most:
        return False
    if kind == "piece":
        return all(_is_piece(one) for one in value) and len({one["piece"] for one in value}) == len(value)
    return all(_is(kind, one) for one in value) and len(set(value)) == len(value)


def _is_piece(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == PIECE.keys()
        and all(_is(PIECE[name], value[name]) for name in PIECE)
    )
