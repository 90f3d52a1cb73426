"""The state of one rotation while its events are folded: the events that counted so far, nothing derived."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from immerse.signing.awards import Award
from immerse.signing.book_index import ReadBook
from immerse.signing.events import Event, by_moment
from immerse.signing.findings import Findings
from immerse.signing.team import Team


class RotationState:
    """The events that counted so far, and their effects. The handlers of events change it."""

    def __init__(
        self,
        read: Callable[..., ReadBook],
        signers: Mapping[str, Mapping[str, Any]],
        maps: Mapping[str, Mapping[str, Any]],
        again: Callable[[Sequence[Event]], Self],
    ) -> None:
        """Take `read`, which gives the book of a version on a path, and `again`, which folds other events alike."""
        self.read, self.again = read, again
        self.signers = {kid: signers[kid] for kid in sorted(signers)}
        self.maps = {digest: maps[digest] for digest in sorted(maps)}
        self.calibrations = _calibrations(self.signers)
        self.ver = ""
        self.opened: Event | None = None
        self.counted: list[Event] = []
        self.by_id: dict[str, Event] = {}
        self.refused: list[dict[str, str]] = []
        self.awards: dict[str, list[Award]] = {}
        """Item -> its current awards; only `award` and `keep_awards` change it."""
        self.findings = Findings()
        self.not_yet: dict[str, Event] = {}
        self.waivers: dict[str, dict[str, Event]] = {}
        self.periods: dict[str, Event] = {}
        self.decisions: dict[str, dict[str, Event]] = {}
        self.passed: dict[str, str] = {}
        self.endorsed: Event | None = None
        self.graduated: Event | None = None
        self.placed: Event | None = None
        self.voided: Event | None = None
        self.acknowledged: set[str] = set()
        self.migrations: list[Event] = []
        self.taken_back: dict[str, list[Event]] = {}
        self.seen: list[Event] = []
        self._extended: list[Event] = []

    def pin(self, ver: str) -> None:
        """Judge by the book of a version from here on, as it holds on the rotation's entry path."""
        self.ver = ver
        self.read_book = read = self.read(ver, self.path)
        self.book, self.rules = read.book, read.rules
        self.items, self.kinds, self.gates = read.items, read.kinds, read.gates
        self.team = Team(self.signers.values(), self.trainee)
        self._forget()

    def award(self, item: str, award: Award) -> None:
        """Add an award, the last one so far."""
        self.awards.setdefault(item, []).append(award)
        self._use(item, award)
        self.findings.changed(item)

    def keep_awards(self, awards: Mapping[str, list[Award]]) -> None:
        """Replace the awards of some items."""
        self.awards |= awards
        self._forget()

    def _use(self, item: str, award: Award) -> None:
        if item in self.items and self.items[item]["kind"] == "competency":
            self.findings.use(item, award)

    def _forget(self) -> None:
        """Forget all findings, and note again who named each piece first."""
        self.findings = Findings()
        awards = [
            (award["at"], award["event"], item, award) for item, of_item in self.awards.items() for award in of_item
        ]
        for _, _, item, award in sorted(awards, key=lambda entry: entry[:2]):
            self._use(item, award)

    @property
    def status(self) -> str:
        """none, open, endorsed, graduated, placed, voided, left or redirected."""
        if self.placed:
            return "placed"
        if self.graduated:
            return "graduated"
        if self.voided:
            return "voided"
        if self.leaving:
            return {"leave": "left", "redirect": "redirected"}[self.leaving]
        if self.endorsed:
            return "endorsed"
        return "open" if self.opened else "none"

    @property
    def trainee(self) -> str:
        """The person whose rotation it is; empty before it is opened."""
        return str(self.opened["body"]["trainee"]) if self.opened else ""

    @property
    def path(self) -> str:
        """The entry path; empty before the rotation is opened."""
        return str(self.opened["body"]["path"]) if self.opened else ""

    @property
    def mentor(self) -> str:
        """The person's own mentor; empty before the rotation is opened."""
        return str(self.opened["body"]["mentor"]) if self.opened else ""

    def signer(self, event: Event) -> Mapping[str, Any]:
        """The signer of an event that counts."""
        return self.signers[event["kid"]]

    def decide(self, event: Event, gate: Mapping[str, Any]) -> None:
        """Record a decision; the gate is passed once all its deciders, or the one it needs, pass it."""
        role = event["body"]["role"]
        self.decisions.setdefault(gate["id"], {})[role] = event
        if event["body"]["decision"] == "extend":
            self._extended.append(event)
        passing = sum(event["body"]["decision"] == "pass" for event in self.decisions[gate["id"]].values())
        if passing and (gate["one_decides"] or passing == len(gate["decided_by"])):
            self.passed.setdefault(gate["id"], event["event"])

    def extensions(self, gate: str, role: str) -> int:
        """How often somebody in a role has postponed a gate."""
        return sum(event["body"]["gate"] == gate and event["body"]["role"] == role for event in self._extended)

    def take_back_decision(self, event: Event) -> None:
        """Forget a decision; a gate that was passed by it is open again."""
        gate, role = event["body"]["gate"], event["body"]["role"]
        self._extended = [other for other in self._extended if other is not event]
        if self.decisions.get(gate, {}).get(role) is event:
            del self.decisions[gate][role]
            self.passed.pop(gate, None)

    @property
    def leaving(self) -> str:
        """The decision (leave or redirect) that ended the rotation; else empty."""
        last = max((event for by in self.decisions.values() for event in by.values()), key=by_moment, default=None)
        decision = str(last["body"]["decision"]) if last else ""
        return decision if decision in ("leave", "redirect") else ""

    def go_on(self) -> None:
        """Forget decisions that ended the rotation."""
        for by in self.decisions.values():
            for role in [role for role, event in by.items() if event["body"]["decision"] in ("leave", "redirect")]:
                del by[role]

    def count(self, event: Event) -> None:
        """Record that an event counts."""
        self.counted.append(event)
        self.by_id[event["event"]] = event

    def refuse(self, event: Event, code: str) -> None:
        """Record that a rule refuses an event."""
        self.refused.append({"event": event["event"], "code": code, "type": event["type"], "by": event["by"]})


def _calibrations(signers: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """Person -> month -> per cent, over all keys of a person."""
    by_person: dict[str, dict[str, int]] = {}
    for signer in signers.values():
        if signer["calibration"]:
            by_person.setdefault(signer["person"], {}).update(signer["calibration"])
    return by_person
