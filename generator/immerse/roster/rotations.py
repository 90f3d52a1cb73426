"""One rotation in the roster: the trainee's entries and the signed events, by one book."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from immerse.records import Record, RecordState
from immerse.records import fold as fold_entries
from immerse.records.carry import carry
from immerse.records.entry_paths import book_on
from immerse.records.judge import BookJson, judge
from immerse.records.whereabouts import Whereabouts, whereabouts
from immerse.roster.gate_steps import GateStep, met_steps
from immerse.signing.events import Event
from immerse.signing.folding import Fold, Published
from immerse.signing.rotation_state import RotationState
from immerse.signing.verification import Verifier


@dataclass(frozen=True, slots=True)
class Judges:
    """Releases and signers by which records are read, and the day."""

    published: Published
    release: str
    """The newest release; a rotation that nobody opened is judged by its book."""
    verifier: Verifier
    day: str

    @property
    def last_moment(self) -> str:
        """The last moment of the day."""
        return f"{self.day}T23:59:59.999Z"

    @property
    def book(self) -> BookJson:
        """The book of the newest release."""
        return self.published.books[self.release]


@dataclass(frozen=True, slots=True)
class Read:
    """The content of a record on a day."""

    rot: str
    day: str
    book: BookJson
    """The book of the release by which the rotation is judged."""
    events: tuple[Event, ...]
    """The events with a valid signature of somebody who may sign."""
    refusals: list[dict[str, str]]
    """Every event that does not count, with the code of its reason."""
    rotation: RotationState
    fold: Fold
    state: RecordState
    where: Whereabouts | None
    """None if nobody entered its first day."""
    met: frozenset[GateStep]
    """The steps that are met, or waived."""

    @property
    def opened(self) -> Mapping[str, Any] | None:
        """The members of the event that opened the rotation; None before."""
        return cast(Mapping[str, Any] | None, self.fold["opened"])

    @property
    def person(self) -> str:
        """The trainee's id; empty before the rotation is opened."""
        return self.rotation.trainee

    @property
    def start(self) -> str | None:
        """The first day."""
        return cast(str | None, self.state["start"])

    def item_state(self, name: str) -> str:
        """met, waived, partial, not-yet, claimed or open."""
        signed = self.fold["items"].get(name, {}).get("state", "open")
        return "claimed" if signed == "open" and name in self.state["claims"] else str(signed)


def read(record: Record, judges: Judges) -> Read:
    """Read a record on a day, by the book of its release; which events count does not depend on the day."""
    published = judges.published
    verified = judges.verifier.verify(record, judges.last_moment)
    rotation, fold = verified.rotation, verified.fold
    release = rotation.ver or judges.release
    entered = fold_entries(record)
    known = {name: (fold["opened"] or entered)[name] for name in ("start", "track", "path")}
    book = book_on(published.books[release], known["path"])
    state = {**carry(entered, book["items"], published.maps.values(), release), **known}
    where = whereabouts(state, book, judge(state, book, judges.day), judges.day)
    last = rotation.graduated["at"][:10] if rotation.graduated else judges.day
    met = frozenset(met_steps(rotation, last))
    return Read(record["rot"], judges.day, book, verified.events, verified.refusals, rotation, fold, state, where, met)
