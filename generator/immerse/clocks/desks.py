"""Settings of the centre as the plain values that the arithmetic works with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from immerse.clocks.cover import Cover
from immerse.clocks.week import DAY, Allowance, Desk, Hours
from immerse.model.policy import centre
from immerse.model.policy.policy import Policy
from immerse.model.policy.response import Target
from immerse.words.days import weekday_numbers
from immerse.words.english import join


def desk_hours(desk: centre.Desk) -> Desk:
    """A desk of the policy as the arithmetic of a typical week sees it; holidays are left out."""
    if desk.always or desk.open is None or desk.close is None:
        return Desk(desk.timezone)
    return Desk(desk.timezone, weekday_numbers(desk.days), _minute(desk.open), _minute(desk.close))


_TYPICAL = datetime(2027, 1, 11)
"""A Monday in winter: by how much two cities differ in a typical week is taken from it."""


def cover_of(desks: Sequence[centre.Desk]) -> Hours:
    """What several desks cover together, in the local time of the first; one desk is its own cover.

    Raises:
        ValueError: there is no desk.
    """
    if not desks:
        raise ValueError("cover needs a desk")
    if len(desks) == 1:
        return desk_hours(desks[0])
    return Cover(tuple((desk_hours(desk), _behind(desk, desks[0])) for desk in desks))


def _behind(desk: centre.Desk, first: centre.Desk) -> int:
    """Minutes by which the local time of a desk is behind the first desk's."""
    ours, theirs = (_TYPICAL.replace(tzinfo=ZoneInfo(one.timezone)).utcoffset() for one in (first, desk))
    return int(((ours or timedelta()) - (theirs or timedelta())).total_seconds()) // 60


def desks_for(policy: Policy, language: str) -> tuple[centre.Desk, ...]:
    """The desks that answer a language; the first desk alone where none does. Empty where the client has none."""
    desks = policy.centre.desks or ()
    return tuple(desk for desk in desks if language in desk.languages) or desks[:1]


def covers_of(policy: Policy) -> tuple[tuple[centre.Desk, ...], ...]:
    """The desks of each language that some desk answers, each set of desks once."""
    desks = policy.centre.desks or ()
    languages = dict.fromkeys(str(tag) for desk in desks for tag in desk.languages)
    return tuple(dict.fromkeys(desks_for(policy, tag) for tag in languages))


def titles_of(desks: Sequence[centre.Desk]) -> str:
    """Where desks stand, in words: "London and Manila"."""
    return join(str(desk.title) for desk in desks)


def end_allowance(target: Target) -> Allowance:
    """The time until it is solved. On the cover clock 24 hours are a cover day, so no end falls on a closed day."""
    if target.clock == "wall":
        return Allowance("wall", target.resolve_h * 60)
    days, hours = divmod(target.resolve_h, 24)
    return Allowance("cover", cover_days=days) if days and not hours else Allowance("cover", target.resolve_h * 60)


def _minute(time: str) -> int:
    return (int(time[:2]) * 60 + int(time[3:])) % DAY


def allowance_of(target: Target) -> Allowance:
    """The time until the first response."""
    return Allowance(target.clock, target.first_response_min or 0, target.cover_days or 0)
