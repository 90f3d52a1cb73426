"""The three pictures of a roster: ramp, hand-over curve, brands. Each says in words what it shows.

Widths are per cent and heights pixels, so that words keep their size on any screen. Colours come from the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from immerse.rendering.pictures.measuring import NARROWEST, wrap
from immerse.roster.labels import people
from immerse.roster.svg import element, text
from immerse.roster.weeks import weeks_since

Facts = Mapping[str, Any]
Point = tuple[float, float]
"""Per cent of the width and of the height, from the lower left corner."""

_TOP, _PLOT, _BELOW = 42, 200, 46
_MOST_DOTS = 12


def ramp_picture(facts: Facts) -> str:
    """Per cent of the steps that the plan wants met by the end of each week, and that were; empty without anybody."""
    weeks = facts["ramp"]
    if not weeks:
        return ""
    last = weeks[-1]["week"]
    planned = [(0.0, 0.0), *((100 * one["week"] / last, float(one["planned"])) for one in weeks)]
    met = [(0.0, 0.0), *((100 * one["week"] / last, float(one["met"])) for one in weeks if one["met"] is not None)]
    now = [one for one in weeks if one["met"] is not None]
    said = "Nobody has finished a week."
    if now:
        week, percent, plan = (now[-1][name] for name in ("week", "met", "planned"))
        said = f"At the end of week {week}, {percent} per cent were met and {plan} planned."
    lines = [_line(planned, "plan"), _line(met, "real") if now else ""]
    return _plot("ramp", "Ramp: steps met by week", said, lines, last, "weeks of the rotation")


def handover_picture(facts: Facts) -> str:
    """Which share of the items client staff handle, planned and real; empty where nothing is planned."""
    curve = facts["handover"]
    weeks = max([curve["weeks"], *(one["week"] or 0 for one in curve["real"])])
    planned = _stairs(((one["week"], one["share"]) for one in curve["planned"]), weeks)
    real = [(one["week"], one["share"]) for one in curve["real"] if one["week"] is not None and one["week"] >= 0]
    if not curve["planned"]:
        return ""
    until = _week_of(facts, curve, weeks)
    lines = [_line(planned, "plan"), _line(_stairs(real, weeks, until), "real") if real else ""]
    steps = "; ".join(f"{one['share']} per cent from week {one['week']}" for one in curve["planned"])
    done = "; ".join(f"{share} per cent since week {week}" for week, share in real) or "nothing was handed over yet"
    said = f"Planned: {steps}. Real: {done}."
    return _plot(
        "handover", "Hand-over: items handled by client staff", said, lines, weeks, "weeks since the agency began"
    )


def _week_of(facts: Facts, curve: Facts, weeks: int) -> float:
    """The week of the roster's day, which is as far as the real curve goes."""
    return min(weeks, max(0, weeks_since(curve["starts"], facts["day"]))) if curve["starts"] else weeks


def _stairs(steps: Iterable[tuple[int, int]], weeks: int, until: float | None = None) -> list[Point]:
    """Each share holds from its week until the next one."""
    points: list[Point] = [(0.0, 0.0)]
    for week, share in steps:
        x = 100 * min(week, weeks) / weeks
        points += [(x, points[-1][1]), (x, float(share))]
    end = 100 * (weeks if until is None else until) / weeks
    return [*points, (max(end, points[-1][0]), points[-1][1])]


def _line(points: Sequence[Point], kind: str) -> str:
    said = " ".join(f"{x:.4g},{100 - y:.4g}" for x, y in points)
    return element("polyline", class_=kind, points=said, vector_effect="non-scaling-stroke")


def _plot(name: str, title: str, said: str, lines: Iterable[str], weeks: int, below: str) -> str:
    """Lines over weeks and per cent, with a scale and a key."""
    grid = [
        element("line", class_="grid", x1=0, x2=100, y1=y, y2=y, vector_effect="non-scaling-stroke")
        for y in range(0, 101, 25)
    ]
    inner = element(
        "svg", *grid, *lines, x=0, y=_TOP, width="100%", height=_PLOT, viewBox="0 0 100 100", preserveAspectRatio="none"
    )
    bottom = _TOP + _PLOT
    scale = [_word(f"{100 - y}%", "0%", _TOP + _PLOT * y / 100 - 3) for y in (0, 50)]
    ticks = range(0, weeks + 1, 4 if weeks <= 30 else 8 if weeks <= 60 else 13)
    marks = [_word(str(week), f"{100 * week / weeks:.4g}%", bottom + 16, _anchor(week, weeks)) for week in ticks]
    key = [
        element("line", class_="plan", x1="0%", x2="8%", y1=9, y2=9),
        _word("planned", "10%", 14),
        element("line", class_="real", x1="45%", x2="53%", y1=9, y2=9),
        _word("real", "55%", 14),
    ]
    return _svg(
        name, title, said, _TOP + _PLOT + _BELOW, [*key, inner, *scale, *marks, _word(below, "0%", bottom + 36)]
    )


def _anchor(week: int, weeks: int) -> str:
    return "start" if week == 0 else "end" if week > 0.95 * weeks else "middle"


def _word(words: str, x: str, y: float, anchor: str = "start", kind: str = "") -> str:
    return element("text", text(words), x=x, y=y, text_anchor=anchor, **({"class_": kind} if kind else {}))


def _svg(name: str, title: str, said: str, height: float, parts: Iterable[str]) -> str:
    head = [element("title", text(title), id=f"{name}-title"), element("desc", text(said), id=f"{name}-desc")]
    labels = f"{name}-title {name}-desc"
    return element("svg", *head, *parts, role="img", aria_labelledby=labels, width="100%", height=height)


def brands_picture(facts: Facts) -> str:
    """The brands, a full dot for everybody who works there and a ring for who will; empty without brands."""
    brands = facts["brands"]
    if not brands:
        return ""
    parts: list[str] = []
    y = 0.0
    for one in brands:
        lines = wrap(one["name"] or "No brand is said", NARROWEST, 14, bold=True)
        kind = "with" if one["placed"] else "without"
        height = 20 * len(lines) + 40
        parts.append(element("rect", class_=kind, x=0, y=y, width="100%", height=height, rx=4))
        parts += [_word(line, "10", y + 20 * (at + 1), kind="name") for at, line in enumerate(lines)]
        parts += _dots(one, y + 20 * len(lines) + 20)
        y += height + 8
    empty = [one["name"] for one in brands if one["name"] and not one["placed"]]
    said = f"Nobody is placed at {', '.join(empty)}." if empty else "Somebody is placed at each brand."
    return _svg("brands", "Brands with and without placed people", said, y, parts)


def _dots(one: Facts, y: float) -> list[str]:
    kinds = ["placed"] * len(one["placed"]) + ["coming"] * len(one["coming"])
    dots = [element("circle", class_=kind, cx=18 + 16 * at, cy=y, r=5) for at, kind in enumerate(kinds[:_MOST_DOTS])]
    coming = f", {len(one['coming'])} to come" if one["coming"] else ""
    placed = people(len(one["placed"])) if one["placed"] else "nobody"
    at = 10 if not dots else 18 + 16 * len(dots)
    return [*dots, _word(f"{placed}{coming}", str(at), y + 5)]
