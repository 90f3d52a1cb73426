"""A signed event: one compact JWS with ES256 and a header of exactly three members, read strictly.

The signed bytes are kept and compared, so each event has only one form. The key is never taken from the event: the
caller chooses it.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry

from immerse.model.public_keys import KID, is_jwk
from immerse.records.canonical import canonical
from immerse.records.entry_shapes import LONGEST_EVENT
from immerse.records.record_faults import RecordRefused, refused
from immerse.records.strict_json import DEEPEST, LARGEST, read_json
from immerse.signing.base64url import decoded, encoded

EVENT = "immerse-event+jws"
"""The type of a signed event."""
REQUEST = "immerse-request+jws"
"""The type of the proof in a signer's request."""

SIGNATURE_BYTES = 64
_PARTS = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)")
_HEADER = re.compile(rf'\{{"alg":"ES256","kid":"({KID})","typ":"([a-z+-]+)"\}}'.encode())
_MOST_OPENED = 200
"""Arrays and objects of a payload that is given to the standard reader, which is recursive."""
_ES256 = JWSRegistry.algorithms["ES256"]


class Parts(NamedTuple):
    """A signed event taken apart; nothing in it is verified yet."""

    kid: str
    """The name of the key that the event claims to be signed with."""
    payload: bytes
    signing_input: bytes
    """The signed bytes: header and payload in base64url with a point between them."""
    signature: bytes


def split(jws: str, typ: str = EVENT) -> Parts:
    """Take a signed event apart; nothing in it is verified.

    Raises:
        RecordRefused: event-long, event-parts, event-base64, event-header, event-signature.
    """
    match = _PARTS.fullmatch(jws)
    if not match:
        raise refused("event-parts")
    if len(jws) > LONGEST_EVENT:
        raise refused("event-long", most=LONGEST_EVENT, found=len(jws))
    header, payload, signature = match.groups()
    kid, type_ = _header(header)
    if type_ != typ:
        raise refused("event-header")
    parts = Parts(kid, _decoded(payload), jws[: match.end(2)].encode(), _decoded(signature))
    if len(parts.signature) != SIGNATURE_BYTES:
        raise refused("event-signature")
    return parts


def payload_of(parts: Parts) -> dict[str, Any]:
    """The signed object.

    Raises:
        RecordRefused: event-payload: the bytes are no object, or not in their one canonical form.
    """
    try:
        text = parts.payload.decode()
        value = _quickly(text) if _is_plain(text) else _strictly(text)
    except (ValueError, RecordRefused):
        raise refused("event-payload") from None
    if not isinstance(value, dict):
        raise refused("event-payload")
    return value


def event_id(jws: str) -> str:
    """The name of an event: SHA-256 of the signed bytes. Two signatures of one event have one name."""
    return hashlib.sha256(jws.rpartition(".")[0].encode()).hexdigest()


def public_key(jwk: Mapping[str, str]) -> ECKey:
    """The key of a JWK with exactly kty, crv, x and y; keep it to verify several signatures.

    Raises:
        RecordRefused: key: it is no point on P-256.
    """
    if not is_jwk(jwk):
        raise refused("key")
    return ECKey.import_key(dict(jwk))


def verifies(parts: Parts, key: ECKey) -> bool:
    """Whether the signature was made with the private half of a key, whatever `kid` the event has."""
    return _ES256.verify(parts.signing_input, parts.signature, key)


def sign(payload: bytes, key: ECKey, typ: str = EVENT) -> str:
    """Sign bytes with a private key: the compact JWS."""
    header = canonical({"alg": "ES256", "kid": key.thumbprint(), "typ": typ}).encode()
    signing_input = f"{encoded(header)}.{encoded(payload)}"
    return f"{signing_input}.{encoded(_ES256.sign(signing_input.encode(), key))}"


def _strictly(text: str) -> Any:
    value = read_json(text)
    if canonical(value) != text:
        raise ValueError
    return value


def _is_plain(text: str) -> bool:
    """Whether the standard reader, with its result written and compared, is as strict as ours for this text."""
    return text.isascii() and text.count("{") + text.count("[") <= _MOST_OPENED and "__proto__" not in text


def _quickly(text: str) -> Any:
    """The same as `_strictly` for a plain text, in a quarter of the time: thousands of events are read at once."""
    value = _DECODER.decode(text)
    if _ENCODER.encode(value) != text or (text.count("{") + text.count("[") > DEEPEST and _depth(value) > DEEPEST):
        raise ValueError
    return value


def _depth(value: Any) -> int:
    """The depth of arrays and objects."""
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


def _whole(digits: str) -> int:
    number = int(digits)
    if abs(number) > LARGEST:
        raise ValueError
    return number


def _no_number(text: str) -> None:
    raise ValueError(text)


_DECODER = json.JSONDecoder(parse_int=_whole, parse_float=_no_number, parse_constant=_no_number)
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _header(part: str) -> tuple[str, str]:
    """Key and type of a header."""
    match = _HEADER.fullmatch(_decoded(part))
    if not match:
        raise refused("event-header")
    return match[1].decode(), match[2].decode()


def _decoded(part: str) -> bytes:
    data = decoded(part)
    if data is None:
        raise refused("event-base64")
    return data
