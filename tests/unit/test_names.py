"""Names of places and zones, and names and codes that the printed checklist writes."""

from __future__ import annotations

import composed
import pytest
from hypothesis import given
from hypothesis import strategies as st
from immerse.exporting.task_book_pdf import short_codes
from immerse.expressions.columns import Column
from immerse.words.names import country_name


@pytest.mark.parametrize(
    ("ids", "codes"),
    [
        (["desk", "simulation", "live"], ["D", "S", "L"]),
        (["simulation", "live", "shadow"], ["SI", "L", "SH"]),
        (["shadow", "shade"], ["1", "2"]),
        (["live", "live-2"], ["1", "2"]),
        ([], []),
    ],
)
def test_contexts_are_told_apart_by_their_codes(ids: list[str], codes: list[str]) -> None:
    assert short_codes(ids) == codes


@given(st.lists(st.from_regex(r"[a-c1-3]{1,5}", fullmatch=True), unique=True, max_size=8))
def test_no_two_contexts_share_a_code(ids: list[str]) -> None:
    codes = short_codes(ids)
    assert len(set(codes)) == len(ids) and all(len(code) <= 3 for code in codes)


def test_a_region_is_called_by_its_name_and_a_zone_by_its_city() -> None:
    said = {code: country_name(code) for code in ("DE-BE", "US-CA", "US-WA", "GB-ENG", "CA-BC", "DE-XX", "GB")}
    assert said == {
        "DE-BE": "Germany (Berlin)",
        "US-CA": "the United States (California)",
        "US-WA": "Washington State",
        "GB-ENG": "England",
        "CA-BC": "Canada (British Columbia)",
        "DE-XX": "Germany (XX)",
        "GB": "the United Kingdom",
    }
    policy = composed.policy()
    assert policy.centre.desks
    desk = policy.centre.desks[0]
    desk = desk.model_copy(update={"timezone": type(desk.timezone)("America/Chicago")})
    assert Column.parse("Time zone=timezone").cell("", desk, policy) == "Chicago time"
