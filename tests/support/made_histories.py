"""Histories of signed events over a small book, as tests fold them: one call an event.

The events are those that count already, so there are no signatures here; the name of an event is that of its payload.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from immerse.records.canonical import canonical
from immerse.signing.dossier import dossier_of
from made_signoff import CLIENT, PEOPLE, TRAINEE, digest, key_of

ROT = "0f" * 16
START = datetime.fromisoformat("2026-01-05T08:00:00+00:00")
"""A Monday."""


class History:
    """Events of one rotation, one minute after the other unless somebody says when."""

    def __init__(self, ver: str = "1.0.0") -> None:
        self.ver = ver
        self.events: list[dict[str, Any]] = []
        self.now = START
        self._last: dict[str, tuple[int, str]] = {}

    def wait(self, **span: float) -> History:
        """Let time pass."""
        self.now += timedelta(**span)
        return self

    @property
    def day(self) -> str:
        """The day of now."""
        return f"{self.now:%Y-%m-%d}"

    def add(self, who: str, type_: str, body: dict[str, Any], **changed: Any) -> str:
        """Sign an event; its name."""
        self.wait(minutes=1)
        n, prev = self._last.get(who, (0, ""))
        payload = {
            "v": 1,
            "id": hashlib.sha256(f"{len(self.events)} {who}".encode()).hexdigest()[:32],
            "type": type_,
            "rot": ROT,
            "client": CLIENT,
            "book": digest(f"book {self.ver}"),
            "ver": self.ver,
            "by": PEOPLE[who][0],
            "n": n + 1,
            "prev": prev or None,
            "at": f"{self.now:%Y-%m-%dT%H:%M:%S}.000Z",
            "body": {"role": PEOPLE[who][2][0], **body},
            **changed,
        }
        name, kid = self.sealed(who, payload)
        self._last[who] = (payload["n"], name)
        self.events.append({**payload, "event": name, "kid": kid})
        return name

    def sealed(self, who: str, payload: dict[str, Any]) -> tuple[str, str]:
        """The name of an event and that of the key under which it stands."""
        return hashlib.sha256(canonical(payload).encode()).hexdigest(), key_of(who)

    def open(self, who: str = "lead", **changed: Any) -> str:
        """Open the rotation of the trainee with the mentor."""
        plain = {"trainee": TRAINEE, "mentor": PEOPLE["mentor"][0], "start": "2026-01-05", "end": "2026-07-05"}
        return self.add(who, "open", {**plain, "track": "six", "path": "newcomer", **changed})

    def attest(
        self,
        who: str,
        name: str,
        level: int = 4,
        evidence: Sequence[dict[str, Any]] = (),
        payload: dict[str, Any] | None = None,
        **changed: Any,
    ) -> str:
        """Attest an item; `payload` holds members of the event itself that are others."""
        plain = {"item": name, "digest": digest(name), "rev": 1, "decision": "met", "level": level, "ctx": None}
        said = {
            "day": self.day,
            "period": None,
            "sentence": text(f"{who} {name} {level}"),
            "next": None,
            "error": "none",
        }
        return self.add(who, "attest", {**plain, **said, "evidence": list(evidence), **changed}, **(payload or {}))

    def decide(self, who: str, gate: str, decision: str = "pass", **changed: Any) -> str:
        """Decide a gate."""
        panel = [PEOPLE[name][0] for name in ("director", "client-pr", "other-mentor")] if gate == "G4" else []
        role = "panel" if gate == "G4" else PEOPLE[who][2][0]
        plain = {"gate": gate, "decision": decision, "weeks": 0, "panel": panel, "reason": text(gate), "role": role}
        return self.add(who, "decide", {**plain, **changed})

    def endorse(self, who: str = "lead", **changed: Any) -> str:
        """Endorse all events."""
        return self.add(who, "endorse", {**self.dossier(), "statement": text("endorsed"), **changed})

    def graduate(self, who: str = "director", **changed: Any) -> str:
        """Graduate by all events."""
        plain = {
            "forks": [],
            "manager": PEOPLE["manager"][0],
            "brand": None,
            "day": "2026-08-01",
            "until": "2028-08-01",
        }
        return self.add(who, "graduate", {**self.dossier(), **plain, "statement": text("graduated"), **changed})

    def dossier(self) -> dict[str, Any]:
        """The list of all events so far."""
        names = [event["event"] for event in self.events]
        return {"events": names, "dossier": dossier_of(names)}

    def pieces(self, *kinds: str, key: str = "", day: str = "") -> list[dict[str, Any]]:
        """Pieces of evidence of these kinds, on different shifts of a day; each call makes others but for one key."""
        made = []
        for number, kind in enumerate(kinds):
            name = hashlib.sha256(f"{key or len(self.events)} {number} {kind}".encode()).hexdigest()[:32]
            shift = "early" if number % 2 else "late"
            own = {"day": day or self.day, "shift": shift, "simulated": kind == "drill", "sha256": None}
            made.append({"piece": name, "kind": kind, **own})
        return made


def text(said: str) -> str:
    """The name of a text."""
    return hashlib.sha256(said.encode()).hexdigest()


def first_gate(history: History) -> None:
    """Open, attest what G1 asks for, and pass it."""
    history.open()
    history.wait(weeks=3)
    history.attest("mentor", "LIS-1", 2)
    history.attest("mentor", "TRI-5", 2)
    history.attest("compliance", "TRI-5", 2)
    history.decide("mentor", "G1")


def competencies(history: History) -> None:
    """Attest all competencies at the last level, with evidence."""
    history.wait(weeks=14)
    history.attest("mentor", "LIS-1", 4, history.pieces("work", "shift", "work"))
    history.attest("mentor", "TRI-5", 4, history.pieces("work", "shift", "work"))
    history.attest("compliance", "TRI-5", 4)
    history.attest("mentor", "REL-6", 4, history.pieces("work", "shift", "work"))
    history.attest("other-mentor", "CRI-1", 4, history.pieces("drill", "drill", "work"), role="evaluator")


def graduation_items(history: History) -> None:
    """Everything else that G4 asks for."""
    for name in ("GC-07", "GC-14"):
        history.attest("mentor", name, 0)
    history.attest("security", "GC-25", 0)
    history.add("hr", "acknowledge", {"ver": history.ver, "person": TRAINEE})


def last_gates(history: History) -> None:
    """Pass G4, sign the last items, pass G5."""
    history.decide("director", "G4")
    history.wait(weeks=3)
    history.attest("manager", "GC-21", 0)
    history.attest("director", "GC-30", 0)
    history.attest("client-pr", "GC-30", 0)
    history.decide("director", "G5")
    history.decide("client-pr", "G5")


def whole(history: History | None = None) -> History:
    """A rotation from its first day to its graduation."""
    history = history or History()
    for part in (first_gate, competencies, graduation_items, last_gates):
        part(history)
    history.endorse()
    history.graduate()
    return history
