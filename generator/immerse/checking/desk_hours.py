"""Hours of the desks: promises that they can keep (L-29), hours in which nobody reads (L-82), holidays (holidays) and
time zones (zone)."""

from collections.abc import Iterable
from functools import partial

from immerse.checking.expiry import report_repetition
from immerse.checking.rule import ERROR, NOTE, WARNING, Report, rule
from immerse.checking.scopes import entries, setting
from immerse.clocks.calendar import Calendar
from immerse.clocks.desks import covers_of, titles_of
from immerse.clocks.holidays import CALENDAR_YEAR, regions_of
from immerse.clocks.typical_week import longest_closed, shortest_day, typical_week_of
from immerse.model.edition import Client
from immerse.model.policy.centre import TESTED_DAYS, Desk, NightWatch
from immerse.model.policy.formats import MEANT
from immerse.model.policy.kinds import Clock
from immerse.model.policy.response import Promise, Target
from immerse.model.policy.zones import WITHOUT_A_CITY
from immerse.model.subject import Regions
from immerse.storage.store import NOTHING_KEPT, Store
from immerse.words.english import counted

_DAY = 24 * 60
"""Minutes of the shortest day of a client without desks."""
_HOW_TO_TEST = "publish a test post at night, see who is alerted, set tested_on"


def first_response(client: Client, target: Target) -> tuple[int, str]:
    """(minutes until the first response, in words); a cover day counts as that of the desk with the shortest day."""
    if target.first_response_min is not None:
        return target.first_response_min, f"first_response_min {target.first_response_min}"
    days = target.cover_days or 1
    minutes = days * min(map(shortest_day, covers(client)), default=_DAY)
    return minutes, f"cover_days {days}, {minutes} minutes at the desk with the shortest day"


def covers(client: Client) -> tuple[Calendar, ...]:
    """The hours in which each language is answered."""
    return tuple(map(typical_week_of, covers_of(client.policy)))


def _slowest(target: Target, clock: Clock, cover: Calendar) -> int:
    """The fewest minutes on `clock` in which the target is always kept with this cover."""
    day, closed = shortest_day(cover), longest_closed(cover)
    if target.first_response_min is None:
        days = (target.cover_days or 1) + 1
        return days * day + (0 if clock == "cover" else closed)
    crosses_a_night = clock == "wall" and target.clock == "cover"
    return target.first_response_min + (closed if crosses_a_night else 0)


@rule("L-29", ERROR, each=setting("response.published_promise"))
def promise_beyond_reach(promise: Promise, report: Report) -> None:
    """A public promise can be kept, by the slowest target it covers and the hours of the slowest desk.

    People rely on a promise; one that is better than the target is broken on an ordinary day. A promise on the wall
    clock that covers targets on the cover clock must allow for the longest closed stretch of the week. Holidays are not
    counted: say in the promise that they are excluded.

    Bad:  within_min: 240, clock: wall     while the desk is closed from Friday evening to Monday morning
    Good: within_min: 240, clock: cover
    """
    targets = report.policy.response.targets or {}
    hours = covers(report.client)
    covered = [priority for priority in promise.covers if priority in targets] if hours else []
    needed = {each: max(_slowest(targets[each], promise.clock, cover) for cover in hours) for each in covered}
    slowest = max(covered, key=lambda priority: needed[priority], default=None)
    if slowest is None or promise.within_min >= needed[slowest]:
        return
    promised = f"the public promise of {counted(promise.within_min, 'minute')}"
    first = targets[slowest].first_response_min
    if first is not None and promise.within_min < first:
        message = f"{promised} is better than the target of {slowest}, {counted(first, 'minute')}"
    else:
        slowest_answer = f"an answer to a {slowest} may take {counted(needed[slowest], 'minute')} with the desks' hours"
        message = f"{promised} on the {promise.clock} clock cannot be kept: {slowest_answer}"
    report(message, at="within_min", hint="promise less, answer faster, or leave the priority out of `covers`")


@rule("L-82", ERROR, each=setting("response.published_promise"))
def promise_without_a_desk(promise: Promise, report: Report) -> None:
    """A desk can keep what is promised, and the public is told the truth about the hours without a desk.

    A person in danger writes at night and waits, because the page said that every message is read. Unless a desk is
    always open, the published promise says under `while_closed`, in each of its languages, what to do while nobody
    reads. A desk answers in each of these languages, and the working days that the sentence names (`within_days`) are
    enough at the desk with the shortest day. The night watch is described truthfully: `always_open` needs such a desk;
    whoever is alerted can be reached at night, and in time for a P1. A watch that was last tested more than
    {TESTED_DAYS} days ago is a warning, and so is one whose {TESTED_DAYS} days end within {SOON_DAYS} days.

    Bad:  published_promise: {text: {en-GB: We answer every message within two days.}, ...}     no while_closed
    Good: while_closed: {en-GB: "At night nobody reads here. If you are in danger, call 999."}
    """
    desks = report.policy.centre.desks
    if not desks:
        return
    answered = {tag for desk in desks for tag in desk.languages}
    for tag in promise.text:
        if tag not in answered:
            message = f"the public promise is made in {tag}, and no desk answers in it"
            report(message, at="text", hint="leave it out, or name it at a desk")
    if promise.within_days and promise.clock == "cover":
        shortest = min(covers_of(report.policy), key=lambda together: shortest_day(typical_week_of(together)))
        most = promise.within_days * shortest_day(typical_week_of(shortest))
        if promise.within_min > most:
            days = counted(promise.within_days, "working day")
            message = f"the public promise says {days} and allows {counted(promise.within_min, 'minute')} of cover"
            message += f"; in {titles_of(shortest)} the days have {most}"
            report(message, at="within_days", hint=f"within_min: {most} at most")
    missing = [tag for tag in promise.text if tag not in (promise.while_closed or {})]
    if missing and not any(desk.always for desk in desks):
        message = f"no desk is always open, but the public promise has no while_closed text in {missing[0]}"
        hint = "while_closed: what people should do while nobody reads, in each language of the promise"
        report(message, at="while_closed", hint=hint)


@promise_without_a_desk.also(setting("centre.night_watch"))
def _night_watch(watch: NightWatch, report: Report) -> None:
    policy = report.policy
    if watch.kind == "always_open" and not any(desk.always for desk in policy.centre.desks or ()):
        message = "the night watch is always_open, but no desk is always open"
        report(message, at="kind", hint="kind: alarm, vendor or nobody")
    contact = policy.escalation.contact(str(watch.tells))
    if contact is not None and not contact.is_reached_at_night:
        message = f"{str(watch.tells)!r} is alerted, but cannot be reached at night: hours is {contact.hours!r}"
        report(message, at="tells", hint="name a contact with hours: always or on_call")
    if (day := watch.tested_on) is not None:
        done, place, hint = "the night watch was last tested", watch.location_of("tested_on"), _HOW_TO_TEST
        report_repetition(report, done, day, TESTED_DAYS, at=place, hint=hint, hint_before=hint, severity=WARNING)


@rule("holidays", ERROR, each=entries("centre.desks"))
def unknown_holidays(desk: Desk, report: Report) -> None:
    """The public holidays of a desk are in the calendar, by country and, where the parts differ, by part.

    A desk that is closed on days that immerse does not know answers late on each of them. Where every part of a country
    has holidays of its own, the country alone is right for no desk, which is a warning; where only some parts differ
    (the states of the USA beside the federal holidays), it is a note that lists them.

    Bad:  holidays: GB          Easter Monday is a holiday in England and not in the whole country
    Good: holidays: GB-ENG
    """
    if desk.holidays is None:
        return
    country, _, part = desk.holidays.partition("-")
    regions = None if country in MEANT else report.context.regions.get(country)
    if regions is None:
        corrected = f"{MEANT[country]}{f'-{part}' if part else ''}" if country in MEANT else ""
        hint = f"write {corrected or 'a country or a part of one: GB-ENG, DE-BE, US-WA'}"
        report(f"there is no calendar of public holidays for {desk.holidays!r}", at="holidays", hint=hint)
    elif part and part not in regions.parts:
        hint = f"{country} has: {', '.join(regions.parts)}" if regions.parts else f"write {country}"
        report(f"{country} has no part {part!r} in the calendar", at="holidays", hint=hint)
    elif not part and (differing := regions.differing):
        message = f"{country!r} has the holidays of the whole country; in {CALENDAR_YEAR} these parts have others"
        hint = f"write one of them if the desk is there: {', '.join(f'{country}-{part}' for part in differing)}"
        severity = WARNING if len(differing) == len(regions.parts) else NOTE
        report(message, at="holidays", hint=hint, severity=severity)


def regions_for(clients: Iterable[Client], store: Store = NOTHING_KEPT) -> dict[str, Regions | None]:
    """The regions that the calendar distinguishes in the countries of these clients' desks; cached in the store."""
    desks = (desk for client in clients for desk in client.policy.centre.desks or () if desk.holidays is not None)
    countries = sorted({str(desk.holidays).partition("-")[0] for desk in desks} - MEANT.keys())
    return {code: store.kept("regions", code.encode(), make=partial(regions_of, code)) for code in countries}


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
        report(f"the zone {zone!r} names no city, so it has no summer time", at=at, hint=f"write {city}")
