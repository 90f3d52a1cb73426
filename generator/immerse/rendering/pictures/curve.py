"""The hand-over curve: the share of the items that client staff handle, week by week."""

from typing import Any, NamedTuple

PLOT_TOP = 30
PLOT_HEIGHT = 200


class Rise(NamedTuple):
    """The week from which a share holds; `x` in per cent of the width, `y` in pixels."""

    week: int
    share: int
    x: float
    y: int
    align: str


class Curve(NamedTuple):
    """The whole picture. `line` and `area` are point lists in a square of 100 by 100."""

    height: int
    top: int
    plot: int
    rises: tuple[Rise, ...]
    line: str
    area: str
    weeks: int


def draw_curve(handover: Any) -> Curve:
    """A staircase: each share holds from its week until the next one."""
    rises: list[Rise] = []
    corners: list[tuple[float, float]] = [(0.0, 100.0)]
    for week, share in _rising(handover.points):
        x = round(min(week, handover.weeks) * 100 / handover.weeks, 2)
        corners += [(x, corners[-1][1]), (x, 100.0 - share)]
        y = PLOT_TOP + round(PLOT_HEIGHT * (100 - share) / 100)
        rises.append(Rise(week, share, x, y, "start" if x < 6 else "end" if x > 90 else "middle"))
    corners.append((100.0, corners[-1][1]))
    line = " ".join(f"{x:g},{y:g}" for x, y in corners)
    return Curve(
        PLOT_TOP + PLOT_HEIGHT + 44, PLOT_TOP, PLOT_HEIGHT, tuple(rises), line, f"{line} 100,100 0,100", handover.weeks
    )


def _rising(points: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    rising: list[tuple[int, int]] = []
    for week, share in points:
        if share and (not rising or share > rising[-1][1]):
            rising.append((week, share))
    return rising
