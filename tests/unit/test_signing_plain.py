"""Payloads that are known at once are those that the closer look accepts, and nearly all are known at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from immerse.records import RecordRefused
from immerse.records.canonical import canonical
from immerse.signing.bodies import BODIES, judge_payload
from immerse.signing.events import EventReader
from immerse.signing.jws import Parts, payload_of
from immerse.signing.plain import plain_payload
from made_histories import text
from signed_histories import SignedHistory
from signing_cases import EVENTS, event_of
from signing_forgeries import record
from signing_wild import Wild

REFUSED = json.loads(EVENTS.read_text("utf-8"))["refused"]


@cache
def payloads() -> dict[str, bytes]:
    """A short payload of each type, with pieces of evidence where the type has any."""
    found: dict[str, list[bytes]] = {}
    for seed in range(40):
        for event in Wild(seed, SignedHistory()).play().events:
            plain = {name: value for name, value in event.items() if name not in ("event", "kid")}
            if plain["body"].get("evidence") != []:
                found.setdefault(event["type"], []).append(canonical(plain).encode())
    return {type_: min(contents, key=len) for type_, contents in found.items()}


def looked_at(content: bytes) -> Any:
    """What the closer look says of bytes: a payload, or None."""
    try:
        payload = payload_of(Parts("", content, b"", b""))
        judge_payload(payload)
    except RecordRefused:
        return None
    return payload


def mutated(content: bytes) -> Iterator[bytes]:
    """One byte exchanged for each that JSON and values are written with, left out or doubled."""
    for at in range(len(content)):
        for other in b'"\\{}[]:,-+.0195eEaAfgTZ _\n':
            yield content[:at] + bytes([other]) + content[at + 1 :]
        yield content[:at] + content[at + 1 :]
        yield content[:at] + content[at : at + 1] + content[at:]


def test_events_of_each_type_are_known_at_once() -> None:
    assert payloads().keys() == BODIES.keys()
    for content in payloads().values():
        assert plain_payload(content) == looked_at(content) == json.loads(content)


@pytest.mark.parametrize("type_", sorted(BODIES))
def test_nothing_is_known_at_once_that_the_closer_look_refuses(type_: str) -> None:
    known = 0
    for content in mutated(payloads()[type_]):
        found = plain_payload(content)
        if found is not None:
            known += 1
            assert found == looked_at(content)
    assert known > 50


@pytest.mark.parametrize("day", ["2026-02-29", "2028-02-29", "2026-04-31", "2026-12-31", "1969-12-31", "2100-01-01"])
def test_days_are_those_of_the_calendar(day: str) -> None:
    content = canonical(json.loads(payloads()["placed"]) | {"at": f"{day}T08:00:00.000Z"}).encode()
    known, looked = plain_payload(content), looked_at(content)
    assert (looked is not None) == (day in ("2028-02-29", "2026-12-31"))
    assert known == looked or day == "2028-02-29"


def test_one_value_twice_is_not_known_at_once() -> None:
    payload = json.loads(payloads()["endorse"])
    for events, is_known in (([text("a"), text("b")], True), ([text("a"), text("a")], False)):
        content = canonical({**payload, "body": {**payload["body"], "events": events}}).encode()
        assert (plain_payload(content) is not None) == (looked_at(content) is not None) == is_known


def test_a_reader_that_knows_the_header_refuses_what_one_refuses_that_does_not() -> None:
    reader, known = EventReader(), record(1)["events"][0]
    reader.read(known)
    header, payload, signature = known.split(".")
    forms = [f"{known}=", f"{known}==", f"{known}\n", f"{known}.", f"{header}..{signature}", f"{header}.{payload}."]
    forms += [f"{header}.{payload}={'.'}{signature}", f"{header}.{payload}.{signature[:-1]}", f"{header}.{payload}"]
    forms += [f"{header}.{payload}.{signature[:40]}+{signature[41:]}", f"{header}.{payload}.{signature}.x", header]
    forms += [
        event_of(case).replace(case["jws"].split(".")[0], header, 1) for case in REFUSED if case["jws"][:1] != "."
    ]
    told = [(code_of(reader, jws), code_of(EventReader(), jws)) for jws in forms]
    assert all(one == other for one, other in told)
    assert sum(one != "" for one, _ in told) >= 25


def code_of(reader: EventReader, jws: str) -> str:
    """Why a reader refuses an event; nothing where it does not."""
    try:
        reader.read(jws)
    except RecordRefused as error:
        return error.fault.code
    return ""
