"""What happens in the histories that tests fold: a case, and its events one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from immerse.signing.dossier import dossier_of
from immerse.signing.moving import lists_of, map_digest
from made_histories import History, competencies, first_gate, graduation_items, last_gates, text
from made_signoff import PEOPLE, digest

NOW = "2026-08-01T00:00:00.000Z"
MAP = {
    "old": "1.0.0",
    "new": "1.1.0",
    "moves": [
        ["CRI-1", "CRI-1", "redo"],
        ["GC-01", "GC-01", "kept"],
        ["GC-07", "GC-07", "kept"],
        ["GC-21", "GC-21", "kept"],
        ["GC-25", "GC-25", "kept"],
        ["GC-28", "GC-28", "kept"],
        ["GC-30", "GC-30", "kept"],
        ["LIS-1", "LIS-1", "kept"],
        ["REL-6", "REL-7", "partial"],
        ["TRI-5", "TRI-5", "kept"],
    ],
    "retired": ["GC-14"],
    "added": [],
    "mandatory": ["TRI-5"],
}
"""From the first release of the book to the second: one item done anew, one renamed and raised, one retired, one
mandatory."""

ONE_ITEM = {"path_items": {"newcomer": ["LIS-1"]}}
"""Of a book: the entry path of the histories asks for one item alone."""


@dataclass
class Case:
    """A history, who may sign in it, and what is expected of it by hand."""

    name: str
    build: Callable[[History], object]
    refused: list[str] = field(default_factory=list)
    """Codes of refused events, in their order."""
    status: str = "open"
    gaps: list[str] = field(default_factory=list)
    """Codes of gaps of items, as ITEM:code, that have to be there; with a minus before it, that may not."""
    warned: list[str] = field(default_factory=list)
    """Codes of all warnings."""
    signers: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Members of signers that are others."""
    only: tuple[str, ...] = ()
    """The only people in the register; everybody where nobody is named."""
    books: dict[str, Any] = field(default_factory=dict)
    """Members of the book that are others."""
    texts: dict[str, Any] = field(default_factory=dict)
    now: str = NOW
    later: bool = False
    """Whether the second release is published."""


def until_gates(history: History) -> None:
    for part in (first_gate, competencies, graduation_items):
        part(history)


def ready(history: History) -> None:
    until_gates(history)
    last_gates(history)


def opened(history: History) -> None:
    history.open()
    history.wait(weeks=3)


def then(*parts: Callable[[History], object]) -> Callable[[History], object]:
    def build(history: History) -> None:
        for part in parts:
            part(history)

    return build


def attest(*args: Any, **named: Any) -> Callable[[History], object]:
    return lambda history: history.attest(*args, **named)


def lines(count: int, **named: Any) -> Callable[[History], object]:
    """So many attestations one minute after the other."""

    def build(history: History) -> None:
        for number in range(count):
            history.attest("mentor", "LIS-1", 2, **{"sentence": text(f"line {number}"), **named})

    return build


def withdraw(who: str, number: int) -> Callable[[History], object]:
    def build(history: History) -> None:
        name = history.events[number]["event"]
        history.add(who, "withdraw", {"event": name, "reason": text("mistaken")})

    return build


def waive(who: str, name: str, until: str = "2027-01-01") -> Callable[[History], object]:
    return lambda history: history.add(who, "waive", {"item": name, "reason": text("why"), "until": until})


def not_yet(name: str, level: int, error: str = "none", who: str = "mentor") -> Callable[[History], object]:
    return attest(who, name, level, decision="not-yet", error=error, next=text("next"))


def evidence(name: str, *kinds: str, day: str = "") -> Callable[[History], object]:
    return lambda history: history.attest("mentor", name, 4, history.pieces(*kinds, day=day))


def shared(*names: str) -> Callable[[History], object]:
    """Attestations of several items on the same pieces."""

    def build(history: History) -> None:
        pieces = history.pieces("work", "shift", "work", key="same")
        for name in names:
            history.attest("mentor", name, 4, pieces)

    return build


def critical_pieces(same_shift: bool) -> Callable[[History], object]:
    def build(history: History) -> None:
        pieces = history.pieces("work", "shift", "work")
        if same_shift:
            pieces = [{**piece, "shift": "early"} for piece in pieces]
        history.attest("mentor", "TRI-5", 4, pieces)

    return build


def paper(who: str = "hr", **changed: Any) -> Callable[[History], object]:
    plain = {"item": "LIS-1", "digest": digest("LIS-1"), "rev": 1, "level": 2, "ctx": None, "day": "2026-01-20"}
    signed = {"signer": PEOPLE["other-mentor"][0], "signed_as": "mentor", "evidence": [], "sentence": text("paper")}
    body = {**plain, **signed, "paper": text("scan"), **changed}
    return lambda history: history.add(who, "transcribe", body)


def migrate(who: str = "lead", **changed: Any) -> Callable[[History], object]:
    def build(history: History) -> None:
        held = {event["body"]["item"] for event in history.events if event["type"] == "attest"}
        history.ver = "1.1.0"
        body = {"from": "1.0.0", "to": "1.1.0", "map": map_digest(MAP), **lists_of(MAP, held), **changed}
        history.add(who, "migrate", body)

    return build


def own_lead(history: History) -> None:
    """A graduation signed by the mentor, who is a director as well."""
    ready(history)
    history.endorse()
    history.graduate("mentor", role="director")


def share(count: int) -> Callable[[History], object]:
    """A graduation whose signatory has attested so many of twelve pieces and one each more."""

    def build(history: History) -> None:
        first_gate(history)
        competencies(history)
        history.attest("director", "GC-25", 0, history.pieces(*["work"] * count), role="security")
        graduation_items(history)
        last_gates(history)
        history.endorse()
        history.graduate()

    return build


def fork(accepted: bool) -> Callable[[History], object]:
    """Two events with the last number of the mentor's key."""

    def build(history: History) -> None:
        ready(history)
        last = [event for event in history.events if event["by"] == PEOPLE["mentor"][0]][-1]
        twin = history.add("mentor", "period", period(history), n=last["n"], prev=last["prev"])
        history.endorse()
        history.graduate(forks=sorted([last["event"], twin]) if accepted else [])

    return build


def seen(who: str) -> Callable[[History], object]:
    """An evaluation record."""
    return lambda history: history.add(who, "period", period(history))


def period(history: History) -> dict[str, Any]:
    days = {"from": history.day, "to": history.day}
    plain = {"no": 1, "ctx": "live", "shift": "early", "load": "routine", "advice": "continue", "items": ["LIS-1"]}
    return {**plain, **days, "rating": None, "note": None}


def one_record(count: int) -> Callable[[History], object]:
    """So many lines of one evaluation record."""

    def build(history: History) -> None:
        record = history.add("mentor", "period", period(history))
        lines(count, period=record)(history)

    return build


def graduate(**changed: Any) -> Callable[[History], object]:
    def build(history: History) -> None:
        history.endorse()
        history.graduate(**changed)

    return build


def drop(number: int) -> Callable[[History], object]:
    return lambda history: history.events.pop(number)


def less(history: History) -> dict[str, Any]:
    """The list without an acknowledgement that nothing needs: there is a second one."""
    names = [event["event"] for event in history.events if event["type"] != "period"]
    return {"events": names, "dossier": dossier_of(names)}


def place(history: History) -> object:
    """The receiving manager signs that the placement began."""
    return history.add("manager", "placed", {"day": "2026-08-01", "manager": PEOPLE["manager"][0], "brand": None})
