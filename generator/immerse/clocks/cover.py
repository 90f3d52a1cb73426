"""The cover of a language: what its desks cover together, in a typical week and on the calendar."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from immerse.clocks.week import DAY, WEEK, Desk

T = TypeVar("T", int, datetime)


def merged(windows: Iterable[tuple[T, T]]) -> Iterator[tuple[T, T]]:
    """Windows in the order of their beginnings, with those that touch or overlap as one."""
    current: tuple[T, T] | None = None
    for begin, end in windows:
        if current is None:
            current = (begin, end)
        elif begin <= current[1]:
            current = (current[0], max(current[1], end))
        else:
            yield current
            current = (begin, end)
    if current is not None:
        yield current


@dataclass(frozen=True)
class Cover:
    """Several desks together, in the local time of the first.

    `desks` are pairs of a desk and the minutes that are to be added to its local time.
    """

    desks: tuple[tuple[Desk, int], ...]

    @cached_property
    def _stretches(self) -> tuple[tuple[int, int], ...]:
        """The stretches of cover that begin in the second of three weeks; the end may lie beyond it."""
        begun = (
            (day * DAY + (desk.open or 0) + shift, day * DAY + (desk.open or 0) + shift + desk.span)
            for desk, shift in self.desks
            for day in range(-7, 21)
            if day % 7 in desk.days
        )
        return tuple((begin, end) for begin, end in merged(sorted(begun)) if WEEK > begin >= 0 or end - begin >= WEEK)

    @cached_property
    def never_closes(self) -> bool:
        """True where the desks together are covered round the clock, seven days a week."""
        return any(desk.never_closes for desk, _ in self.desks) or any(
            end - begin >= 2 * WEEK for begin, end in self._stretches
        )

    @cached_property
    def weekly(self) -> int:
        """Minutes of cover in a week."""
        return WEEK if self.never_closes else sum(end - begin for begin, end in self._stretches)

    @cached_property
    def days(self) -> tuple[int, ...]:
        """Weekdays, at the first desk, on which cover of some desk begins."""
        if self.never_closes:
            return tuple(range(7))
        begins = {(day * DAY + (desk.open or 0) + shift) // DAY % 7 for desk, shift in self.desks for day in desk.days}
        return tuple(sorted(begins))

    def close_of(self, day: int) -> int:
        """The latest end of the cover that begins on a day."""
        ends = []
        for desk, shift in self.desks:
            for own in (day - 1, day, day + 1):
                begin = own * DAY + (desk.open or 0) + shift
                if own % 7 in desk.days and begin // DAY == day:
                    ends.append(begin + desk.span)
        return max(ends)

    def windows(self, moment: int) -> Iterator[tuple[int, int]]:
        """(open, close) of every stretch of cover that ends at or after `moment`, in order, without end."""
        if self.never_closes:
            yield from Desk().windows(moment)
            return
        week = moment // WEEK - 2
        while True:
            for begin, end in self._stretches:
                if week * WEEK + end >= moment:
                    yield week * WEEK + begin, week * WEEK + end
            week += 1

    def windows_before(self, moment: int) -> Iterator[tuple[int, int]]:
        """(open, close) of every stretch of cover that begins before `moment`, latest first, without end."""
        if self.never_closes:
            yield from Desk().windows_before(moment)
            return
        week = moment // WEEK + 1
        while True:
            for begin, end in reversed(self._stretches):
                if week * WEEK + begin < moment:
                    yield week * WEEK + begin, week * WEEK + end
            week -= 1


def in_order(several: Iterable[Iterator[tuple[T, T]]]) -> Iterator[tuple[T, T]]:
    """The windows of several desks, each in order, as the stretches of cover that they make together."""
    return merged(heapq.merge(*several))
