"""Gaps of graduation items that are computed from the record."""

from collections.abc import Callable, Mapping
from typing import Any

from immerse.model.book import NOBODY
from immerse.records.judge import GapJson
from immerse.signing.book_index import ItemJson
from immerse.signing.rotation_state import RotationState

Levels = Mapping[str, int]


def computed_gaps(rotation: RotationState, item: ItemJson, levels: Levels) -> list[GapJson]:
    """The gaps of a computed item; `levels` has the level of each competency.

    An item that cannot be computed from the record is confirmed by an attestation.
    """
    compute = item.get("compute") or {"kind": "confirmed"}
    judge = _KINDS.get(compute["kind"], _confirmed)
    return judge(rotation, item, compute, levels)


def _share(rotation: RotationState, item: ItemJson, compute: Mapping[str, Any], levels: Levels) -> list[GapJson]:
    """All competencies at a level, and a share of them at a higher one."""
    among = [name for name in levels if _is_among(rotation.items[name], compute["among"])]
    low = [name for name in among if levels[name] < compute["level"]]
    gaps: list[GapJson] = [{"code": "level", "item": name, "level": compute["level"]} for name in low]
    if compute["share"]:
        high = sum(levels[name] >= compute["share_level"] for name in among)
        least = -(-len(among) * compute["share"] // 100)
        if high < least:
            gaps.append({"code": "share", "n": least - high, "level": compute["share_level"]})
    return gaps


def _is_among(item: ItemJson, among: str) -> bool:
    return among == "every" or (among == "critical") == bool(item["critical"])


def _count(rotation: RotationState, item: ItemJson, compute: Mapping[str, Any], levels: Levels) -> list[GapJson]:
    """A number of competencies awarded at a level, whatever level they require."""
    awarded = {
        name
        for name, awards in rotation.awards.items()
        if name in levels and any(award["level"] >= compute["level"] for award in awards)
    }
    missing = compute["count"] - len(awarded)
    return [{"code": "count", "n": missing, "level": compute["level"]}] if missing > 0 else []


def _checks(rotation: RotationState, item: ItemJson, compute: Mapping[str, Any], levels: Levels) -> list[GapJson]:
    """A passed knowledge check of each module, seen by an attester."""
    kind, seen = compute["evidence"], set[str]()
    for name in levels:
        awards = rotation.awards.get(name, ())
        if any(piece["kind"] == kind for award in awards for piece in award["pieces"]):
            seen.add(rotation.items[name]["module"])
    return [{"code": "check", "module": name} for name in compute["modules"] if name not in seen]


def _ratings(rotation: RotationState, item: ItemJson, compute: Mapping[str, Any], levels: Levels) -> list[GapJson]:
    """The average of the ratings in evaluation records."""
    ratings = [event["body"]["rating"] for event in rotation.periods.values() if event["body"]["rating"] is not None]
    if not ratings:
        return [{"code": "ratings"}]
    return [{"code": "rating"}] if sum(ratings) < compute["average"] * len(ratings) else []


def _acknowledged(rotation: RotationState, item: ItemJson, compute: Mapping[str, Any], levels: Levels) -> list[GapJson]:
    """The release by which the rotation is judged was acknowledged."""
    return [] if rotation.ver in rotation.acknowledged else [{"code": "acknowledge", "ver": rotation.ver}]


def confirmers(item: ItemJson) -> list[list[str]]:
    """The roles that confirm an item that cannot be computed: one of each entry."""
    signers = item["attested_by"]
    rows = [[role] for role in signers["all"] if role != NOBODY]
    return [*rows, list(signers["any"])] if signers["any"] else rows


def _confirmed(rotation: RotationState, item: ItemJson, compute: Mapping[str, Any], levels: Levels) -> list[GapJson]:
    awards = rotation.awards.get(item["id"], [])
    missing = [roles for roles in confirmers(item) if all(award["role"] not in roles for award in awards)]
    return [{"code": "signature", "roles": roles, "level": 0} for roles in missing]


_KINDS: dict[str, Callable[[RotationState, ItemJson, Mapping[str, Any], Levels], list[GapJson]]] = {
    "share": _share,
    "count": _count,
    "checks": _checks,
    "ratings": _ratings,
    "acknowledged": _acknowledged,
}
