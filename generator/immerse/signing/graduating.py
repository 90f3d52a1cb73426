"""Graduation by an explicit list of events, and what may follow it."""

from immerse.records.entry_paths import items_of
from immerse.records.judge import GapJson
from immerse.signing.chains import chain_faults
from immerse.signing.deciding import listed
from immerse.signing.events import Event
from immerse.signing.rotation_state import RotationState
from immerse.signing.standing import is_done, module_state


def graduate(rotation: RotationState, event: Event) -> str:
    """The signature of the director, which counts if the listed events alone make the trainee ready."""
    body = event["body"]
    if not rotation.rules.has_duty("graduate", body["role"]):
        return "wrong-duty"
    code = listed(rotation, body)
    if code:
        return code
    chosen = set(body["events"])
    judged = rotation
    if len(chosen) < len(rotation.counted):  # what is refused changes nothing
        judged = rotation.again([counted for counted in rotation.counted if counted["event"] in chosen])
    if judged.opened is None:
        return "missing-event"
    if body["manager"] == rotation.trainee:
        return "own-work"
    day = event["at"][:10]
    if graduation_gaps(judged, day) or chain_gaps(rotation, set(body["forks"])):
        return "not-ready"
    code = _signatory_forbidden(judged, event["by"])
    if not code:
        rotation.graduated = event
    return code


def graduation_gaps(rotation: RotationState, day: str) -> list[GapJson]:
    """The gaps before a graduation on a day: items, evidence of modules, gates, the endorsement.

    An entry path that names its items leads to no graduation, which is the only gap.
    """
    if items_of(rotation.book, rotation.path) is not None:
        return [{"code": "no-graduation"}]
    gaps: list[GapJson] = []
    # The gate before the rotation closes no phase, and those after it have no day.
    gates = [gate["id"] for gate in rotation.book["gates"] if gate["after"] and gate["day"] is not None]
    for name, item in rotation.items.items():
        if item["gate"] in gates and not is_done(rotation, item, day):
            gaps.append({"code": "item", "item": name})
    for module in rotation.book["modules"]:
        gaps += [{**gap, "module": module["id"]} for gap in module_state(rotation, module)["gaps"]]
    gaps += [{"code": "gate", "gate": name} for name in gates if name not in rotation.passed]
    return gaps + _endorsement_gaps(rotation)


def chain_gaps(rotation: RotationState, accepted: set[str]) -> list[GapJson]:
    """Numbers that no event has, and numbers of several events that the signatory has not accepted."""
    gaps: list[GapJson] = []
    for fault in chain_faults(rotation.seen):
        if fault["code"] == "missing":
            gaps.append({"code": "withheld", "kid": fault["kid"], "n": fault["n"]})
        elif fault["code"] == "fork":
            same = (event for event in rotation.seen if event["kid"] == fault["kid"] and event["n"] == fault["n"])
            if not {event["event"] for event in same} <= accepted:
                gaps.append({"code": "fork", "kid": fault["kid"], "n": fault["n"]})
    return gaps


def _endorsement_gaps(rotation: RotationState) -> list[GapJson]:
    if not rotation.rules.duties.get("endorse"):
        return []
    endorsed = rotation.endorsed
    if endorsed is None:
        return [{"code": "endorsement"}]
    later = [
        event
        for event in rotation.counted
        if event["type"] in ("attest", "transcribe") and event["at"] > endorsed["at"]
    ]
    return [{"code": "endorsement-older", "n": len(later)}] if later else []


def _signatory_forbidden(rotation: RotationState, person: str) -> str:
    """The code of the reason why this person may not sign this graduation; empty if they may."""
    if rotation.endorsed and rotation.endorsed["by"] == person:
        return "endorsed-self"
    rule = rotation.rules.rule("signatory")
    if rule is None:
        return ""
    if rule["not_mentor"] and person == rotation.mentor:
        return "signatory-mentor"
    attested, everything = evidence_share(rotation, person)
    return "signatory-share" if 100 * attested > rule["share"] * everything else ""


def evidence_share(rotation: RotationState, person: str) -> tuple[int, int]:
    """How many pieces of evidence a person has attested, and how many there are."""
    awards = [award for of_item in rotation.awards.values() for award in of_item]
    pieces = {piece["piece"] for award in awards for piece in award["pieces"]}
    own_pieces = {piece["piece"] for award in awards if award["by"] == person for piece in award["pieces"]}
    return len(own_pieces), len(pieces)


def placed(rotation: RotationState, event: Event) -> str:
    """The placement of the graduate has begun."""
    if rotation.graduated is None:
        return "not-graduated"
    if not rotation.rules.has_duty("place", event["body"]["role"]):
        return "wrong-duty"
    rotation.placed = event
    return ""


def void(rotation: RotationState, event: Event) -> str:
    """Declare the graduation void."""
    if rotation.graduated is None:
        return "not-graduated"
    if not rotation.rules.has_duty("void", event["body"]["role"]):
        return "wrong-duty"
    rotation.voided, rotation.graduated, rotation.placed = event, None, None
    return ""


def reopen(rotation: RotationState, event: Event) -> str:
    """Continue the rotation, after a graduation or after it was left."""
    if not rotation.rules.has_duty("void", event["body"]["role"]):
        return "wrong-duty"
    if rotation.graduated is None and rotation.voided is None and not rotation.leaving:
        return "not-graduated"
    rotation.voided, rotation.graduated, rotation.placed = None, None, None
    rotation.go_on()
    return ""
