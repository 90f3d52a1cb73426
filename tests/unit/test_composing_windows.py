"""A client's weeks: which maps it has, how another length moves everything, and that floors hold."""

from __future__ import annotations

import composed
import pytest
from hypothesis import given
from hypothesis import strategies as st
from immerse.composing.windows import share_weeks, stretch, week_mapping


def test_maps_by_track_have_the_clients_track_only() -> None:
    programme = composed.made().programme
    assert [phase.weeks for phase in programme.rotation.phases][:2] == [{"six": (1, 2)}, {"six": (2, 5)}]
    assert programme.rotation.phases[-1].weeks == {}
    assert [module.window for module in programme.modules] == [{"six": (5, 10)}, {"six": (11, 22)}]
    assert [gate.week for gate in programme.rotation.gates] == [{"six": 9}, {"six": 22}, {"six": 26}]
    assert [one.pieces for one in programme.rotation.minimum_evidence] == [{"six": 20}, {"six": 12}]


def test_another_length_stretches_the_nearest_track_and_moves_everything_with_it() -> None:
    edition = composed.made(composed.client("rotation: {track: custom, weeks: 36}"))
    rotation = edition.programme.rotation
    assert {phase.id: phase.weeks.get("custom") for phase in rotation.phases} == {
        "onboard": (1, 3),
        "observe": (3, 7),
        "shadow": (7, 13),
        "supervised": (13, 24),
        "lead": (24, 31),
        "disperse": (32, 36),
        "alumni": None,
    }
    assert [gate.week["custom"] for gate in rotation.gates] == [13, 31, 36]
    assert [module.window["custom"] for module in edition.programme.modules] == [(7, 14), (16, 31)]
    assert [milestone.week["custom"] for milestone in rotation.handover] == [23]
    assert [one.pieces["custom"] for one in rotation.minimum_evidence] == [28, 17]


def test_a_client_may_raise_floors_and_pieces() -> None:
    weeks = "{onboard: 4, observe: 2, shadow: 4, supervised: 6, lead: 4, disperse: 3}"
    edition = composed.made(composed.client(f"rotation: {{minimums: {{weeks: {weeks}, evidence: {{REL: 15}}}}}}"))
    rotation = edition.programme.rotation
    onboard = rotation.phases[0]
    assert (onboard.floor, onboard.weeks) == (4, {"six": (1, 4)})
    assert rotation.phases[-2].weeks["six"][1] == 26
    assert [one.pieces["six"] for one in rotation.minimum_evidence] == [20, 15]


@given(st.integers(26, 78), st.sampled_from(["six", "twelve", "custom"]))
def test_phases_keep_their_floors_their_order_and_end_with_the_rotation(weeks: int, track: str) -> None:
    rotation = composed.programme().rotation
    calendar, spans = week_mapping(rotation, track, weeks)
    floors = {phase.id: phase.floor for phase in rotation.phases}
    ordered = list(spans.items())
    assert ordered[0][1][0] == 1
    assert ordered[-1][1][1] == weeks
    for name, (first, last) in ordered:
        assert last - first + 1 >= floors[name]
    starts = [first for _, (first, _) in ordered]
    assert starts == sorted(starts)
    moved = [calendar.week(week) for week in range(-4, 60)]
    assert moved == sorted(moved)
    assert moved[:5] == [-4, -3, -2, -1, 0]
    assert max(moved) <= weeks


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 6)), min_size=1, max_size=8), st.integers(0, 80))
def test_shares_add_up_and_respect_floors(parts: list[tuple[int, int]], spare: int) -> None:
    lengths, floors = zip(*parts, strict=True)
    total = sum(floors) + spare
    shares = share_weeks(lengths, floors, total)
    assert sum(shares) == total
    assert all(share >= floor for share, floor in zip(shares, floors, strict=True))


def test_the_tracks_own_length_changes_nothing() -> None:
    spans = [(1, 3), (3, 9), (8, 17)]
    assert stretch(spans, [1, 1, 1], 17) == tuple(spans)
    assert stretch([], [], 17) == ()


@pytest.mark.parametrize(
    ("name", "weeks", "track"),
    [
        ("six", 40, "six"),
        ("twelve", 26, "twelve"),
        ("custom", 30, "six"),
        ("custom", 40, "twelve"),
        ("custom", 39, "six"),
    ],
)
def test_the_weeks_of_the_nearest_track_are_read_where_none_is_named(name: str, weeks: int, track: str) -> None:
    found = composed.programme().rotation.track_for(name, weeks)
    assert found and found.id == track
