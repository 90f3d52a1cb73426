"""What several desks of a language cover together: over midnight, following the sun, with holidays of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from immerse.clocks.calendar import DAY, MINUTE, MONDAY, WEEK, Allowance, Calendar, DeskHours
from immerse.clocks.desks import calendar_of
from immerse.clocks.typical_week import longest_closed, shortest_day, typical_week_of
from immerse.model.policy.centre import Desk as PolicyDesk
from immerse.model.text import Text
from pydantic import ValidationError

WORKDAYS = ["mon", "tue", "wed", "thu", "fri"]


def desk(id: str, zone: str, opens: str, closes: str, days: list[str] | None = None, holidays: str = "") -> PolicyDesk:
    fields = {"id": id, "title": id.capitalize(), "timezone": zone, "open": opens, "close": closes}
    fields |= {"holidays": holidays} if holidays else {}
    texts = {name: Text(value) for name, value in fields.items()}
    return PolicyDesk.model_validate(texts | {"days": tuple(days or WORKDAYS), "languages": (Text("en-GB"),)})


def moment(day: int, time: str) -> datetime:
    return MONDAY + day * DAY + timedelta(hours=int(time[:2]), minutes=int(time[3:]))


DAY_DESK = desk("london", "Europe/London", "12:00", "24:00", [*WORKDAYS, "sat"])
NIGHT_DESK = desk("night", "Europe/London", "00:00", "09:00", [*WORKDAYS, "sat"])
OVERNIGHT = desk("overnight", "Europe/London", "22:00", "06:00")
MANILA = desk("manila", "Asia/Manila", "09:00", "17:00")
LONDON = desk("london", "Europe/London", "09:00", "17:00")

WEEK_MIN, DAY_MIN = WEEK // MINUTE, DAY // MINUTE

SHORTEST = 60
"""Minutes of the shortest day: two weeks of cover last at most 336 weeks then."""

desks = st.builds(
    DeskHours,
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    open=st.integers(0, DAY_MIN - 1),
    close=st.integers(0, DAY_MIN - 1),
    zone=st.integers(1 - DAY_MIN, DAY_MIN - 1).map(lambda ahead: timezone(ahead * MINUTE)),
).filter(lambda hours: hours.span >= SHORTEST)
weeks = st.lists(desks, min_size=1, max_size=3).map(
    lambda several: Calendar((replace(several[0], zone=UTC), *several[1:]))
)
minutes_of_two_weeks = st.integers(0, 2 * WEEK_MIN)


def covered_minutes(week: Calendar) -> set[int]:
    """The minutes of a week that are covered, said by each desk alone."""
    found: set[int] = set()
    for hours in week.desks:
        ahead = (hours.zone.utcoffset(MONDAY) or timedelta()) // MINUTE
        for day in hours.days:
            begin = day * DAY_MIN + (hours.open or 0) - ahead
            found.update(minute % WEEK_MIN for minute in range(begin, begin + hours.span))
    return found


@given(weeks)
@settings(max_examples=30, deadline=None)
def test_a_cover_is_open_where_one_of_its_desks_is(week: Calendar) -> None:
    covered = covered_minutes(week)
    for minute in range(0, WEEK_MIN, 97):
        assert week.is_open(MONDAY + minute * MINUTE) == (minute in covered), minute
    assert week.cover_between(MONDAY, MONDAY + WEEK) == len(covered)
    assert week.never_closes == (len(covered) == WEEK_MIN)


@given(desks, minutes_of_two_weeks, minutes_of_two_weeks, st.integers(1, 5))
def test_a_desk_beside_itself_changes_nothing(hours: DeskHours, start: int, minutes: int, days: int) -> None:
    once, twice, begin = Calendar((hours,)), Calendar((hours, hours)), MONDAY + start * MINUTE
    assert twice.add_cover(begin, minutes) == once.add_cover(begin, minutes)
    assert twice.add_cover_days(begin, days) == once.add_cover_days(begin, days)
    end = begin + minutes * MINUTE
    assert twice.cover_between(begin, end) == once.cover_between(begin, end)


@given(weeks, st.integers(0, WEEK_MIN), st.integers(1, 2 * WEEK_MIN))
@settings(deadline=None)
def test_the_minutes_counted_back_are_the_minutes_added(week: Calendar, start: int, minutes: int) -> None:
    begin = MONDAY + start * MINUTE
    assert week.cover_between(begin, week.add_cover(begin, minutes)) == minutes


def test_desks_that_follow_each_other_round_the_clock_never_close() -> None:
    """Midnight to noon and noon to midnight, every day: there a cover day is 24 hours."""
    week = Calendar((DeskHours(open=0, close=720), DeskHours(open=720, close=0)))
    assert week.never_closes
    assert week.add_cover_days(moment(0, "10:00"), 1) == moment(1, "10:00")
    assert (shortest_day(week), longest_closed(week)) == (DAY_MIN, 0)


def test_real_desks_that_follow_each_other_round_the_clock_have_windows_of_ten_years() -> None:
    """Clocks may change in one city and not in the other, so the cover of real days is always counted."""
    calendar = calendar_of(
        desk("night", "Europe/London", "00:00", "12:00", [*WORKDAYS, "sat", "sun"]),
        desk("day", "Europe/London", "12:00", "24:00", [*WORKDAYS, "sat", "sun"]),
    )
    begin, end = next(calendar.windows(MONDAY))
    assert begin <= MONDAY and end - begin >= 3650 * DAY
    assert calendar.due(MONDAY, Allowance("cover", 20160)) == MONDAY + 20160 * MINUTE


def test_a_night_desk_and_a_day_desk_are_one_cover() -> None:
    """Tuesday 02:00: the night desk is open. Two hours end at 04:00; seven hours of the night (to 09:00) and one of
    the noon desk end at 13:00. At 23:30 the day desk and the night desk follow each other without a minute's gap."""
    cover = typical_week_of((DAY_DESK, NIGHT_DESK))
    assert cover.add_cover(moment(1, "02:00"), 120) == moment(1, "04:00")
    assert cover.add_cover(moment(1, "02:00"), 480) == moment(1, "13:00")
    assert cover.add_cover(moment(1, "23:30"), 60) == moment(2, "00:30")
    assert not cover.never_closes
    # From Sunday's midnight to Monday's: the day desk sits on Saturday last, the night desk on Monday first.
    assert longest_closed(cover) == DAY_MIN


def test_a_close_at_or_before_the_opening_is_the_next_days() -> None:
    """Friday 23:00 with eight hours of cover a night: 22:00 to 06:00. Seven hours are left on Saturday morning, the
    eighth is on Monday night, from 22:00 to 23:00."""
    cover = typical_week_of((OVERNIGHT,))
    assert cover.add_cover(moment(4, "23:00"), 420) == moment(5, "06:00")
    assert cover.add_cover(moment(4, "23:00"), 480) == moment(7, "23:00")


@pytest.mark.parametrize(
    ("together", "minutes"),
    [
        ((OVERNIGHT,), 8 * 60),  # 22:00 to 06:00 is one night, though two hours lie on its own date
        ((desk("night", "Europe/London", "22:00", "06:00", [*WORKDAYS, "sat", "sun"]),), 8 * 60),
        ((DAY_DESK,), 12 * 60),
        ((DAY_DESK, NIGHT_DESK), 21 * 60),
        ((LONDON, MANILA), 16 * 60),
        ((OVERNIGHT, LONDON), 16 * 60),
        (
            (desk("main", "Europe/London", "09:00", "17:00"), desk("sat", "Europe/London", "10:00", "12:00", ["sat"])),
            120,
        ),
    ],
)
def test_the_shortest_day_counts_a_night_once(together: tuple[PolicyDesk, ...], minutes: int) -> None:
    assert shortest_day(typical_week_of(together)) == minutes


def test_two_cities_follow_the_sun() -> None:
    """In London's time Manila (eight hours ahead) sits from 01:00 to 09:00, so both cover 01:00 to 17:00. Monday 16:00:
    one hour is left in London, the second is Manila's from 01:00 to 02:00 on Tuesday."""
    cover = typical_week_of((LONDON, MANILA))
    assert cover.add_cover(moment(0, "16:00"), 120) == moment(1, "02:00")
    assert cover.cover_between(MONDAY, MONDAY + WEEK) == 5 * 16 * 60
    assert cover.add_cover_days(moment(0, "10:00"), 1) == moment(1, "17:00")


@pytest.mark.parametrize(
    ("at", "minutes", "due", "worked"),
    [
        # Wed 25 Nov 2026, 02:00 GMT: 420 minutes of the night to 09:00, then 60 from 12:00.
        ("2026-11-25T02:00", 480, "2026-11-25T13:00", "night, then noon"),
        # Fri 27 Nov 2026, 23:30: 30 minutes to midnight; Saturday's night desk from 00:00.
        ("2026-11-27T23:30", 60, "2026-11-28T00:30", "over midnight"),
        # Sat 28 Nov 2026, 23:30: 30 minutes to midnight; nobody on Sunday; 30 on Monday from 00:00.
        ("2026-11-28T23:30", 60, "2026-11-30T00:30", "over a Sunday"),
        # Sat 27 Mar 2027, 23:00: 60 minutes to midnight; Sunday (clocks go forward) is closed; Monday 00:00 BST is
        # 28 Mar 23:00 UTC; 60 more end at 01:00 BST.
        ("2027-03-27T23:00", 120, "2027-03-29T01:00", "over the night of 23 hours"),
    ],
)
def test_a_cover_on_real_days(at: str, minutes: int, due: str, worked: str) -> None:
    calendar = calendar_of(DAY_DESK, NIGHT_DESK)
    start, expected = (datetime.fromisoformat(text).replace(tzinfo=calendar.zone).astimezone(UTC) for text in (at, due))
    assert calendar.due(start, Allowance("cover", minutes)) == expected, worked


def test_a_holiday_closes_its_own_desk_only() -> None:
    """Easter Monday, 29 March 2027, is a holiday in England and none in Manila: between 01:00 and 09:00 London winter
    time somebody answers. London is on summer time since the day before, so Manila sits from 02:00 to 10:00 there."""
    calendar = calendar_of(
        desk("london", "Europe/London", "09:00", "17:00", holidays="GB-ENG"),
        desk("manila", "Asia/Manila", "09:00", "17:00", holidays="PH"),
    )
    monday = datetime(2027, 3, 29, tzinfo=calendar.zone)
    open_at = [hour for hour in range(24) if calendar.is_open((monday + timedelta(hours=hour)).astimezone(UTC))]
    assert open_at == list(range(2, 10))
    friday = datetime(2027, 3, 25, 16, 0, tzinfo=calendar.zone).astimezone(UTC)
    # Thursday 25 March is Maundy Thursday, a holiday in Manila; Friday is Good Friday in both. 60 minutes are left in
    # London on Thursday; the next 60 are Manila's on Monday from 02:00 British Summer Time.
    due = calendar.due(friday, Allowance("cover", 120))
    assert due.astimezone(calendar.zone) == datetime(2027, 3, 29, 3, 0, tzinfo=calendar.zone)


@pytest.mark.parametrize(
    ("opens", "closes", "says"),
    [("08:00", "08:00", "open and close are the same"), ("24:00", "08:00", "open is a time of the day")],
)
def test_hours_that_nobody_means_are_refused(opens: str, closes: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        desk("x", "Europe/London", opens, closes)
