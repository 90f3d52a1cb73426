"""The events of a record that count: signed by a known key, within its dates, for this record and its publications.

An event that does not count is refused for one reason, the first of them in the order of this file.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from immerse.records.record_faults import RecordRefused
from immerse.signing.bodies import MOST_EVENTS
from immerse.signing.events import Event, EventReader, by_moment
from immerse.signing.jws import Parts, event_id

Books = Mapping[str, Mapping[str, Any]]
"""Version -> the book that was published under it."""
Signers = Mapping[str, Mapping[str, Any]]
"""Id of a key -> its signer, as `signers.json` has them."""
Verifies = Callable[[Parts, Mapping[str, Any]], bool]
"""Whether a signature is that of a signer's key."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An event that does not count, and why: its sentence in the catalogue is `event.refused.` and the code."""

    event: str
    code: str
    type: str = ""
    by: str = ""
    """The person that the event names, which is not verified."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """The events of a record that count, in their order, each once, and the others."""

    events: tuple[Event, ...]
    refused: tuple[Refusal, ...]


def trusted(record: Mapping[str, Any], books: Books, signers: Signers, verifies: Verifies) -> Trusted:
    """The events of a record that count, and those that do not.

    Two signatures of one event are one event, because the id of an event does not depend on its signature.
    """
    events: dict[str, Event] = {}
    refusals: dict[str, Refusal] = {}
    judge = _Judge(record, books, signers, verifies)
    for outcome in judge.events(record["events"][:MOST_EVENTS]):
        if isinstance(outcome, Refusal):
            refusals.setdefault(outcome.event, outcome)
        else:
            events[outcome["event"]] = outcome
    for jws in record["events"][MOST_EVENTS:]:
        refusals[event_id(jws)] = Refusal(event_id(jws), "too-many")
    left = (refusals[name] for name in sorted(refusals.keys() - events.keys()))
    return Trusted(tuple(sorted(events.values(), key=by_moment)), tuple(left))


class _Judge:
    def __init__(self, record: Mapping[str, Any], books: Books, signers: Signers, verifies: Verifies) -> None:
        self._record = record
        self._books = books
        self._signers = signers
        self._verifies = verifies
        self._reader = EventReader()
        self._items = {ver: {item["id"]: item for item in book["items"]} for ver, book in books.items()}

    def events(self, all_: Iterable[str]) -> list[Event | Refusal]:
        """The events, or why they do not count; all are read before any signature is verified, which is faster."""
        return [
            read if isinstance(read, Refusal) else self._judged(*read) for read in [self._read(jws) for jws in all_]
        ]

    def _read(self, jws: str) -> tuple[Event, Parts] | Refusal:
        try:
            return self._reader.read(jws)
        except RecordRefused as error:
            return Refusal(event_id(jws), error.fault.code)

    def _judged(self, event: Event, parts: Parts) -> Event | Refusal:
        code = self._key(event, parts) or self._place(event) or self._book(event)
        return Refusal(event["event"], code, event["type"], event["by"]) if code else event

    def _key(self, event: Event, parts: Parts) -> str:
        """The code of the reason why the signer may not sign here at the moment of the event; empty if they may."""
        signer = self._signers.get(event["kid"])
        if signer is None:
            return "unknown-key"
        if not self._verifies(parts, signer):
            return "bad-signature"
        if signer["person"] != event["by"]:
            return "other-person"
        day = event["at"][:10]
        if day < signer["from"]:
            return "key-too-early"
        if day > signer["until"]:
            return "key-expired"
        if signer["revoked"] is not None and (signer["reason"] == "compromised" or day >= signer["revoked"]):
            return "key-revoked"
        return "" if event["body"]["role"] in signer["roles"] else "wrong-role"

    def _place(self, event: Event) -> str:
        if event["client"] != self._record["client"]:
            return "other-client"
        return "" if event["rot"] == self._record["rot"] else "other-rotation"

    def _book(self, event: Event) -> str:
        """The code of the reason why the event does not fit the published releases; empty if it does."""
        book = self._books.get(event["ver"])
        if book is None:
            return "unknown-release"
        if book["digest"] != event["book"]:
            return "other-book"
        body = event["body"]
        if "digest" not in body:
            return ""
        item = self._items[event["ver"]].get(body["item"])
        if item is None:
            return "unknown-item"
        if item["digest"] != body["digest"] or item["rev"] != body["rev"]:
            return "other-item"
        scope = self._signers[event["kid"]]["modules"]
        return "" if not scope or item["module"] in scope else "wrong-scope"
