"""Names and codes that the printed checklist writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from immerse.exporting.names import short_codes


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
