"""The arithmetic of clocks, on made-up desks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from immerse.clocks.desks import end_allowance
from immerse.clocks.week import (
    DAY,
    WEEK,
    Allowance,
    Desk,
    Posted,
    add_cover_days,
    add_cover_minutes,
    chase_moment,
    cover_minutes_between,
    due_moment,
    later_of_week,
    parse_posted,
    say_moment,
    subtract_cover_minutes,
)
from immerse.deciding.response_order import corners
from immerse.model.policy.response import Target

OFFICE = Desk("Europe/London", (0, 1, 2, 3, 4), 8 * 60, 20 * 60)
NIGHT = Desk("Europe/London", (4, 5), 22 * 60, 6 * 60)
ALWAYS = Desk("Europe/London")

desks = st.builds(
    Desk,
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    open=st.integers(0, DAY - 1),
    close=st.integers(0, DAY - 1),
) | st.just(ALWAYS)
moments = st.integers(0, 2 * WEEK)
lengths = st.integers(0, 3 * WEEK)


def is_covered(desk: Desk, moment: int) -> bool:
    begin, end = next(desk.windows(moment))
    return begin <= moment <= end


@given(desks, moments, lengths)
def test_the_end_of_a_count_is_always_inside_cover(desk: Desk, moment: int, minutes: int) -> None:
    assert is_covered(desk, add_cover_minutes(desk, moment, minutes))


@given(desks, moments, lengths, lengths)
def test_adding_both_is_adding_one_then_the_other(desk: Desk, moment: int, first: int, second: int) -> None:
    assert add_cover_minutes(desk, add_cover_minutes(desk, moment, first), second) == add_cover_minutes(
        desk, moment, first + second
    )


@given(desks, moments, st.integers(0, WEEK), lengths, st.integers(0, WEEK))
def test_a_later_post_or_a_longer_time_is_never_due_earlier(
    desk: Desk, moment: int, later: int, minutes: int, longer: int
) -> None:
    due = add_cover_minutes(desk, moment, minutes)
    assert moment <= due <= add_cover_minutes(desk, moment + later, minutes)
    assert due <= add_cover_minutes(desk, moment, minutes + longer)


@given(desks, moments, lengths)
def test_the_minutes_counted_back_are_the_minutes_added(desk: Desk, moment: int, minutes: int) -> None:
    assert cover_minutes_between(desk, moment, add_cover_minutes(desk, moment, minutes)) == minutes


@given(desks, moments, st.integers(1, 3 * WEEK))
def test_a_count_taken_back_from_its_end_ends_there_again(desk: Desk, moment: int, minutes: int) -> None:
    end = add_cover_minutes(desk, moment, minutes)
    start = subtract_cover_minutes(desk, end, minutes)
    assert add_cover_minutes(desk, start, minutes) == end
    assert start >= min(moment, end)


allowances = st.builds(Allowance, st.sampled_from(["wall", "cover"]), st.integers(1, 3 * DAY), st.just(0))


@given(desks, allowances, allowances, st.integers(WEEK, 2 * WEEK - 1))
def test_what_is_never_late_at_the_corners_is_never_late(
    desk: Desk, mine: Allowance, theirs: Allowance, moment: int
) -> None:
    late = [at for at in corners(desk, (mine, theirs)) if due_moment(desk, at, mine) > due_moment(desk, at, theirs)]
    assert late or due_moment(desk, moment, mine) <= due_moment(desk, moment, theirs)


@given(desks, desks, moments, st.integers(1, WEEK))
def test_the_wall_clock_knows_no_desk(one: Desk, other: Desk, moment: int, minutes: int) -> None:
    allowance = Allowance("wall", minutes)
    assert due_moment(one, moment, allowance) == due_moment(other, moment, allowance) == moment + minutes


@given(desks, moments, st.integers(1, WEEK), st.sampled_from(["wall", "cover"]))
def test_the_chase_lies_between_post_and_due_time(desk: Desk, moment: int, minutes: int, clock: str) -> None:
    allowance = Allowance("wall" if clock == "wall" else "cover", minutes)
    assert moment <= chase_moment(desk, moment, allowance) <= due_moment(desk, moment, allowance)


@given(desks, moments, st.integers(1, 10))
def test_cover_days_end_at_a_close_that_many_days_of_cover_later(desk: Desk, moment: int, days: int) -> None:
    due = add_cover_days(desk, moment, days)
    assert due > moment
    if not desk.never_closes:
        assert (due - desk.span - (desk.open or 0)) // DAY % 7 in desk.days
        assert is_covered(desk, due)


@pytest.mark.parametrize(
    ("desk", "posted", "allowance", "due", "chase"),
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
def test_due_and_chase_as_people_say_them(desk: Desk, posted: str, allowance: Allowance, due: str, chase: str) -> None:
    moment = parse_posted(posted, desk)
    assert moment is not None
    assert say_moment(due_moment(desk, moment.moment, allowance), moment) == due
    assert say_moment(chase_moment(desk, moment.moment, allowance), moment) == chase


@given(desks, moments, st.integers(1, 3000), st.integers(1, 3000))
def test_nobody_is_chased_before_it_is_sorted(desk: Desk, moment: int, minutes: int, triage: int) -> None:
    allowance, sorting = Allowance("cover", minutes), Allowance("cover", triage)
    chase = chase_moment(desk, moment, allowance, sorting)
    assert chase == max(chase_moment(desk, moment, allowance), due_moment(desk, moment, sorting))


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
    found = later_of_week(arrived, post, OFFICE)
    assert found is not None
    assert say_moment(found, post) == said


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
    assert parse_posted("09:52", Desk(days=(2, 5, 6), open=0, close=60)) == Posted(5 * DAY + 592, named=False)
    only = parse_posted("09:52", Desk(days=(2,), open=0, close=60))
    assert only is not None
    assert only.moment == 2 * DAY + 592


@pytest.mark.parametrize("words", ["", "9:52", "24:00", "12:60", "Fry 10:00", "Fri", "fri 10:00", "10:00 Fri", "noon"])
def test_what_is_no_time_of_posting(words: str) -> None:
    assert parse_posted(words, OFFICE) is None


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_cover_minutes(OFFICE, 0, -1)
    with pytest.raises(ValueError, match="from 1"):
        add_cover_days(OFFICE, 0, 0)
    with pytest.raises(ValueError, match="at least one day"):
        Desk(days=(), open=0, close=60)
