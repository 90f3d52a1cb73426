"""The escalation clock: deadlines, and the intervals of updates."""

from typing import Any, NamedTuple

from immerse.words.durations import abbreviated

_PER_MINUTE = 3.0
_GAP = 42
_HOURS = 4


class Moment(NamedTuple):
    """A deadline on the line, `y` from the top."""

    at: str
    title: str
    y: int


class Lane(NamedTuple):
    """The updates of one severity, as places in per cent of four hours."""

    severity: str
    every: str
    y: int
    ticks: tuple[float, ...]


class Dial(NamedTuple):
    """The whole picture. `lanes_y` is where the updates begin."""

    height: int
    moments: tuple[Moment, ...]
    lanes_y: int
    lanes: tuple[Lane, ...]
    hours: int


def draw_clock(clock: Any) -> Dial:
    """Deadlines drawn to scale where there is room for it, then the rhythm of updates."""
    steps = [
        (0, "Somebody notices"),
        (clock.activate, "Contacts told, room open"),
        (clock.acknowledge, "First words are public"),
        (clock.hold, "Holding statement is public"),
    ]
    moments: list[Moment] = []
    y = 18
    for minutes, title in sorted(steps, key=lambda step: step[0]):
        y = max(y + _GAP, 18 + round(minutes * _PER_MINUTE)) if moments else y
        moments.append(Moment(abbreviated(minutes) if minutes else "0", title, y))
    lanes_y = y + 52
    lanes = tuple(
        Lane(severity, abbreviated(every), lanes_y + 34 + 44 * index, _ticks(every))
        for index, (severity, every) in enumerate(clock.updates)
    )
    return Dial(lanes_y + 34 + 44 * len(lanes) + 6, tuple(moments), lanes_y, lanes, _HOURS)


def _ticks(every: int) -> tuple[float, ...]:
    whole = _HOURS * 60
    return tuple(round(minute * 100 / whole, 2) for minute in range(every, whole + 1, every))
