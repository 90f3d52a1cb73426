"""Plain English for values: as CLDR says it, and what misspelled words were meant to be."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from babel.units import format_unit
from immerse.words.days import WEEKDAY_IDS, WEEKDAYS, date_in_words, short_date, weekdays_in_words
from immerse.words.durations import abbreviated, in_a_sentence, in_cover_days, in_hours, in_minutes
from immerse.words.english import capitalized, counted, humanized, join, spelled, times, uncapitalized
from immerse.words.names import country_name, english, language_name, timezone_name
from immerse.words.near_misses import did_you_mean, near_id, near_miss


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_items_are_listed_without_a_comma_before_the_last(items: list[str], said: str) -> None:
    assert join(items) == said
    assert join(items, "or") == said.replace("and", "or")


@pytest.mark.parametrize("number", [0, 1, 2, 1200])
@pytest.mark.parametrize("unit", ["minute", "hour", "day", "week", "month"])
def test_a_number_with_its_unit_reads_as_in_cldr(number: int, unit: str) -> None:
    assert counted(number, unit) == format_unit(number, unit, locale="en")


@pytest.mark.parametrize("month", range(1, 13))
def test_days_read_as_in_cldr(month: int) -> None:
    day = date(2027, month, month)
    assert date_in_words(day) == format_date(day, "d MMMM y", locale="en")
    assert short_date(day) == format_date(day, "EEE d MMM y", locale="en")


def test_weekdays_are_those_of_cldr() -> None:
    assert tuple(english().days["format"]["wide"][number] for number in range(7)) == WEEKDAYS


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (WEEKDAY_IDS, "every day"),
        (WEEKDAY_IDS[:5], "Monday to Friday"),
        (("fri", "mon", "wed"), "Monday, Wednesday and Friday"),
        (("sat", "sun"), "Saturday and Sunday"),
    ],
)
def test_weekdays_that_follow_each_other_are_a_span(ids: tuple[str, ...], said: str) -> None:
    assert weekdays_in_words(ids) == said


def test_durations_are_in_the_units_that_people_use() -> None:
    assert [in_minutes(value) for value in (0, 1, 90, 1440, 1500)] == [
        "0 minutes",
        "1 minute",
        "1 hour 30 minutes",
        "1 day",
        "25 hours",
    ]
    assert in_minutes(1440, days=False) == "24 hours"
    assert [in_hours(value) for value in (1, 24, 48, 50)] == ["1 hour", "24 hours", "2 days", "50 hours"]
    assert [in_cover_days(1), in_cover_days(3)] == ["close of the next cover day", "close of the cover day 3 days on"]
    assert [abbreviated(value) for value in (5, 60, 90)] == ["5 min", "1 h", "1 h 30"]


def test_numbers_are_spelled_up_to_twenty() -> None:
    assert [spelled(0), spelled(20), spelled(21), spelled(1200)] == ["zero", "twenty", "21", "1,200"]
    assert [times(1), times(2), times(3)] == ["once", "twice", "three times"]


def test_lengths_of_time_are_said_as_people_say_them() -> None:
    said = ["a quarter of an hour", "half an hour", "20 minutes", "1 hour"]
    assert [in_a_sentence(value) for value in (15, 30, 20, 60)] == said


def test_abbreviations_keep_their_capital_letters() -> None:
    assert [uncapitalized(text) for text in ("Mentor", "PR pilot", "")] == ["mentor", "PR pilot", ""]
    assert [capitalized(text) for text in ("end of week 2", "")] == ["End of week 2", ""]
    assert [humanized(id) for id in ("consumer_goods", "duty-lead", "K-TTT")] == [
        "consumer goods",
        "duty lead",
        "K-TTT",
    ]


def test_languages_countries_and_zones_have_names() -> None:
    assert [language_name(tag) for tag in ("en-GB", "pl", "xx")] == ["English (UK)", "Polish", None]
    assert [country_name(code) for code in ("GB", "GB-ENG", "XX")] == ["the United Kingdom", "England", None]
    assert timezone_name("America/Los_Angeles") == "Los Angeles time"


def test_a_near_miss_is_the_closest_of_the_known_words() -> None:
    known = ["networking", "listening", "triage"]
    assert [near_miss(word, known) for word in ("netwroking", "TRIAGE", "crisis")] == ["networking", "triage", ""]
    assert near_miss("netw" * 200, known) == ""
    assert near_miss("tri-l2", ["TRI-L1", "tri-l", "TRI-L2"]) == "TRI-L2"
    assert near_miss("pb-04", ["TRI-L1", "PB-03"], certain=True) == "PB-03"
    assert near_miss("PB-2", ["PB-12", "PB-02"]) == near_miss("pb-2", ["PB-12", "PB-02"], certain=True) == "PB-02"


def test_a_certain_near_miss_differs_by_a_letter_or_two() -> None:
    assert [near_miss("default", ["deputy"]), near_miss("default", ["deputy"], certain=True)] == ["deputy", ""]
    assert near_miss("deputi", ["deputy"], certain=True) == "deputy"


def test_a_part_is_near_to_parts_of_its_whole_by_what_follows_the_slash() -> None:
    known = ["TRI-L2", "TRI-L2/whose-desk", "TRI-L2/node", "PB-03/D1"]
    assert near_miss("TRI-L2/zzz", known), "the whole alone makes it similar"
    assert [near_id(id, known) for id in ("TRI-L2/zzz", "TRI-L2/whosedesk", "tri-l2/nod")] == ["", *known[1:3]]
    assert [near_id(id, known) for id in ("TRI-L3/node", "tri-l3", "PB-03/TRI-L2")] == ["TRI-L2/node", "TRI-L2", ""]


def test_a_hint_asks_for_the_near_miss_or_says_something_else() -> None:
    assert did_you_mean("triag", ["triage"], "there is: triage") == "did you mean 'triage'?"
    assert did_you_mean("crisis", ["triage"], "there is: triage") == "there is: triage"
