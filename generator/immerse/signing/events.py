"""One signed event: its compact JWS read strictly, before anything in it is trusted."""

from __future__ import annotations

from typing import Any

from immerse.signing.bodies import judge_payload
from immerse.signing.jws import Parts, event_id, payload_of, split

Event = dict[str, Any]
"""The members of a payload, with `event` (the id of the event) and `kid` (of the key that signed)."""


def read_event(jws: str) -> tuple[Event, Parts]:
    """The event that a JWS carries, and the parts of which its signature has to be verified.

    Raises:
        RecordRefused: it is no event of ours, or could be read in two ways.
    """
    parts = split(jws)
    payload = payload_of(parts)
    judge_payload(payload)
    return {**payload, "event": event_id(jws), "kid": parts.kid}, parts


def by_moment(event: Event) -> tuple[str, str]:
    """What events are sorted by: their moment, as the signer says it, then their id."""
    return event["at"], event["event"]
