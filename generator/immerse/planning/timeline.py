"""Weeks, gates, clocks and shares of this client, as the pictures and tables show them."""

from typing import NamedTuple

from immerse.model.edition import Edition
from immerse.model.ids import TrackId
from immerse.model.policy.kinds import SHORTEST_ROTATION
from immerse.model.rotation import Milestone


class WeekSpan(NamedTuple):
    """A stretch of weeks, first and last included. `floor` is the number of weeks that may not be cut."""

    id: str
    title: str
    first: int
    last: int
    floor: int = 0


class GateWeek(NamedTuple):
    """A gate and the week in which it is normally reached."""

    id: str
    title: str
    week: int


class RotationTimeline(NamedTuple):
    """The rotation of this client."""

    track: str
    weeks: int
    phases: tuple[WeekSpan, ...]
    gates: tuple[GateWeek, ...]
    modules: tuple[WeekSpan, ...]


class CrisisClock(NamedTuple):
    """The clocks of a declared crisis, in minutes from awareness; `updates` by severity, in minutes between."""

    activate: int
    acknowledge: int
    hold: int
    updates: tuple[tuple[str, int], ...]


class Handover(NamedTuple):
    """The agency's hand-over: (week, per cent handled by client staff), and the milestones with their weeks."""

    weeks: int
    points: tuple[tuple[int, int], ...]
    milestones: tuple[tuple[Milestone, int | None], ...]


def track_of(edition: Edition) -> TrackId:
    """The id under which an edition's weeks and numbers of pieces are written: the client's track."""
    return TrackId(edition.client.policy.rotation.track or "")


def plan_timeline(edition: Edition) -> RotationTimeline:
    """Phases with their floors, gates and module windows, in this client's weeks."""
    rotation, track = edition.programme.rotation, track_of(edition)
    phases = tuple(
        WeekSpan(phase.id, str(phase.name), window[0], window[1], phase.floor)
        for phase in rotation.phases
        if (window := phase.weeks.get(track))
    )
    gates = tuple(GateWeek(gate.id, gate.title, gate.week) for gate in edition.book.gates if gate.week is not None)
    modules = tuple(
        WeekSpan(module.id, str(module.title), window[0], window[1])
        for module in edition.programme.modules
        if (window := module.window.get(track))
    )
    name = next((str(named.name) for named in rotation.tracks if named.id == track), "")
    return RotationTimeline(name, weeks_of(edition), phases, gates, modules)


def gate_weeks(edition: Edition) -> dict[str, int | None]:
    """Gate -> week in which this client's trainees normally reach it; None for one that comes after the rotation."""
    return {gate.id: gate.week for gate in edition.book.gates}


def weeks_of(edition: Edition) -> int:
    """Length of this client's rotation in weeks."""
    return edition.client.policy.rotation.weeks or SHORTEST_ROTATION


def plan_clock(edition: Edition) -> CrisisClock | None:
    """The crisis clocks of this client; none when it has set no timers."""
    timers = edition.client.policy.crisis.timers
    if timers is None:
        return None
    updates = tuple((str(level), minutes) for level, minutes in timers.update_min.items())
    return CrisisClock(timers.activate_min, timers.ack_min, timers.holding_min, updates)


def _at_least(stone: Milestone, week: int | None, points: tuple[tuple[int, int], ...]) -> Milestone:
    """A milestone with the client's own share where its curve asks for more by then; the stricter one counts."""
    reached = max((share for start, share in points if week is not None and start <= week), default=0)
    if stone.share is None or reached <= stone.share:
        return stone
    return stone.model_copy(update={"share": reached})


def plan_handover(edition: Edition) -> Handover:
    """The hand-over curve: the client's own where it has one, else the milestones of the programme."""
    track = track_of(edition)
    milestones = tuple((stone, stone.week.get(track)) for stone in edition.programme.rotation.handover)
    leaving = edition.client.policy.agency.exit
    if leaving and leaving.curve:
        points = tuple((point.week, point.share) for point in leaving.curve)
        milestones = tuple((_at_least(stone, week, points), week) for stone, week in milestones)
    else:
        points = tuple(
            (week, stone.share) for stone, week in milestones if week is not None and stone.share is not None
        )
    return Handover(weeks_of(edition), points, milestones)
