"""A small book with sign-off rules, and who may sign by it."""

from __future__ import annotations

import hashlib
from typing import Any

CLIENT = "riverbend"
TRAINEE = "p-7a01"

PEOPLE: dict[str, tuple[str, str, list[str]]] = {
    "mentor": ("p-0e01", "client", ["mentor"]),
    "other-mentor": ("p-0e02", "client", ["mentor", "evaluator"]),
    "lead": ("p-0e03", "agency", ["lead"]),
    "client-lead": ("p-0e0b", "client", ["lead", "mentor"]),
    "director": ("p-0e04", "client", ["director", "panel"]),
    "client-pr": ("p-0e05", "client", ["client-pr"]),
    "compliance": ("p-0e06", "client", ["compliance"]),
    "hr": ("p-0e07", "client", ["hr"]),
    "security": ("p-0e08", "client", ["security"]),
    "manager": ("p-0e09", "client", ["receiving-manager"]),
    "agency-mentor": ("p-0e0a", "agency", ["mentor"]),
    "trainee": (TRAINEE, "client", ["trainee"]),
}
"""Name here -> person, employer, roles. There are no such people."""


def digest(name: str) -> str:
    """A digest of an item or a book, made up from its name."""
    return f"d2:sha256:{hashlib.sha256(name.encode()).hexdigest()}"


def key_of(name: str) -> str:
    """The name of somebody's key."""
    return f"key-{name}".ljust(43, "0")


def signers(**changed: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The register, with members of some signers changed."""
    found: dict[str, dict[str, Any]] = {}
    for name, (person, employer, roles) in PEOPLE.items():
        plain = {"person": person, "employer": employer, "roles": roles, "modules": [], "calibration": {}}
        dates = {"from": "2025-06-01", "until": "2027-12-31", "status": "active", "revoked": None, "reason": None}
        found[key_of(name)] = {"key": key_of(name), **plain, **dates, **changed.get(name.replace("-", "_"), {})}
    return found


def item(name: str, module: str, **members: Any) -> dict[str, Any]:
    """A competency with two levels: 2 at G1 and 4 at G4."""
    levels = members.pop("levels", {"G1": 2, "G4": 4})
    rows = members.pop("rows", [["mentor"]])
    evidence = {"pieces": 3, "kinds": [], "observed": 1}
    plain = {
        "id": name,
        "kind": "competency",
        "module": module,
        "levels": levels,
        "level": max(levels.values(), default=0),
        "gate": next(iter(levels), "G4"),
        "distinct_attesters": 1,
        "contexts": [],
        "critical": False,
        "computed": False,
        "compute": None,
        "rev": 1,
        "digest": digest(name),
        "evidence": evidence if levels else {"pieces": 0, "kinds": [], "observed": 0},
        "attested_by": {"all": [roles[0] for roles in rows if len(roles) == 1], "any": []},
    }
    steps = sorted(set(levels.values())) or [0]
    signed = [{"level": level, "gates": [], "one_of": roles} for level in steps for roles in rows]
    return {**plain, "signatures": signed, **members}


def _graduation(name: str, part: str, gate: str, rows: list[list[str]], **members: Any) -> dict[str, Any]:
    return item(name, part, levels={}, rows=rows, kind="graduation", gate=gate, **members)


def _computed(name: str, compute: dict[str, Any]) -> dict[str, Any]:
    told = _graduation(name, "A", "G4", [["lead"]], computed=True, compute=compute)
    return {**told, "signatures": []}


RULES: list[dict[str, Any]] = [
    {"id": "SR-1", "kind": "own-work"},
    {
        "id": "SR-2",
        "kind": "attesters",
        "count": 2,
        "client": 1,
        "among": "critical",
        "regulated": {"role": "compliance", "competencies": ["TRI-5"]},
    },
    {"id": "SR-3", "kind": "signatory", "share": 25, "not_mentor": True},
    {
        "id": "SR-4",
        "kind": "agency",
        "level": 4,
        "never_gates": ["G5", "G6"],
        "regulated_gates": ["G1"],
        "never_only": ["REL-6"],
    },
    {"id": "SR-5", "kind": "part-only", "role": "receiving-manager", "parts": ["D"]},
    {"id": "SR-6", "kind": "not-mentor", "role": "evaluator"},
    {
        "id": "SR-7",
        "kind": "evidence",
        "pieces": 3,
        "types": 2,
        "observed": 1,
        "recent": 1,
        "recent_days": 60,
        "critical": {"pieces": 3, "observed": 1, "shifts": 2},
        "shared": 2,
    },
    {"id": "SR-8", "kind": "simulated", "share": 40, "free": ["CRI"]},
    {"id": "SR-9", "kind": "floors"},
    {"id": "SR-10", "kind": "statement", "bulk": 5, "minutes": 10},
    {
        "id": "SR-11",
        "kind": "waivers",
        "limit": 1,
        "approvers": ["director", "hr"],
        "never_critical": True,
        "never_gates": ["G5"],
        "never_roles": ["security"],
    },
    {"id": "SR-12", "kind": "critical-error", "level": 2},
    {"id": "SR-13", "kind": "append-only"},
    {"id": "SR-14", "kind": "small-team", "below": 4, "stand_ins": ["client-pr", "hr"]},
    {"id": "SR-15", "kind": "calibration", "agreement": 80, "level": 4, "items": 5, "months": 1},
    {"id": "SR-16", "kind": "of-another-version"},
]
DUTIES = {
    "open": ["lead", "hr"],
    "endorse": ["lead"],
    "graduate": ["director"],
    "place": ["receiving-manager"],
    "migrate": ["lead", "director"],
    "transcribe": ["hr"],
    "void": ["director"],
}


def book(ver: str = "1.0.0", **changed: Any) -> dict[str, Any]:
    """A small book: four competencies, six graduation items, four gates."""
    items = [
        item("LIS-1", "LIS"),
        item("TRI-5", "TRI", critical=True, rows=[["mentor"], ["lead", "compliance"]]),
        item("REL-6", "REL", rows=[["mentor"]], levels={"G4": 4}),
        item("CRI-1", "CRI", rows=[["mentor", "evaluator"]], levels={"G4": 4}),
        _computed("GC-01", {"kind": "share", "among": "other", "level": 3, "share": 80, "share_level": 4}),
        _computed("GC-28", {"kind": "acknowledged"}),
        _graduation("GC-07", "B", "G4", [["mentor"]]),
        _graduation("GC-14", "B", "G4", [["mentor"]]),
        _graduation("GC-21", "D", "G5", [["receiving-manager"]]),
        _graduation("GC-25", "D", "G4", [["security"]]),
        _graduation("GC-30", "D", "G5", [["director"], ["client-pr"]]),
    ]
    gates = [
        {"id": "G0", "after": "", "day": -1, "decided_by": ["director"], "one_decides": False, "panel": []},
        {"id": "G1", "after": "observe", "day": 34, "decided_by": ["lead", "mentor"], "one_decides": True, "panel": []},
        {
            "id": "G4",
            "after": "lead",
            "day": 153,
            "decided_by": ["panel"],
            "one_decides": False,
            "panel": ["director", "lead"],
        },
        {
            "id": "G5",
            "after": "disperse",
            "day": 181,
            "decided_by": ["director", "client-pr"],
            "one_decides": False,
            "panel": [],
        },
        {
            "id": "G6",
            "after": "alumni",
            "day": None,
            "decided_by": ["receiving-manager"],
            "one_decides": False,
            "panel": [],
        },
    ]
    floors = (("observe", 1, 3), ("lead", 4, 14), ("disperse", 23, 3), ("alumni", None, 0))
    plain = {
        "client": CLIENT,
        "digest": digest(f"book {ver}"),
        "effective": "2026-01-01",
        "regulated": True,
        "agency_until": "2027-06-30",
        "attesting_roles": [role for _, _, roles in PEOPLE.values() for role in roles if role != "trainee"],
        "duties": DUTIES,
        "rules": RULES,
        "items": items,
        "gates": gates,
        "phases": [{"id": name, "first": first, "floor": floor} for name, first, floor in floors],
        "kinds": [
            {"id": "work", "observed": False, "simulated": False},
            {"id": "shift", "observed": True, "simulated": False},
            {"id": "drill", "observed": True, "simulated": True},
        ],
        "modules": [
            {"id": name, "pieces": pieces} for name, pieces in (("LIS", 3), ("TRI", 3), ("REL", 3), ("CRI", 3))
        ],
    }
    return {**plain, **changed}
