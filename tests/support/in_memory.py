"""Temporary folders in memory: a run of all tests writes 64,000 files there and reads most of them once."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30
"""Bytes that must be free: five times what a run keeps at once."""


def write_into_memory(memory: Path = MEMORY) -> None:
    """Have this process, and what it starts, write temporary files into memory, where a machine has room for them and
    nobody chose a folder by `TMPDIR`."""
    if "TMPDIR" not in os.environ and _has_room(memory):
        os.environ["TMPDIR"] = tempfile.tempdir = str(memory)


def _has_room(memory: Path) -> bool:
    try:
        told = os.statvfs(memory)
    except OSError:
        return False
    is_usable = os.access(memory, os.W_OK | os.X_OK) and not told.f_flag & os.ST_NOEXEC
    return is_usable and told.f_bavail * told.f_frsize >= ROOM
