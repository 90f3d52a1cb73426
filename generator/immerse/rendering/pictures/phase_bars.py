"""The rotation as bars over weeks, with floors and gates. Places are per cent of the width, so text keeps its size."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from immerse.rendering.pictures.measuring import NARROWEST, width, wrap

ROW = 38
LEADING = 18
TOP = 52


class Bar(NamedTuple):
    """A phase or module: `x`, `width` and `floor` in per cent of the picture's width."""

    title: str
    lines: tuple[tuple[str, int], ...]
    """The title as it is drawn, each line with the place of its letters."""
    note: str
    y: int
    """The place of the last line, 8 above its letters."""
    x: float
    width: float
    floor: float


class Flag(NamedTuple):
    """A gate on the axis; `row` keeps neighbours apart."""

    id: str
    x: float
    row: int
    align: str
    """`start`, `middle` or `end`: the side on which its label is at the picture's edges."""


class Bars(NamedTuple):
    """The whole picture."""

    height: int
    axis: int
    flags: tuple[Flag, ...]
    phases: tuple[Bar, ...]
    modules: tuple[Bar, ...]
    modules_y: int
    weeks: int


def draw_rotation(timeline: Any, with_modules: bool) -> Bars:
    """Bars for phases, and for the windows of the modules where they are wanted."""
    flags = _flags(timeline)
    axis = TOP + 14 * max((flag.row for flag in flags), default=0)
    phases = _bars(timeline.phases, timeline.weeks, axis + 16)
    below = phases[-1].y + ROW if phases else axis + 16
    modules = _bars(timeline.modules if with_modules else (), timeline.weeks, below + 34)
    height = modules[-1].y + ROW if modules else below
    return Bars(height, axis, flags, phases, modules, below + 22, timeline.weeks)


def _bars(spans: Iterable[Any], weeks: int, y: int) -> tuple[Bar, ...]:
    """One below the other, each as high as its title is long."""
    bars: list[Bar] = []
    for span in spans:
        bars.append(_bar(span, weeks, bars[-1].y + ROW if bars else y))
    return tuple(bars)


def _bar(span: Any, weeks: int, top: int) -> Bar:
    first = max(span.first, 1)
    length = span.last - first + 1
    note = f"weeks {span.first} to {span.last}" if span.last != span.first else f"week {span.first}"
    if span.floor:
        note += f", at least {span.floor}"
    lines = wrap(span.title, NARROWEST - 8 - width(note, 13), 14, bold=True)
    y = top + LEADING * (len(lines) - 1)
    share = 100 / weeks
    floor = min(span.floor, length) * share
    placed = tuple((line, top + 8 + LEADING * index) for index, line in enumerate(lines))
    return Bar(span.title, placed, note, y, round((first - 1) * share, 2), round(length * share, 2), round(floor, 2))


def _flags(timeline: Any) -> tuple[Flag, ...]:
    flags: list[Flag] = []
    rows: dict[int, float] = {}
    for mark in timeline.gates:
        x = round(min(max(mark.week, 0), timeline.weeks) * 100 / timeline.weeks, 2)
        row = next(row for row in range(len(timeline.gates)) if x - rows.get(row, -100.0) > 7)
        rows[row] = x
        flags.append(Flag(mark.id, x, row, "start" if x < 4 else "end" if x > 96 else "middle"))
    return tuple(flags)
