"""Forgeries by chance: none is accepted, what is genuine is, and both languages say the same of each record.

`make fuzz` makes ten times as many: 1,000 exchanged members, each bit of the events of 20 records, 5,000 damaged files,
1,000 genuine records, 100 shuffles of 200 events.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from random import Random
from typing import Any

import pytest
from immerse.records import RecordRefused, parse
from immerse.records.canonical import canonical
from immerse.signing.bodies import MOST_EVENTS
from immerse.signing.events import EventReader
from immerse.signing.jws import Parts, event_id
from immerse.signing.telling import refusal_sentence
from immerse.signing.trusting import Trusted
from immerse.signing.verification import Verifier
from made_signoff import TRAINEE
from record_scripts import answers_of
from signed_histories import SignedHistory, kid_of, really_published
from signing_chance import Genuine
from signing_forgeries import Forger, crowded, flipped, mutated, record, signer_of
from signing_steps import NOW, period
from tenth import IS_FUZZ

TIMES = 10 if IS_FUZZ else 1
PUBLISHED = really_published()
VERIFIER = Verifier(PUBLISHED)
Record = dict[str, Any]


def trusted(record: Record, verifier: Verifier = VERIFIER) -> Trusted:
    return verifier.trusted(record)


def asked(record: Record) -> dict[str, Any]:
    return {"do": "trust", "record": record, "books": PUBLISHED.books, "signers": PUBLISHED.signers}


def as_text(found: Trusted) -> str:
    return canonical({"events": list(found.events), "refused": [asdict(one) for one in found.refused]})


def ids(record: Record) -> set[str]:
    return {event_id(jws) for jws in record["events"]}


def test_no_member_of_an_event_can_be_exchanged_for_that_of_another_record() -> None:
    questions, own = [], []
    members: Counter[str] = Counter()
    for seed in range(10 * TIMES):
        forger = Forger(seed)
        for _ in range(10):
            at, name, forged = forger.forged()
            whole = record(seed)
            genuine = event_id(whole["events"][at])
            whole["events"][at] = forged
            found = trusted(whole)
            assert [one.event for one in found.refused] == [event_id(forged)], (seed, name)
            assert {one["event"] for one in found.events} == ids(whole) - {event_id(forged)}
            assert name == "signature" or genuine != event_id(forged)
            members[name.partition(" ")[0]] += 1
            questions.append(asked(whole))
            own.append(as_text(found))
    assert {"signature", "kid", "rot", "client", "by", "n", "prev", "at", "body.digest"} <= members.keys()
    told = answers_of("signing-by-line.mjs", questions[::10])
    assert [one["trusted"] for one in told] == own[::10]


class Credulous(Verifier):
    """Believes every signature: what a fault in ours would be."""

    def _is_signed(self, parts: Parts, signer: Mapping[str, Any]) -> bool:
        return True


def test_forgeries_are_accepted_by_who_believes_every_signature() -> None:
    forger, chance, whole = Forger(1), Random(1), record(1)
    forgeries = [forger.forged()[2] for _ in range(50)]
    turned = flipped(whole["events"][1], 1.0, chance)
    for forged in (forgeries, turned):
        assert len(trusted({**whole, "events": forged}, Credulous(PUBLISHED)).events) >= 5
        assert trusted({**whole, "events": forged}).events == ()


def test_no_bit_of_any_event_can_be_flipped() -> None:
    """Each bit of each event of 20 records in `make fuzz`; else a twentieth of the bits of three events of each."""
    chance = Random(20)
    kinds: set[str] = set()
    for seed in range(20):
        whole = record(seed)
        chosen = whole["events"] if IS_FUZZ else chance.sample(whole["events"], min(3, len(whole["events"])))
        for jws in chosen:
            kinds.add(EventReader().read(jws)[0]["type"])
            for turned in batched(flipped(jws, 1.0 if IS_FUZZ else 0.05, chance), MOST_EVENTS):
                found = trusted({**whole, "events": turned})
                assert found.events == () and len(found.refused) > 0
                assert "too-many" not in {one.code for one in found.refused}
    assert len(kinds) >= 6


def batched(events: list[str], most: int) -> Iterator[list[str]]:
    """Events in lists of so many at most: of a longer one the rest would be refused unread."""
    return (events[at : at + most] for at in range(0, len(events), most))


def test_twins_and_copies_count_once_in_any_order() -> None:
    for seed in range(5 * TIMES):
        plain, many = record(seed), crowded(seed)
        assert as_text(trusted(plain)) == as_text(trusted({**many, "events": [*plain["events"], *many["events"]]}))


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("unknown-key", None),
        ("key-expired", {"until": "2025-12-31"}),
        ("key-too-early", {"from": "2027-12-01"}),
        ("key-revoked", {"status": "revoked", "revoked": "2025-12-01", "reason": "left"}),
        ("key-revoked", {"status": "revoked", "revoked": "2029-12-01", "reason": "compromised"}),
        ("other-person", {"person": "p-ffff"}),
        ("wrong-role", {"roles": ["guest"]}),
        ("bad-signature", {"x": PUBLISHED.signers[kid_of("hr")]["x"], "y": PUBLISHED.signers[kid_of("hr")]["y"]}),
    ],
)
def test_all_that_one_key_signed_falls_with_the_key(code: str, changed: dict[str, Any] | None) -> None:
    for seed in range(TIMES):
        whole = record(seed)
        kid = kid_of(Random(seed).choice([who for who in map(signer_of, whole["events"]) if who != "hr"]))
        others = {name: one for name, one in PUBLISHED.signers.items() if name != kid}
        known = others if changed is None else {**others, kid: {**PUBLISHED.signers[kid], **changed}}
        found = trusted(whole, Verifier(type(PUBLISHED)(PUBLISHED.books, known)))
        fallen = {event_id(jws) for jws in whole["events"] if EventReader().read(jws)[1].kid == kid}
        assert fallen and {one.event for one in found.refused} == fallen
        assert {one.code for one in found.refused} == {code}


@pytest.mark.parametrize(
    ("code", "changed"), [("other-client", {"client": "hearthline"}), ("other-rotation", {"rot": "ab" * 16})]
)
def test_no_event_counts_in_a_record_of_another(code: str, changed: dict[str, str]) -> None:
    for seed in range(TIMES):
        found = trusted({**record(seed), **changed})
        assert found.events == () and {one.code for one in found.refused} == {code}


def test_nobody_graduates_where_an_event_was_left_out() -> None:
    tried = 0
    for seed in range(4 * TIMES):
        whole = record(seed)
        said = VERIFIER.verify(whole, NOW).fold
        if said["graduation"]["event"]:
            events = {event_id(jws): EventReader().read(jws)[0] for jws in whole["events"]}
            for name in Random(seed).sample(events[said["graduation"]["event"]]["body"]["events"], 5):
                left = [jws for jws in whole["events"] if event_id(jws) != name]
                after = VERIFIER.verify({**whole, "events": left}, NOW).fold
                assert not after["graduation"] or after["graduation"]["event"] is None, (seed, name)
                tried += 1
    assert tried > 0


class SecondKey(SignedHistory):
    """A history in which the mentor's key belongs to the trainee, and says so."""

    def sealed(self, who: str, payload: dict[str, Any]) -> tuple[str, str]:
        return super().sealed(who, payload | {"by": TRAINEE} if who == "mentor" else payload)


def test_a_second_key_does_not_let_a_trainee_sign() -> None:
    verifier = Verifier(really_published(mentor={"person": TRAINEE}))
    for seed in range(5 * TIMES):
        history = SecondKey()
        Genuine(seed, history).play()
        said = verifier.verify(history.record(), NOW)
        refused = {one["event"] for one in said.fold["refused"]}
        own = {one["event"] for one in said.events if one["kid"] == kid_of("mentor")}
        assert own and own <= refused, seed
        assert {one["code"] for one in said.fold["refused"] if one["event"] in own} <= {"own-work", "not-open"}


def test_damaged_files_are_refused_or_say_less_and_never_more() -> None:
    outcomes: Counter[str] = Counter()
    for seed in range(500 * TIMES):
        content = mutated(seed)
        try:
            whole = parse(content, "riverbend")
        except RecordRefused as error:
            assert "{" not in str(error.fault)
            outcomes["refused"] += 1
            continue
        found = VERIFIER.verify(whole, NOW)
        assert {one["event"] for one in found.events} <= ids(record(seed % 40)), seed
        assert all(refusal_sentence(one["code"]) for one in found.refusals)
        outcomes["less" if found.refused else "whole"] += 1
    assert outcomes["refused"] > 100 and outcomes["less"] > 50


def test_genuine_records_are_accepted_whole() -> None:
    for seed in range(100 * TIMES):
        whole = record(seed)
        found = VERIFIER.verify(whole, NOW)
        assert found.refusals == [] and len(found.events) == len(whole["events"]), seed


def test_the_order_of_events_in_a_file_says_nothing() -> None:
    history = SignedHistory()
    while len(history.events) < 175:
        if not history.events:
            history.open()
            history.wait(weeks=3)
        history.add(Random(len(history.events)).choice(("mentor", "other-mentor")), "period", period(history))
    Genuine(3, history).play()
    whole = history.record()
    assert len(whole["events"]) >= 200
    first = canonical(VERIFIER.verify(whole, NOW).fold)
    for seed in range(10 * TIMES):
        Random(seed).shuffle(whole["events"])
        assert canonical(VERIFIER.verify(json.loads(json.dumps(whole)), NOW).fold) == first
