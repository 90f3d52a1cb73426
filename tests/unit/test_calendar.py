"""The two clocks on real days, on made-up desks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from immerse.clocks.calendar import DAY, MINUTE, WEEK, Allowance, Calendar, DeskHours, Holiday, no_holiday
from immerse.clocks.desks import calendar_of, holidays_at
from immerse.clocks.holidays import holidays_of
from immerse.model.policy import centre
from immerse.problems import ImmerseError

MONDAY = date(2026, 6, 1)
SHORTEST = 4 * 60
"""Minutes of the shortest day: two weeks of cover last at most 84 weeks then."""
LONDON = ZoneInfo("Europe/London")
TOKYO = ZoneInfo("Asia/Tokyo")
"""No clock ever changes there."""


def is_off(day: date) -> str:
    """A made-up holiday on every ninth day of the year."""
    return "Ninth" if day.timetuple().tm_yday % 9 == 0 else ""


DAY_MIN = DAY // MINUTE

hours = st.builds(
    DeskHours,
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    open=st.integers(0, DAY_MIN - 2),
    close=st.integers(1, DAY_MIN - 1),
).filter(lambda desk: (desk.close or 0) - (desk.open or 0) >= SHORTEST) | st.just(DeskHours())


def alone(desk: DeskHours, zone: tzinfo, holiday: Holiday) -> Calendar:
    return Calendar((replace(desk, zone=zone, holiday=holiday),))


zones = st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe", "UTC"]).map(ZoneInfo)
calendars = st.builds(alone, hours, zones, st.sampled_from([no_holiday, is_off]))
moments = st.integers(0, 400 * DAY_MIN).map(lambda minute: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute))
lengths = st.integers(0, 14 * DAY_MIN)


@given(calendars, moments, lengths, lengths)
def test_adding_both_is_adding_one_then_the_other(one: Calendar, at: datetime, first: int, second: int) -> None:
    assert one.add_cover(one.add_cover(at, first), second) == one.add_cover(at, first + second)


@given(calendars, moments, lengths, lengths, st.integers(0, 14 * DAY_MIN))
def test_a_later_post_or_a_longer_time_is_never_due_earlier(
    one: Calendar, at: datetime, minutes: int, longer: int, later: int
) -> None:
    due = one.add_cover(at, minutes)
    assert at <= due <= one.add_cover(at, minutes + longer)
    assert due <= one.add_cover(at + timedelta(minutes=later), minutes)


@given(calendars, moments, lengths)
def test_the_minutes_counted_back_are_the_minutes_added(one: Calendar, at: datetime, minutes: int) -> None:
    assert one.cover_between(at, one.add_cover(at, minutes)) == minutes


@given(calendars, moments, st.integers(1, 14 * DAY_MIN))
def test_a_count_never_ends_on_a_day_without_cover(one: Calendar, at: datetime, minutes: int) -> None:
    due = one.add_cover(at, minutes).astimezone(one.zone)
    if not one.never_closes:
        assert due.weekday() in one.desks[0].days
        assert not one.holiday(due.date())


@given(calendars, moments, st.integers(1, 10))
def test_cover_days_end_at_a_close_and_holidays_are_none(one: Calendar, at: datetime, days: int) -> None:
    due = one.add_cover_days(at, days)
    assert due > at
    if not one.never_closes:
        local = due.astimezone(one.zone)
        assert local.weekday() in one.desks[0].days and not one.holiday(local.date())
        covered = sum(
            day.weekday() in one.desks[0].days and not one.holiday(day)
            for day in (at.astimezone(one.zone).date() + timedelta(days=n) for n in range(1, 400))
            if day <= local.date()
        )
        assert covered == days


@given(
    hours,
    st.integers(0, WEEK // MINUTE),
    st.integers(1, 5 * DAY_MIN),
    st.sampled_from(["wall", "cover"]),
    st.integers(0, 5),
)
def test_a_zone_without_clock_changes_counts_as_utc(
    desk: DeskHours, minute: int, minutes: int, clock: str, days: int
) -> None:
    allowance = Allowance("wall" if clock == "wall" else "cover", minutes, days)
    there, here = (datetime.combine(MONDAY, time(), zone) + minute * MINUTE for zone in (TOKYO, UTC))
    due = alone(desk, TOKYO, no_holiday).due(there.astimezone(UTC), allowance)
    assert due - there == alone(desk, UTC, no_holiday).due(here, allowance) - here


def test_whether_a_desk_is_open() -> None:
    one = alone(DeskHours((0, 1, 2, 3, 4), 8 * 60, 18 * 60), LONDON, no_holiday)
    at = [datetime(2026, 6, 1, hour, minute, tzinfo=LONDON) for hour, minute in ((7, 59), (8, 0), (17, 59), (18, 0))]
    assert [one.is_open(moment) for moment in at] == [False, True, True, False]


def test_holidays_of_countries_and_their_parts() -> None:
    assert holidays_of("GB-ENG")(date(2026, 12, 28)).startswith("Boxing Day")
    assert holidays_of("DE-BE")(date(2027, 3, 8)) and not holidays_of("DE-BY")(date(2027, 3, 8))
    assert holidays_of("FR")(date(2026, 7, 14)) and not holidays_of("US")(date(2026, 7, 14))


def test_the_holidays_of_a_desk_are_those_on_which_it_would_sit() -> None:
    desk = centre.Desk.model_validate(
        {"id": "main", "title": "Main", "timezone": "Europe/Berlin", "days": ("mon", "tue", "wed", "thu", "fri")}
        | {"open": "08:00", "close": "18:00", "holidays": "DE-BE", "languages": ("de",)}
    )
    found = holidays_at(desk, date(2027, 3, 1), days=31)
    assert [day for day, _ in found] == [date(2027, 3, 8), date(2027, 3, 26), date(2027, 3, 29)]
    assert [name for _, name in found] == ["Women's Day", "Good Friday", "Easter Monday"]


@pytest.mark.parametrize("code", ["XX", "GB-XXX"])
def test_a_code_without_a_calendar_is_named(code: str) -> None:
    desk = centre.Desk.model_validate(
        {"id": "main", "title": "Main", "timezone": "Europe/London", "days": ("mon",)}
        | {"open": "08:00", "close": "18:00", "holidays": code, "languages": ("en-GB",)}
    )
    with pytest.raises(ImmerseError, match=f"no calendar of public holidays for '{code}'"):
        calendar_of(desk)
