"""The facts of a roster, which all its forms show."""

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
    reads = [read(record, judges) for record in folder.records]
    reads.sort(key=lambda content: (content.start or "~", content.person, content.rot))  # people are not ranked
    people = [person_facts(content) for content in reads]
    waits = [
        {"rot": person["rot"], "person": person["person"], **wait}
        for person in people
        for wait in person["waits"]
        if wait["what"] == "claim"
    ]
    facts = {
        "schema": SCHEMA,
        "client": judges.book["client"],
        "client_name": judges.book["client_name"],
        "release": judges.release,
        "day": judges.day,
        "titles": _titles(judges, reads),
        "people": people,
        "claims": sorted(waits, key=lambda wait: (wait["since"], wait["person"] or "", wait["rot"], wait["id"])),
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
    """The facts as JSON, for other programs."""
    return f"{json.dumps(facts, indent=2, ensure_ascii=False)}\n".encode()


def _titles(judges: Judges, reads: Sequence[Read]) -> RosterFacts:
    """Titles of gates, modules, items and phases, and names of roles; the newest book's, where books differ."""
    titles: dict[str, dict[str, str]] = {"gates": {}, "modules": {}, "items": {}, "phases": {}, "roles": {}}
    for book in [*(content.book for content in reads), judges.book]:
        titles["gates"] |= {gate["id"]: gate["title"] for gate in book["gates"]}
        titles["modules"] |= {module["id"]: module["title"] for module in (*book["modules"], *book.get("parts", ()))}
        titles["items"] |= {item["id"]: item["title"] for item in book["items"]}
        titles["phases"] |= {phase["id"]: phase["name"] for phase in book["phases"]}
        titles["roles"] |= book["roles"]
    return titles


def _waiting(people: Sequence[RosterFacts]) -> list[RosterFacts]:
    """By role: how many things wait for it, how many of them too long, since when, and whose they are."""
    by_role: dict[str, list[tuple[RosterFacts, RosterFacts]]] = {}
    for person in people:
        for wait in person["waits"]:
            for role in wait["roles"]:
                by_role.setdefault(role, []).append((person, wait))
    return [
        {
            "role": role,
            "waits": len(waits),
            "old": sum(wait["old"] for _, wait in waits),
            "since": min(wait["since"] for _, wait in waits),
            "rots": sorted({person["rot"] for person, _ in waits}),
        }
        for role, waits in sorted(by_role.items())
    ]


def _named(facts: RosterFacts) -> set[str]:
    """Everybody whose id is in the roster."""
    people = {person[member] for person in facts["people"] for member in ("person", "mentor") if person[member]}
    refused = {refusal["by"] for person in facts["people"] for refusal in person["refused"] if refusal["by"]}
    return people | refused | {signer["person"] for signer in facts["load"]}
