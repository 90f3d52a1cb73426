"""A tenth of many cases: the same in every run, in their order, and never none."""

from __future__ import annotations

import pytest
from tenth import tenth


@pytest.mark.parametrize(("cases", "chosen"), [(1, 1), (10, 1), (11, 2), (100, 10)])
def test_a_tenth_is_chosen_and_at_least_one(monkeypatch: pytest.MonkeyPatch, cases: int, chosen: int) -> None:
    monkeypatch.setattr("tenth.IS_FUZZ", False)
    found = tenth(range(cases), "pages")
    assert len(found) == chosen and found == sorted(found)
    assert tenth(range(cases), "pages") == found


def test_all_cases_are_tried_by_make_fuzz(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenth.IS_FUZZ", True)
    assert tenth(range(30), "pages") == list(range(30))
