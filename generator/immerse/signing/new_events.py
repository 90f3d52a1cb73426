"""A new event of a rotation: numbered, bound to the record and the release, and signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc.jwk import ECKey

from immerse.records.canonical import canonical
from immerse.records.format import Record
from immerse.records.normal import normal
from immerse.signing.bodies import judge_payload
from immerse.signing.events import Event
from immerse.signing.jws import sign


@dataclass(frozen=True, slots=True)
class Writer:
    """The signer of new events, and the release under which they are signed."""

    person: str
    key: ECKey
    ver: str
    book: str
    """Digest of the checklist of that release."""


def new_payload(
    record: Record, known: tuple[Event, ...], writer: Writer, type_: str, body: Mapping[str, Any], at: str, id_: str
) -> dict[str, Any]:
    """The payload of a person's next event.

    Args:
        known: All known events of this rotation, with those of the signer's own copy.
        id_: 32 random hexadecimal digits.

    Raises:
        RecordRefused: a member has a wrong value.
    """
    kid = writer.key.thumbprint()
    last = max((event for event in known if event["kid"] == kid), key=lambda event: int(event["n"]), default=None)
    payload = {
        "v": 1,
        "id": id_,
        "type": type_,
        "rot": record["rot"],
        "client": record["client"],
        "book": writer.book,
        "ver": writer.ver,
        "by": writer.person,
        "n": last["n"] + 1 if last else 1,
        "prev": last["event"] if last else None,
        "at": max(at, last["at"]) if last else at,
        "body": dict(body),
    }
    judge_payload(payload)
    return payload


def with_event(
    record: Record, payload: Mapping[str, Any], texts: Mapping[str, Mapping[str, str]], key: ECKey
) -> Record:
    """The record with one more event, signed, and the texts that it names."""
    jws = sign(canonical(payload).encode(), key)
    return normal({**record, "events": [*record["events"], jws], "texts": {**record["texts"], **texts}})
