"""Finds withheld events: each key numbers its events of a rotation, and each event names the one before."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from immerse.signing.events import Event


def chain_faults(events: Sequence[Event]) -> list[dict[str, Any]]:
    """The faults in the numbers of the events that count, by key.

    `missing`: numbers that no event has, so events were left out. `fork`: two events with one number, as when one key
    card is used on two devices. `broken`: an event does not name the one before. `backwards`: an event with a higher
    number has an earlier moment.
    """
    by_key: dict[str, list[Event]] = {}
    for event in events:
        by_key.setdefault(event["kid"], []).append(event)
    faults: list[dict[str, Any]] = []
    for kid in sorted(by_key):
        faults += _faults(kid, sorted(by_key[kid], key=itemgetter("n", "event")))
    return faults


def _faults(kid: str, events: Sequence[Event]) -> list[dict[str, Any]]:
    """The faults in the events of one key, which are sorted by their numbers."""
    numbers = len({event["n"] for event in events})
    missing = events[-1]["n"] - numbers
    faults: list[dict[str, Any]] = [{"code": "missing", "kid": kid, "n": missing}] if missing else []
    last, before, latest = 0, [""], ""
    for n, same in groupby(events, key=itemgetter("n")):
        numbered = list(same)
        if len(numbered) > 1:
            faults.append({"code": "fork", "kid": kid, "n": n})
        for event in numbered:
            if (event["prev"] is not None) if n == 1 else (last == n - 1 and event["prev"] not in before):
                faults.append({"code": "broken", "kid": kid, "n": n})
            if event["at"] < latest:
                faults.append({"code": "backwards", "kid": kid, "n": n})
        last, before = n, [event["event"] for event in numbered]
        latest = max(latest, *[event["at"] for event in numbered])
    return faults
