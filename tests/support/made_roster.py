"""A cohort of invented people with signed records, for the roster: the keys follow from names, so that every run signs
the same events.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from immerse.records import parse, serialise
from immerse.records.canonical import canonical
from immerse.roster.folder import Folder, UnreadFile
from immerse.roster.plans import Plans, ReachedMilestone
from immerse.roster.roster_facts import roster
from immerse.roster.rotations import Judges
from immerse.signing.folding import Published
from immerse.signing.jws import event_id, sign
from immerse.signing.keycards import public_members
from immerse.signing.verification import Verifier
from joserfc.jwk import ECKey
from made_histories import History, competencies, first_gate, graduation_items, last_gates, text
from made_signoff import CLIENT, PEOPLE, TRAINEE, book, digest, signers

DAY = "2026-09-15"
PLANS = Plans(
    starts="2026-01-05",
    weeks=26,
    planned=((0, 0), (8, 20), (16, 70), (24, 100)),
    handed_over=(
        ReachedMilestone("AH-1", "Ownership checked, deputies named", "2026-03-09", 20),
        ReachedMilestone("AH-2", "First playbooks written together", "2026-05-25", 60),
    ),
    hours={"mentor": 2, "director": 4},
    brands=(("river", "River"), ("delta", "Delta, between the <two> rivers")),
)
NAMES = {TRAINEE: "Ada Example", PEOPLE["mentor"][0]: "=Bo Example", "p-ffff": "Nobody here"}
"""Of one trainee, one mentor and one person whom the roster does not mention."""
_TITLES = {"LIS": "Listening", "TRI": "Triage", "REL": "Relating", "CRI": "Crisis", "B": "Practice", "D": "Dispersal"}


@cache
def key_for(name: str) -> ECKey:
    """Somebody's key."""
    secret = int.from_bytes(hashlib.sha256(f"{name} of the roster".encode()).digest()) >> 2
    return ECKey.import_key(derive_private_key(secret, SECP256R1()))


def roster_book() -> dict[str, Any]:
    """The book of the sign-off tests with what a roster shows of it."""
    plain = book()
    named = {
        group: [{**one, "title": _TITLES.get(one["id"], f"Title of {one['id']}")} for one in plain[group]]
        for group in ("items", "gates", "modules")
    }
    phases = [{**one, "name": one["id"].capitalize(), "last": _LAST[one["id"]]} for one in plain["phases"]]
    roles = {role: role.replace("-", " ").capitalize() for _, _, all_ in PEOPLE.values() for role in all_}
    own = {"schema": "immerse.book/1", "client_name": "Riverbend", "weeks": 26, "tasks": [], "roles": roles}
    parts = [{"id": name, "title": _TITLES.get(name, f"Part {name}"), "gate": "G4"} for name in "ABD"]
    return {**plain, **named, "phases": phases, "parts": parts, **own}


_LAST: dict[str, int | None] = {"observe": 3, "lead": 22, "disperse": 26, "alumni": None}


def published() -> Published:
    """The book, and the same people with real keys."""
    found: dict[str, dict[str, Any]] = {}
    for old, signer in signers().items():
        name = next(name for name in PEOPLE if old.startswith(f"key-{name}0"))
        key, public = key_for(name), public_members(key_for(name))
        found[key.thumbprint()] = {**signer, "key": key.thumbprint(), "x": public["x"], "y": public["y"]}
    return Published({"1.0.0": roster_book()}, found)


class Signed(History):
    """A history whose events are signed."""

    def __init__(self, trainee: str, start: str) -> None:
        super().__init__()
        self.trainee, self.start = trainee, start
        self.rot = hashlib.sha256(f"{trainee} {start}".encode()).hexdigest()[:32]
        self.now = datetime.fromisoformat(f"{start}T08:00:00+00:00")
        self.jws: list[str] = []
        self.entries: list[dict[str, Any]] = []
        self._numbers: dict[str, tuple[int, str]] = {}

    def add(self, who: str, type_: str, body: dict[str, Any], **changed: Any) -> str:
        """Sign an event; its name."""
        own: dict[str, Any] = {}
        if type_ == "open":
            end = datetime.fromisoformat(self.start) + timedelta(weeks=26)
            own = {"trainee": self.trainee, "start": self.start, "end": f"{end:%Y-%m-%d}"}
        elif type_ == "acknowledge":
            own = {"person": self.trainee}
        n, prev = self._numbers.get(who, (0, ""))
        numbered = {"rot": self.rot, "n": n + 1, "prev": prev or None}
        super().add(who, type_, {**body, **own}, **{**numbered, **changed})
        event = self.events[-1]
        payload = {name: value for name, value in event.items() if name not in ("event", "kid")}
        jws = sign(canonical(payload).encode(), key_for(who))
        event["event"] = event_id(jws)
        self._numbers[who] = (event["n"], event["event"])
        self.jws.append(jws)
        return str(event["event"])

    def say(self, type_: str, **members: Any) -> None:
        """An entry of the trainee, a minute later."""
        self.wait(minutes=1)
        name = hashlib.sha256(f"{self.rot} {len(self.entries)}".encode()).hexdigest()[:32]
        self.entries.append({"id": name, "at": f"{self.now:%Y-%m-%dT%H:%M:%S}.000Z", "type": type_, **members})

    def claim(self, name: str) -> None:
        """The trainee claims an item."""
        self.say("claim", item=name, digest=digest(name), rev=1, release="1.0.0")

    def begin(self) -> None:
        """The trainee starts a checklist."""
        plan = {"track": "six", "path": "newcomer", "release": "1.0.0", "book": digest("book 1.0.0")}
        self.say("start", name=None, day=self.start, **plan)

    @property
    def record(self) -> dict[str, Any]:
        """The record so far."""
        members = {"schema": "immerse.record/1", "rot": self.rot, "client": CLIENT, "texts": {}}
        return parse(serialise({**members, "entries": self.entries, "events": self.jws}))


def _graduated(one: Signed) -> None:
    for part in (first_gate, competencies, graduation_items, last_gates):
        part(one)
    one.endorse()


def _placed(one: Signed) -> None:
    _graduated(one)
    one.graduate(brand="river", day="2026-06-15")
    one.wait(weeks=4)
    manager = PEOPLE["manager"][0]
    one.add("manager", "placed", {"day": one.day, "manager": manager, "brand": "river"})


def _to_be_placed(one: Signed) -> None:
    _graduated(one)
    one.graduate(day="2026-09-01")


def _before_the_panel(one: Signed) -> None:
    one.begin()
    one.claim("LIS-1")
    for part in (first_gate, competencies, graduation_items):
        part(one)


def _waiting(one: Signed) -> None:
    one.begin()
    one.open()
    one.wait(days=20)
    one.attest("mentor", "LIS-1", 2)
    one.claim("LIS-1")
    one.claim("TRI-5")
    one.wait(days=3)
    one.attest("mentor", "TRI-5", 2)
    one.attest("mentor", "CRI-1", 2, decision="not-yet", next=text("next"))
    one.wait(days=39)
    one.claim("REL-6")
    one.claim("GC-07")


def _refused(one: Signed) -> None:
    one.open()
    one.wait(days=14)
    one.attest("mentor", "LIS-1", 2)
    one.attest("mentor", "LIS-1", 2, payload={"ver": "9.9.9"})
    one.claim("TRI-5")
    one.attest("mentor", "TRI-5", 0, decision="not-yet", next=text("next"))


def _not_open(one: Signed) -> None:
    one.begin()
    one.wait(days=2)
    one.claim("TRI-5")


COHORT: tuple[tuple[str, str, Callable[[Signed], None]], ...] = (
    (TRAINEE, "2026-01-05", _placed),
    ("p-7a06", "2026-01-05", _to_be_placed),
    ("p-7a02", "2026-05-04", _before_the_panel),
    ("p-7a05", "2026-07-06", _waiting),
    ("p-7a04", "2026-08-03", _refused),
    ("p-7a03", "2026-08-31", _not_open),
)
"""Person, first day, what happened."""


def cohort() -> list[dict[str, Any]]:
    """The records of the cohort."""
    found = []
    for person, start, build in COHORT:
        one = Signed(person, start)
        build(one)
        found.append(one.record)
    return found


def judges(day: str = DAY) -> Judges:
    """By what the cohort is read."""
    return Judges(published(), "1.0.0", Verifier(published()), day)


def facts() -> dict[str, Any]:
    """The roster of the cohort, with a file that is no record and one that is damaged."""
    skipped = (UnreadFile("people/cards.json", "", "this is no record of a rotation"),)
    broken = (UnreadFile("old/record-cd.json", "3:7", "a comma is missing"),)
    folder = Folder(tuple(sorted(cohort(), key=lambda one: str(one["rot"]))), skipped, broken)
    return roster(folder, judges(), PLANS, NAMES)


FORMS = Path(__file__).parents[1] / "cases" / "roster"
