"""Signers: their keys, persons and roles (L-94), days (L-95), and references to roles and modules (reference)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from immerse.checking.expiry import report_end_soon
from immerse.checking.references import dangling_in, dangling_references
from immerse.checking.rule import ERROR, WARNING, Report, rule
from immerse.checking.scopes import each_client, whole
from immerse.model.edition import Client
from immerse.model.periods import is_longer_ago
from immerse.model.programme import Programme
from immerse.model.public_keys import KEY_YEARS
from immerse.model.signers import Signer, SignersFile
from immerse.model.subject import Subject, known_ids
from immerse.problems import Location, Problem
from immerse.words.english import spelled


class _Held(NamedTuple):
    """A key and the client for which it signs."""

    client: str
    signer: Signer

    @property
    def subject(self) -> str:
        """The id that a waiver names."""
        return f"{self.client}/{self.signer.key}"


@rule("L-94", ERROR, each=whole)
def impossible_signer(context: Subject, report: Report) -> None:
    """A key belongs to one person, who may hold its roles.

    Each key is in signers.yml once. A person has one employer, at all clients, and a key of a client's employee signs
    only for that client. A role signs only if it attests something, so a trainee never signs, and nobody from the
    agency holds a role that is for the client's own people (client: true).

    Bad:  {key: ..., person: p-7f3a, employer: agency, roles: [director], ...}
    Good: {key: ..., person: p-7f3a, employer: agency, roles: [mentor], ...}
    """
    files = {client.id: client.signers for client in context.clients}
    for held, place, message, hint in _faults(context.programme, files):
        report(message, at=place, about=held.subject, hint=hint)


def signer_problems(programme: Programme, files: Mapping[str, SignersFile]) -> tuple[Problem, ...]:
    """The problems of L-94 in these files, and of ids that do not exist, without the rest of the clients' folders."""
    problem, known = impossible_signer.problem, known_ids(programme)
    faults = [
        problem(place, message, subject=held.subject, hint=hint)
        for held, place, message, hint in _faults(programme, files)
    ]
    faults += [
        dangling_references.problem(
            unknown.reference.location, unknown.message, subject=held.subject, hint=unknown.hint
        )
        for held in _all_held(files)
        for unknown in dangling_in(held.signer, known)
    ]
    return tuple(faults)


_Fault = tuple[_Held, Location, str, str]
"""(key, location, message, hint)."""


def _faults(programme: Programme, files: Mapping[str, SignersFile]) -> Iterator[_Fault]:
    held = _all_held(files)
    for key in held:
        yield from ((key, *fault) for fault in _impossible(key, programme))
    yield from _twice(held)
    yield from _two_employers(held)


def _all_held(files: Mapping[str, SignersFile]) -> list[_Held]:
    return [_Held(client, signer) for client, file in files.items() for signer in file.signers]


def _impossible(held: _Held, programme: Programme) -> Iterator[tuple[Location, str, str]]:
    """(location, message, hint) of each role that a signer cannot have."""
    roles = {str(role.id): role for role in programme.rotation.roles}
    signing = ", ".join(id for id, role in roles.items() if role.signs)
    for id in held.signer.roles:
        role = roles.get(str(id))
        if role is None:
            continue  # another rule reports it, `reference`
        if not role.signs:
            message = f"the role {str(id)!r} attests nothing, so it signs nothing"
            yield id.location, message, f"roles that sign: {signing}"
        elif role.client and held.signer.employer == "agency":
            message = f"the role {str(id)!r} is for the client's own people, but {held.signer.person} is of the agency"
            yield id.location, message, "write employer: client if the client employs them, else remove the role"


def _twice(held: Sequence[_Held]) -> Iterator[_Fault]:
    first: dict[str, _Held] = {}
    for key in held:
        before = first.setdefault(str(key.signer.key), key)
        if before is key:
            continue
        if before.client == key.client:
            message = f"this key is listed twice, first in line {before.signer.location.line}"
            yield key, key.signer.location_of("key"), message, "list it once, with all its roles"
        elif "client" in (before.signer.employer, key.signer.employer):
            message = f"this key of a client's employee signs for {before.client} too"
            yield key, key.signer.location_of("key"), message, "make a separate key for each client"
        elif before.signer.person != key.signer.person:
            message = f"this key belongs to {before.signer.person} at {before.client}, but here to {key.signer.person}"
            yield key, key.signer.location_of("person"), message, "correct the wrong one of the two ids"


def _two_employers(held: Sequence[_Held]) -> Iterator[_Fault]:
    first: dict[str, _Held] = {}
    for key in held:
        before = first.setdefault(str(key.signer.person), key)
        if before.signer.employer != key.signer.employer:
            line = "in another line" if before.client == key.client else f"at {before.client}"
            place = before.signer.location_of("employer")
            employer, other_employer = key.signer.employer, before.signer.employer
            message = f"{key.signer.person} is employed by the {employer} here and by the {other_employer} {line}"
            hint = f"the other line is {place}; a person who changes employers gets a new id"
            yield key, key.signer.location_of("employer"), message, hint


@rule("L-95", WARNING, each=each_client)
def ending_key(client: Client, report: Report) -> None:
    """Nobody who signs is left without a key, and no key lasts for ever.

    The next key is made {SOON_DAYS} days before the last key of a person ends, because a mentor without a key attests
    nothing and the trainee has to wait. A key lasts {KEY_YEARS:spelled} years at most: whoever finds an old card and
    its passphrase can sign as long as the key lasts. Revoke the keys of people who leave: immerse signers revoke.

    Bad:  {key: ..., from: 2026-12-01, until: 2036-12-01, ...}
    Good: {key: ..., from: 2026-12-01, until: 2028-11-30, ...}
    """
    for last in _last_keys(client):
        subject, place = f"the last key of {last.person}", last.location_of("until")
        hint = f"a new key: immerse signers renew {str(last.key)[:8]} REQUEST --client {client.id}"
        report_end_soon(report, subject, last.until, at=place, hint=hint, about=str(last.key))
    for signer in client.signers.signers:
        if signer.is_active and is_longer_ago(signer.from_, signer.until, months=12 * KEY_YEARS):
            years = f"more than {spelled(KEY_YEARS)} years"
            message = f"this key lasts from {signer.from_} until {signer.until}, which is {years}"
            hint = "write an earlier until; a new key replaces it then"
            report(message, at=signer.location_of("until"), about=str(signer.key), hint=hint)


def _last_keys(client: Client) -> Iterable[Signer]:
    """The active key of each person that ends last."""
    last: dict[str, Signer] = {}
    for signer in client.signers.signers:
        before = last.get(str(signer.person))
        if signer.is_active and (before is None or before.until < signer.until):
            last[str(signer.person)] = signer
    return last.values()
