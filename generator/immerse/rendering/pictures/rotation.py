"""The rotation as bars over weeks, with floors and gates. Places are per cent of the width, so text keeps its size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from immerse.rendering.pictures.measuring import NARROWEST, width

ROW = 38
TOP = 52


@dataclass(frozen=True, slots=True)
class Bar:
    """A phase or module: `x`, `width` and `floor` in per cent of the picture's width."""

    title: str
    note: str
    y: int
    x: float
    width: float
    floor: float


@dataclass(frozen=True, slots=True)
class Flag:
    """A gate on the axis; `row` keeps neighbours apart."""

    id: str
    x: float
    row: int
    align: str
    """`start`, `middle` or `end`: the side on which its label stands at the picture's edges."""


@dataclass(frozen=True, slots=True)
class Bars:
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
    phases = tuple(_bar(span, timeline.weeks, axis + 16 + ROW * index) for index, span in enumerate(timeline.phases))
    below = axis + 16 + ROW * len(phases)
    spans = timeline.modules if with_modules else ()
    modules = tuple(_bar(span, timeline.weeks, below + 34 + ROW * index) for index, span in enumerate(spans))
    height = (below + 34 + ROW * len(modules)) if modules else below
    return Bars(height, axis, flags, phases, modules, below + 22, timeline.weeks)


def _bar(span: Any, weeks: int, y: int) -> Bar:
    first = max(span.first, 1)
    length = span.last - first + 1
    note = f"weeks {span.first} to {span.last}" if span.last != span.first else f"week {span.first}"
    if span.floor:
        note += f", at least {span.floor}"
    if width(span.title, 14, bold=True) + width(note, 13) > NARROWEST - 8:
        note = f"{span.first}–{span.last}"
    share = 100 / weeks
    floor = min(span.floor, length) * share
    return Bar(span.title, note, y, round((first - 1) * share, 2), round(length * share, 2), round(floor, 2))


def _flags(timeline: Any) -> tuple[Flag, ...]:
    flags: list[Flag] = []
    rows: dict[int, float] = {}
    for mark in timeline.gates:
        x = round(min(max(mark.week, 0), timeline.weeks) * 100 / timeline.weeks, 2)
        row = next(row for row in range(len(timeline.gates)) if x - rows.get(row, -100.0) > 7)
        rows[row] = x
        flags.append(Flag(mark.id, x, row, "start" if x < 4 else "end" if x > 96 else "middle"))
    return tuple(flags)
