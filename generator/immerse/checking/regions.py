"""Calendars of public holidays and time zones that exist, and that are what somebody means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from immerse.checking.applies import in_use
from immerse.checking.rule import Report, rule
from immerse.clocks.calendar import CALENDAR_YEAR, regions_of
from immerse.model.edition import Client
from immerse.model.policy.centre import Desk
from immerse.model.policy.formats import MEANT
from immerse.model.policy.zones import WITHOUT_A_CITY
from immerse.model.subject import Regions, Subject
from immerse.problems import Problem, Severity
from immerse.store import NOTHING_KEPT, Store


@rule("holidays", Severity.ERROR)
def unknown_holidays(subject: Subject, report: Report) -> Iterable[Problem]:
    """The public holidays of a desk are in the calendar, by country and, where the parts differ, by part.

    A desk that is closed on days that nobody knows of answers late on each of them. Where every part of a country has
    holidays of its own, the country alone is right nowhere, which is a warning; where only some have (the states of the
    USA beside the federal holidays), it is a note that lists them.

    Bad:  holidays: GB          Easter Monday is a holiday in England and not in the whole country
    Good: holidays: GB-ENG
    """
    for client in subject.clients if in_use(subject, "centre.desks") else ():
        for desk in client.policy.centre.desks or ():
            if desk.holidays is not None:
                yield from _holidays(client, desk, subject, report)


def regions_for(clients: Iterable[Client], store: Store = NOTHING_KEPT) -> dict[str, Regions | None]:
    """What the calendar says of the countries of these clients' desks; kept, for reading a calendar takes its time."""
    desks = (desk for client in clients for desk in client.policy.centre.desks or () if desk.holidays is not None)
    countries = sorted({str(desk.holidays).partition("-")[0] for desk in desks} - MEANT.keys())
    return {one: store.kept("regions", one.encode(), make=partial(regions_of, one)) for one in countries}


def _holidays(client: Client, desk: Desk, seen: Subject, report: Report) -> Iterator[Problem]:
    code, subject = str(desk.holidays), f"{client.id}/centre.desks"
    country, _, part = code.partition("-")
    place = desk.place_of("holidays")
    regions = None if country in MEANT else seen.regions.get(country)
    if regions is None:
        meant = MEANT.get(country)
        hint = (
            f"write {meant}{f'-{part}' if part else ''}"
            if meant
            else "write a country or a part of one: GB-ENG, DE-BE, US-WA"
        )
        yield report(place, f"there is no calendar of public holidays for {code!r}", subject=subject, hint=hint)
    elif part and part not in regions.parts:
        hint = f"{country} has: {', '.join(regions.parts)}" if regions.parts else f"write {country}"
        yield report(place, f"{country} has no part {part!r} in the calendar", subject=subject, hint=hint)
    elif not part and (differing := regions.differing):
        message = f"{code!r} has the holidays of the whole country; in {CALENDAR_YEAR} these parts have others"
        hint = f"write one of them if the desk stands there: {', '.join(f'{country}-{one}' for one in differing)}"
        severity = Severity.WARNING if len(differing) == len(regions.parts) else Severity.INFO
        yield report(place, message, subject=subject, hint=hint, severity=severity)


@rule("zone", Severity.WARNING)
def zone_without_a_city(subject: Subject, report: Report) -> Iterable[Problem]:
    """A time zone is named after a city, so that it has that city's summer time.

    EST is New York in winter only: in July a desk there is an hour off, and so is every due time.

    Bad:  timezone: EST
    Good: timezone: America/New_York
    """
    for client in subject.clients:
        zones = [(client.policy.client.timezone, client.policy.client.place_of("timezone"), "client.timezone")]
        if in_use(subject, "centre.desks"):
            desks = client.policy.centre.desks or ()
            zones += [(desk.timezone, desk.place_of("timezone"), "centre.desks") for desk in desks]
        for zone, place, setting in zones:
            if city := WITHOUT_A_CITY.get(str(zone)):
                message = f"{str(zone)!r} is a zone without a city, and without its summer time"
                yield report(place, message, subject=f"{client.id}/{setting}", hint=f"write {city}")
