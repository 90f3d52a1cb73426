"""A program that is another one than it was before."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from immerse.storage.store import program_stamp


@contextmanager
def another_library(folder: Path) -> Iterator[None]:
    """A library is beside the program that was not there before, until the block ends."""
    (folder / "other-1.0.dist-info").mkdir(parents=True)
    sys.path.append(str(folder))
    program_stamp.cache_clear()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        program_stamp.cache_clear()
