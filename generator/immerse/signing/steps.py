"""Folding one event: it changes the rotation, or is refused with the code of the rule that forbids it."""

from collections.abc import Callable

from immerse.signing.attesting import attest, period, transcribe, withdraw
from immerse.signing.deciding import decide, endorse, waive
from immerse.signing.events import Event
from immerse.signing.graduating import graduate, placed, reopen, void
from immerse.signing.moving import acknowledge, migrate
from immerse.signing.rotation_state import RotationState

Handler = Callable[[RotationState, Event], str]
"""Applies an event; returns the code of the reason if it is refused, else an empty text."""

_AFTERWARDS = frozenset({"void", "reopen", "placed", "acknowledge"})
"""Types of event that may follow a graduation."""


def step(rotation: RotationState, event: Event) -> None:
    """Apply an event, or record why it is refused."""
    rotation.seen.append(event)
    code = _order(rotation, event) or _STEPS[event["type"]](rotation, event)
    if code:
        rotation.refuse(event, code)
    else:
        rotation.count(event)


def _order(rotation: RotationState, event: Event) -> str:
    """The code of the reason why an event of this type is not allowed now; empty if it is."""
    if any(_may_take_back(rotation, event, back) for back in rotation.taken_back.get(event["event"], ())):
        return "withdrawn"
    if event["type"] == "open":
        return ""
    if rotation.opened is None:
        return "not-open"
    if event["type"] != "acknowledge" and event["by"] == rotation.trainee and rotation.rules.rule("own-work"):
        return "own-work"
    if rotation.graduated and event["type"] not in _AFTERWARDS and event["type"] != "decide":
        return "after-graduation"
    if event["type"] not in ("migrate", "acknowledge") and event["ver"] != rotation.ver:
        return "other-version"
    return ""


def _may_take_back(rotation: RotationState, event: Event, back: Event) -> bool:
    return back["by"] == event["by"] or rotation.rules.has_duty("void", back["body"]["role"])


def _open(rotation: RotationState, event: Event) -> str:
    """Open the rotation, or open it again before anything was attested; then the later event counts."""
    body = event["body"]
    if rotation.awards or rotation.not_yet or rotation.decisions or rotation.migrations:
        return "already-open"
    if event["by"] == body["trainee"] or body["mentor"] == body["trainee"]:
        return "own-work"
    if rotation.trainee not in ("", body["trainee"]):
        return "other-trainee"
    if body["role"] not in rotation.read(event["ver"]).book["duties"].get("open", ()):
        return "wrong-duty"
    rotation.opened = event
    rotation.pin(event["ver"])
    return ""


_STEPS: dict[str, Handler] = {
    "open": _open,
    "period": period,
    "attest": attest,
    "withdraw": withdraw,
    "waive": waive,
    "decide": decide,
    "endorse": endorse,
    "graduate": graduate,
    "placed": placed,
    "migrate": migrate,
    "transcribe": transcribe,
    "acknowledge": acknowledge,
    "void": void,
    "reopen": reopen,
}
