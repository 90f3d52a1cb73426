"""Converts settings of the centre to the values that the clocks work with."""

from collections.abc import Sequence
from datetime import date, tzinfo
from zoneinfo import ZoneInfo

from immerse.clocks.calendar import DAY, MINUTE, Allowance, Calendar, DeskHours, Holiday, no_holiday
from immerse.clocks.holidays import holidays_of
from immerse.model.periods import later
from immerse.model.policy import centre
from immerse.model.policy.policy import Policy
from immerse.model.policy.response import Target
from immerse.words.days import weekday_numbers
from immerse.words.english import join


def calendar_of(*desks: centre.Desk) -> Calendar:
    """Desks of the policy on the calendar; raises ImmerseError for holidays that no calendar knows."""
    return Calendar(tuple(map(_on_calendar, desks)))


def _on_calendar(desk: centre.Desk) -> DeskHours:
    closed = desk.holidays and not desk.always
    return hours_of(desk, ZoneInfo(desk.timezone), holidays_of(str(desk.holidays)) if closed else no_holiday)


def hours_of(desk: centre.Desk, zone: tzinfo, holiday: Holiday = no_holiday) -> DeskHours:
    """The hours of a desk of the policy, in a time zone and with the holidays that close it."""
    if desk.open is None or desk.close is None:
        return DeskHours(zone=zone)
    return DeskHours(weekday_numbers(desk.days), _minute(desk.open), _minute(desk.close), zone, holiday)


def _minute(time: str) -> int:
    return (int(time[:2]) * 60 + int(time[3:])) % (DAY // MINUTE)


def holidays_at(desk: centre.Desk, first: date, days: int = 365) -> tuple[tuple[date, str], ...]:
    """The public holidays on which a desk would sit and does not, from a day on, each with its name.

    Raises:
        ImmerseError: the desk's holidays are in no calendar.
    """
    calendar = _on_calendar(desk)
    every = (later(first, days=step) for step in range(days))
    named = ((day, calendar.holiday(day)) for day in every if day.weekday() in calendar.days)
    return tuple((day, name) for day, name in named if name)


def desks_for(policy: Policy, language: str) -> tuple[centre.Desk, ...]:
    """The desks that answer a language; only the first desk where none does. Empty where the client has none."""
    desks = policy.centre.desks or ()
    return tuple(desk for desk in desks if language in desk.languages) or desks[:1]


def covers_of(policy: Policy) -> tuple[tuple[centre.Desk, ...], ...]:
    """The desks of each language that some desk answers, each set of desks once."""
    desks = policy.centre.desks or ()
    languages = dict.fromkeys(str(tag) for desk in desks for tag in desk.languages)
    return tuple(dict.fromkeys(desks_for(policy, tag) for tag in languages))


def titles_of(desks: Sequence[centre.Desk]) -> str:
    """The places of desks in words: "London and Manila"."""
    return join(str(desk.title) for desk in desks)


def allowance_of(target: Target) -> Allowance:
    """The time until the first response."""
    return Allowance(target.clock, target.first_response_min or 0, target.cover_days or 0)


def end_allowance(target: Target) -> Allowance:
    """The time until the item is solved. On the cover clock 24 hours are a cover day, so no end falls on a closed
    day."""
    if target.clock == "wall":
        return Allowance("wall", target.resolve_h * 60)
    days, hours = divmod(target.resolve_h, 24)
    return Allowance("cover", cover_days=days) if days and not hours else Allowance("cover", target.resolve_h * 60)
