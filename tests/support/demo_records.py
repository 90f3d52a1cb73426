"""Invented trainees for the demo: who signs for each client, and records at different stages.

Keys are made when this runs. They and their one passphrase lie in the demo's folder, so that its pages can be tried.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from immerse.records import serialise
from immerse.signing.keycards import card_file, lock
from made_rotations import Making, Person, people_for
from signed_workspace import write_signers

PASSPHRASE = "nobody but this demo"
TRAINEES = (
    ("2026-10-05", "placed"),
    ("2026-11-02", "graduated"),
    ("2027-01-04", "G4"),
    ("2027-02-01", "G3"),
    ("2027-03-01", "G2"),
    ("2027-05-03", "G1"),
)
"""First day, and how far they came; nobody of them exists."""
BRANDS = {"northgate": "main", "hearthline": "ember"}
"""Client -> the brand for which its graduates work."""
VERSION = "1.0.0"
LAST = "2028-02-01"
"""A day after the last graduation."""
KEYS = ("2026-10-01", "2028-09-30")
"""First and last day of every key."""

People = dict[str, Person]


def appoint(root: Path, client: str, book: dict[str, object], seed: int) -> People:
    """Somebody for each role, their keys, and the register of signers."""
    people = people_for(book, seed)
    if str(book["agency_until"]) < LAST:
        people["lead"].employer = "client"  # the agency has left before the last of them graduate
    write_signers(root, client, people, *KEYS)
    folder = root / "keys" / client
    folder.mkdir(parents=True)
    for name, person in people.items():
        (folder / f"keycard-{name.replace(' ', '-')}.json").write_bytes(card_file(lock(person.key, PASSPHRASE)))
    (folder / "passphrase.txt").write_text(f"{PASSPHRASE}\n", "utf-8")
    return people


def write_records(root: Path, client: str, people: People) -> str:
    """Write a record for each trainee of a client; the last moment in them."""
    book = json.loads((root / "releases" / client / VERSION / "book.json").read_bytes())
    folder = root / "records" / client
    folder.mkdir(parents=True)
    last = ""
    for number, (start, stage) in enumerate(TRAINEES, 1):
        first = datetime.fromisoformat(start).replace(tzinfo=UTC)
        making = Making(book, VERSION, people, f"p-ab{number:02x}", first)
        making.brand = BRANDS[client]
        (folder / f"trainee-{number}.json").write_bytes(serialise(making.to(stage)))
        last = max(last, f"{making.now:%Y-%m-%d}")
    return last
