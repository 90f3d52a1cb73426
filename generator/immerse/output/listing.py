"""The files below a folder, without a `stat` of each."""

from __future__ import annotations

import os
from pathlib import Path


def files_in(folder: Path) -> list[str]:
    """Every file below a folder, by its path inside it with `/`, folder by folder in the order of their names.

    A link to a file is one, a link to a folder is not followed.
    """
    found = []
    for parent, _, names in os.walk(folder):
        inside = os.path.relpath(parent, folder).replace(os.sep, "/")
        prefix = "" if inside == "." else f"{inside}/"
        found += [prefix + name for name in names if os.path.isfile(os.path.join(parent, name))]  # noqa: PTH113, PTH118
    return sorted(found, key=lambda name: name.split("/"))
