"""What somebody may try on a record, and why it does not help: `tests/cases/signing/trusting.json`, for the pages too.

`python tests/support/signing_attacks.py` writes the file anew; the keys and signatures are the same each time.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from immerse.records.canonical import canonical
from immerse.signing.verification import Verified, Verifier
from made_histories import CLIENT, History, first_gate, text, whole
from made_signoff import PEOPLE, TRAINEE
from signed_histories import SignedHistory, kid_of, payload_of, point_of, really_published, signed
from signing_cases import twin
from signing_steps import NOW, attest, drop, fork, graduate, less, not_yet, opened, ready, seen, share, then

FILE = Path(__file__).parents[1] / "cases" / "signing" / "trusting.json"
Change = Callable[[list[str]], list[str]]
"""What the attacker does to the events of a record."""


@dataclass
class Attack:
    """A history, what somebody changes in the record, and what is expected by hand."""

    name: str
    build: Callable[[History], object]
    change: Change = list
    refused: list[str] = field(default_factory=list)
    """Codes of events that do not count at all."""
    forbidden: list[str] = field(default_factory=list)
    """Codes of events that a rule refuses."""
    status: str = "open"
    warned: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    """Codes of gaps of the graduation, or as ITEM:code of an item, that have to be there."""
    signers: dict[str, dict[str, Any]] = field(default_factory=dict)
    now: str = NOW


def _begun(history: History) -> None:
    """A rotation with one attestation, the last event."""
    opened(history)
    history.attest("mentor", "LIS-1", 2)


def _last(make: Callable[[dict[str, Any], str], str | list[str]]) -> Change:
    """Exchange the last event for what is made of its payload and itself."""

    def change(events: list[str]) -> list[str]:
        made = make(json.loads(payload_of(events[-1])), events[-1])
        return [*events[:-1], *([made] if isinstance(made, str) else made)]

    return change


def _resigned(who: str = "mentor", **members: Any) -> Change:
    """The last event with other members, truly signed by somebody."""
    return _last(lambda payload, _: signed({**payload, **members}, who))


def _body(**members: Any) -> Change:
    return _last(lambda payload, _: signed({**payload, "body": {**payload["body"], **members}}, "mentor"))


def _edited(payload: dict[str, Any], jws: str) -> str:
    """A level that is raised without signing again."""
    header, _, signature = jws.split(".")
    raised = signed({**payload, "body": {**payload["body"], "level": 4}}, "mentor").split(".")[1]
    return f"{header}.{raised}.{signature}"


def _header(**members: Any) -> Change:
    plain = {"alg": "ES256", "kid": kid_of("mentor"), "typ": "immerse-event+jws"}
    return _last(lambda payload, _: signed(payload, "mentor", {**plain, **members}))


def _unsigned(payload: dict[str, Any], jws: str) -> str:
    header = signed(payload, "mentor", {"alg": "none", "kid": kid_of("mentor"), "typ": "immerse-event+jws"})
    return f"{header.rpartition('.')[0]}.{jws.rpartition('.')[2]}"


def _doubled(payload: dict[str, Any], _: str) -> str:
    return signed(canonical(payload).replace('"n":1', '"n":1,"n":1').encode(), "mentor")


def _jwk(name: str) -> dict[str, str]:
    x, y = point_of(name)
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


BEYOND = {"until": "2026-01-10"}

ATTACKS = [
    Attack("the happy path", whole, status="graduated", warned=["currency"]),
    Attack("the happy path in another order", whole, lambda events: events[::-1], status="graduated",
           warned=["currency"]),
    Attack("a payload that was edited", _begun, _last(_edited), ["bad-signature"]),
    Attack("an event with its twin", _begun, _last(lambda _, jws: [jws, twin(jws)]), gaps=["LIS-1:pieces"]),
    Attack("the twin alone", _begun, _last(lambda _, jws: twin(jws)), gaps=["LIS-1:pieces"]),
    Attack("an event many times", _begun, _last(lambda _, jws: [jws] * 5)),
    Attack("the same mentor twice", then(opened, attest("mentor", "TRI-5", 4), attest("mentor", "TRI-5", 4)),
           gaps=["TRI-5:signature"]),
    Attack("the trainee attests with a mentor's role", _begun,
           _last(lambda payload, _: signed({**payload, "by": TRAINEE}, "trainee")), [], ["own-work"],
           signers={"trainee": {"roles": ["mentor"]}}),
    Attack("the trainee attests by a second key", _begun, _resigned(by=TRAINEE), [], ["own-work"],
           signers={"mentor": {"person": TRAINEE}}),
    Attack("a key that nobody knows", _begun, _resigned("stranger"), ["unknown-key"]),
    Attack("a stranger under the name of a known key", _begun,
           _last(lambda payload, _: signed(payload, "stranger", {"alg": "ES256", "kid": kid_of("mentor"),
                                                                   "typ": "immerse-event+jws"})), ["bad-signature"]),
    Attack("the key of another person", _begun, _resigned("other-mentor"), ["other-person"]),
    Attack("played again from another rotation", _begun, _resigned(rot="ab" * 16), ["other-rotation"]),
    Attack("played again from another client", _begun, _resigned(client="hearthline"), ["other-client"]),
    Attack("an item whose text was changed", _begun, _body(digest="d2:sha256:" + "0" * 64), ["other-item"]),
    Attack("an item of which a later text exists", _begun, _body(rev=2), ["other-item"]),
    Attack("an item that the release does not have", _begun, _body(item="LIS-9"), ["unknown-item"]),
    Attack("a release that nobody published", _begun, _resigned(ver="9.9.9"), ["unknown-release"]),
    Attack("a book that was not published", _begun, _resigned(book="d2:sha256:" + "0" * 64), ["other-book"]),
    Attack("the book of one release under the number of another", _begun, _resigned(ver="1.1.0"), ["other-book"]),
    Attack("a refusal is withheld",
           then(ready, not_yet("GC-07", 0), attest("mentor", "GC-07", 0), drop(-2), graduate()),
           forbidden=["not-ready"], status="endorsed", warned=["missing"], gaps=["withheld"]),
    Attack("attested after the graduation", then(whole, attest("mentor", "LIS-1", 4)), forbidden=["after-graduation"],
           status="graduated", warned=["currency"]),
    Attack("not yet after the graduation", then(whole, not_yet("LIS-1", 0)), forbidden=["after-graduation"],
           status="graduated", warned=["currency"]),
    Attack("an earlier event that the graduation does not list",
           then(ready, seen("other-mentor"), lambda h: h.endorse(**less(h)), lambda h: h.graduate(**less(h))),
           status="graduated", warned=["unlisted", "currency"]),
    Attack("an event that the graduation lists is left out", then(ready, seen("other-mentor"), graduate(), drop(-3)),
           forbidden=["missing-event", "missing-event"], gaps=["endorsement"]),
    Attack("a mentor signs the graduation", then(ready, lambda h: h.endorse(),
                                                 lambda h: h.graduate("other-mentor", role="director")),
           refused=["wrong-role"], status="endorsed"),
    Attack("a mentor signs the graduation as a mentor",
           then(ready, lambda h: h.endorse(), lambda h: h.graduate("other-mentor")), forbidden=["wrong-duty"],
           status="endorsed"),
    Attack("the own mentor signs the graduation as a director",
           then(ready, lambda h: h.endorse(), lambda h: h.graduate("mentor", role="director")),
           forbidden=["signatory-mentor"], status="endorsed",
           signers={"mentor": {"roles": ["mentor", "director"]}}),
    Attack("the director attested more than a quarter of the evidence", share(5), forbidden=["signatory-share"],
           status="endorsed", signers={"director": {"roles": ["director", "panel", "security"]}}),
    Attack("signed in the reader's future", _begun, now="2026-01-20T00:00:00.000Z", warned=["future"]),
    Attack("a reader's clock that is wrong by years", _begun, now="1990-01-01T00:00:00.000Z",
           warned=["future", "future"]),
    Attack("signed on the key's last day", _begun, signers={"mentor": {"until": "2026-01-26"}}),
    Attack("signed by a key that has expired", _begun, refused=["key-expired"], signers={"mentor": BEYOND}),
    Attack("signed before the key was anybody's", _begun, refused=["key-too-early"],
           signers={"mentor": {"from": "2026-02-01"}}),
    Attack("signed by a key that was lost before", _begun, refused=["key-revoked"],
           signers={"mentor": {"status": "revoked", "revoked": "2026-01-26", "reason": "lost"}}),
    Attack("signed before the key was lost", _begun,
           signers={"mentor": {"status": "revoked", "revoked": "2026-01-27", "reason": "lost"}}),
    Attack("signed by a key that was compromised afterwards", _begun, refused=["key-revoked"],
           signers={"mentor": {"status": "revoked", "revoked": "2026-06-01", "reason": "compromised"}}),
    Attack("signed by a key that a newer one follows", _begun, signers={"mentor": {"status": "superseded"}}),
    Attack("a role that the signer does not have", _begun, _body(role="director"), ["wrong-role"]),
    Attack("a module that the key does not sign", _begun, refused=["wrong-scope"],
           signers={"mentor": {"modules": ["TRI"]}}),
    Attack("a module that the key signs", _begun, signers={"mentor": {"modules": ["LIS"]}}),
    Attack("no algorithm", _begun, _last(_unsigned), ["event-header"]),
    Attack("a key in the header", _begun, _header(jwk=_jwk("stranger")), ["event-header"]),
    Attack("a member twice", _begun, _last(_doubled), ["event-payload"]),
    Attack("a member that no event has", _begun, _resigned(admin=True), ["event-wrong"]),
    Attack("a member that no attestation has", _begun, _body(note="x"), ["event-wrong"]),
    Attack("a type that nobody knows", _begun, _resigned(type="promote"), ["event-unknown-type"]),
    Attack("a type that every object has", _begun, _resigned(type="constructor"), ["event-unknown-type"]),
    Attack("words in place of a level", _begun, _body(level="4"), ["event-wrong"]),
    Attack("true in place of one", _begun, _resigned(v=True), ["event-wrong"]),
    Attack("one number twice", fork(accepted=False), forbidden=["not-ready"], status="endorsed", warned=["fork"],
           gaps=["fork"]),
    Attack("the first event of a key names one before", then(opened, attest("mentor", "LIS-1", 2,
                                                                             payload={"prev": text("none")})),
           warned=["broken"]),
    Attack("everything of the gate from another client", first_gate,
           lambda events: [signed({**json.loads(payload_of(one)), "client": "hearthline"}, _signer(one))
                           for one in events],
           refused=["other-client"] * 5, status="none"),
]  # fmt: skip
"""The attacks that the scheme names, and some more of each sort."""


def _signer(jws: str) -> str:
    """Whose key signed an event."""
    by = json.loads(payload_of(jws))["by"]
    return next(name for name, (person, _, _) in PEOPLE.items() if person == by)


def record_of(attack: Attack) -> dict[str, Any]:
    """The record after the attack."""
    history = SignedHistory()
    attack.build(history)
    record = history.record()
    return {**record, "events": attack.change(record["events"])}


def verified(attack: Attack) -> Verified:
    """What the record says."""
    return Verifier(really_published(**attack.signers)).verify(record_of(attack), attack.now)


def as_file() -> str:
    """The cases with what of them counts and what it says, one a line; an event stands once for all cases."""
    pool: dict[str, int] = {}
    lines: list[str] = []
    for attack in ATTACKS:
        found = verified(attack)
        shown = {
            "case": attack.name,
            "client": CLIENT,
            "events": [pool.setdefault(jws, len(pool)) for jws in record_of(attack)["events"]],
            "signers": {kid_of(name.replace("_", "-")): members for name, members in attack.signers.items()},
            "now": attack.now,
            "trusted": [event["event"] for event in found.events],
            "refused": [asdict(one) for one in found.refused],
            "fold": found.fold,
        }
        lines.append(canonical(shown))
    published = really_published()
    head = {"books": published.books, "signers": published.signers, "maps": published.maps}
    members = [f"{json.dumps(name)}: {canonical(value)}" for name, value in head.items()]
    events = ",\n".join(json.dumps(jws) for jws in pool)
    cases = ",\n".join(lines)
    return "{\n" + ",\n".join(members) + f',\n"events": [\n{events}\n],\n"cases": [\n{cases}\n]\n}}\n'


if __name__ == "__main__":
    FILE.write_text(as_file(), "utf-8")
