"""Wild histories of a rotation made by chance, in which people do whatever comes to their mind, under odd rules."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from immerse.signing.folding import Published
from immerse.signing.moving import lists_of, map_digest
from made_histories import START, History, text
from made_signoff import PEOPLE, RULES, TRAINEE, book, digest, signers
from signing_chance import Genuine
from signing_histories import later_book
from signing_steps import MAP, period

ITEMS = ("LIS-1", "TRI-5", "REL-6", "CRI-1", "GC-07", "GC-14", "GC-21", "GC-25", "GC-30")
COMPUTED: tuple[dict[str, Any], ...] = (
    {"kind": "share", "among": "every", "level": 2, "share": 33, "share_level": 4},
    {"kind": "share", "among": "critical", "level": 3, "share": 0, "share_level": 0},
    {"kind": "count", "count": 2, "level": 4},
    {"kind": "checks", "evidence": "check", "modules": ["LIS", "TRI"]},
    {"kind": "ratings", "average": 4},
    {"kind": "confirmed"},
)


def odd(seed: int) -> Published:
    """The two releases with some of their rules left out or others, and people whose keys have other dates."""
    chance = Random(seed)
    share = chance.choice((0.0, 0.1, 0.3))
    rules = [_odd_rule(rule, chance, share) for rule in RULES if chance.random() < 1 - share / 3]
    items = [one if chance.random() >= share else _odd_item(one, chance) for one in book()["items"]]
    changed = {"rules": rules, "regulated": chance.random() < 0.7, "attesting_roles": ["mentor", "evaluator"]}
    books = {"1.0.0": book(items=items, **changed), "1.1.0": {**later_book(), **changed}}
    people = {name.replace("-", "_"): _odd_person(chance) for name in chance.sample(sorted(PEOPLE), int(9 * share))}
    left = chance.sample(sorted(signers()), 8 if chance.random() < share / 2 else 0)
    known = {kid: signer for kid, signer in signers(**people).items() if kid not in left}
    return Published(books, known, {map_digest(MAP): MAP})


def _odd_rule(rule: dict[str, Any], chance: Random, share: float) -> dict[str, Any]:
    if chance.random() >= share:
        return rule
    odds: dict[str, dict[str, Any]] = {
        "attesters": {"count": 1, "client": 0, "among": "every", "regulated": None},
        "signatory": {"share": 0, "not_mentor": False},
        "agency": {"level": 2, "never_only": ["LIS-1", "REL-7"]},
        "evidence": {"types": 3, "shared": chance.choice((1, None)), "critical": None, "recent_days": 20},
        "simulated": {"share": 0, "free": []},
        "statement": {"bulk": 1, "minutes": 600},
        "waivers": {"limit": 2, "never_critical": False},
        "critical-error": {"level": 0},
        "small-team": {"below": 20},
        "calibration": {"level": 2, "agreement": 90},
    }
    return {**rule, **odds.get(rule["kind"], {})}


def _odd_item(one: dict[str, Any], chance: Random) -> dict[str, Any]:
    if one["computed"]:
        return {**one, "compute": chance.choice(COMPUTED), "attested_by": {"all": ["system"], "any": ["mentor", "hr"]}}
    changed: tuple[dict[str, Any], ...] = (
        {"contexts": ["live"]},
        {"distinct_attesters": 2},
        {"evidence": {"pieces": 2, "kinds": ["work", "drill"], "observed": 1}},
    )
    return {**one, **chance.choice(changed)}


def _odd_person(chance: Random) -> dict[str, Any]:
    revoked = {"revoked": "2026-03-01", "reason": "left", "status": "revoked"}
    odds: tuple[dict[str, Any], ...] = (
        revoked,
        {"until": "2026-04-01"},
        {"calibration": {"2026-01": 70, "2026-04": 95}},
        {"employer": "agency"},
        {"roles": ["mentor", "director", "panel", "lead", "hr", "receiving-manager"]},
        {"person": PEOPLE["mentor"][0]},
    )
    return chance.choice(odds)


class Wild(Genuine):
    """A rotation in which people also do whatever comes to their mind, on any day."""

    def __init__(self, seed: int, history: History | None = None) -> None:
        super().__init__(seed, history)
        self.most = self.chance.choice((0, 0, 1, 4))

    def meanwhile(self) -> None:
        super().meanwhile()
        self.mischief(self.most)

    def play(self) -> History:
        self.mischief(self.most // 4)
        super().play()
        self.mischief(8)
        return self.history

    def mischief(self, most: int) -> None:
        """Some events of any kind."""
        for _ in range(self.chance.randint(0, most)):
            self._anything()

    def _anything(self) -> None:
        makers = {name.removeprefix("any_"): getattr(self, name) for name in dir(self) if name.startswith("any_")}
        weights = [6 if name == "attest" else 1 for name in makers]
        (name,) = self.chance.choices(list(makers), weights)
        who = self.pick(*PEOPLE)
        body = {**makers[name](), **({"role": self.role()} if self.chance.random() < 0.3 else {})}
        payload: dict[str, Any] = {}
        if self.chance.random() < 0.1:
            payload["n"] = self.chance.randint(1, 9)
        if self.chance.random() < 0.05:
            payload["prev"] = text("elsewhere")
        if self.chance.random() < 0.1:
            self.history.ver = self.pick("1.0.0", "1.1.0")
        if self.chance.random() < 0.1 and self.history.now > START + timedelta(days=40):
            self.wait(-30, 5)
        self.history.add(who, name, body, **payload)

    def role(self) -> str:
        """Any role."""
        return self.pick(*(role for _, _, roles in PEOPLE.values() for role in roles))

    def name(self) -> str:
        """The name of an event, or of none."""
        events = self.history.events
        return self.chance.choice(events)["event"] if events and self.chance.random() < 0.8 else text("none")

    def person(self) -> str:
        """Anybody."""
        return PEOPLE[self.pick(*PEOPLE)][0]

    def day(self) -> str:
        """A day near now."""
        return f"{self.history.now + timedelta(days=self.chance.randint(-40, 5)):%Y-%m-%d}"

    def item(self) -> dict[str, Any]:
        """An item of the release that is in force here, with what everybody who signs it says."""
        later = self.history.ver == "1.1.0"
        names = [name for name in ITEMS if not later or name not in ("REL-6", "GC-14")]
        name = self.pick(*names, "GC-01")
        level = self.chance.choice((0, 0, 0, 2) if name.startswith("GC") else (0, 2, 3, 4, 4, 5))
        day = self.day() if self.chance.random() < 0.5 else self.history.day
        plain = {"item": name, "digest": digest(name), "rev": 1, "level": level, "day": day}
        kinds = self.chance.choices(("work", "shift", "drill", "check"), k=self.chance.randrange(4))
        pieces = self.history.pieces(*kinds, key=self.pick("a", "b", "", "", ""))
        return {**plain, "ctx": self.pick("live", "desk"), "evidence": pieces, "sentence": text(self.pick(*"abcde"))}

    def any_attest(self) -> dict[str, Any]:
        decision = self.pick("met", "met", "met", "not-yet")
        error = (
            self.pick("none", "found", "reported") if decision == "not-yet" or self.chance.random() < 0.1 else "none"
        )
        following = text("next") if decision == "not-yet" and self.chance.random() < 0.8 else None
        record = self.name() if self.chance.random() < 0.3 else None
        return {**self.item(), "decision": decision, "period": record, "next": following, "error": error}

    def any_transcribe(self) -> dict[str, Any]:
        signed = {"signer": self.person(), "signed_as": self.role(), "paper": text("scan")}
        return {**self.item(), **signed, "role": self.pick("hr", "hr", "lead")}

    def any_period(self) -> dict[str, Any]:
        days = {"from": self.day(), "to": self.day()} if self.chance.random() < 0.3 else {}
        return {**period(self.history), "rating": self.chance.choice((None, 1, 3, 5)), **days}

    def any_open(self) -> dict[str, Any]:
        days = {"start": self.day(), "end": "2026-07-05", "track": "six", "path": "newcomer"}
        people = {"trainee": self.pick(TRAINEE, self.person()), "mentor": self.person()}
        return {**people, **days, "role": self.pick("lead", "hr")}

    def any_withdraw(self) -> dict[str, Any]:
        return {"event": self.name(), "reason": text("mistaken")}

    def any_waive(self) -> dict[str, Any]:
        until = self.pick("2026-03-01", "2027-06-01")
        role = self.pick("director", "hr")
        return {"item": self.pick(*ITEMS, "XX-1"), "reason": text("why"), "until": until, "role": role}

    def any_decide(self) -> dict[str, Any]:
        gate = self.pick("G0", "G1", "G4", "G5", "G6", "G9")
        weeks = self.chance.choice((0, 0, 2, 6, 1))
        panel = self.chance.choice(([], [self.person()]))
        decision = self.pick("pass", "extend", "redirect", "leave", "pass", "extend")
        role = self.pick("mentor", "panel", "director", "client-pr", "lead")
        said = {"gate": gate, "decision": decision, "weeks": weeks, "panel": panel, "reason": text("why")}
        return {**said, "role": role}

    def any_endorse(self) -> dict[str, Any]:
        return {**self.listed(), "statement": text("endorsed"), "role": self.pick("lead", "lead", "mentor")}

    def any_graduate(self) -> dict[str, Any]:
        days = {"day": "2026-08-01", "until": "2028-08-01", "brand": None, "statement": text("graduated")}
        forks = [event["event"] for event in self.history.events] if self.chance.random() < 0.5 else []
        return {**self.listed(), **days, "forks": forks, "manager": self.person(), "role": "director"}

    def listed(self) -> dict[str, Any]:
        """All events, or a part of them, with their dossier or another."""
        told = self.history.dossier()
        if self.chance.random() < 0.1:
            told["events"] = told["events"][1:]
        return told if self.chance.random() < 0.9 else {**told, "dossier": text("other")}

    def any_placed(self) -> dict[str, Any]:
        return {"day": "2026-08-01", "manager": self.person(), "brand": None, "role": "receiving-manager"}

    def any_migrate(self) -> dict[str, Any]:
        held = {event["body"]["item"] for event in self.history.events if event["type"] in ("attest", "transcribe")}
        lists = {**lists_of(MAP, held), **({"gone": []} if self.chance.random() < 0.2 else {})}
        told = {"from": self.pick("1.0.0", "1.1.0"), "to": "1.1.0", "map": self.pick(map_digest(MAP), text("none"))}
        return {**told, **lists, "role": self.pick("lead", "director")}

    def any_acknowledge(self) -> dict[str, Any]:
        return {"ver": self.pick("1.0.0", "1.1.0"), "person": self.pick(TRAINEE, self.person())}

    def any_void(self) -> dict[str, Any]:
        return {"reason": text("found out"), "role": self.pick("director", "lead")}

    def any_reopen(self) -> dict[str, Any]:
        return {"reason": text("again"), "role": self.pick("director", "lead")}
