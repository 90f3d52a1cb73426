"""The ruling of the decision tables on one item, for one client: data for the command line, the plan and the pages.

No class has slots: results are kept for the next run, and instances without slots are pickled in half the time.
"""

from dataclasses import dataclass, field
from datetime import datetime

from immerse.problems import NOWHERE, Location, Problem

Value = bool | str | tuple[str, ...]
"""The value of a fact: true or false, one word, or several."""


def as_typed(value: object) -> str:
    """A value as people type it: `true`, `complaint`, `threat,lawyer`."""
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


DECISION_RULE = "decision"
"""The rule under which everything about decision tables is reported."""


class DecisionFault(Exception):
    """Raised where the tables give no ruling: a table, or the facts stated of an item, must be corrected first."""

    def __init__(self, location: Location | None, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.location = location
        self.message = message
        self.hint = hint

    def as_problem(self, location: Location, subject: str, about: str = "") -> Problem:
        """The fault as a problem: at `location` where it has none itself, with `about` before its message."""
        message = f"{about}: {self.message}" if about else self.message
        return Problem(self.location or location, DECISION_RULE, message, hint=self.hint, subject=subject)


@dataclass(frozen=True)
class Told:
    """A contact who is told."""

    contact: str
    deputy: str
    within_min: int | None = None
    """Minutes until it has been done; None where the row sets no time of its own."""
    clock: str = ""
    because: str = ""
    """The reason why this contact is told: the trigger, where several fire."""
    others: tuple[str, ...] = ()
    """Contacts who are told instead of this one where what nobody stated is another: the owners of other brands."""


@dataclass(frozen=True)
class Decided:
    """A row that decided."""

    table: str
    row: str
    title: str
    gives: str = ""
    """Results of a table that only other tables use: `minors`, `true`."""
    note: str = ""
    record: str = ""
    settings: tuple[str, ...] = ()
    """Setting keys that its conditions and its outcome read."""
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Verdict:
    """The part of a table's result that people act on."""

    table: str
    title: str
    rows: tuple[Decided, ...]
    """The row that decided, last, after the rows of earlier tables whose decisions it names."""
    priority: str = ""
    severity: str = ""
    told: tuple[Told, ...] = ()
    """The route first, then everybody else who is told as well."""
    approver: Told | None = None
    place: str = ""
    playbook: str = ""
    is_left: bool = False
    """Left by rule: nobody is responsible, and nothing is due."""


@dataclass(frozen=True)
class ShownRow:
    """A row of a table as one client's people read it: what it gives wherever it decides."""

    row: str
    title: str
    note: str = ""
    gives: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    playbooks: tuple[str, ...] = ()
    place: str = ""
    is_left: bool = False
    """Left by rule: nobody is responsible, and nothing is due."""


@dataclass(frozen=True)
class ShownTable:
    """A decision table as one client's people read it."""

    table: str
    title: str
    hit: str
    combinations: int
    """The number of combinations of facts that were checked."""
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True)
class DueTime:
    """A time by which something has been done."""

    id: str
    """told, triage, chase, first_response, update, resolve, activate, acknowledge, holding, crisis_update."""
    label: str
    words: str
    """`16:00`, `08:40 on Monday`, `Mon 23 Nov 2026 08:40 GMT`."""
    clock: str
    at: datetime | None = None
    """The moment, where the item was posted on a real day."""
    who: str = ""
    """Contact who has been told by then."""


@dataclass(frozen=True)
class Ruling:
    """Everything that the tables say of one item."""

    facts: dict[str, Value]
    """All facts, stated or as usual."""
    stated: tuple[str, ...]
    """Names of those that somebody stated."""
    verdicts: tuple[Verdict, ...]
    decided: tuple[Decided, ...]
    """Every row that decided, in the order of the tables."""
    posted: str = ""
    """When, in words; empty where no time is known."""
    arrived: str = ""
    """The time at which it reached our queue, in words, where that is later than the post."""
    delay_min: int = 0
    """Minutes from the post to the arrival, which are the feed's."""
    language: str = ""
    """The language that somebody stated, or what the policy's languages call any other; empty where nobody did."""
    is_group: bool = False
    """It stands for many posts: no times and no owner of its own."""
    desk: str = ""
    """Title of the desk whose hours count."""
    on_duty: str = ""
    """The holder of the item at that minute: the desk, or the contact on call."""
    due: tuple[DueTime, ...] = ()

    @property
    def owner(self) -> Told | None:
        """The first owner: the contact who is told at once, else the one who answers, else the one who gets it by
        sorting."""
        answering = [
            contact
            for verdict in self.verdicts
            if not (verdict.priority or verdict.severity)
            for contact in verdict.told
        ]
        for verdict in self.verdicts:
            if verdict.priority and verdict.told:
                first = verdict.told[0]
                is_told = first.within_min or verdict.priority in ("P1", "P2")
                return first if is_told or self.is_group or not answering else answering[0]
        return None

    @property
    def is_left(self) -> bool:
        """Whether it is left by rule: no owner, nothing due."""
        return any(verdict.is_left for verdict in self.verdicts)

    @property
    def is_answered(self) -> bool:
        """Whether anything may be said to it by those who have it; False where its place is nowhere."""
        return not any(verdict.place == "nowhere" for verdict in self.verdicts)

    @property
    def settings(self) -> tuple[str, ...]:
        """Every setting on which a verdict rests, in the order of the tables, each once."""
        rows = (row for verdict in self.verdicts for row in verdict.rows)
        return tuple(dict.fromkeys(key for row in rows for key in row.settings))

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes of the rows that decided, in order."""
        return tuple(row.note for row in self.decided if row.note)

    @property
    def records(self) -> tuple[str, ...]:
        """The records to write, in order."""
        return tuple(row.record for row in self.decided if row.record)
