"""Public keys on the curve P-256 as a JWK writes them: validity, name and fingerprint, without a library to load."""

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import Any

KID = "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"
"""The name of a key, its thumbprint: 32 bytes in base64url, whose last two bits are unused and zero."""
COORDINATE = KID
"""A coordinate of a point: 32 bytes as well."""
KEY_YEARS = 2
"""How long a key of a signer lasts at most, in years."""

_COORDINATE = re.compile(COORDINATE)
_P = 2**256 - 2**224 + 2**192 + 2**96 - 1
_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, which look or sound like others."""


def is_jwk(value: Any) -> bool:
    """Whether a value is a JWK of exactly the members kty, crv, x and y, and a point on P-256."""
    if not isinstance(value, Mapping) or value.keys() != {"kty", "crv", "x", "y"}:
        return False
    return value["kty"] == "EC" and value["crv"] == "P-256" and is_point(value["x"], value["y"])


def is_point(x: Any, y: Any) -> bool:
    """Whether two coordinates in base64url are a point on P-256."""
    if not (isinstance(x, str) and isinstance(y, str)):
        return False
    if not (_COORDINATE.fullmatch(x) and _COORDINATE.fullmatch(y)):
        return False
    a, b = (int.from_bytes(base64.urlsafe_b64decode(coordinate + "=")) for coordinate in (x, y))
    return max(a, b) < _P and (b * b - (a * a * a - 3 * a + _B)) % _P == 0


def thumbprint(x: str, y: str) -> str:
    """The name of a key (RFC 7638): SHA-256 of its required members in base64url."""
    members = f'{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'
    return base64.urlsafe_b64encode(hashlib.sha256(members.encode()).digest()).rstrip(b"=").decode()


def fingerprint(kid: str) -> str:
    """The fingerprint that two people compare aloud: the first 160 bits of a thumbprint as eight groups of four
    characters."""
    number = int.from_bytes(base64.urlsafe_b64decode(kid + "=")) >> 96
    text = "".join(_LETTERS[number >> shift & 31] for shift in range(155, -1, -5))
    return " ".join(text[at : at + 4] for at in range(0, 32, 4))
