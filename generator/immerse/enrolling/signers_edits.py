"""The content of signers.yml after a key was added, revoked or replaced."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from immerse.enrolling.register import Register
from immerse.loading.changing import changed, yaml_text
from immerse.loading.formatting import in_same_order
from immerse.loading.schemas import first_line
from immerse.model.public_keys import thumbprint
from immerse.model.signers import Signer, SignersFile
from immerse.problems import ImmerseError

_HEAD = "# Whose keys may sign. Written by immerse signers; it holds no names, and a key is never taken out.\n"


def with_signer(
    register: Register,
    jwk: Mapping[str, str],
    *,
    person: str,
    employer: str,
    roles: tuple[str, ...],
    modules: tuple[str, ...],
    days: tuple[date, date],
) -> bytes:
    """The file with one more key; `days` are the first and the last on which it may sign.

    Raises:
        ImmerseError: the key is there already, or the file cannot be changed.
    """
    entry: dict[str, Any] = {**_key(register, jwk), "person": person, "employer": employer, "roles": list(roles)}
    entry |= {"modules": list(modules)} if modules else {}
    content = _added(register, entry | {"from": days[0], "until": days[1]})
    return in_same_order(register.content, content, register.path, SignersFile)


def with_revoked(register: Register, key: str, day: date, reason: str) -> bytes:
    """The file with a key that is revoked from a day on.

    Raises:
        ImmerseError: there is no such key, it is revoked already, or the file cannot be changed.
    """
    place = register.place_of(key)
    signer = register.signers[place]
    if signer.status == "revoked":
        raise ImmerseError(f"{signer.key} is revoked already, since {signer.revoked}")
    at = f"signers.{place}"
    values = {f"{at}.status": "revoked", f"{at}.revoked": day, f"{at}.reason": reason}
    content = changed(register.content, values, register.path)
    return in_same_order(register.content, content, register.path, SignersFile)


def with_renewed(register: Register, key: str, jwk: Mapping[str, str], days: tuple[date, date]) -> bytes:
    """The file with a key that replaces another one, for the same person, roles and modules.

    The earlier key is superseded and ends on the first day of the new one, unless it ended before or was revoked.

    Raises:
        ImmerseError: there is no such key, or the new one is there already, or the file cannot be changed.
    """
    place = register.place_of(key)
    old = register.signers[place]
    entry: dict[str, Any] = {**_key(register, jwk), "person": str(old.person), "employer": old.employer}
    entry |= {"roles": list(map(str, old.roles))}
    entry |= {"modules": list(map(str, old.modules))} if old.modules else {}
    entry |= {"from": days[0], "until": days[1]}
    entry |= {"calibration": {str(month): share for month, share in old.calibration.items()}} if old.calibration else {}
    # One after the other: a change of the last entry and a new entry would be at the same place.
    content = changed(register.content, _superseded(old, place, days[0]), register.path)
    content = changed(content, {f"signers.{len(register.signers)}": entry}, register.path)
    return in_same_order(register.content, content, register.path, SignersFile)


def _superseded(old: Signer, place: int, day: date) -> dict[str, Any]:
    if not old.is_active:
        return {}
    until = {f"signers.{place}.until": max(day, old.from_)} if old.until > day else {}
    return {f"signers.{place}.status": "superseded", **until}


def _key(register: Register, jwk: Mapping[str, str]) -> dict[str, str]:
    name = thumbprint(jwk["x"], jwk["y"])
    if any(str(signer.key) == name for signer in register.signers):
        raise ImmerseError(f"{name} is in {register.path} already")
    return {"key": name, "x": jwk["x"], "y": jwk["y"]}


def _added(register: Register, entry: dict[str, Any]) -> bytes:
    if register.signers:
        return changed(register.content, {f"signers.{len(register.signers)}": entry}, register.path)
    # A list without entries is one line; the comments around it stay.
    lines = register.content.decode().splitlines(keepends=True)
    before = "".join(line for line in lines if not line.startswith("signers:")) or first_line(register.path) + _HEAD
    line_end = "\r\n" if "\r\n" in before else "\n"
    gap = "" if before.endswith("\n") else line_end
    added = f"signers:{yaml_text([entry], 2)}\n".replace("\n", line_end)
    return f"{before}{gap}{added}".encode()
