"""Who may sign (`immerse.signers/1`), as a site publishes it in `downloads/signers.json`: keys and ids, no names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from immerse.model.public_keys import is_point, thumbprint
from immerse.records.faults import refused
from immerse.records.shapes import is_day, matches
from immerse.signing.json_files import object_of

SCHEMA = "immerse.signers/1"
MOST_BYTES = 5 * 1024 * 1024
"""Bytes of a file."""

_PERSON = re.compile("p-[0-9a-f]{4,16}")
_MONTH = re.compile("20[0-9]{2}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A key, whose it is, and what it may sign. Days are texts, `2026-12-01`."""

    key: str
    x: str
    y: str
    person: str
    employer: str
    """`client` or `agency`."""
    roles: tuple[str, ...]
    modules: tuple[str, ...] | None
    """None for all of them."""
    from_: str
    until: str
    """The last day."""
    status: str
    """`active`, `superseded` or `revoked`."""
    revoked: str | None
    """The day from which nothing is accepted that it signed."""
    reason: str | None
    """`lost`, `left` or `compromised`, where it is revoked."""
    calibration: Mapping[str, int]
    """Month -> per cent."""

    @property
    def jwk(self) -> dict[str, str]:
        """The public key."""
        return {"kty": "EC", "crv": "P-256", "x": self.x, "y": self.y}

    def covers(self, module: str) -> bool:
        """Whether this key attests in a module."""
        return self.modules is None or module in self.modules


class Signers:
    """All keys of one client, by their names."""

    def __init__(self, client: str, signers: tuple[SignerKey, ...]) -> None:
        self.client = client
        self.all = signers
        self._by_key = {signer.key: signer for signer in signers}

    def of(self, kid: str) -> SignerKey | None:
        """The signer with a key; None for a key that nobody knows."""
        return self._by_key.get(kid)


def read_signers(content: bytes, client: str = "") -> Signers:
    """The signers in the bytes of a file.

    Args:
        content: The bytes of the file.
        client: Whose signers are read here; any client's without it.

    Raises:
        RecordRefused: signers, signers-newer, other-client.
    """
    whole = object_of(content, SCHEMA, ("client", "signers"), "signers", MOST_BYTES)
    if not matches("slug", whole["client"]):
        raise refused("signers", "client")
    if client and whole["client"] != client:
        raise refused("signers-client", "client", client=whole["client"], wanted_client=client)
    if not isinstance(whole["signers"], list):
        raise refused("signers", "signers")
    signers = tuple(_signer(one, f"signers[{at}]") for at, one in enumerate(whole["signers"]))
    if len({signer.key for signer in signers}) < len(signers):
        raise refused("signers", "signers")
    return Signers(whole["client"], signers)


@cache
def _names() -> tuple[str, ...]:
    return tuple(field.name.rstrip("_") for field in fields(SignerKey))


def _signer(said: Any, place: str) -> SignerKey:
    if not isinstance(said, dict) or tuple(sorted(said)) != tuple(sorted(_names())):
        raise refused("signers", place)
    for name, is_right in _judged(said):
        if not is_right:
            raise refused("signers", f"{place}.{name}")
    roles, modules = tuple(said["roles"]), said["modules"]
    lists = {"roles": roles, "modules": None if modules is None else tuple(modules)}
    return SignerKey(**{name + "_" * (name == "from"): value for name, value in (said | lists).items()})


def _judged(said: dict[str, Any]) -> list[tuple[str, bool]]:
    """Each member, and whether it is what it has to be."""
    x, y, is_revoked = said["x"], said["y"], said["status"] == "revoked"
    return [
        ("x", is_point(x, y)),
        ("key", is_point(x, y) and said["key"] == thumbprint(x, y)),
        ("person", isinstance(said["person"], str) and _PERSON.fullmatch(said["person"]) is not None),
        ("employer", said["employer"] in ("client", "agency")),
        ("roles", _are("slug", said["roles"])),
        ("modules", said["modules"] is None or _are("code", said["modules"])),
        ("from", is_day(said["from"])),
        ("until", is_day(said["until"]) and is_day(said["from"]) and said["from"] <= said["until"]),
        ("status", said["status"] in ("active", "superseded", "revoked")),
        ("revoked", is_day(said["revoked"]) if is_revoked else said["revoked"] is None),
        ("reason", said["reason"] in ("lost", "left", "compromised") if is_revoked else said["reason"] is None),
        ("calibration", _is_calibration(said["calibration"])),
    ]


def _are(kind: str, value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(matches(kind, one) for one in value)


def _is_calibration(value: Any) -> bool:
    return isinstance(value, dict) and all(
        _MONTH.fullmatch(month) and isinstance(percent, int) and not isinstance(percent, bool) and 0 <= percent <= 100
        for month, percent in value.items()
    )
