"""The migration of a rotation to the next release by its published map, and the acknowledgement of a release."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from immerse.records.canonical import canonical
from immerse.records.carry import StepMap
from immerse.signing.awards import Award
from immerse.signing.events import Event
from immerse.signing.rotation_state import RotationState

_MEMBERS = ("old", "new", "moves", "retired", "added", "mandatory")


def map_digest(step: StepMap) -> str:
    """The name of a map in an event: SHA-256 of the canonical JSON of its members."""
    return hashlib.sha256(canonical({name: step[name] for name in _MEMBERS}).encode()).hexdigest()


def lists_of(step: StepMap, held: Iterable[str]) -> dict[str, list[str]]:
    """Three lists of items: attestations `carried` to the next release, items to `redo`, and items that are `gone`."""
    had = set(held)
    carried: set[str] = set()
    redo: set[str] = set()
    for name in {new for _, new, _ in step["moves"]}:
        sources = [(old, effect) for old, new, effect in step["moves"] if new == name]
        if not any(old in had for old, _ in sources):
            continue
        again = name in step["mandatory"] or any(effect == "redo" for _, effect in sources)
        whole = all(old in had for old, _ in sources)
        (carried if whole and not again else redo).add(name)
    return {"carried": sorted(carried), "redo": sorted(redo), "gone": sorted(had.intersection(step["retired"]))}


def migrate(rotation: RotationState, event: Event) -> str:
    """Judge the rotation by the book of the next release, with its attestations carried over by the map."""
    body = event["body"]
    if not rotation.rules.has_duty("migrate", body["role"]):
        return "wrong-duty"
    if body["from"] != rotation.ver or body["to"] != event["ver"]:
        return "other-version"
    step = rotation.maps.get(body["map"])
    if step is None or (step["old"], step["new"]) != (body["from"], body["to"]):
        return "other-map"
    lists = lists_of(step, [name for name, awards in rotation.awards.items() if awards])
    if any(sorted(body[name]) != lists[name] for name in lists):
        return "other-lists"
    rotation.awards = _carried(rotation.awards, step, lists["carried"])
    rotation.not_yet = {new: rotation.not_yet[old] for old, new, _ in step["moves"] if old in rotation.not_yet}
    rotation.pin(body["to"])
    rotation.migrations.append(event)
    return ""


def _carried(awards: Mapping[str, list[Award]], step: StepMap, carried: Iterable[str]) -> dict[str, list[Award]]:
    """The attestations by items of the newer release; an item that replaces several gets the lowest level."""
    moved: dict[str, list[Award]] = {}
    for name in carried:
        sources = [awards[old] for old, new, _ in step["moves"] if new == name]
        most = min(max(award["level"] for award in awards) for awards in sources)
        moved[name] = [{**award, "level": min(award["level"], most)} for awards in sources for award in awards]
    return moved


def acknowledge(rotation: RotationState, event: Event) -> str:
    """Record that the trainee has read a release."""
    body = event["body"]
    if body["person"] != rotation.trainee:
        return "other-trainee"
    if event["by"] != rotation.trainee and not rotation.rules.has_duty("transcribe", body["role"]):
        return "wrong-duty"
    if body["ver"] != event["ver"]:
        return "other-version"
    rotation.acknowledged.add(body["ver"])
    rotation.findings.together.clear()
    return ""


def currency(rotation: RotationState) -> list[dict[str, Any]]:
    """Mandatory changes of later releases, of which a graduate is warned."""
    warnings: list[dict[str, Any]] = []
    ver, following = rotation.ver, {step["old"]: step for step in rotation.maps.values()}
    while ver in following:
        step = following.pop(ver)
        ver = step["new"]
        if ver not in rotation.acknowledged:
            warnings += [{"code": "currency", "item": name, "ver": ver} for name in sorted(step["mandatory"])]
    return warnings
