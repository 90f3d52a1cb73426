"""One signed event: its compact JWS read strictly, before anything in it is trusted."""

from collections.abc import Callable
from hashlib import sha256
from operator import itemgetter
from typing import Any

from immerse.records.entry_shapes import LONGEST_EVENT
from immerse.signing.base64url import decoded
from immerse.signing.bodies import judge_payload
from immerse.signing.jws import SIGNATURE_BYTES, Parts, payload_of, split
from immerse.signing.plain import plain_payload

Event = dict[str, Any]
"""The members of a payload, with `event` (the id of the event) and `kid` (of the key that signed)."""


class EventReader:
    """Reads many events; caches their headers, because each signer has one for all events."""

    def __init__(self) -> None:
        self._kids: dict[str, str] = {}

    def read(self, jws: str) -> tuple[Event, Parts]:
        """The event that a JWS carries, and the parts of which its signature has to be verified.

        Raises:
            RecordRefused: it is no event of ours, or could be read in two ways.
        """
        parts = self._split(jws)
        payload = plain_payload(parts.payload)
        if payload is None:
            payload = payload_of(parts)
            judge_payload(payload)
        payload["event"], payload["kid"] = sha256(parts.signing_input).hexdigest(), parts.kid
        return payload, parts

    def _split(self, jws: str) -> Parts:
        header, _, rest = jws.partition(".")
        kid = self._kids.get(header)
        if kid is not None:
            payload, _, signature = rest.partition(".")
            content, signed = decoded(payload), decoded(signature)
            if content and signed and len(signed) == SIGNATURE_BYTES and len(jws) <= LONGEST_EVENT:
                return Parts(kid, content, jws[: len(header) + len(payload) + 1].encode(), signed)
        parts = split(jws)
        self._kids[header] = parts.kid
        return parts


by_moment: Callable[[Event], tuple[str, str]] = itemgetter("at", "event")
"""The sort key of events: their moment, as the signer gives it, then their id."""
