"""Loops of tests that must not be empty: a loop over nothing checks nothing, and would pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def some(entries: Iterable[T]) -> tuple[T, ...]:
    """The entries, of which there must be at least one.

    Raises:
        AssertionError: There is none.
    """
    found = tuple(entries)
    assert found, "nothing to check"
    return found
