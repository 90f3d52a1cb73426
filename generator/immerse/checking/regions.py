"""Calendars of public holidays (holidays) and time zones (zone) that exist, and that are what somebody means."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from immerse.checking.rule import ERROR, NOTE, WARNING, Report, rule
from immerse.checking.scopes import entries, setting
from immerse.clocks.holidays import CALENDAR_YEAR, regions_of
from immerse.model.edition import Client
from immerse.model.policy.centre import Desk
from immerse.model.policy.formats import MEANT
from immerse.model.policy.zones import WITHOUT_A_CITY
from immerse.model.subject import Regions
from immerse.store import NOTHING_KEPT, Store


@rule("holidays", ERROR, each=entries("centre.desks"))
def unknown_holidays(desk: Desk, report: Report) -> None:
    """The public holidays of a desk are in the calendar, by country and, where the parts differ, by part.

    A desk that is closed on days that nobody knows of answers late on each of them. Where every part of a country has
    holidays of its own, the country alone is right nowhere, which is a warning; where only some have (the states of the
    USA beside the federal holidays), it is a note that lists them.

    Bad:  holidays: GB          Easter Monday is a holiday in England and not in the whole country
    Good: holidays: GB-ENG
    """
    if desk.holidays is None:
        return
    country, _, part = desk.holidays.partition("-")
    regions = None if country in MEANT else report.context.regions.get(country)
    if regions is None:
        meant = f"{MEANT[country]}{f'-{part}' if part else ''}" if country in MEANT else ""
        hint = f"write {meant or 'a country or a part of one: GB-ENG, DE-BE, US-WA'}"
        report(f"there is no calendar of public holidays for {desk.holidays!r}", at="holidays", hint=hint)
    elif part and part not in regions.parts:
        hint = f"{country} has: {', '.join(regions.parts)}" if regions.parts else f"write {country}"
        report(f"{country} has no part {part!r} in the calendar", at="holidays", hint=hint)
    elif not part and (differing := regions.differing):
        message = f"{country!r} has the holidays of the whole country; in {CALENDAR_YEAR} these parts have others"
        hint = f"write one of them if the desk stands there: {', '.join(f'{country}-{one}' for one in differing)}"
        severity = WARNING if len(differing) == len(regions.parts) else NOTE
        report(message, at="holidays", hint=hint, severity=severity)


def regions_for(clients: Iterable[Client], store: Store = NOTHING_KEPT) -> dict[str, Regions | None]:
    """What the calendar says of the countries of these clients' desks; kept, for reading a calendar takes its time."""
    desks = (desk for client in clients for desk in client.policy.centre.desks or () if desk.holidays is not None)
    countries = sorted({str(desk.holidays).partition("-")[0] for desk in desks} - MEANT.keys())
    return {one: store.kept("regions", one.encode(), make=partial(regions_of, one)) for one in countries}


@rule("zone", WARNING, each=setting("client.timezone", unread=True))
def zone_without_a_city(zone: str, report: Report) -> None:
    """A time zone is named after a city, so that it has that city's summer time.

    EST is New York in winter only: in July a desk there is an hour off, and so is every due time.

    Bad:  timezone: EST
    Good: timezone: America/New_York
    """
    _name_a_city(zone, report)


@zone_without_a_city.also(entries("centre.desks"))
def _zone_of_a_desk(desk: Desk, report: Report) -> None:
    _name_a_city(desk.timezone, report, at="timezone")


def _name_a_city(zone: str, report: Report, at: str | None = None) -> None:
    if city := WITHOUT_A_CITY.get(zone):
        report(f"{zone!r} is a zone without a city, and without its summer time", at=at, hint=f"write {city}")
