"""The three pictures of a roster: ramp, hand-over curve, brands. Each has a description in words.

Widths are in per cent and heights in pixels, so that words keep their size; colours come from the page.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from markupsafe import Markup

from immerse.records.days import weeks_between
from immerse.rendering.pictures.measuring import NARROWEST, wrap
from immerse.roster.labels import RosterFacts, people
from immerse.templating.environments import environment_of

Coordinates = tuple[float, float]
"""Per cent of the width and of the height, from the lower left corner."""

_MOST_DOTS = 12


def ramp_picture(facts: RosterFacts) -> Markup:
    """Per cent of the steps that the plan wants met by the end of each week, and that were met; empty for nobody."""
    weeks = facts["ramp"]
    if not weeks:
        return Markup()
    last = weeks[-1]["week"]
    now = [week for week in weeks if week["met"] is not None]
    description = "Nobody has finished a week."
    if now:
        week, percent, plan = (now[-1][name] for name in ("week", "met", "planned"))
        description = f"At the end of week {week}, {percent} per cent were met and {plan} planned."
    planned = [(0.0, 0.0), *((100 * week["week"] / last, float(week["planned"])) for week in weeks)]
    met = [(0.0, 0.0), *((100 * week["week"] / last, float(week["met"])) for week in now)]
    return _drawn(
        "plot",
        name="ramp",
        title="Ramp: steps met by week",
        description=description,
        lines=(("plan", planned), ("real", met if now else [])),
        weeks=last,
        below="weeks of the rotation",
    )


def handover_picture(facts: RosterFacts) -> Markup:
    """Which share of the items client staff handle, planned and real; empty where nothing is planned."""
    curve = facts["handover"]
    if not curve["planned"]:
        return Markup()
    weeks = max([curve["weeks"], *(reached["week"] or 0 for reached in curve["real"])])
    real = [(at["week"], at["share"]) for at in curve["real"] if at["week"] is not None and at["week"] >= 0]
    steps = "; ".join(f"{step['share']} per cent from week {step['week']}" for step in curve["planned"])
    done = "; ".join(f"{share} per cent since week {week}" for week, share in real) or "nothing was handed over yet"
    planned = _stairs(((step["week"], step["share"]) for step in curve["planned"]), weeks)
    until = min(weeks, max(0, weeks_between(curve["starts"], facts["day"]))) if curve["starts"] else weeks
    return _drawn(
        "plot",
        name="handover",
        title="Hand-over: items handled by client staff",
        description=f"Planned: {steps}. Real: {done}.",
        lines=(("plan", planned), ("real", _stairs(real, weeks, until) if real else [])),
        weeks=weeks,
        below="weeks since the agency began",
    )


def _stairs(steps: Iterable[tuple[int, int]], weeks: int, until: float | None = None) -> list[Coordinates]:
    """The corners of a stepped line: each share holds from its week until the next one."""
    points: list[Coordinates] = [(0.0, 0.0)]
    for week, share in steps:
        x = 100 * min(week, weeks) / weeks
        points += [(x, points[-1][1]), (x, float(share))]
    end = 100 * (weeks if until is None else until) / weeks
    return [*points, (max(end, points[-1][0]), points[-1][1])]


class _Brand(NamedTuple):
    """A brand as it is drawn; pixels from the top of the picture."""

    top: int
    height: int
    lines: tuple[str, ...]
    placed: bool
    dots: list[str]
    caption: str


def brands_picture(facts: RosterFacts) -> Markup:
    """The brands with the people who work there and who will; empty without brands."""
    if not facts["brands"]:
        return Markup()
    brands: list[_Brand] = []
    for brand in facts["brands"]:
        brands.append(_brand(brand, brands[-1].top + brands[-1].height + 8 if brands else 0))
    empty = [brand["name"] for brand in facts["brands"] if brand["name"] and not brand["placed"]]
    description = f"Nobody is placed at {', '.join(empty)}." if empty else "Somebody is placed at each brand."
    height = brands[-1].top + brands[-1].height + 8
    return _drawn("brands", brands=brands, description=description, height=height)


def _brand(brand: RosterFacts, top: int) -> _Brand:
    lines = tuple(wrap(brand["name"] or "No brand is said", NARROWEST, 14, bold=True))
    dots = ["placed"] * len(brand["placed"]) + ["coming"] * len(brand["coming"])
    coming = f", {len(brand['coming'])} to come" if brand["coming"] else ""
    caption = f"{people(len(brand['placed'])) if brand['placed'] else 'nobody'}{coming}"
    return _Brand(top, 20 * len(lines) + 40, lines, bool(brand["placed"]), dots[:_MOST_DOTS], caption)


def _drawn(template: str, **values: Any) -> Markup:
    return Markup(environment_of("immerse.roster").get_template(f"{template}.svg.jinja").render(**values))
