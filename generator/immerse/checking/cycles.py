"""Cycles: what waits for itself, by way of others."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def cycles(needs: Mapping[str, Collection[str]]) -> list[list[str]]:
    """Each cycle once, beginning with that of its ids which comes first in the mapping.

    Args:
        needs: Id -> the ids that come before it; others than those of the mapping are passed over.

    Returns:
        For each set of ids that need each other the shortest cycle through the first of them.
    """
    order = {id: place for place, id in enumerate(needs)}
    found: dict[frozenset[str], list[str]] = {}
    for start in needs:
        if path := _way_back(start, needs, order):
            found.setdefault(frozenset(path), path)
    return list(found.values())


def _way_back(start: str, needs: Mapping[str, Collection[str]], order: Mapping[str, int]) -> list[str]:
    """The shortest path from an id back to itself, over ids that come after it; empty for none."""
    paths: list[list[str]] = [[start]]
    seen: set[str] = set()
    while paths:
        path = paths.pop(0)
        for need in map(str, needs[path[-1]]):
            if need == start:
                return path
            if need in order and need not in seen and order[need] > order[start]:
                seen.add(need)
                paths.append([*path, need])
    return []


def reaches(needs: Mapping[str, Collection[str]], start: str, goal: str) -> bool:
    """Whether an id needs another one, directly or by way of others."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            waiting += needs.get(here, ())
    return False
