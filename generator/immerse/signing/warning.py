"""Warnings for readers of a record; no event is refused for them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from immerse.records.days import day_after, moment_text
from immerse.records.entry_shapes import SIGNING
from immerse.signing.events import Event
from immerse.signing.moving import currency
from immerse.signing.rotation_state import RotationState

SLACK = timedelta(minutes=5)
"""The time by which a signer's clock may be ahead of the reader's."""
LATEST = SIGNING["late_days"]
"""Days after which an observation is written down late."""
CONFIRMED = SIGNING["placed_weeks"] * 7
"""Days after the first one of a placement by which the gates after the rotation are decided."""

Warning_ = dict[str, Any]


def warnings_of(events: Sequence[Event], rotation: RotationState, texts: Mapping[str, Any], now: str) -> list[Warning_]:
    """Warnings, by code and then in the order of events.

    `future`: the signer's moment is after the reader's. `early`: it is before the release is in force. `late`: signed
    more than `LATEST` days after the observation. `bulk`: more evaluation records of one person in a short time than
    the rule allows. `sentence`: one person wrote the same sentence about several items. `record`: the named evaluation
    record is not the signer's. `unlisted`: an event before a graduation that does not list it. `currency`: a later
    release has a mandatory change. `unplaced`: nobody signed that the placement began, though its first day has passed.
    `overdue`: a gate after the rotation is not decided.
    """
    warnings: list[Warning_] = []
    limit = moment_text(datetime.fromisoformat(now) + SLACK)
    warnings += [_of("future", event) for event in events if event["at"] > limit]
    warnings += [
        _of("early", event) for event in events if event["at"][:10] < rotation.read(event["ver"]).book["effective"]
    ]
    seen = [event for event in rotation.counted if event["type"] in ("attest", "transcribe")]
    warnings += [_of("late", event) for event in seen if _is_late(event["body"]["day"], event["at"][:10])]
    if rotation.opened:
        warnings += _bulk(rotation, seen)
    warnings += _sentences(seen, texts)
    warnings += [_of("record", event) for event in seen if not _has_record(rotation, event)]
    graduated = rotation.graduated
    if graduated:
        listed = {*graduated["body"]["events"], graduated["event"]}
        earlier = (event for event in rotation.counted if event["at"] <= graduated["at"])
        warnings += [_of("unlisted", event) for event in earlier if event["event"] not in listed]
        warnings += [*currency(rotation), *_afterwards(rotation, graduated, now[:10])]
    return warnings


def _afterwards(rotation: RotationState, graduated: Event, day: str) -> list[Warning_]:
    """Warnings about steps that are missing after a graduation."""
    if rotation.placed is None:
        return [_of("unplaced", graduated)] if graduated["body"]["day"] < day else []
    gates = [gate["id"] for gate in rotation.book["gates"] if gate["after"] and gate["day"] is None]
    late = day_after(rotation.placed["body"]["day"], CONFIRMED) < day
    return [{"code": "overdue", "gate": name} for name in gates if late and name not in rotation.passed]


def _is_late(day: str, signed: str) -> bool:
    return day < signed and day_after(day, LATEST) < signed


def _of(code: str, event: Event) -> Warning_:
    return {"code": code, "event": event["event"]}


def _has_record(rotation: RotationState, event: Event) -> bool:
    named = event["body"].get("period")
    return named is None or (named in rotation.periods and rotation.periods[named]["by"] == event["by"])


def _bulk(rotation: RotationState, seen: Sequence[Event]) -> list[Warning_]:
    """Persons who signed more evaluation records within the rule's minutes than it allows; an attestation without a
    record counts as one."""
    rule = rotation.rules.rule("statement")
    if rule is None:
        return []
    by_person: dict[str, dict[str, str]] = {}
    for event in seen:
        record = event["body"].get("period") or event["event"]
        by_person.setdefault(event["by"], {}).setdefault(record, event["at"])
    span = timedelta(minutes=rule["minutes"])
    most = {person: _most_within(span, by_person[person].values()) for person in sorted(by_person)}
    return [{"code": "bulk", "by": person, "n": n} for person, n in most.items() if n > rule["bulk"]]


def _most_within(span: timedelta, moments: Iterable[str]) -> int:
    """How many moments lie within a span of time, at most."""
    ordered = sorted(datetime.fromisoformat(moment) for moment in moments)
    most = end = 0
    for begin, first in enumerate(ordered):
        while end < len(ordered) and ordered[end] < first + span:
            end += 1
        most = max(most, end - begin)
    return most


def _sentences(seen: Sequence[Event], texts: Mapping[str, Any]) -> list[Warning_]:
    """Persons who wrote one sentence about several items; texts that were erased are not compared."""
    items: dict[tuple[str, str], str] = {}
    doubles: dict[str, set[str]] = {}
    for event in seen:
        text = texts.get(event["body"]["sentence"])
        if text:
            item = event["body"]["item"]
            first = items.setdefault((event["by"], " ".join(text["text"].split())), item)
            if first != item:
                doubles.setdefault(event["by"], set()).update((first, item))
    return [{"code": "sentence", "by": person, "items": sorted(doubles[person])} for person in sorted(doubles)]
