"""Whether something was withheld: each key counts its events of a rotation, and each event names the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from immerse.signing.events import Event


def chain_faults(events: Sequence[Event]) -> list[dict[str, Any]]:
    """What is wrong with the counters of the keys, by key.

    `missing`: numbers that no event has, so somebody left events out. `fork`: two events with one number, as when one
    key card is used on two devices. `broken`: an event does not name the one before. `backwards`: an event with a
    higher number says an earlier moment.

    Args:
        events: Those that count, of one rotation.
    """
    by_key: dict[str, dict[int, list[Event]]] = {}
    for event in events:
        by_key.setdefault(event["kid"], {}).setdefault(event["n"], []).append(event)
    found: list[dict[str, Any]] = []
    for kid in sorted(by_key):
        found += _faults(kid, by_key[kid])
    return found


def _faults(kid: str, numbered: Mapping[int, Sequence[Event]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    last = max(numbered)
    missing = last - len(numbered)
    if missing:
        found.append({"code": "missing", "kid": kid, "n": missing})
    latest = ""
    for n in sorted(numbered):
        events = numbered[n]
        if len(events) > 1:
            found.append({"code": "fork", "kid": kid, "n": n})
        before = {event["event"] for event in numbered.get(n - 1, ())}
        for event in sorted(events, key=lambda one: str(one["event"])):
            if (event["prev"] is not None) if n == 1 else (before and event["prev"] not in before):
                found.append({"code": "broken", "kid": kid, "n": n})
            if event["at"] < latest:
                found.append({"code": "backwards", "kid": kid, "n": n})
        latest = max(latest, *(event["at"] for event in events))
    return found
