"""Cover in a typical week, on made-up desks, and times of worked examples as people say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from immerse.clocks.calendar import DAY, MINUTE, MONDAY, WEEK, Allowance, Calendar, DeskHours
from immerse.clocks.desks import end_allowance
from immerse.clocks.typical_week import Posted, first_after, parse_posted
from immerse.deciding.response_order import corners
from immerse.model.policy.response import Target

WEEK_MIN, DAY_MIN = WEEK // MINUTE, DAY // MINUTE
SHORTEST = 60
"""Minutes of the shortest day: three weeks of cover last at most 504 weeks then."""


def week_of(*hours: DeskHours) -> Calendar:
    return Calendar(hours)


OFFICE = week_of(DeskHours((0, 1, 2, 3, 4), 8 * 60, 20 * 60))
NIGHT = week_of(DeskHours((4, 5), 22 * 60, 6 * 60))
ALWAYS = week_of(DeskHours())

weeks = st.builds(
    DeskHours,
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    open=st.integers(0, DAY_MIN - 1),
    close=st.integers(0, DAY_MIN - 1),
).filter(lambda hours: hours.span >= SHORTEST).map(week_of) | st.just(ALWAYS)
moments = st.integers(0, 2 * WEEK_MIN).map(lambda minute: MONDAY + minute * MINUTE)
lengths = st.integers(0, 3 * WEEK_MIN)
allowances = st.builds(Allowance, st.sampled_from(["wall", "cover"]), st.integers(1, 3 * DAY_MIN), st.just(0))


def is_covered(week: Calendar, moment: datetime) -> bool:
    begin, end = next(week.windows(moment))
    return begin <= moment <= end


@given(weeks, moments, lengths)
def test_the_end_of_a_count_is_always_inside_cover(week: Calendar, moment: datetime, minutes: int) -> None:
    assert is_covered(week, week.add_cover(moment, minutes))


@given(weeks, moments, st.integers(1, 3 * WEEK_MIN))
def test_a_count_taken_back_from_its_end_ends_there_again(week: Calendar, moment: datetime, minutes: int) -> None:
    end = week.add_cover(moment, minutes)
    start = week.subtract_cover(end, minutes)
    assert week.add_cover(start, minutes) == end
    assert start <= moment or not week.cover_between(moment, start)


@given(weeks, allowances, allowances, moments)
def test_what_is_never_late_at_the_corners_is_never_late(
    week: Calendar, mine: Allowance, theirs: Allowance, moment: datetime
) -> None:
    late = [at for at in corners(week, (mine, theirs)) if week.due(at, mine) > week.due(at, theirs)]
    assert late or week.due(moment, mine) <= week.due(moment, theirs)


@given(weeks, weeks, moments, st.integers(1, WEEK_MIN))
def test_the_wall_clock_knows_no_desk(one: Calendar, other: Calendar, moment: datetime, minutes: int) -> None:
    allowance = Allowance("wall", minutes)
    assert one.due(moment, allowance) == other.due(moment, allowance) == moment + minutes * MINUTE


@given(weeks, moments, st.integers(1, WEEK_MIN), st.sampled_from(["wall", "cover"]))
def test_half_of_a_time_lies_between_post_and_due_time(
    week: Calendar, moment: datetime, minutes: int, clock: str
) -> None:
    allowance = Allowance("wall" if clock == "wall" else "cover", minutes)
    due = week.due(moment, allowance)
    assert moment <= week.half(moment, due, allowance.clock) <= due


@pytest.mark.parametrize(
    ("week", "posted", "allowance", "due", "half"),
    [
        (OFFICE, "Fri 18:40", Allowance("cover", 240), "10:40 on Monday", "08:40 on Monday"),
        (OFFICE, "Fri 18:40", Allowance("cover", 80), "20:00", "19:20"),
        (OFFICE, "Saturday 12:00", Allowance("cover", 60), "09:00 on Monday", "08:30 on Monday"),
        (OFFICE, "09:52", Allowance("cover", 120), "11:52", "10:52"),
        (OFFICE, "19:00", Allowance("cover", 140), "09:20 the next day", "08:10 the next day"),
        (OFFICE, "19:00", Allowance("cover", 60 + 720 + 30), "08:30 2 days later", "13:45 the next day"),
        (OFFICE, "Fri 18:40", Allowance("cover", cover_days=1), "20:00 on Monday", "13:20 on Monday"),
        (OFFICE, "Sun 18:40", Allowance("cover", cover_days=1), "20:00 on Monday", "14:00 on Monday"),
        (OFFICE, "Mon 06:00", Allowance("cover", cover_days=5), "20:00 on Monday, 7 days later", "20:00 on Wednesday"),
        (OFFICE, "23:50", Allowance("wall", 20), "00:10 the next day", "00:00 the next day"),
        (OFFICE, "Sun 23:50", Allowance("wall", 20), "00:10 on Monday", "00:00 on Monday"),
        (NIGHT, "Fri 23:00", Allowance("cover", 480), "23:00 on Saturday", "03:00 on Saturday"),
        (NIGHT, "Mon 12:00", Allowance("cover", 30), "22:30 on Friday", "22:15 on Friday"),
        (ALWAYS, "03:10", Allowance("cover", 60), "04:10", "03:40"),
        (ALWAYS, "Fri 18:40", Allowance("cover", cover_days=1), "18:40 on Saturday", "06:40 on Saturday"),
    ],
)
def test_due_and_half_as_people_say_them(
    week: Calendar, posted: str, allowance: Allowance, due: str, half: str
) -> None:
    post = parse_posted(posted, week)
    assert post is not None
    end = week.due(post.moment, allowance)
    assert post.say(end) == due
    assert post.say(week.half(post.moment, end, allowance.clock)) == half


@pytest.mark.parametrize(
    ("posted", "arrived", "said"),
    [
        ("09:52", "10:05", "10:05"),
        ("23:50", "00:10", "00:10 the next day"),
        ("Fri 18:40", "18:55", "18:55"),
        ("Fri 18:40", "Mon 08:10", "08:10 on Monday"),
        ("Fri 18:40", "Fri 18:40", "18:40"),
    ],
)
def test_an_arrival_is_the_first_such_moment_after_the_post(posted: str, arrived: str, said: str) -> None:
    post = parse_posted(posted, OFFICE)
    assert post is not None
    found = first_after(arrived, post, OFFICE)
    assert found is not None
    assert post.say(found) == said


@pytest.mark.parametrize(
    ("hours", "clock", "allowance"),
    [
        (24, "wall", Allowance("wall", 1440)),
        (120, "cover", Allowance("cover", cover_days=5)),
        (24, "cover", Allowance("cover", cover_days=1)),
        (36, "cover", Allowance("cover", 2160)),
    ],
)
def test_an_end_on_the_cover_clock_is_counted_in_cover_days(hours: int, clock: str, allowance: Allowance) -> None:
    target = Target.model_validate(
        {"triage_min": 5, "first_response_min": 10, "update_min": 60, "resolve_h": hours, "clock": clock}
    )
    assert end_allowance(target) == allowance


def test_a_bare_time_falls_on_a_working_day_that_another_follows() -> None:
    saturday = MONDAY + 5 * DAY + timedelta(hours=9, minutes=52)
    week = week_of(DeskHours(days=(2, 5, 6), open=0, close=60))
    assert parse_posted("09:52", week) == Posted(saturday, named=False)
    only = parse_posted("09:52", week_of(DeskHours(days=(2,), open=0, close=60)))
    assert only is not None
    assert only.moment == saturday - 3 * DAY


@pytest.mark.parametrize("words", ["", "9:52", "24:00", "12:60", "Fry 10:00", "Fri", "fri 10:00", "10:00 Fri", "noon"])
def test_what_is_no_time_of_posting(words: str) -> None:
    assert parse_posted(words, OFFICE) is None


@pytest.mark.parametrize("allowance", [(-1, 0), (0, -1)])
def test_negative_allowances_are_refused(allowance: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="negative"):
        Allowance("cover", *allowance)


def test_a_desk_without_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        DeskHours(days=(), open=0, close=60)


def test_a_count_that_takes_years_ends() -> None:
    minute_a_week = week_of(DeskHours(days=(0,), open=0, close=1))
    assert minute_a_week.add_cover(MONDAY, 1000) == MONDAY + 999 * WEEK + MINUTE


def test_typical_weeks_begin_on_a_monday() -> None:
    assert (MONDAY.weekday(), MONDAY.timetz()) == (0, datetime(1, 1, 1, tzinfo=UTC).timetz())
