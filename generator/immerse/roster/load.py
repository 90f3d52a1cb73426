"""How much everybody signs, compared with the hours that the client allows for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from immerse.records.days import monday, weeks_between
from immerse.roster.labels import RosterFacts
from immerse.roster.plans import Plans
from immerse.roster.rotations import Read
from immerse.signing.events import Event

_NO_WORK = frozenset({"acknowledge"})


@dataclass
class _Work:
    """What somebody signed in a role, by week (its Monday)."""

    signatures: dict[str, int] = field(default_factory=dict)
    minutes: dict[str, int] = field(default_factory=dict)


def load(reads: Sequence[Read], plans: Plans, signers: Mapping[str, Mapping[str, Any]]) -> list[RosterFacts]:
    """Everybody who signed, by role: signatures and minutes by week, and the average of minutes a week.

    The programme sets the minutes of a signature, an evaluation record, an observed piece and a decision. Events that
    do not count are left out.
    """
    work: dict[tuple[str, str], _Work] = {}
    for read in reads:
        for event, minutes in _acts(read, plans):
            done = work.setdefault((event["by"], event["body"]["role"]), _Work())
            week = monday(event["at"][:10])
            done.signatures[week] = done.signatures.get(week, 0) + 1
            done.minutes[week] = done.minutes.get(week, 0) + minutes
    employers = {signer["person"]: signer["employer"] for _, signer in sorted(signers.items())}
    return [
        _facts(person, role, employers.get(person), done, plans.hours.get(role))
        for (person, role), done in sorted(work.items(), key=lambda pair: pair[0])
    ]


def _acts(read: Read, plans: Plans) -> Iterator[tuple[Event, int]]:
    """The events of a rotation that took somebody time, with the minutes. Each person watches a piece once."""
    effort = plans.effort
    watched: set[tuple[str, str]] = set()
    for event in read.rotation.counted:
        kind, body = event["type"], event["body"]
        if kind in _NO_WORK:
            continue
        minutes = {"period": effort.record, "decide": effort.decision}.get(kind, effort.signature)
        for piece in body["evidence"] if kind == "attest" else ():
            known = read.rotation.kinds.get(piece["kind"])
            if known and known["observed"] and (event["by"], piece["piece"]) not in watched:
                watched.add((event["by"], piece["piece"]))
                minutes += effort.observation
        yield event, minutes


def _facts(person: str, role: str, employer: str | None, work: _Work, hours: int | None) -> RosterFacts:
    first, last = min(work.signatures), max(work.signatures)
    span = weeks_between(first, last) + 1
    average = sum(work.minutes.values()) // span
    return {
        "person": person,
        "employer": employer,
        "role": role,
        "signatures": sum(work.signatures.values()),
        "most": max(work.signatures.values()),
        "weeks": [
            {"week": week, "signatures": count, "minutes": work.minutes[week]}
            for week, count in sorted(work.signatures.items())
        ],
        "span": span,
        "minutes": average,
        "allowed": None if hours is None else 60 * hours,
        "over": hours is not None and average > 60 * hours,
    }
