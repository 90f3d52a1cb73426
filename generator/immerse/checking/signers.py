"""Who may sign: keys, persons, roles and their days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from immerse.checking.rule import Report, rule
from immerse.model.edition import Client
from immerse.model.programme import Programme
from immerse.model.signers import Signer, SignersFile
from immerse.model.subject import Subject
from immerse.problems import Location, Problem, Severity
from immerse.words.english import counted

_SOON = timedelta(days=30)
_LONGEST = timedelta(days=731)


class _Held(NamedTuple):
    """A key and the client for which it signs."""

    client: str
    signer: Signer

    @property
    def subject(self) -> str:
        return f"{self.client}/{self.signer.key}"


@rule("L-94", Severity.ERROR)
def impossible_signer(subject: Subject, report: Report) -> Iterable[Problem]:
    """A key belongs to one person, who may hold its roles.

    Each key stands in signers.yml once. A person has one employer, at all clients, and a key of a client's employee
    signs for that client alone. Roles and modules are those of the programme. A role signs where it attests something,
    so a trainee never does, and a role that is for the client's own people (client: true) is held by nobody from the
    agency.

    Bad:  {key: ..., person: p-7f3a, employer: agency, roles: [director], ...}
    Good: {key: ..., person: p-7f3a, employer: agency, roles: [mentor], ...}
    """
    yield from _problems(subject.programme, {client.id: client.signers for client in subject.clients}, report)


def signer_problems(programme: Programme, files: Mapping[str, SignersFile]) -> tuple[Problem, ...]:
    """What L-94 says of the signers of these clients, without the rest of their folders."""
    return tuple(_problems(programme, files, impossible_signer.problem))


def _problems(programme: Programme, files: Mapping[str, SignersFile], report: Report) -> Iterator[Problem]:
    held = [_Held(client, signer) for client, file in files.items() for signer in file.signers]
    for one in held:
        for place, message, hint in _impossible(one, programme):
            yield report(place, message, subject=one.subject, hint=hint)
    for one, place, message, hint in (*_twice(held), *_two_employers(held)):
        yield report(place, message, subject=one.subject, hint=hint)


def _impossible(held: _Held, programme: Programme) -> Iterator[tuple[Location, str, str]]:
    """What a signer may not be in this programme: place, message, hint."""
    roles = {str(role.id): role for role in programme.rotation.roles}
    signing = ", ".join(id for id, role in roles.items() if role.attests)
    for id in held.signer.roles:
        role = roles.get(str(id))
        if role is None:
            yield id.location, f"there is no role {str(id)!r}", f"roles that sign: {signing}"
        elif not role.attests:
            yield (
                id.location,
                f"the role {str(id)!r} attests nothing, so it signs nothing",
                f"roles that sign: {signing}",
            )
        elif role.client and held.signer.employer == "agency":
            message = f"the role {str(id)!r} is for the client's own people, and {held.signer.person} is of the agency"
            yield id.location, message, "take the role out; somebody of the client's needs a key of their own"
    modules = {str(module.id) for module in programme.modules}
    for module in held.signer.modules or ():
        if str(module) not in modules:
            yield module.location, f"there is no module {str(module)!r}", f"modules: {', '.join(sorted(modules))}"


_Fault = tuple[_Held, Location, str, str]


def _twice(held: Sequence[_Held]) -> Iterator[_Fault]:
    first: dict[str, _Held] = {}
    for one in held:
        before = first.setdefault(str(one.signer.key), one)
        if before is one:
            continue
        if before.client == one.client:
            message = f"this key stands here twice, first in line {before.signer.location.line}"
            yield one, one.signer.place_of("key"), message, "leave it once; its roles may be several"
        elif "client" in (before.signer.employer, one.signer.employer):
            message = f"this key of a client's employee signs for {before.client} too"
            yield one, one.signer.place_of("key"), message, "make a key of their own for each client's people"
        elif before.signer.person != one.signer.person:
            message = f"this key belongs to {before.signer.person} at {before.client}, and here to {one.signer.person}"
            yield one, one.signer.place_of("person"), message, "one of the two ids is wrong"


def _two_employers(held: Sequence[_Held]) -> Iterator[_Fault]:
    first: dict[str, _Held] = {}
    for one in held:
        before = first.setdefault(str(one.signer.person), one)
        if before.signer.employer != one.signer.employer:
            at = "" if before.client == one.client else f" at {before.client}"
            place = before.signer.place_of("employer")
            message = (
                f"{one.signer.person} is employed by the {one.signer.employer}, and by the {before.signer.employer}{at}"
            )
            hint = f"the other line is {place}; who changed sides has a new id from then on"
            yield one, one.signer.place_of("employer"), message, hint


@rule("L-95", Severity.WARNING)
def ending_key(subject: Subject, report: Report) -> Iterable[Problem]:
    """Nobody who signs is left without a key, and no key is for ever.

    Thirty days before the last key of a person ends, somebody makes the next one, because a mentor without a key
    attests nothing and a trainee waits. A key lasts two years at most: whoever found an old card and its passphrase
    could sign as long as it lasts. Who leaves is taken off with: immerse signers revoke.

    Bad:  {key: ..., from: 2026-12-01, until: 2036-12-01, ...}
    Good: {key: ..., from: 2026-12-01, until: 2028-11-30, ...}
    """
    for client in subject.clients:
        for last in _last_keys(client):
            left = (last.until - subject.on).days
            if 0 <= left <= _SOON.days:
                message = f"the last key of {last.person} ends in {counted(left, 'day')}, on {last.until}"
                hint = f"a new key: immerse signers renew {str(last.key)[:8]} REQUEST --client {client.id}"
                yield report(last.place_of("until"), message, subject=f"{client.id}/{last.key}", hint=hint)
        for signer in client.signers.signers:
            if signer.is_active and signer.until - signer.from_ > _LONGEST:
                message = f"this key lasts from {signer.from_} until {signer.until}, which is more than two years"
                hint = "write an earlier until; a new key takes its place then"
                yield report(signer.place_of("until"), message, subject=f"{client.id}/{signer.key}", hint=hint)


def _last_keys(client: Client) -> Iterable[Signer]:
    """Of each person the active key that ends last."""
    last: dict[str, Signer] = {}
    for signer in client.signers.signers:
        before = last.get(str(signer.person))
        if signer.is_active and (before is None or before.until < signer.until):
            last[str(signer.person)] = signer
    return last.values()
