"""All combinations of a set of facts as the bits of one number, so that a condition over millions of them is one AND.

Bit n of a mask stands for combination n; what holds for the whole mask holds for every combination, none is sampled.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from immerse.model.ruling import Value

Single = bool | str | int

Patterns = dict[tuple[int, int, int, int], int]
"""(offset, length, period, size) -> mask: several spaces, of several clients too, are laid out alike."""

LARGEST = 1 << 22
"""Combinations held at once; a mask of that many is half a megabyte."""


class Space:
    """The product of columns (facts of one value) and flags (facts of several values, each there or not).

    The first value of a column is the usual one, so that the lowest bit of a mask is its plainest example.
    """

    def __init__(
        self,
        columns: Mapping[str, tuple[Single, ...]],
        flags: Mapping[str, tuple[str, ...]],
        patterns: Patterns | None = None,
    ) -> None:
        self._patterns: Patterns = {} if patterns is None else patterns
        self.columns = dict(columns)
        self.flag_names = dict(flags)
        self.size = prod(len(values) for values in columns.values()) << sum(len(names) for names in flags.values())
        self.every = (1 << self.size) - 1
        self.masks: dict[str, dict[Single, int]] = {}
        """Name -> value -> the combinations in which it has this value."""
        self.flags: dict[str, dict[str, int]] = {}
        """Name -> element -> the combinations in which it is there."""
        stride = 1
        for name, values in columns.items():
            self.masks[name] = {
                value: self._pattern(index * stride, stride, len(values) * stride) for index, value in enumerate(values)
            }
            stride *= len(values)
        for name, elements in flags.items():
            self.flags[name] = {}
            for element in elements:
                self.flags[name][element] = self._pattern(stride, stride, 2 * stride)
                stride *= 2

    def _pattern(self, offset: int, length: int, period: int) -> int:
        """Bits offset to offset + length of every period."""
        key = (offset, length, period, self.size)
        if key not in self._patterns:
            mask, width = ((1 << length) - 1) << offset, period
            while width < self.size:
                mask |= mask << width
                width *= 2
            self._patterns[key] = mask & self.every
        return self._patterns[key]

    def example(self, mask: int) -> dict[str, Value | int]:
        """The plainest combination of a mask that has one: name -> value, with the elements that are there."""
        index = (mask & -mask).bit_length() - 1
        found: dict[str, Value | int] = {}
        for name, values in self.columns.items():
            index, place = divmod(index, len(values))
            found[name] = values[place]
        for name, elements in self.flag_names.items():
            there = []
            for element in elements:
                index, bit = divmod(index, 2)
                there += [element] if bit else []
            found[name] = tuple(there)
        return found

    @classmethod
    def of_item(cls, facts: Mapping[str, Value], elements: Mapping[str, tuple[str, ...]]) -> Space:
        """The one combination that an item is; `elements` are all that a fact of several values could hold."""
        space = cls({name: (value,) for name, value in facts.items() if not isinstance(value, tuple)}, {})
        for name, value in facts.items():
            if isinstance(value, tuple):
                space.flags[name] = {element: int(element in value) for element in elements[name]}
        return space
