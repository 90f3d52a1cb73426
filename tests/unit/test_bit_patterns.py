"""Masks of bits that repeat are right whether they are kept or made anew, and the kept ones have a limit."""

from __future__ import annotations

import pickle

from immerse.expressions.combinations import BitPatterns

SHAPES = ((0, 1, 2), (1, 1, 2), (2, 2, 6), (4, 2, 6), (0, 4, 12))
"""(offset, length, period) of a few patterns."""


def test_a_mask_has_the_bits_of_its_pattern_and_no_process_fills_with_masks() -> None:
    patterns = BitPatterns(bits_kept=8_000)
    for size in [*range(8, 160), *range(8, 160)]:
        for offset, length, period in SHAPES:
            mask = patterns.mask(offset, length, period, size)
            assert mask == sum(1 << bit for bit in range(size) if offset <= bit % period < offset + length)
            assert patterns.mask(offset, length, period, size) is mask or size < 16
    assert len(pickle.dumps(patterns)) < 8_000
