"""Combinations of values as the bits of one number, so that a condition over millions of them is one AND.

Bit n of a mask is combination n. What is true for the whole mask is true for every combination; none is sampled.
"""

from collections.abc import Callable, Mapping
from math import prod
from typing import Any

from immerse.expressions.syntax_tree import All, Either, Expression, Not

LARGEST = 1 << 22
"""The greatest number of combinations of a space; a mask of that many bits is half a megabyte."""


class BitPatterns:
    """Masks of bits that repeat; spaces of the same layout share them, also across clients."""

    def __init__(self, bits_kept: int = 1 << 29) -> None:
        """`bits_kept`: of all masks that are kept for later spaces; 64 megabytes."""
        self._bits_kept = bits_kept
        self._masks: dict[tuple[int, int, int, int], int] = {}
        self._bits = 0

    def mask(self, offset: int, length: int, period: int, size: int) -> int:
        """Bits offset to offset + length of every period, among the first `size` bits."""
        key = (offset, length, period, size)
        if key in self._masks:
            return self._masks[key]
        if self._bits + size > self._bits_kept:
            self._masks.clear()
            self._bits = 0
        mask, width = ((1 << length) - 1) << offset, period
        while width < size:
            mask |= mask << width
            width *= 2
        self._bits += size
        return self._masks.setdefault(key, mask & ((1 << size) - 1))


class Space:
    """The product of columns (names with one value each) and flags (names with several elements, each present or not).

    Put the usual value of a column first: then the lowest bit of a mask is its plainest example.
    """

    def __init__(
        self,
        columns: Mapping[Any, tuple[Any, ...]],
        flags: Mapping[str, tuple[str, ...]],
        patterns: BitPatterns | None = None,
    ) -> None:
        patterns = patterns or BitPatterns()
        self.columns = dict(columns)
        self.flag_names = dict(flags)
        self.size = size_of(columns, flags)
        self.every = (1 << self.size) - 1
        self.masks: dict[Any, dict[Any, int]] = {}
        """Name -> value -> the combinations in which it has this value."""
        self.flags: dict[str, dict[str, int]] = {}
        """Name -> element -> the combinations in which the element is present."""
        stride = 1
        for name, values in columns.items():
            self.masks[name] = {
                value: patterns.mask(index * stride, stride, len(values) * stride, self.size)
                for index, value in enumerate(values)
            }
            stride *= len(values)
        for name, elements in flags.items():
            self.flags[name] = {}
            for element in elements:
                self.flags[name][element] = patterns.mask(stride, stride, 2 * stride, self.size)
                stride *= 2

    def example(self, mask: int) -> dict[str, Any]:
        """The plainest combination of a mask that is not empty: name -> value, or the elements that are present."""
        index = (mask & -mask).bit_length() - 1
        example: dict[str, Any] = {}
        for name, values in self.columns.items():
            index, position = divmod(index, len(values))
            example[name] = values[position]
        for name, elements in self.flag_names.items():
            present = []
            for element in elements:
                index, bit = divmod(index, 2)
                present += [element] if bit else []
            example[name] = tuple(present)
        return example


def size_of(columns: Mapping[Any, tuple[Any, ...]], flags: Mapping[str, tuple[str, ...]]) -> int:
    """The number of combinations of a space with these columns and flags."""
    return prod(map(len, columns.values())) << sum(map(len, flags.values()))


def where(condition: Expression, within: int, atom: Callable[[Expression, int], int]) -> int:
    """The combinations of the mask `within` in which a condition holds.

    The right side of `and` and `or` is evaluated only where the left side leaves the result open. A mask that is
    removed is part of the other one: XOR is several times as fast for that as AND with a complement.

    Args:
        condition: Any expression that is true or false.
        within: The combinations to evaluate.
        atom: The same for a condition without `and`, `or` and `not`.
    """
    if not within:
        return 0
    if isinstance(condition, All):
        return where(condition.right, where(condition.left, within, atom), atom)
    if isinstance(condition, Either):
        left = where(condition.left, within, atom)
        return left | where(condition.right, within ^ left, atom)
    if isinstance(condition, Not):
        return within ^ where(condition.of, within, atom)
    return atom(condition, within)
