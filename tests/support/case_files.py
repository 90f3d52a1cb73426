"""Files of `tests/cases`, which are read when tests are collected: hundreds of them, in every process of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The reader written in C takes a tenth of the time."""


def read_case_file(path: Path) -> Any:
    """The content of a YAML file."""
    return yaml.load(path.read_bytes(), LOADER)
