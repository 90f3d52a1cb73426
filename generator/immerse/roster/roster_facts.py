"""The facts of a roster, which all its forms show."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from immerse.roster.cohort import brands, handover, ramp
from immerse.roster.folder import Folder
from immerse.roster.labels import RosterFacts
from immerse.roster.load import load
from immerse.roster.persons import person_facts
from immerse.roster.plans import Plans
from immerse.roster.rotations import Judges, Read, read

SCHEMA = "immerse.roster/1"


def roster(folder: Folder, judges: Judges, plans: Plans, names: Mapping[str, str]) -> RosterFacts:
    """The roster of a client on a day; `names` has the names of people, who are shown by their ids otherwise.

    The same records give the same facts, however they are spread over files and in whatever order they come.
    """
    reads = sorted((read(record, judges) for record in folder.records), key=_order)
    people = [person_facts(one) for one in reads]
    facts = {
        "schema": SCHEMA,
        "client": judges.book["client"],
        "client_name": judges.book["client_name"],
        "release": judges.release,
        "day": judges.day,
        "titles": _titles(judges, reads),
        "people": people,
        "claims": _claims(people),
        "waiting": _waiting(people),
        "ramp": ramp(reads, judges.published),
        "load": load(reads, plans, judges.published.signers),
        "handover": handover(plans),
        "brands": brands(reads, plans),
        "skipped": [file._asdict() for file in folder.skipped],
        "broken": [file._asdict() for file in folder.broken],
    }
    return {**facts, "names": {person: name for person, name in sorted(names.items()) if person in _named(facts)}}


def roster_json(facts: RosterFacts) -> bytes:
    """The facts for programs."""
    return f"{json.dumps(facts, indent=2, ensure_ascii=False)}\n".encode()


def _order(one: Read) -> tuple[str, str, str]:
    """The sort key of people, who are not ranked: first day and id."""
    return one.start or "~", one.person, one.rot


def _titles(judges: Judges, reads: Sequence[Read]) -> RosterFacts:
    """What things are called, in the newest of the books that are read by."""
    found: dict[str, dict[str, str]] = {"gates": {}, "modules": {}, "items": {}, "phases": {}, "roles": {}}
    for book in [*(one.book for one in reads), judges.book]:
        found["gates"] |= {one["id"]: one["title"] for one in book["gates"]}
        found["modules"] |= {one["id"]: one["title"] for one in (*book["modules"], *book.get("parts", ()))}
        found["items"] |= {one["id"]: one["title"] for one in book["items"]}
        found["phases"] |= {one["id"]: one["name"] for one in book["phases"]}
        found["roles"] |= book["roles"]
    return found


def _claims(people: Sequence[RosterFacts]) -> list[RosterFacts]:
    """Claims that wait for an answer; the longest wait first."""
    found = [
        {"rot": one["rot"], "person": one["person"], **wait}
        for one in people
        for wait in one["waits"]
        if wait["what"] == "claim"
    ]
    return sorted(found, key=lambda wait: (wait["since"], wait["person"] or "", wait["rot"], wait["id"]))


def _waiting(people: Sequence[RosterFacts]) -> list[RosterFacts]:
    """By role: how many things wait for it, how many of them too long, since when, and whose they are."""
    by_role: dict[str, list[tuple[RosterFacts, RosterFacts]]] = {}
    for one in people:
        for wait in one["waits"]:
            for role in wait["roles"]:
                by_role.setdefault(role, []).append((one, wait))
    return [
        {
            "role": role,
            "waits": len(found),
            "old": sum(wait["old"] for _, wait in found),
            "since": min(wait["since"] for _, wait in found),
            "rots": sorted({one["rot"] for one, _ in found}),
        }
        for role, found in sorted(by_role.items())
    ]


def _named(facts: RosterFacts) -> set[str]:
    """Everybody whose id is in the roster."""
    own = {one[member] for one in facts["people"] for member in ("person", "mentor") if one[member]}
    refused = {one["by"] for person in facts["people"] for one in person["refused"] if one["by"]}
    return own | refused | {one["person"] for one in facts["load"]}
