"""The roster's facts about one person."""

from collections.abc import Iterable

from immerse.records.days import days_between
from immerse.records.whereabouts import asked_at, first_monday
from immerse.roster.gate_steps import steps_of
from immerse.roster.labels import STATE_HEADS, RosterFacts
from immerse.roster.rotations import Read
from immerse.roster.waiting import waits_of


def person_facts(read: Read) -> RosterFacts:
    """The progress of one person."""
    opened, where = read.opened or {}, read.where or {}
    following = where.get("next")
    return {
        "rot": read.rot,
        "person": read.person or None,
        "mentor": opened.get("mentor"),
        "status": read.fold["status"],
        "release": read.rotation.ver or None,
        "start": read.start,
        "end": opened.get("end"),
        "path": read.state["path"] or None,
        "track": read.state["track"] or None,
        "week": where.get("week"),
        "weeks": read.book["weeks"],
        "phase": where.get("phase"),
        "next": following,
        "plan": plan_of(read),
        "late": _late(read),
        "items": counts(read.item_state(item["id"]) for item in read.book["items"]),
        "modules": _modules(read),
        "gates": _gates(read),
        "states": {item["id"]: read.item_state(item["id"]) for item in read.book["items"]},
        "waits": waits_of(read),
        "warnings": read.fold["warnings"],
        "refused": read.refusals,
    }


def counts(states: Iterable[str]) -> dict[str, int]:
    """How many items are in each state, and all of them as `asked`."""
    counts_by_state = dict.fromkeys(("asked", *STATE_HEADS), 0)
    for state in states:
        counts_by_state["asked"] += 1
        counts_by_state[state] += 1
    return counts_by_state


def plan_of(read: Read) -> RosterFacts | None:
    """Counts of steps: all, due by now, due and met, and met; None before the start, and on a path without gates."""
    steps = steps_of(read.book)
    if read.start is None or not steps:
        return None
    day = days_between(first_monday(read.start), read.day)
    due = {step for step, at in steps.items() if at <= day}
    return {"steps": len(steps), "due": len(due), "due_met": len(due & read.met), "met": len(read.met)}


def _late(read: Read) -> list[RosterFacts]:
    """Gates of the rotation whose planned day has passed, and which are not."""
    if read.start is None or read.fold["status"] not in ("none", "open", "endorsed"):
        return []
    late: list[RosterFacts] = []
    for gate in read.where["gates"] if read.where else ():
        signed = read.fold["gates"].get(gate["id"])
        if signed and gate["day"] and gate["day"] < read.day and signed["state"] != "passed":
            late.append({"gate": gate["id"], "day": gate["day"], "days": days_between(gate["day"], read.day)})
    return late


def _modules(read: Read) -> list[RosterFacts]:
    """By module and part of the graduation checklist, in the order of the book."""
    by_module: dict[str, list[str]] = {}
    for item in read.book["items"]:
        by_module.setdefault(item["module"], []).append(read.item_state(item["id"]))
    pieces = {module["id"]: module["pieces"] for module in read.book["modules"]}
    seen = read.fold["modules"]
    return [
        {
            "module": name,
            **counts(states),
            "pieces": seen[name]["pieces"] if name in seen else 0,
            "pieces_asked": pieces.get(name, 0),
        }
        for name, states in by_module.items()
    ]


def _gates(read: Read) -> list[RosterFacts]:
    """The gates of a trainee, with days, state and items; gates after the rotation only once they have graduated."""
    days = {gate["id"]: gate for gate in read.where["gates"]} if read.where else {}
    gates: list[RosterFacts] = []
    for gate in read.book["gates"]:
        if not gate["after"] or (gate["day"] is None and not read.rotation.graduated):
            continue
        name = gate["id"]
        signed = read.fold["gates"].get(name, {"state": "open", "earliest": None, "decided": []})
        day = days.get(name, {"day": None, "moved": False})
        states = (
            "met" if (name, item) in read.met and read.item_state(item) != "waived" else read.item_state(item)
            for item in asked_at(read.book, name)
        )
        dates = {"day": day["day"], "moved": day["moved"], "earliest": signed["earliest"], "state": signed["state"]}
        gates.append({"gate": name, **dates, "decided": signed["decided"], **counts(states)})
    return gates
