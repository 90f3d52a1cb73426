"""Settings of the centre as the plain values that the arithmetic works with."""

from __future__ import annotations

from immerse.clocks.week import Allowance, Desk, day_numbers
from immerse.model.policy import centre
from immerse.model.policy.response import Target


def desk_hours(desk: centre.Desk) -> Desk:
    """A desk of the policy as the arithmetic of a typical week sees it; holidays are left out."""
    if desk.always or desk.open is None or desk.close is None:
        return Desk(desk.timezone)
    return Desk(desk.timezone, day_numbers(desk.days), _minute(desk.open), _minute(desk.close))


def end_allowance(target: Target) -> Allowance:
    """The time until it is solved. On the cover clock 24 hours are a cover day, so no end falls on a closed day."""
    if target.clock == "wall":
        return Allowance("wall", target.resolve_h * 60)
    days, hours = divmod(target.resolve_h, 24)
    return Allowance("cover", cover_days=days) if days and not hours else Allowance("cover", target.resolve_h * 60)


def _minute(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def allowance_of(target: Target) -> Allowance:
    """The time until the first response."""
    return Allowance(target.clock, target.first_response_min or 0, target.cover_days or 0)
