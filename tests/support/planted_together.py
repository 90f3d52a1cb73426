"""Values planted together, judged by one run: each must be told by its own line. Where they are not told apart, some of
them are judged again, so that what is wrong is said of one plant alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
Place = tuple[Hashable, ...]
"""The keys that lead to a value."""
Judged = tuple[list[str], set[int]]
"""(what is wrong, numbers of the plants at whose lines there is a problem)."""


def apart(plants: Iterable[T], places_of: Callable[[T], Iterable[Place]]) -> list[list[T]]:
    """Groups of plants of which no two have the same place, or one within that of the other."""
    groups: list[tuple[list[T], set[Place], set[Place]]] = []
    for plant in plants:
        own = set(places_of(plant))
        above = {place[:end] for place in own for end in range(len(place) + 1)}
        fitting = (group for group in groups if not (own & group[2] or above & group[1]))
        group = next(fitting, None)
        if group is None:
            groups.append(group := ([], set(), set()))
        group[0].append(plant)
        group[1].update(own)
        group[2].update(above)
    return [group for group, _, _ in groups]


def faults_of(plants: Sequence[T], judge: Callable[[Sequence[T]], Judged]) -> list[str]:
    """What is wrong with these plants: nothing where `judge` finds nothing wrong with all of them together."""
    faults, told = judge(plants)
    if not faults or len(plants) == 1:
        return faults
    parts = [[plant for number, plant in enumerate(plants) if (number in told) is is_told] for is_told in (True, False)]
    if not all(parts):
        half = len(plants) // 2
        parts = [list(plants[:half]), list(plants[half:])]
    return [fault for part in parts for fault in faults_of(part, judge)]
