"""Tasks of the rotation: what somebody does, reads, asks or signs, and when it is due."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from immerse.model.base import Block, Node
from immerse.model.id_marks import KEPT, Defines, Names
from immerse.model.ids import EntryPathId, EvidenceKindId, GateId, RoleId, TaskId, TrackId
from immerse.model.limits import Limit
from immerse.model.text import Prose, Title
from immerse.problems import Location
from immerse.words.english import counted

TaskKind = Literal["do", "read", "meet", "sign"]
PhaseId = Annotated[Literal["onboard", "observe", "shadow", "supervised", "lead", "disperse", "alumni"], Names("phase")]
Week = Annotated[int, Limit(0, 80, why="a gate or a task may come shortly after the longest rotation")]

_DAYS_OF_WORK, _DAYS = 5, 7
"""In a week: Monday to Friday."""


class Due(Node):
    """When a task is due: one of `day`, `week`, `phase` and `before`. A week ends on its Friday."""

    day: Annotated[int, Limit(-60, 60, why="what is further away is not planned to the day")] | None = None
    """Working day of the rotation: 1 is the first, -1 the last one before it."""
    week: dict[TrackId, Week] = {}
    """Track -> week; moves with the phase that it lies in when a client's rotation is longer or shorter."""
    phase: PhaseId | None = None
    """Counts from the beginning of this phase."""
    before: Annotated[GateId | None, KEPT] = None
    """Counts back from the week of this gate. Where a client has no such gate the task has no day, which is judged."""
    weeks: Annotated[int, Limit(0, 52, "weeks", why="alumni have no later tasks")] | None = None
    """With `phase`: its week in whose end the task is due; without it the phase's last one. With `before`: how many
    weeks before the gate's; 1 unless written."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        anchors = [name for name in ("day", "week", "phase", "before") if getattr(self, name) not in (None, {})]
        if len(anchors) != 1:
            facts = {"given": " and ".join(anchors) or "nothing"}
            raise PydanticCustomError("due", "due has {given}; write one of day, week, phase and before", facts)
        if self.day == 0:
            raise PydanticCustomError("due", "there is no day 0: 1 is the first working day, -1 the last one before it")
        if self.weeks is not None and anchors[0] in ("day", "week"):
            raise PydanticCustomError("due", "weeks belongs to phase or before, not to {given}", {"given": anchors[0]})
        return self


class Task(Block):
    """Something that somebody has to do in the rotation, once."""

    id: Defines[TaskId]
    title: Title
    text: Prose
    kind: TaskKind
    """do, read, meet (somebody) or sign (that something was read or handed over)."""
    who: RoleId
    """Who does it."""
    due: Due
    gate: GateId | None = None
    """The gate that waits for it; `before` names one as well."""
    after: tuple[TaskId, ...] = ()
    """Tasks that come first. Those that are not on somebody's path, or not this client's, are not waited for."""
    paths: tuple[EntryPathId, ...] = ()
    """Entry paths that it belongs to; empty for all of them."""
    evidence: EvidenceKindId | None = None
    """Kind of evidence that it leaves behind."""

    @property
    def asked_by(self) -> GateId | None:
        """The gate that waits for it."""
        return self.gate or self.due.before


class Schedule(NamedTuple):
    """The weeks from which due days are counted, of one track or of one client."""

    track: str
    weeks: int
    phases: Mapping[str, tuple[int, int | None]]
    """Phase -> first and last week; of what comes after the rotation no last one."""
    gates: Mapping[str, int]
    """Gate -> week; without gates that come after the rotation."""


def due_day(due: Due, schedule: Schedule) -> int | None:
    """Calendar days from the first day of the rotation, which is 0 and a Monday; None where the schedule has no such
    week: a gate after the rotation, a phase without an end, a track that `week` does not name."""
    if due.day is not None:
        weeks, rest = divmod(due.day - 1 if due.day > 0 else due.day, _DAYS_OF_WORK)
        return weeks * _DAYS + rest
    week = _week(due, schedule)
    return None if week is None else last_day(week)


def last_day(week: int) -> int:
    """The Friday of a week, in calendar days from the first day; week 0 is the one before the rotation."""
    return (week - 1) * _DAYS + _DAYS_OF_WORK - 1


def _week(due: Due, schedule: Schedule) -> int | None:
    if due.phase is not None:
        first, last = schedule.phases.get(due.phase, (None, None))
        if first is None or due.weeks is None:
            return last
        week = first + due.weeks - 1
        return week if last is None else min(week, last)
    if due.before is not None:
        week_of_gate = schedule.gates.get(due.before)
        return None if week_of_gate is None else week_of_gate - (1 if due.weeks is None else due.weeks)
    return due.week.get(TrackId(schedule.track))


def said_due(due: int, day: int | None, weeks: int) -> str:
    """The due time of a task in words: "day 3", "end of week 6", "2 working days before the start".

    Args:
        due: Calendar days from the first day.
        day: The working day, where the task names one.
        weeks: Length of the rotation.
    """
    if day is not None:
        return f"day {day}" if day > 0 else f"{counted(-day, 'working day')} before the start"
    week = due // _DAYS + 1
    if week < 1:
        return f"{counted(1 - week, 'week')} before the start"
    return f"end of week {week}" if week <= weeks else f"{counted(week - weeks, 'week')} after the rotation"


class OutOfOrder(NamedTuple):
    """A task whose day contradicts those of other tasks."""

    task: Task
    message: str
    hint: str
    waits_for: str = ""
    """The task that comes later than this one, which waits for it."""

    @property
    def location(self) -> Location:
        """The position of its day."""
        return self.task.location_of("due")


def out_of_order(tasks: Sequence[Task], schedule: Schedule) -> Iterator[OutOfOrder]:
    """Tasks without a day, due before a task that they wait for, or after the gate that waits for them."""
    days = {str(task.id): due_day(task.due, schedule) for task in tasks}
    for task in tasks:
        due = days[str(task.id)]
        if due is None:
            yield OutOfOrder(task, f"{task.id} has no day: {_missing(task.due, schedule)}", _WAYS)
            continue
        when = said_due(due, task.due.day, schedule.weeks)
        for id in task.after:
            first = days.get(id)
            if first is not None and due < first:
                later = next(waiting for waiting in tasks if waiting.id == id)
                then = said_due(first, later.due.day, schedule.weeks)
                message = f"{task.id} is due before {id}, which it waits for: {when}, and {then}"
                yield OutOfOrder(task, message, "let it be due later, or let the other come sooner", id)
        week = schedule.gates.get(task.asked_by) if task.asked_by else None
        if week is not None and due > last_day(week):
            late = f"{when}, and the gate is in week {week}"
            message = f"{task.id} is due after {task.asked_by}, which waits for it: {late}"
            yield OutOfOrder(task, message, f"let it be due sooner, or name another gate than {task.asked_by}")


_WAYS = "name a day, a week of each track, a phase with weeks:, or a gate within the rotation"


def _missing(due: Due, schedule: Schedule) -> str:
    if due.before is not None:
        return f"{due.before} has no week within the rotation"
    if due.phase is not None and due.phase in schedule.phases:
        return f"the phase {due.phase} has no last week"
    return f"the phase {due.phase} has no weeks" if due.phase else f"track {schedule.track!r} has no week of it"
