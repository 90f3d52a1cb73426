"""Histories of a rotation, with what they fold to: `tests/cases/signing/folding.json`, which the pages' tests read too.

`python tests/support/signing_histories.py` writes the file anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from immerse.records.canonical import canonical
from immerse.signing.events import by_moment
from immerse.signing.folding import Published, fold
from immerse.signing.moving import map_digest
from made_histories import History, competencies, first_gate, text, whole
from made_signoff import TRAINEE, book, item, key_of, signers
from signing_rule_histories import RULES
from signing_steps import (
    MAP,
    ONE_ITEM,
    Case,
    attest,
    drop,
    fork,
    graduate,
    less,
    migrate,
    not_yet,
    opened,
    paper,
    place,
    ready,
    seen,
    then,
    until_gates,
)

FILE = Path(__file__).parents[1] / "cases" / "signing" / "folding.json"


def later_book() -> dict[str, Any]:
    """The second release."""
    first = book()["items"]
    kept = [one for one in first if one["id"] not in ("REL-6", "GC-14")]
    return book("1.1.0", items=[*kept, item("REL-7", "REL", rows=[["mentor"], ["director"]], levels={"G4": 4})])


COURSES = [
    Case(
        "the endorser signs the graduation",
        then(ready, lambda h: h.endorse("director", role="lead"), lambda h: h.graduate()),
        ["endorsed-self"],
        "endorsed",
        signers={"director": {"roles": ["director", "panel", "lead"]}},
    ),
    Case(
        "graduated, and nobody signed that the placement began",
        whole,
        status="graduated",
        warned=["unplaced"],
        now="2026-08-02T00:00:00.000Z",
    ),
    Case(
        "placed, and not confirmed after thirteen weeks",
        then(whole, place),
        status="placed",
        warned=["overdue"],
        now="2026-11-01T00:00:00.000Z",
    ),
    Case(
        "placed and confirmed",
        then(whole, place, lambda h: h.decide("manager", "G6")),
        status="placed",
        now="2026-11-01T00:00:00.000Z",
    ),
    Case("placed for thirteen weeks", then(whole, place), status="placed", now="2026-10-31T00:00:00.000Z"),
    Case("a whole rotation", whole, status="graduated"),
    Case("nothing was signed", lambda history: None, status="none"),
    Case("an attestation before the rotation is open", attest("mentor", "LIS-1", 2), ["not-open"], status="none"),
    Case("opened anew before anything was attested", then(opened, opened)),
    Case("opened anew afterwards", then(first_gate, opened), ["already-open"]),
    Case("a rotation is opened by who may not", lambda history: history.open("mentor"), ["wrong-duty"], "none"),
    Case(
        "an attestation after the graduation",
        then(whole, attest("mentor", "LIS-1", 4)),
        ["after-graduation"],
        "graduated",
    ),
    Case("void", then(whole, lambda h: h.add("director", "void", {"reason": text("void")})), status="voided"),
    Case(
        "void by a mentor",
        then(whole, lambda h: h.add("mentor", "void", {"reason": text("void")})),
        ["wrong-duty"],
        "graduated",
    ),
    Case("reopened", then(whole, lambda h: h.add("director", "reopen", {"reason": text("again")})), status="endorsed"),
    Case(
        "a later decision at the gate after the rotation",
        then(whole, lambda h: h.decide("manager", "G6")),
        status="graduated",
    ),
    Case("graduated without a decision at a gate", then(until_gates, graduate()), ["not-ready"], "endorsed"),
    Case("graduated without an endorsement", then(ready, lambda h: h.graduate()), ["not-ready"]),
    Case(
        "attested after the endorsement",
        then(ready, lambda h: h.endorse(), attest("mentor", "GC-07", 0), lambda h: h.graduate()),
        ["not-ready"],
        "endorsed",
    ),
    Case(
        "a mentor signs the graduation",
        then(ready, lambda h: h.endorse(), lambda h: h.graduate("other-mentor")),
        ["wrong-duty"],
        "endorsed",
    ),
    Case(
        "a listed event is missing",
        then(ready, seen("other-mentor"), graduate(), drop(-3)),
        ["missing-event", "missing-event"],
    ),
    Case(
        "a list that is not its dossier",
        then(ready, lambda h: h.endorse(), lambda h: h.graduate(dossier=text("other"))),
        ["other-dossier"],
        "endorsed",
    ),
    Case(
        "an event that the graduation does not list",
        then(ready, seen("other-mentor"), lambda h: h.endorse(**less(h)), lambda h: h.graduate(**less(h))),
        status="graduated",
        warned=["unlisted"],
    ),
    Case("two events of one number", fork(accepted=False), ["not-ready"], "endorsed", warned=["fork"]),
    Case(
        "two events of one number that the signatory accepts", fork(accepted=True), status="graduated", warned=["fork"]
    ),
    Case(
        "withheld",
        then(ready, not_yet("GC-07", 0), attest("mentor", "GC-07", 0), drop(-2), graduate()),
        ["not-ready"],
        "endorsed",
        warned=["missing"],
    ),
    Case("a mandatory change after the graduation", whole, status="graduated", warned=["currency"], later=True),
    Case("entered from paper", then(opened, paper()), gaps=["-LIS-1:level"]),
    Case("entered from paper by who may not", then(opened, paper("mentor")), ["wrong-duty"]),
    Case("entered from paper that the trainee signed", then(opened, paper(signer=TRAINEE)), ["own-work"]),
    Case("entered from paper of somebody unknown", then(opened, paper(signer="p-ffff")), ["unknown-signer"]),
    Case(
        "moved to the next release",
        then(first_gate, competencies, migrate()),
        gaps=["-LIS-1:signature", "TRI-5:signature", "REL-7:signature", "CRI-1:signature"],
        later=True,
    ),
    Case("moved by a mentor", then(first_gate, migrate("mentor")), ["wrong-duty"], later=True),
    Case("moved by another map", then(first_gate, migrate(map=text("map"))), ["other-map"], later=True),
    Case("moved with other lists", then(first_gate, migrate(redo=[])), ["other-lists"], later=True),
    Case(
        "attested by the book before",
        then(first_gate, migrate(), attest("mentor", "LIS-1", 2, payload={"ver": "1.0.0"})),
        ["other-version"],
        later=True,
    ),
    Case(
        "extended twice, and once more",
        then(opened, *[lambda h: h.decide("mentor", "G1", "extend", weeks=4)] * 3),
        ["extended-twice"],
    ),
    Case(
        "extended by seven days too few",
        then(opened, lambda h: h.decide("mentor", "G1", "extend", weeks=1)),
        ["wrong-weeks"],
    ),
    Case("left", then(opened, lambda h: h.decide("mentor", "G1", "leave")), status="left"),
    Case(
        "a panel of nobody",
        then(opened, lambda h: h.decide("director", "G4", "extend", weeks=2, panel=[])),
        ["no-panel"],
    ),
    Case(
        "the own mentor on the panel",
        then(opened, lambda h: h.decide("director", "G4", "extend", weeks=2, panel=["p-0e01"])),
        ["not-mentor"],
    ),
    Case(
        "a decision that is not the signer's",
        then(opened, lambda h: h.decide("hr", "G1", "extend", weeks=2)),
        ["wrong-duty"],
    ),
    Case(
        "items and a gate that the entry path does not ask for",
        then(opened, attest("mentor", "REL-6", 1), paper(item="TRI-5"), lambda h: h.decide("mentor", "G1")),
        ["off-path", "off-path", "unknown-gate"],
        books=ONE_ITEM,
    ),
    Case(
        "a graduation to which the entry path does not lead",
        then(opened, attest("mentor", "LIS-1", 1), lambda h: h.graduate(), lambda h: h.endorse()),
        ["not-ready", "not-ready"],
        books=ONE_ITEM,
    ),
    Case("on another entry path", whole, status="graduated", books={"path_items": {"light": ["LIS-1"]}}),
    Case("a gate that is not ready", then(opened, lambda h: h.decide("mentor", "G1")), ["gate-not-ready"]),
    Case("a computed item is attested", then(opened, attest("mentor", "GC-01", 0)), ["computed"]),
    Case(
        "not yet without a next step", then(opened, attest("mentor", "LIS-1", 0, decision="not-yet")), ["no-next-step"]
    ),
    Case(
        "observed before the rotation began",
        then(opened, attest("mentor", "LIS-1", 2, day="2026-01-04")),
        ["wrong-days"],
    ),
    Case("observed in the future", then(opened, attest("mentor", "LIS-1", 2, day="2026-01-27")), ["wrong-days"]),
    Case("written down late", then(opened, attest("mentor", "LIS-1", 2, day="2026-01-11")), warned=["late"]),
    Case("written down in time", then(opened, attest("mentor", "LIS-1", 2, day="2026-01-12"))),
    Case("signed in the reader's future", opened, now="2026-01-05T07:50:00.000Z", warned=["future"]),
    Case("signed five minutes ahead", opened, now="2026-01-05T07:56:00.000Z"),
    Case("signed before the release is in force", opened, books={"effective": "2026-01-06"}, warned=["early"]),
    Case(
        "the evaluation record of somebody else",
        then(opened, attest("mentor", "LIS-1", 2, period=text("none"))),
        warned=["record"],
    ),
    Case(
        "a key that goes back in time",
        then(opened, attest("mentor", "LIS-1", 2), lambda h: h.wait(days=-2), attest("mentor", "REL-6", 4)),
        warned=["backwards"],
    ),
]


CASES = [*COURSES, *RULES]


def published(case: Case) -> Published:
    """What was published for a case."""
    everybody = signers(**case.signers)
    named = {key: one for key, one in everybody.items() if not case.only or key in {key_of(name) for name in case.only}}
    books = {one["ver"]: {**one["book"], **case.books} for one in _BOOKS}
    return Published(books, named, {map_digest(MAP): MAP} if case.later else {})


_BOOKS = [{"ver": "1.0.0", "book": book()}, {"ver": "1.1.0", "book": later_book()}]


def told(case: Case) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The events of a case in their order, and what they fold to."""
    history = History()
    case.build(history)
    events = sorted(history.events, key=by_moment)
    return events, fold(events, published(case), case.texts, case.now)


def as_file() -> str:
    """The cases with what they fold to, one a line; events that several have stand once."""
    pool: dict[str, Any] = {}
    lines: list[str] = []
    for case in CASES:
        events, said = told(case)
        pool |= {event["event"]: event for event in events}
        own = {
            "only": [key_of(name) for name in case.only],
            "book": case.books,
            "texts": case.texts,
            "now": case.now,
            "later": case.later,
        }
        changed = {key_of(name.replace("_", "-")): members for name, members in case.signers.items()}
        shown = {
            "case": case.name,
            "events": [event["event"] for event in events],
            "signers": changed,
            **own,
            "fold": said,
        }
        lines.append(canonical(shown))
    head = {"books": {one["ver"]: one["book"] for one in _BOOKS}, "signers": signers(), "maps": {map_digest(MAP): MAP}}
    members = [f"{json.dumps(name)}: {canonical(value)}" for name, value in head.items()]
    events_ = ",\n".join(f"{json.dumps(name)}: {canonical(pool[name])}" for name in sorted(pool))
    cases = ",\n".join(lines)
    return "{\n" + ",\n".join(members) + f',\n"events": {{\n{events_}\n}},\n"cases": [\n{cases}\n]\n}}\n'


if __name__ == "__main__":
    FILE.write_text(as_file(), "utf-8")
