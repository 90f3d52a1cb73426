"""Invented rotations by a real book: who signs what, week by week, up to a stage, with real signatures.

Keys are made when this runs and are never written down outside of a temporary folder or the demo.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from immerse.records.entries import Changes
from immerse.records.format import Record, digest_of
from immerse.signing.dossier import dossier_of
from immerse.signing.events import Event, EventReader
from immerse.signing.folding import Published
from immerse.signing.keycards import Key, new_key, public_members
from immerse.signing.new_events import Writer, new_payload, with_event
from immerse.signing.verification import Verified, Verifier

Book = Mapping[str, Any]
STAGES = ("opened", "G1", "G2", "G3", "G4", "G5", "graduated", "placed")
LATE = ("compliance", "client-pr", "privacy", "security", "hr", "mentor", "lead")
"""Roles that sign before others where one of several may."""


@dataclass
class Person:
    """Somebody who signs, and their key."""

    person: str
    employer: str
    roles: list[str]
    key: Key = field(default_factory=new_key)

    def as_signer(self, first: str = "2020-01-01", last: str = "2099-12-31") -> dict[str, Any]:
        """The entry in the register, as `signers.json` has it."""
        public = public_members(self.key)
        dates = {"from": first, "until": last, "status": "active", "revoked": None, "reason": None}
        named = {"key": self.key.thumbprint(), "x": public["x"], "y": public["y"], "person": self.person}
        return {**named, "employer": self.employer, "roles": self.roles, "modules": None, **dates, "calibration": {}}


def people_for(book: Book, seed: int = 1) -> dict[str, Person]:
    """One person for each role of a book that signs, and a second mentor; the lead and one mentor are of the agency."""
    found: dict[str, Person] = {}
    for number, role in enumerate(book["attesting_roles"]):
        if role == "system":
            continue
        employer = "agency" if role == "lead" and role not in book["client_roles"] else "client"
        found[role] = Person(f"p-{seed:02x}{number:02x}", employer, [role])
    found["second mentor"] = Person(f"p-{seed:02x}f0", "client", ["mentor"])
    return found


class Making:
    """One rotation while it is made."""

    def __init__(self, book: Book, ver: str, people: Mapping[str, Person], trainee: str, start: datetime) -> None:
        """
        Args:
            start: Midnight of the first day, with its zone.
        """
        self.book, self.ver, self.people, self.trainee, self.start = book, ver, people, trainee, start
        self.now = start + timedelta(hours=9)
        self._chance = random.Random(f"{trainee} {ver}")
        rot = hashlib.sha256(f"{trainee} {start} {book['client']}".encode()).hexdigest()[:32]
        members = {"schema": "immerse.record/1", "rot": rot, "client": book["client"]}
        self.record: Record = {**members, "entries": [], "events": [], "texts": {}}
        self.events: tuple[Event, ...] = ()
        self.brand: str | None = None
        self._pieces = 0

    def sign(self, who: str, type_: str, body: Mapping[str, Any]) -> str:
        """Sign an event a minute later; its name."""
        person = self.people[who]
        self.now += timedelta(minutes=11)
        writer = Writer(person.person, person.key, self.ver, self.book["digest"])
        texts: dict[str, dict[str, str]] = {}
        said = {
            name: self._text(value[5:], texts) if str(value).startswith("text:") else value
            for name, value in body.items()
        }
        at = f"{self.now:%Y-%m-%dT%H:%M:%S}.000Z"
        payload = new_payload(
            self.record, self.events, writer, type_, {"role": person.roles[0], **said}, at, self._hex()
        )
        before = set(self.record["events"])
        self.record = with_event(self.record, payload, texts, person.key)
        (fresh,) = set(self.record["events"]) - before
        event, _ = EventReader().read(fresh)
        self.events = (*self.events, event)
        return str(event["event"])

    def to(self, stage: str) -> Record:
        """Make the rotation up to a stage, that included."""
        wanted = STAGES.index(stage)
        self._open()
        for gate in (one for one in self.book["gates"] if one["after"] and one["day"] is not None):
            if gate["id"] not in STAGES or STAGES.index(gate["id"]) > wanted:
                break
            self._gate(gate)
        if wanted >= STAGES.index("graduated"):
            self._graduate()
        if wanted >= STAGES.index("placed"):
            self.now += timedelta(days=3)
            self.sign(self._with("place"), "placed", {"day": self._day, **self._placement()})
        return self.record

    @property
    def _day(self) -> str:
        return f"{self.now:%Y-%m-%d}"

    def _with(self, duty: str) -> str:
        return str(self.book["duties"][duty][0])

    def _placement(self) -> dict[str, Any]:
        return {"manager": self.people[self._with("place")].person, "brand": self.brand}

    def _open(self) -> None:
        end = self.start + timedelta(weeks=self.book["weeks"])
        mentor = self.people["mentor"].person
        days = {"start": f"{self.start:%Y-%m-%d}", "end": f"{end:%Y-%m-%d}"}
        plan = {"track": self.book["track"], "path": next(iter(self.book["paths"]))}
        self.sign(self._with("open"), "open", {"trainee": self.trainee, "mentor": mentor, **days, **plan})
        changes = Changes(self.record, lambda: self.now, self._chance.randbytes)
        own = {"name": "", "day": days["start"], **plan, "release": self.ver, "book": self.book["digest"]}
        changes.add("start", **own)
        self.record = changes.record

    def _gate(self, gate: Mapping[str, Any]) -> None:
        self.now = max(self.now, self.start + timedelta(days=gate["day"] - 4, hours=9))
        final = [one for one in self.book["items"] if gate["id"] in one["levels"] or one["gate"] == gate["id"]]
        for one in final:
            if one["computed"]:
                self._compute(one)
            else:
                self._item(one, one["levels"].get(gate["id"], 0))
        for role in gate["decided_by"]:
            self._decide(gate, role)

    def _item(self, item: Mapping[str, Any], level: int) -> None:
        """Every signature of an item at a level; what is asked for last comes with evidence."""
        is_last = level == max((row["level"] for row in item["signatures"]), default=0)
        evidence = self._evidence(item) if is_last and item["kind"] == "competency" else []
        for row in (one for one in item["signatures"] if one["level"] == level):
            who = self._signer(row["one_of"])
            self._claim(item)
            self._attest(who, item, level, evidence if who != "director" else [])

    def _attest(self, who: str, item: Mapping[str, Any], level: int, evidence: list[dict[str, Any]]) -> None:
        sentence = (
            f"text:Seen on {self._day}: {item['title']}, alone and without a reminder, number {len(self.events)}."
        )
        named = {"item": item["id"], "digest": item["digest"], "rev": item["rev"], "decision": "met", "level": level}
        seen = {"ctx": item["contexts"][0] if item["contexts"] else None, "day": self._day, "period": None}
        self.sign(
            who, "attest", {**named, **seen, "evidence": evidence, "sentence": sentence, "next": None, "error": "none"}
        )

    def _claim(self, item: Mapping[str, Any]) -> None:
        changes = Changes(self.record, lambda: self.now, self._chance.randbytes)
        changes.add("claim", item=item["id"], digest=item["digest"], rev=item["rev"], release=self.ver)
        self.record = changes.record

    def _signer(self, roles: list[str]) -> str:
        return min(roles, key=lambda role: LATE.index(role) if role in LATE else len(LATE))

    def _evidence(self, item: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Enough pieces of the kinds that an item takes, observed as often as it asks, from real work where it can."""
        kinds = {kind["id"]: kind for kind in self.book["kinds"]}
        allowed = sorted(item["evidence"]["kinds"] or kinds, key=lambda id: (kinds[id]["simulated"], id == "check"))
        observed = [id for id in allowed if kinds[id]["observed"]]
        others = [id for id in allowed if id not in observed]
        least = item["evidence"]["observed"]
        chosen = [*observed[:1] * max(least, 1), *(others or observed)]
        chosen += (others or observed)[:1] * (item["evidence"]["pieces"] + 2 - len(chosen))
        return [self._piece(kind, bool(kinds[kind]["simulated"])) for kind in chosen]

    def _piece(self, kind: str, simulated: bool) -> dict[str, Any]:
        self._pieces += 1
        day = f"{self.now - timedelta(days=self._pieces % 5):%Y-%m-%d}"
        shift = ("early", "late", "night")[self._pieces % 3]
        return {"piece": self._hex(), "kind": kind, "day": day, "shift": shift, "simulated": simulated, "sha256": None}

    def _compute(self, item: Mapping[str, Any]) -> None:
        """What has to be in the record for an item that follows from it."""
        kind = (item.get("compute") or {"kind": "confirmed"})["kind"]
        if kind == "acknowledged":
            self.sign(self._with("transcribe"), "acknowledge", {"ver": self.ver, "person": self.trainee})
        elif kind == "ratings":
            self._rate()
        elif kind == "count":
            for one in [one for one in self.book["items"] if one["kind"] == "competency"][: item["compute"]["count"]]:
                self._attest("director", one, item["compute"]["level"], [])
        elif kind == "confirmed":
            for roles in _confirmers(item):
                self._attest(self._signer(roles), item, 0, [])

    def _rate(self) -> None:
        days = {"no": 1, "from": self._day, "to": self._day, "ctx": "live", "shift": "early", "load": "routine"}
        self.sign("mentor", "period", {**days, "advice": "ready", "items": [], "rating": 5, "note": None})

    def _decide(self, gate: Mapping[str, Any], role: str) -> None:
        panel = ["director", "client-pr", "lead", "second mentor"] if gate["panel"] else []
        named = {
            "panel": [self.people[who].person for who in panel],
            "reason": f"text:What {gate['id']} asks for is there.",
        }
        self.sign(role, "decide", {"gate": gate["id"], "decision": "pass", "weeks": 0, **named})

    def _graduate(self) -> None:
        self.sign(
            self._with("endorse"), "endorse", {**self._dossier(), "statement": "text:I have looked at these together."}
        )
        until = f"{self.now + timedelta(days=730):%Y-%m-%d}"
        said = {"forks": [], "day": f"{self.now + timedelta(days=3):%Y-%m-%d}", "until": until}
        statement = {"statement": "text:Graduated."}
        self.sign(self._with("graduate"), "graduate", {**self._dossier(), **self._placement(), **said, **statement})

    def _dossier(self) -> dict[str, Any]:
        names = [event["event"] for event in self.events]
        return {"events": names, "dossier": dossier_of(names)}

    def _text(self, said: str, texts: dict[str, dict[str, str]]) -> str:
        salt = self._hex()
        digest = digest_of(salt, said)
        texts[digest] = {"salt": salt, "text": said}
        return digest

    def _hex(self) -> str:
        return self._chance.randbytes(16).hex()


def _confirmers(item: Mapping[str, Any]) -> Iterator[list[str]]:
    yield from ([role] for role in item["attested_by"]["all"] if role != "system")
    if item["attested_by"]["any"]:
        yield list(item["attested_by"]["any"])


def verified_at(book: Book, stage: str) -> Verified:
    """What is verified of a rotation that was made up to a stage."""
    people = people_for(book)
    making = Making(book, "1.0.0", people, "p-7f01", datetime(2027, 1, 4, tzinfo=UTC))
    record = making.to(stage)
    published = Published({"1.0.0": book}, {one.key.thumbprint(): one.as_signer() for one in people.values()})
    return Verifier(published).verify(record, f"{making.now:%Y-%m-%dT%H:%M:%S}.000Z")
