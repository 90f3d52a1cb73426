"""Histories of events that are truly signed, with keys that are made up from names and stand for nobody.

A signature comes of its key and its event alone (RFC 6979), so a history is the same bytes each time.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from immerse.model.public_keys import thumbprint
from immerse.records.canonical import canonical
from immerse.signing.base64url import encoded
from immerse.signing.folding import Published
from immerse.signing.jws import event_id
from immerse.signing.moving import map_digest
from made_histories import ROT, History
from made_signoff import CLIENT, book, key_of, signers
from signing_cases import ORDER
from signing_histories import later_book
from signing_steps import MAP

DETERMINISTIC = ec.ECDSA(SHA256(), deterministic_signing=True)
Jwk = dict[str, str]


@cache
def private_key(name: str) -> ec.EllipticCurvePrivateKey:
    """The key of somebody, made from the name."""
    number = int.from_bytes(hashlib.sha256(f"a key for tests: {name}".encode()).digest())
    return ec.derive_private_key(number % (ORDER - 1) + 1, ec.SECP256R1())


@cache
def point_of(name: str) -> tuple[str, str]:
    """The coordinates of somebody's public key."""
    numbers = private_key(name).public_key().public_numbers()
    return encoded(numbers.x.to_bytes(32)), encoded(numbers.y.to_bytes(32))


def kid_of(name: str) -> str:
    """The name of somebody's key."""
    return thumbprint(*point_of(name))


def signature(signing_input: str, name: str) -> str:
    """Somebody's signature of what is signed, in base64url."""
    r, s = decode_dss_signature(private_key(name).sign(signing_input.encode(), DETERMINISTIC))
    return encoded(r.to_bytes(32) + s.to_bytes(32))


def signed(payload: dict[str, Any] | bytes, name: str, header: dict[str, Any] | None = None) -> str:
    """An event with a payload, signed by somebody; under a header of its own where one is said."""
    plain = {"alg": "ES256", "kid": kid_of(name), "typ": "immerse-event+jws"}
    content = payload if isinstance(payload, bytes) else canonical(payload).encode()
    signing_input = f"{encoded(canonical(header or plain).encode())}.{encoded(content)}"
    return f"{signing_input}.{signature(signing_input, name)}"


def payload_of(jws: str) -> bytes:
    """The bytes that an event carries."""
    return base64.urlsafe_b64decode(jws.split(".")[1] + "==")


class SignedHistory(History):
    """A history of which each event is signed by whoever it names."""

    def __init__(self, ver: str = "1.0.0") -> None:
        super().__init__(ver)
        self.signed: dict[str, str] = {}

    def sealed(self, who: str, payload: dict[str, Any]) -> tuple[str, str]:
        jws = signed(payload, who)
        name = event_id(jws)
        self.signed[name] = jws
        return name, kid_of(who)

    def record(self) -> dict[str, Any]:
        """A record that holds these events."""
        events = [self.signed[event["event"]] for event in self.events]
        plain = {"schema": "immerse.record/1", "client": CLIENT, "rot": ROT}
        return {**plain, "entries": [], "events": events, "texts": {}}


def real_signers(**changed: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The register under the names of real keys, with members of some signers changed."""
    found: dict[str, dict[str, Any]] = {}
    for name, plain in _by_name(**changed).items():
        x, y = point_of(name)
        found[kid_of(name)] = {**plain, "modules": plain["modules"] or None, "key": kid_of(name), "x": x, "y": y}
    return found


def _by_name(**changed: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {kid.removeprefix("key-").rstrip("0"): signer for kid, signer in signers(**changed).items()}


def really_published(**changed: dict[str, Any]) -> Published:
    """Both releases of the book, the map between them, and the people who really sign."""
    books = {"1.0.0": book(), "1.1.0": later_book()}
    assert key_of("mentor") in signers()
    return Published(books, real_signers(**changed), {map_digest(MAP): MAP})
