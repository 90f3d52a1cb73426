"""One person's rotation while its events are taken in: what has counted so far, and nothing that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from immerse.signing.awards import Award
from immerse.signing.events import Event, by_moment
from immerse.signing.rules import Rules
from immerse.signing.team import Team


class Rotation:
    """What has counted. Steps change it; `items`, `gates` and `graduating` ask it."""

    def __init__(
        self,
        books: Mapping[str, Mapping[str, Any]],
        signers: Mapping[str, Mapping[str, Any]],
        maps: Mapping[str, Mapping[str, Any]],
        again: Callable[[Sequence[Event]], Rotation],
    ) -> None:
        """
        Args:
            again: The rotation after other events, judged by the same books and signers.
        """
        self.books, self.again = books, again
        self.signers = {kid: signers[kid] for kid in sorted(signers)}
        self.maps = {digest: maps[digest] for digest in sorted(maps)}
        self.ver = ""
        self.opened: Event | None = None
        self.counted: list[Event] = []
        self.by_id: dict[str, Event] = {}
        self.refused: list[dict[str, str]] = []
        self.awards: dict[str, list[Award]] = {}
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
        """Judge by the book of a version from here on."""
        self.ver = ver
        self.book = self.books[ver]
        self.rules = Rules(self.book)
        self.items: dict[str, Mapping[str, Any]] = {item["id"]: item for item in self.book["items"]}
        self.kinds = {kind["id"]: kind for kind in self.book["kinds"]}
        self.gates = {gate["id"]: gate for gate in self.book["gates"]}
        trainee = self.opened["body"]["trainee"] if self.opened else ""
        self.team = Team(self.signers.values(), trainee)

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
    def mentor(self) -> str:
        """The person's own mentor; empty before the rotation is opened."""
        return str(self.opened["body"]["mentor"]) if self.opened else ""

    def signer(self, event: Event) -> Mapping[str, Any]:
        """Who signed an event that counts."""
        return self.signers[event["kid"]]

    def decide(self, event: Event, gate: Mapping[str, Any]) -> None:
        """Note a decision; the gate is passed once everybody who has to decide says so."""
        role = event["body"]["role"]
        self.decisions.setdefault(gate["id"], {})[role] = event
        if event["body"]["decision"] == "extend":
            self._extended.append(event)
        passing = [one for one, said in self.decisions[gate["id"]].items() if said["body"]["decision"] == "pass"]
        if passing and (gate["one_decides"] or len(passing) == len(gate["decided_by"])):
            self.passed.setdefault(gate["id"], event["event"])

    def extensions(self, gate: str, role: str) -> int:
        """How often somebody in a role has put a gate off."""
        return sum(one["body"]["gate"] == gate and one["body"]["role"] == role for one in self._extended)

    def take_back_decision(self, event: Event) -> None:
        """Forget a decision; a gate that was passed by it is open again."""
        gate, role = event["body"]["gate"], event["body"]["role"]
        self._extended = [one for one in self._extended if one is not event]
        if self.decisions.get(gate, {}).get(role) is event:
            del self.decisions[gate][role]
            self.passed.pop(gate, None)

    @property
    def leaving(self) -> str:
        """What the last decision says that ends the rotation here: leave, redirect, or nothing."""
        last = max((one for by in self.decisions.values() for one in by.values()), key=by_moment, default=None)
        said = str(last["body"]["decision"]) if last else ""
        return said if said in ("leave", "redirect") else ""

    def go_on(self) -> None:
        """Forget decisions that ended the rotation."""
        for by in self.decisions.values():
            for role in [role for role, one in by.items() if one["body"]["decision"] in ("leave", "redirect")]:
                del by[role]

    def count(self, event: Event) -> None:
        """Note that an event counts."""
        self.counted.append(event)
        self.by_id[event["event"]] = event

    def refuse(self, event: Event, code: str) -> None:
        """Note that a rule refuses an event."""
        self.refused.append({"event": event["event"], "code": code, "type": event["type"], "by": event["by"]})
