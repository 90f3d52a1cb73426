"""What came of building a site."""

from pathlib import Path
from typing import NamedTuple

from immerse.problems import Problem


class BuildResult(NamedTuple):
    """A site that was built and put in its place."""

    folder: Path
    pages: int
    files: int
    bytes: int
    digest: str
    """A digest of every path and content of the site; the same input gives the same digest."""
    unscanned: tuple[str, ...] = ()
    """Other clients' words too short to look for, as `client: word`."""
    problems: tuple[Problem, ...] = ()
    """Warnings and notes about the content that did not stop the build."""
    lost: tuple[str, ...] = ()
    """Files of the earlier site that immerse did not write, and that are not in this one."""
    is_unchanged: bool = False
    """Whether a site made of the same inputs was there already and was left."""
