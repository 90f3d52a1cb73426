"""The states of the items, gates and modules of a rotation on a day."""

from collections.abc import Mapping, Sequence
from typing import Any

from immerse.records.judge import GapJson
from immerse.records.whereabouts import earliest_day
from immerse.signing.awards import evidence_gaps, signature_gaps
from immerse.signing.book_index import ItemJson
from immerse.signing.computing import computed_gaps
from immerse.signing.events import by_moment
from immerse.signing.findings import cached
from immerse.signing.rotation_state import RotationState


def item_state(rotation: RotationState, item: ItemJson, day: str) -> dict[str, Any]:
    """The state of an item: open, partial, met, not-yet or waived; its level, what is missing, and its awards."""
    if item["computed"]:
        gaps = _computed(rotation, item)
        return {"state": "open" if gaps else "met", "level": 0, "gaps": gaps, "awards": []}
    level, gaps, awards = _signed(rotation, item)
    return {"state": _state(rotation, item, day, gaps, bool(awards)), "level": level, "gaps": gaps, "awards": awards}


def is_done(rotation: RotationState, item: ItemJson, day: str) -> bool:
    """Whether an item is met or waived on a day."""
    gaps = _computed(rotation, item) if item["computed"] else _signed(rotation, item)[1]
    return not gaps or (not item["computed"] and is_waived(rotation, item["id"], day))


def _computed(rotation: RotationState, item: ItemJson) -> list[GapJson]:
    return cached(
        rotation.findings.together, item["id"], lambda: computed_gaps(rotation, item, levels_reached(rotation))
    )


def _signed(rotation: RotationState, item: ItemJson) -> tuple[int, list[GapJson], list[str]]:
    """The level of an item by its awards, what is missing for its last level, and their events."""
    return cached(rotation.findings.of, item["id"], lambda: _judged(rotation, item))


def _judged(rotation: RotationState, item: ItemJson) -> tuple[int, list[GapJson], list[str]]:
    awards = rotation.awards.get(item["id"], [])
    last, *lower = rotation.read_book.levels[item["id"]][::-1] or [0]
    gaps = signature_gaps(item, last, awards, rotation.rules, rotation.team)
    below = (level for level in lower if not signature_gaps(item, level, awards, rotation.rules, rotation.team))
    level = next(below, 0) if gaps else last
    last_seen = max((award["day"] for award in awards), default="")
    pieces = pieces_of(rotation, item["id"]) if item["evidence"]["pieces"] else []
    missing = evidence_gaps(item, pieces, rotation.kinds, rotation.rules, last_seen)
    return level, [*gaps, *missing], [award["event"] for award in awards]


def _state(rotation: RotationState, item: ItemJson, day: str, gaps: Sequence[GapJson], is_signed: bool) -> str:
    if not gaps:
        return "met"
    if is_waived(rotation, item["id"], day):
        return "waived"
    if item["id"] in rotation.not_yet:
        return "not-yet"
    return "partial" if is_signed else "open"


def levels_reached(rotation: RotationState) -> dict[str, int]:
    """Competency -> its level; 0 if it has none."""
    competencies = rotation.read_book.competencies
    return cached(
        rotation.findings.together, "levels", lambda: {item["id"]: _signed(rotation, item)[0] for item in competencies}
    )


def is_waived(rotation: RotationState, item: str, day: str) -> bool:
    """Whether everybody who has to approve has waived an item, and no waiver has ended."""
    rule = rotation.rules.rule("waivers")
    approvals = rotation.waivers.get(item, {})
    if rule is None:
        return False
    return all(role in approvals and day <= approvals[role]["body"]["until"] for role in rule["approvers"])


def waived(rotation: RotationState, day: str) -> list[str]:
    """Items that are waived on a day."""
    return [name for name in sorted(rotation.waivers) if is_waived(rotation, name, day)]


def pieces_of(rotation: RotationState, name: str) -> list[Mapping[str, Any]]:
    """Pieces of evidence that attesters of an item have seen, each once, for the items that named them first."""
    rule = rotation.rules.rule("evidence")
    most = rule["shared"] if rule else None
    pieces: dict[str, Mapping[str, Any]] = {}
    for award in rotation.awards.get(name, []):
        for piece in award["pieces"]:
            if most is None or name in rotation.findings.users.get(piece["piece"], ())[:most]:
                pieces.setdefault(piece["piece"], piece)
    return list(pieces.values())


def module_state(rotation: RotationState, module: Mapping[str, Any]) -> dict[str, Any]:
    """The evidence of a module that attesters have seen, and what is missing."""
    pieces: dict[str, Mapping[str, Any]] = {}
    for name in rotation.read_book.by_module.get(module["id"], ()):
        pieces |= {piece["piece"]: piece for award in rotation.awards.get(name, ()) for piece in award["pieces"]}
    simulated = sum(_is_simulated(rotation, piece) for piece in pieces.values())
    gaps = [{"code": "module-pieces", "n": module["pieces"] - len(pieces)}] if len(pieces) < module["pieces"] else []
    rule = rotation.rules.rule("simulated")
    if rule and module["id"] not in rule["free"] and 100 * simulated > rule["share"] * len(pieces):
        gaps.append({"code": "simulated", "n": simulated})
    return {"pieces": len(pieces), "simulated": simulated, "gaps": gaps}


def _is_simulated(rotation: RotationState, piece: Mapping[str, Any]) -> bool:
    kind = rotation.kinds.get(piece["kind"])
    return bool(piece["simulated"] or (kind and kind["simulated"]))


def gate_gaps(rotation: RotationState, gate: Mapping[str, Any], day: str) -> list[GapJson]:
    """The gaps of a gate on a day: its floor, items below their level, items that are not met."""
    earliest = _earliest(rotation, gate)
    gaps: list[GapJson] = [{"code": "floor", "day": earliest}] if earliest and day < earliest else []
    for item, wanted in rotation.read_book.asked_at[gate["id"]]:
        name = item["id"]
        if wanted is None:
            if not is_done(rotation, item, day):
                gaps.append({"code": "item", "item": name})
        elif _signed(rotation, item)[0] < wanted and not is_waived(rotation, name, day):
            gaps.append({"code": "level", "item": name, "level": wanted})
    return gaps


def _earliest(rotation: RotationState, gate: Mapping[str, Any]) -> str | None:
    if rotation.opened is None or rotation.rules.rule("floors") is None:
        return None
    return earliest_day(rotation.opened["body"]["start"], gate, rotation.book["phases"])


def gate_state(rotation: RotationState, gate: Mapping[str, Any], day: str) -> dict[str, Any]:
    """The state of a gate: open, ready, passed, or its last decision; with its gaps and decisions."""
    gaps = gate_gaps(rotation, gate, day)
    decided = rotation.decisions.get(gate["id"], {})
    state = "open" if gaps else "ready"
    if gate["id"] in rotation.passed:
        state = "passed"
    elif decided:
        last = max(decided.values(), key=by_moment)
        states = {"pass": state, "extend": "extended", "redirect": "redirected", "leave": "left"}
        state = states[last["body"]["decision"]]
    roles = sorted(decided)
    return {
        "state": state,
        "earliest": _earliest(rotation, gate),
        "gaps": gaps,
        "decided": [{"role": role, "by": decided[role]["by"], "event": decided[role]["event"]} for role in roles],
    }
