"""Genuine histories of a rotation made by chance, in which nobody does what a rule forbids."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from immerse.signing.moving import lists_of, map_digest
from made_histories import History, text
from made_signoff import PEOPLE, TRAINEE, digest
from signing_steps import MAP, period

MENTORS = ("mentor", "other-mentor", "client-lead", "agency-mentor")


class Genuine:
    """A rotation in which everybody keeps the rules, from its first day to some day; often to its graduation."""

    def __init__(self, seed: int, history: History | None = None) -> None:
        self.chance = Random(seed)
        self.history = history or History()
        self.own: list[tuple[str, str]] = []
        """Events that nothing needs, with those who signed them."""
        self.put_off = 0

    def play(self) -> History:
        """Its events."""
        stages = (self._start, self._move, self._learn, self._complete, self._leave, self._graduate, self._afterwards)
        for stage in stages[: self.chance.choice((1, 3, 4, 5, 7, 7, 7, 7))]:
            stage()
        return self.history

    def pick(self, *names: str) -> str:
        """One of these."""
        return self.chance.choice(names)

    def wait(self, least: int, most: int) -> None:
        """Let some days pass, and some hours."""
        self.history.wait(days=self.chance.randint(least, most), minutes=self.chance.randrange(600))

    def attest(self, who: str, name: str, level: int, *kinds: str, **changed: Any) -> str:
        """Attest an item on new pieces of evidence, in the person's first role unless one is said."""
        pieces = self.history.pieces(*kinds)
        said = {"sentence": text(f"{len(self.history.events)}"), **changed}
        return self.history.attest(who, name, level, pieces, **said)

    def meanwhile(self) -> None:
        """Some events that nothing needs."""
        for _ in range(self.chance.randrange(4)):
            self.chance.choice((self._seen, self._acknowledged, self._entered, self._put_off, self._taken_back))()

    def _start(self) -> None:
        self.history.open(self.pick("lead", "hr", "client-lead"))
        self.wait(21, 30)
        self.meanwhile()
        for name in ("LIS-1", "TRI-5"):
            self.attest(self.mentor(), name, 2, role="mentor")
        if self.chance.random() < 0.3:
            self._failed("LIS-1", 2)
        self.attest(self.pick("compliance", "lead", "client-lead"), "TRI-5", 2)
        if not any(event["by"] == PEOPLE["compliance"][0] for event in self.history.events):
            self.attest("compliance", "TRI-5", 2)
        self.attest("mentor", "TRI-5", 2)
        self.history.decide(*self.chance.choice((("mentor", "G1"), ("client-lead", "G1"), ("other-mentor", "G1"))))

    def mentor(self) -> str:
        """Somebody who attests as a mentor."""
        return self.pick(*MENTORS)

    def _move(self) -> None:
        """Perhaps go on under the next release."""
        if self.chance.random() < 0.3:
            held = {event["body"]["item"] for event in self.history.events if event["type"] in ("attest", "transcribe")}
            self.history.ver = "1.1.0"
            body = {"from": "1.0.0", "to": "1.1.0", "map": map_digest(MAP), **lists_of(MAP, held)}
            self.history.add(self.pick("lead", "director"), "migrate", body)

    def _learn(self) -> None:
        """Attest all competencies at the last level, in any order and on evidence of several kinds."""
        self.wait(100, 120)
        real = "REL-7" if self.history.ver == "1.1.0" else "REL-6"
        names = ["LIS-1", "TRI-5", real, "CRI-1"]
        self.chance.shuffle(names)
        for name in names:
            self.meanwhile()
            if self.chance.random() < 0.2:
                self._failed(name, 0)
            kinds = ["work", "shift", "work"] + ["drill"] * self.chance.randrange(2)
            signing = "other-mentor" if name == "CRI-1" else self.pick("mentor", "other-mentor", "client-lead")
            self.attest(signing, name, 4, *kinds, role="mentor")
        self.attest("compliance", "TRI-5", 4)
        self.attest("mentor", "TRI-5", 4)
        if real == "REL-7":
            self.attest("director", real, 4)

    def _failed(self, name: str, level: int) -> None:
        """Somebody sees that an item is not met; it is attested again by whoever comes later."""
        self.attest("mentor", name, level, decision="not-yet", next=text("practise"))
        if level:
            self.attest("mentor", name, level)

    def _complete(self) -> None:
        """Graduation items and the gates, one of them waived by chance."""
        names = ["GC-07"] if self.history.ver == "1.1.0" else ["GC-07", "GC-14"]
        if self.chance.random() < 0.3:
            waived = names.pop()
            body = {"item": waived, "reason": text("why"), "until": "2027-06-01"}
            for who in self.chance.sample(("director", "hr"), 2):
                self.history.add(who, "waive", body)
        for name in names:
            self.attest(self.mentor(), name, 0, role="mentor")
        self.attest("security", "GC-25", 0)
        self._acknowledged()
        self.wait(1, 20)
        self.history.decide("director", "G4")
        self.wait(21, 40)
        self.meanwhile()
        self.attest("manager", "GC-21", 0)
        for who in self.chance.sample(("director", "client-pr"), 2):
            self.attest(who, "GC-30", 0)
        for who in self.chance.sample(("director", "client-pr"), 2):
            self.history.decide(who, "G5")

    def _leave(self) -> None:
        """Perhaps end the rotation, and take it up again."""
        if self.chance.random() < 0.2:
            self.history.decide("director", "G4", self.pick("leave", "redirect"))
            self.history.add("director", "reopen", {"reason": text("again")})

    def _graduate(self) -> None:
        self.history.endorse(self.pick("lead", "client-lead"))
        self.history.graduate(day=self.history.day)

    def _afterwards(self) -> None:
        """Perhaps placed, perhaps void, perhaps graduated again."""
        placed = {"day": self.history.day, "manager": PEOPLE["manager"][0], "brand": None}
        reason = {"reason": text("found out")}
        acts: tuple[Callable[[], object], ...] = (
            lambda: self.history.add("manager", "placed", placed),
            lambda: self.history.decide("manager", "G6"),
            self._acknowledged,
        )
        for act in acts[: self.chance.randrange(4)]:
            act()
        ending = self.chance.choice(((), (), ("void",), ("reopen",), ("void", "reopen")))
        for name in ending:
            self.history.add("director", name, reason)
        if "reopen" in ending:
            self._graduate()

    def _seen(self) -> None:
        who = self.mentor()
        self.own.append((who, self.history.add(who, "period", {**period(self.history), "rating": 4})))

    def _acknowledged(self) -> None:
        who = self.pick("hr", "trainee")
        self.history.add(who, "acknowledge", {"ver": self.history.ver, "person": TRAINEE})

    def _entered(self) -> None:
        """Entered from paper: a level that others attest too."""
        body = {"item": "LIS-1", "digest": digest("LIS-1"), "rev": 1, "level": 2, "ctx": None, "day": self.history.day}
        signed = {"signer": PEOPLE["other-mentor"][0], "signed_as": "mentor", "evidence": [], "sentence": text("paper")}
        self.own.append(("hr", self.history.add("hr", "transcribe", {**body, **signed, "paper": text("scan")})))

    def _put_off(self) -> None:
        if self.put_off < 2:
            self.put_off += 1
            self.history.decide("client-pr", "G5", "extend", weeks=self.chance.randint(2, 6))

    def _taken_back(self) -> None:
        if self.own:
            who, name = self.own.pop(self.chance.randrange(len(self.own)))
            self.history.add(self.pick(who, "director"), "withdraw", {"event": name, "reason": text("mistaken")})
