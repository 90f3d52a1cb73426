"""Histories that break one sign-off rule alone, and histories that just keep it."""

from made_histories import text
from made_signoff import TRAINEE
from signing_steps import (
    Case,
    attest,
    critical_pieces,
    evidence,
    first_gate,
    lines,
    not_yet,
    one_record,
    opened,
    own_lead,
    share,
    shared,
    then,
    waive,
    withdraw,
)

RULES = [
    Case("SR-1 broken: the trainee attests", then(opened, attest("trainee", "LIS-1", 2, role="mentor")), ["own-work"]),
    Case(
        "SR-1 broken: by a second key",
        then(opened, attest("mentor", "LIS-1", 2, payload={"by": TRAINEE})),
        ["own-work"],
        signers={"mentor": {"person": TRAINEE}},
    ),
    Case("SR-1 kept", then(opened, attest("mentor", "LIS-1", 2)), gaps=["-LIS-1:attesters"]),
    Case(
        "SR-2 broken: one person in two roles",
        then(
            opened,
            attest("mentor", "TRI-5", 4),
            attest("client-lead", "TRI-5", 4, role="mentor"),
            attest("client-lead", "TRI-5", 4, role="lead"),
            withdraw("mentor", 1),
        ),
        gaps=["TRI-5:attesters"],
    ),
    Case(
        "SR-2 broken: nobody of the client",
        then(opened, attest("agency-mentor", "TRI-5", 4), attest("lead", "TRI-5", 4)),
        gaps=["TRI-5:client-attester"],
    ),
    Case(
        "SR-2 broken: nobody of compliance",
        then(opened, attest("mentor", "TRI-5", 4), attest("lead", "TRI-5", 4)),
        gaps=["TRI-5:regulated-attester"],
    ),
    Case(
        "SR-2 kept: nobody of compliance where nothing is regulated",
        then(opened, attest("mentor", "TRI-5", 4), attest("lead", "TRI-5", 4)),
        gaps=["-TRI-5:regulated-attester"],
        books={"regulated": False},
    ),
    Case(
        "SR-2 kept",
        then(opened, attest("mentor", "TRI-5", 4), attest("compliance", "TRI-5", 4)),
        gaps=["-TRI-5:attesters", "-TRI-5:client-attester", "-TRI-5:regulated-attester"],
    ),
    Case(
        "SR-3 broken: the mentor signs",
        own_lead,
        ["signatory-mentor"],
        "endorsed",
        signers={"mentor": {"roles": ["mentor", "director"]}},
    ),
    Case(
        "SR-3 broken: more than a quarter",
        share(5),
        ["signatory-share"],
        "endorsed",
        signers={"director": {"roles": ["director", "panel", "security"]}},
    ),
    Case(
        "SR-3 kept: a quarter",
        share(4),
        status="graduated",
        signers={"director": {"roles": ["director", "panel", "security"]}},
    ),
    Case("SR-4 broken: level 5 by the agency", then(opened, attest("agency-mentor", "LIS-1", 5)), ["agency-level"]),
    Case(
        "SR-4 broken: after the agency's last day",
        then(opened, attest("agency-mentor", "LIS-1", 2)),
        ["agency-gone"],
        books={"agency_until": "2026-01-20"},
    ),
    Case(
        "SR-4 broken: a gate that the agency does not decide",
        then(first_gate, lambda h: h.decide("lead", "G1")),
        ["agency-gate"],
    ),
    Case(
        "SR-4 broken: the only attester", then(opened, attest("agency-mentor", "REL-6", 4)), gaps=["REL-6:agency-only"]
    ),
    Case(
        "SR-4 kept",
        then(opened, attest("agency-mentor", "REL-6", 4), attest("mentor", "REL-6", 4)),
        gaps=["-REL-6:agency-only"],
    ),
    Case(
        "SR-4 kept: the gate where nothing is regulated",
        then(first_gate, lambda h: h.decide("lead", "G1")),
        books={"regulated": False},
    ),
    Case(
        "SR-5 broken",
        then(opened, attest("manager", "LIS-1", 2, role="mentor")),
        ["part-only"],
        signers={"manager": {"roles": ["receiving-manager", "mentor"]}},
    ),
    Case("SR-5 kept", then(opened, attest("manager", "GC-21", 0)), gaps=["-GC-21:signature"]),
    Case(
        "SR-6 broken",
        then(opened, attest("mentor", "CRI-1", 4, role="evaluator")),
        ["not-mentor"],
        signers={"mentor": {"roles": ["mentor", "evaluator"]}},
    ),
    Case("SR-6 kept", then(opened, attest("other-mentor", "CRI-1", 4, role="evaluator")), gaps=["-CRI-1:signature"]),
    Case("SR-7 broken: pieces", then(opened, evidence("LIS-1", "work", "shift")), gaps=["LIS-1:pieces"]),
    Case("SR-7 broken: kinds", then(opened, evidence("LIS-1", "shift", "shift", "shift")), gaps=["LIS-1:types"]),
    Case("SR-7 broken: observed", then(opened, evidence("LIS-1", "work", "work", "log")), gaps=["LIS-1:observed"]),
    Case(
        "SR-7 broken: recent",
        then(opened, evidence("LIS-1", "work", "shift", "work", day="2025-11-26")),
        gaps=["LIS-1:recent"],
    ),
    Case(
        "SR-7 broken: shifts of a critical one",
        then(opened, critical_pieces(same_shift=True)),
        gaps=["TRI-5:shifts"],
        now="2026-02-01T00:00:00.000Z",
    ),
    Case(
        "SR-7 broken: a piece of three",
        then(opened, shared("LIS-1", "REL-6", "TRI-5")),
        gaps=["TRI-5:pieces", "-REL-6:pieces"],
        now="2026-02-01T00:00:00.000Z",
    ),
    Case(
        "SR-7 kept",
        then(opened, evidence("LIS-1", "work", "shift", "work", day="2025-11-27")),
        gaps=["-LIS-1:pieces", "-LIS-1:types", "-LIS-1:observed", "-LIS-1:recent"],
    ),
    Case(
        "SR-7 kept: shifts of a critical one",
        then(opened, critical_pieces(same_shift=False)),
        gaps=["-TRI-5:shifts"],
        now="2026-02-01T00:00:00.000Z",
    ),
    Case(
        "SR-8 broken",
        then(opened, evidence("LIS-1", "drill", "drill", "drill", "shift", "work", "work", "work")),
        gaps=["LIS:simulated"],
    ),
    Case(
        "SR-8 kept", then(opened, evidence("LIS-1", "drill", "drill", "shift", "work", "work")), gaps=["-LIS:simulated"]
    ),
    Case(
        "SR-8 kept where all may be from exercises",
        then(opened, evidence("CRI-1", "drill", "drill", "drill")),
        gaps=["-CRI:simulated"],
    ),
    Case(
        "SR-9 broken: before the floor",
        then(
            lambda h: h.open(),
            attest("mentor", "LIS-1", 2),
            attest("mentor", "TRI-5", 2),
            attest("compliance", "TRI-5", 2),
            lambda h: h.wait(days=20),
            lambda h: h.decide("mentor", "G1"),
        ),
        ["floor"],
    ),
    Case(
        "SR-9 kept: on the day of the floor",
        then(
            lambda h: h.open(),
            attest("mentor", "LIS-1", 2),
            attest("mentor", "TRI-5", 2),
            attest("compliance", "TRI-5", 2),
            lambda h: h.wait(days=21),
            lambda h: h.decide("mentor", "G1"),
        ),
    ),
    Case("SR-10 broken: six records in ten minutes", then(opened, lines(6)), warned=["bulk"]),
    Case("SR-10 kept: five records in ten minutes", then(opened, lines(5))),
    Case("SR-10 kept: nine lines of one record", then(opened, one_record(9))),
    Case(
        "SR-10 broken: one sentence for two items",
        then(
            opened, attest("mentor", "LIS-1", 2, sentence=text("a")), attest("mentor", "REL-6", 4, sentence=text("b"))
        ),
        warned=["sentence"],
        texts={
            text("a"): {"salt": "0" * 32, "text": "Did it well."},
            text("b"): {"salt": "1" * 32, "text": "Did  it well."},
        },
    ),
    Case(
        "SR-10 kept: a sentence of which the text was erased",
        then(
            opened, attest("mentor", "LIS-1", 2, sentence=text("a")), attest("mentor", "REL-6", 4, sentence=text("b"))
        ),
        texts={text("a"): {"salt": "0" * 32, "text": "Did it well."}},
    ),
    Case(
        "SR-11 broken: a second item",
        then(opened, waive("director", "GC-07"), waive("hr", "GC-07"), waive("director", "GC-14")),
        ["waiver-limit"],
    ),
    Case("SR-11 broken: a critical one", then(opened, waive("director", "TRI-5")), ["waiver-critical"]),
    Case("SR-11 broken: the graduation gate", then(opened, waive("director", "GC-21")), ["waiver-gate"]),
    Case("SR-11 broken: security", then(opened, waive("director", "GC-25")), ["waiver-role"]),
    Case("SR-11 broken: by a mentor", then(opened, waive("mentor", "GC-07")), ["wrong-duty"]),
    Case(
        "SR-11 broken: one person approves twice",
        then(
            opened,
            waive("director", "GC-07"),
            lambda h: h.add(
                "director", "waive", {"item": "GC-07", "reason": text("why"), "until": "2027-01-01", "role": "hr"}
            ),
        ),
        ["same-approver"],
        signers={"director": {"roles": ["director", "hr"]}},
    ),
    Case(
        "SR-11 broken: it has ended",
        then(opened, waive("director", "GC-07", "2026-07-31"), waive("hr", "GC-07")),
        gaps=["GC-07:signature"],
    ),
    Case("SR-11 kept", then(opened, waive("director", "GC-07"), waive("hr", "GC-07"))),
    Case(
        "SR-12 broken: an error that others found",
        then(opened, attest("mentor", "LIS-1", 4), not_yet("LIS-1", 4, "found")),
        gaps=["LIS-1:signature"],
    ),
    Case(
        "SR-12 kept: an error that the person reported",
        then(opened, attest("mentor", "LIS-1", 4), not_yet("LIS-1", 4, "reported")),
        gaps=["-LIS-1:signature"],
    ),
    Case(
        "SR-12 kept: attested again",
        then(opened, attest("mentor", "LIS-1", 4), not_yet("LIS-1", 4, "found"), attest("mentor", "LIS-1", 4)),
        gaps=["-LIS-1:signature"],
    ),
    Case(
        "SR-13 broken: somebody else takes it back",
        then(opened, attest("mentor", "LIS-1", 2), withdraw("other-mentor", 1)),
        ["not-yours"],
    ),
    Case(
        "SR-13 kept: the same person",
        then(opened, attest("mentor", "LIS-1", 2), withdraw("mentor", 1)),
        gaps=["LIS-1:signature"],
    ),
    Case(
        "SR-13 kept: the director",
        then(opened, attest("mentor", "LIS-1", 2), withdraw("director", 1)),
        gaps=["LIS-1:signature"],
    ),
    Case(
        "SR-14 broken: a stand-in in a large team",
        then(opened, attest("mentor", "TRI-5", 4), attest("hr", "TRI-5", 4)),
        gaps=["TRI-5:signature"],
    ),
    Case(
        "SR-14 kept: a stand-in in a small team",
        then(lambda h: h.open("hr"), attest("mentor", "TRI-5", 4), attest("hr", "TRI-5", 4)),
        gaps=["-TRI-5:signature"],
        only=("mentor", "hr", "director", "trainee"),
    ),
    Case(
        "SR-15 broken",
        then(opened, attest("mentor", "LIS-1", 4)),
        gaps=["LIS-1:second-look"],
        signers={"mentor": {"calibration": {"2026-01": 79}}},
    ),
    Case(
        "SR-15 kept",
        then(opened, attest("mentor", "LIS-1", 4)),
        gaps=["-LIS-1:second-look"],
        signers={"mentor": {"calibration": {"2026-01": 80}}},
    ),
    Case(
        "SR-15 kept: a second look",
        then(opened, attest("mentor", "LIS-1", 4), attest("other-mentor", "LIS-1", 4)),
        gaps=["-LIS-1:second-look"],
        signers={"mentor": {"calibration": {"2026-01": 79}}},
    ),
]
