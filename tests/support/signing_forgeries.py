"""Records that are truly signed, made by chance, and what somebody makes of them who cannot sign for the others."""

from __future__ import annotations

import json
from functools import cache
from random import Random
from typing import Any

from immerse.records.canonical import canonical
from immerse.records.format import serialise
from immerse.signing.base64url import encoded
from made_signoff import PEOPLE
from signed_histories import SignedHistory, kid_of, payload_of, signed
from signing_cases import twin
from signing_chance import Genuine

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
Record = dict[str, Any]


class Elsewhere(SignedHistory):
    """A rotation of somebody else, at another client, which began on another day."""

    def __init__(self) -> None:
        super().__init__()
        self.wait(days=3)

    def sealed(self, who: str, payload: dict[str, Any]) -> tuple[str, str]:
        payload |= {"client": "hearthline", "rot": "1e" * 16, "id": payload["id"][::-1]}
        return super().sealed(who, payload)


@cache
def genuine(seed: int, *, elsewhere: bool = False) -> str:
    """The file of a record in which everybody keeps the rules."""
    history = Elsewhere() if elsewhere else SignedHistory()
    Genuine(seed, history).play()
    return serialise(history.record()).decode()


def record(seed: int, *, elsewhere: bool = False) -> Record:
    """The same as a record."""
    found: Record = json.loads(genuine(seed, elsewhere=elsewhere))
    return found


def signer_of(jws: str) -> str:
    """The name here of whoever an event names."""
    by = json.loads(payload_of(jws))["by"]
    return next(name for name, (person, _, _) in PEOPLE.items() if person == by)


class Forger:
    """Exchanges one bound member of an event for that of an event of another record."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.own, self.other = record(seed)["events"], record(seed + 1, elsewhere=True)["events"]

    def forged(self) -> tuple[int, str, str]:
        """The place of an event, what was exchanged, and the event that somebody made of it."""
        while True:
            at = self.chance.randrange(len(self.own))
            found = self._exchanged(self.own[at], self.chance.choice(self.other))
            if found:
                return at, *found

    def _exchanged(self, own: str, other: str) -> tuple[str, str] | None:
        """None where both events have the same there."""
        ours, theirs = json.loads(payload_of(own)), json.loads(payload_of(other))
        names = [*ours, "kid", "signature", *(f"body.{name}" for name in ours["body"])]
        name = self.chance.choice(names)
        header, payload, signature = own.split(".")
        if name == "signature":
            return name, f"{header}.{payload}.{other.split('.')[2]}"
        if name == "kid":
            other_header = other.split(".")[0]
            return (name, f"{other_header}.{payload}.{signature}") if header != other_header else None
        changed = _with(ours, theirs, name)
        if changed == ours:
            return None
        if self.chance.random() < 0.5:
            return name, f"{header}.{encoded(canonical(changed).encode())}.{signature}"
        thief = self.chance.choice([who for who in PEOPLE if PEOPLE[who][0] != changed["by"]])
        kid = kid_of(self.chance.choice((thief, signer_of(own))))
        return f"{name} by {thief}", signed(changed, thief, {"alg": "ES256", "kid": kid, "typ": "immerse-event+jws"})


def _with(ours: dict[str, Any], theirs: dict[str, Any], name: str) -> dict[str, Any]:
    outer, _, inner = name.partition(".")
    if not inner:
        return {**ours, name: theirs[name]}
    body = {**ours["body"], inner: theirs["body"].get(inner, ours["body"][inner])}
    return {**ours, outer: body}


def flipped(jws: str, share: float, chance: Random) -> list[str]:
    """An event with each of its bits flipped, one at a time: six of each letter, unused ones too; or a share of all."""
    made = []
    for at, letter in enumerate(jws):
        for bit in range(6):
            if letter != "." and chance.random() < share:
                turned = LETTERS[LETTERS.index(letter) ^ 1 << bit]
                made.append(jws[:at] + turned + jws[at + 1 :])
    return made


def crowded(seed: int) -> Record:
    """A genuine record in which twins and copies of its events lie about, in any order."""
    chance, found = Random(seed), record(seed)
    events = found["events"]
    more = [chance.choice((str, twin))(one) for one in chance.choices(events, k=2 * len(events))]
    found["events"] = chance.sample(events + more, 3 * len(events))
    return found


def mutated(seed: int) -> bytes:
    """The file of a record with some of its bytes changed, moved, left out or doubled."""
    chance = Random(seed)
    content = bytearray(genuine(seed % 40).encode())
    for _ in range(chance.choice((1, 1, 2, 5))):
        at, size = chance.randrange(len(content)), chance.choice((1, 1, 2, 40))
        piece = content[at : at + size]
        to = chance.randrange(len(content))
        way = chance.randrange(6)
        if way == 0:
            content[at] ^= 1 << chance.randrange(8)
        elif way == 1:
            content[at] = chance.choice(b'"\\{}[],:.-0123456789abcdefABCDEF_')
        elif way == 2:
            del content[at : at + size]
        elif way == 3:
            content[to:to] = piece
        elif way == 4:
            content[to : to + size] = piece
        else:
            content[at : at + size] = bytes(chance.randbytes(size))
    return bytes(content)
