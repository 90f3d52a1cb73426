"""Waivers, decisions at gates, and the endorsement before graduation."""

from collections.abc import Mapping
from typing import Any

from immerse.records.entry_paths import items_of
from immerse.records.entry_shapes import SIGNING
from immerse.signing.dossier import dossier_of
from immerse.signing.events import Event
from immerse.signing.rotation_state import RotationState
from immerse.signing.standing import gate_gaps

WEEKS = (SIGNING["least_weeks"], SIGNING["most_weeks"])
"""The least and most weeks by which a gate may be postponed."""
EXTENSIONS = SIGNING["extensions"]
"""The number of times that a gate may be postponed."""


def waive(rotation: RotationState, event: Event) -> str:
    """Approve the waiver of an item until a day."""
    body, rule = event["body"], rotation.rules.rule("waivers")
    item = rotation.items.get(body["item"])
    if item is None:
        return "unknown-item"
    if rule is None or body["role"] not in rule["approvers"]:
        return "wrong-duty"
    code = _never_waived(item, rule)
    if code:
        return code
    approvals = rotation.waivers.get(body["item"], {})
    if any(approval["by"] == event["by"] for role, approval in approvals.items() if role != body["role"]):
        return "same-approver"
    waived = [name for name, events in rotation.waivers.items() if events and name != body["item"]]
    if len(waived) >= rule["limit"]:
        return "waiver-limit"
    rotation.waivers.setdefault(body["item"], {})[body["role"]] = event
    return ""


def _never_waived(item: Mapping[str, Any], rule: Mapping[str, Any]) -> str:
    if rule["never_critical"] and item["critical"]:
        return "waiver-critical"
    if item["gate"] in rule["never_gates"]:
        return "waiver-gate"
    signs = {role for row in item["signatures"] for role in row["one_of"]}
    return "waiver-role" if signs.intersection(rule["never_roles"]) else ""


def decide(rotation: RotationState, event: Event) -> str:
    """Record the decision of one of the deciders of a gate."""
    body = event["body"]
    gate = rotation.gates.get(body["gate"])
    if gate is None or not gate["after"]:
        return "unknown-gate"
    code = _decider_forbidden(rotation, event, gate)
    if code:
        return code
    if body["decision"] == "pass":
        gaps = gate_gaps(rotation, gate, event["at"][:10])
        if gaps:
            return "floor" if gaps[0]["code"] == "floor" else "gate-not-ready"
        if body["weeks"]:
            return "wrong-weeks"
    elif body["decision"] == "extend":
        if not WEEKS[0] <= body["weeks"] <= WEEKS[1]:
            return "wrong-weeks"
        if rotation.extensions(gate["id"], body["role"]) >= EXTENSIONS:
            return "extended-twice"
    rotation.decide(event, gate)
    return ""


def _decider_forbidden(rotation: RotationState, event: Event, gate: Mapping[str, Any]) -> str:
    role = event["body"]["role"]
    if role not in gate["decided_by"]:
        return "wrong-duty"
    if rotation.graduated and gate["day"] is not None:
        return "after-graduation"
    agency = rotation.rules.rule("agency")
    if agency and rotation.signer(event)["employer"] == "agency":
        barred = [*agency["never_gates"], *(agency["regulated_gates"] if rotation.rules.regulated else ())]
        if gate["id"] in barred:
            return "agency-gate"
    panel = event["body"]["panel"]
    if gate["panel"] and role not in gate["panel"] and not panel:
        return "no-panel"
    if rotation.trainee in panel:
        return "own-work"
    return "not-mentor" if rotation.mentor in panel else ""


def endorse(rotation: RotationState, event: Event) -> str:
    """Record that the final evaluator has examined the listed events together, before a graduation."""
    body = event["body"]
    if not rotation.rules.has_duty("endorse", body["role"]):
        return "wrong-duty"
    if items_of(rotation.book, rotation.path) is not None:  # a path to no graduation
        return "not-ready"
    code = listed(rotation, body)
    if not code:
        rotation.endorsed = event
    return code


def listed(rotation: RotationState, body: Mapping[str, Any]) -> str:
    """The code of the reason why a list of events with its dossier is not of this rotation; empty if it is."""
    if any(name not in rotation.by_id for name in body["events"]):
        return "missing-event"
    return "" if dossier_of(body["events"]) == body["dossier"] else "other-dossier"
