"""Evaluation records, attestations, transcribed signatures, and withdrawals."""

from collections.abc import Mapping
from typing import Any

from immerse.signing.awards import Award
from immerse.signing.computing import confirmers
from immerse.signing.events import Event
from immerse.signing.rotation_state import RotationState


def period(rotation: RotationState, event: Event) -> str:
    """An evaluation record: what one person saw in a shift or some days."""
    body = event["body"]
    if body["role"] not in rotation.book["attesting_roles"]:
        return "wrong-duty"
    if body["from"] > body["to"] or body["to"] > event["at"][:10]:
        return "wrong-days"
    rotation.periods[event["event"]] = event
    rotation.findings.together.clear()
    return ""


def attest(rotation: RotationState, event: Event) -> str:
    """Attest that an item is met at a level, or not yet."""
    body = event["body"]
    code = _forbidden(rotation, event, body["role"], rotation.signer(event)["employer"])
    if code:
        return code
    if body["decision"] == "not-yet":
        return _not_yet(rotation, event)
    if body["error"] != "none":
        return "wrong-error"
    rotation.not_yet.pop(body["item"], None)
    _add(rotation, event, event["by"], body["role"], rotation.signer(event)["employer"], second_hand=False)
    return ""


def transcribe(rotation: RotationState, event: Event) -> str:
    """Enter a signature from paper; it counts for the person who signed there, and is shown as second hand."""
    body = event["body"]
    if not rotation.rules.has_duty("transcribe", body["role"]):
        return "wrong-duty"
    if body["signer"] == rotation.trainee:
        return "own-work"
    signers = (signer for signer in rotation.signers.values() if signer["person"] == body["signer"])
    known = [signer for signer in signers if body["signed_as"] in signer["roles"]]
    if not known:
        return "unknown-signer"
    employer = known[0]["employer"]
    code = _forbidden(rotation, event, body["signed_as"], employer)
    if not code:
        rotation.not_yet.pop(body["item"], None)
        _add(rotation, event, body["signer"], body["signed_as"], employer, second_hand=True)
    return code


def _forbidden(rotation: RotationState, event: Event, role: str, employer: str) -> str:
    """The code of the reason why a signature in a role is refused for an item; empty if it is not."""
    body, rules = event["body"], rotation.rules
    item = rotation.items.get(body["item"])
    if item is None:
        return "off-path"
    if item["computed"] and not any(role in row for row in confirmers(item)):
        return "computed"
    if body["day"] > event["at"][:10] or (rotation.opened and body["day"] < rotation.opened["body"]["start"]):
        return "wrong-days"
    if item["contexts"] and body["ctx"] not in item["contexts"]:
        return "wrong-context"
    if (body["level"] == 0) == bool(item["levels"]) and body.get("decision") != "not-yet":
        return "wrong-level"
    agency = rules.rule("agency")
    if agency and employer == "agency" and body["level"] > agency["level"]:
        return "agency-level"
    if employer == "agency" and rotation.book["agency_until"] and body["day"] > rotation.book["agency_until"]:
        return "agency-gone"
    return _role_forbidden(rotation, event, item, role)


def _role_forbidden(rotation: RotationState, event: Event, item: Mapping[str, Any], role: str) -> str:
    signer = event["body"].get("signer", event["by"])
    for rule in rotation.rules.all("not-mentor"):
        if role == rule["role"] and signer == rotation.mentor:
            return "not-mentor"
    for rule in rotation.rules.all("part-only"):
        holds = role == rule["role"] or rule["role"] in rotation.signer(event)["roles"]
        if holds and item["module"] not in rule["parts"] and not _asks_for(item, rule["role"]):
            return "part-only"
    return ""


def _asks_for(item: Mapping[str, Any], role: str) -> bool:
    """Whether a competency itself asks for a signature in a role."""
    return any(role in row["one_of"] for row in item["signatures"])


def _not_yet(rotation: RotationState, event: Event) -> str:
    """Remove awards above the level that is left, or after an error that others found, above the rule's level."""
    body = event["body"]
    if body["next"] is None:
        return "no-next-step"
    rule = rotation.rules.rule("critical-error")
    level = body["level"]
    if body["error"] == "found" and rule:
        level = min(level, rule["level"])
    name = body["item"]
    awards = [award for award in rotation.awards.get(name, []) if 0 < award["level"] <= level]
    rotation.keep_awards({name: awards})
    rotation.not_yet[name] = event
    return ""


def _add(rotation: RotationState, event: Event, by: str, role: str, employer: str, *, second_hand: bool) -> None:
    body = event["body"]
    award: Award = {
        "event": event["event"],
        "at": event["at"],
        "by": by,
        "role": role,
        "level": body["level"],
        "day": body["day"],
        "employer": employer,
        "second_hand": second_hand,
        "look": _needs_look(rotation, by, body["level"], body["day"]),
        "pieces": body["evidence"],
        "ver": event["ver"],
    }
    rotation.award(body["item"], award)


def _needs_look(rotation: RotationState, person: str, level: int, day: str) -> bool:
    """Whether the last calibration of an attester up to that month was below the rule's minimum."""
    rule = rotation.rules.rule("calibration")
    if rule is None or level < rule["level"]:
        return False
    percents = rotation.calibrations.get(person, {})
    last = max((month for month in percents if month <= day[:7]), default=None)
    return last is not None and percents[last] < rule["agreement"]


def withdraw(rotation: RotationState, event: Event) -> str:
    """Withdraw an event: it stays in the record, but does not count any more."""
    name, role = event["body"]["event"], event["body"]["role"]
    target = rotation.by_id.get(name)
    if target is None:
        rotation.taken_back.setdefault(name, []).append(event)
        return ""
    if target["by"] != event["by"] and not rotation.rules.has_duty("void", role):
        return "not-yours"
    if target["type"] not in ("attest", "transcribe", "period", "waive", "endorse", "decide"):
        return "not-withdrawable"
    _take_back(rotation, target)
    return ""


def _take_back(rotation: RotationState, target: Event) -> None:
    name, body = target["event"], target["body"]
    if target["type"] in ("attest", "transcribe"):
        awards = rotation.awards.get(body["item"], [])
        rotation.keep_awards({body["item"]: [award for award in awards if award["event"] != name]})
        if rotation.not_yet.get(body["item"]) is target:
            del rotation.not_yet[body["item"]]
    elif target["type"] == "period":
        rotation.periods.pop(name, None)
        rotation.findings.together.clear()
    elif target["type"] == "waive":
        rotation.waivers.get(body["item"], {}).pop(body["role"], None)
    elif target["type"] == "decide":
        rotation.take_back_decision(target)
    elif rotation.endorsed is target:
        rotation.endorsed = None
