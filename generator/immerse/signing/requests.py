"""A signer's request (`immerse.signer-request/1`): the public half of a key, its owner, and a proof.

The proof signs all other members with the private half. The agency compares the key's fingerprint by voice before it
adds the key.
"""

from typing import Any

from joserfc.jwk import ECKey

from immerse.model.public_keys import is_jwk, thumbprint
from immerse.records.canonical import canonical
from immerse.records.entry_shapes import LIMITS, is_moment, is_text, matches
from immerse.records.record_faults import RecordRefused, refused
from immerse.signing.json_files import object_of
from immerse.signing.jws import REQUEST, public_key, sign, split, verifies
from immerse.signing.keycards import public_members

SCHEMA = "immerse.signer-request/1"
LONGEST_NAME = LIMITS["name"]
"""Characters of a name."""

Request = dict[str, Any]


def make_request(key: ECKey, *, client: str, name: str, role: str, at: str) -> Request:
    """The request for a private key; `at` is a moment in UTC.

    Raises:
        RecordRefused: wrong: a member has a wrong value.
    """
    members = {"schema": SCHEMA, "client": client, "name": name, "role": role, "jwk": public_members(key), "at": at}
    _judge(members, "wrong")
    return {**members, "proof": sign(canonical(members).encode(), key, REQUEST)}


def request_file(request: Request) -> bytes:
    """The bytes of a request's file."""
    return f"{canonical(request)}\n".encode()


def read_request(content: bytes) -> Request:
    """A request from the bytes of its file, with its proof verified.

    Raises:
        RecordRefused: request, request-newer, request-proof.
    """
    request = object_of(content, SCHEMA, ("client", "name", "role", "jwk", "at", "proof"), "request")
    _judge(request, "request")
    members = {name: value for name, value in request.items() if name != "proof"}
    if not isinstance(request["proof"], str) or not _proves(request["proof"], members):
        raise refused("request-proof")
    return request


def _judge(members: dict[str, Any], code: str) -> None:
    for place, wanted, is_right in (
        ("client", "slug", matches("slug", members["client"])),
        ("name", "person-name", _is_name(members["name"])),
        ("role", "slug", matches("slug", members["role"])),
        ("jwk", "jwk", is_jwk(members["jwk"])),
        ("at", "moment", is_moment(members["at"])),
    ):
        if not is_right:
            raise refused(code, place, wanted=wanted) if code == "wrong" else refused(code, place)


def _is_name(value: Any) -> bool:
    return is_text(value) and value == value.strip() and len(value) <= LONGEST_NAME and not {"\n", "\t"} & set(value)


def _proves(proof: str, members: dict[str, Any]) -> bool:
    """Whether the key of a request signed exactly this."""
    try:
        parts = split(proof, REQUEST)
    except RecordRefused:
        return False
    jwk = members["jwk"]
    is_own = parts.kid == thumbprint(jwk["x"], jwk["y"]) and parts.payload == canonical(members).encode()
    return is_own and verifies(parts, public_key(jwk))
