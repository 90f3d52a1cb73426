"""A stand-in for the pipeline, so that a host meets the content and the mistakes that a test chooses."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from immerse.problems import ContentProblems, Location, Problem
from rendered_site import SITE


class Workspace:
    """Stands for the pipeline: what it gives, and whether it fails."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = SITE
        self.error: Exception | None = None
        self.warnings: tuple[Problem, ...] = ()
        self.asked: list[tuple[Any, ...]] = []

    def prepare(self, source: Any, *asked: Any, **how: Any) -> Any:
        self.asked.append((source.root, *asked))
        if self.error:
            raise self.error
        return SimpleNamespace(site=self.site, problems=self.warnings)


PROBLEM = ContentProblems([Problem(Location("curriculum/triage/module.yml", 4, 5), "L-72", "unknown name <b>x</b>")])


def stand_in(root: Path) -> Workspace:
    """A workspace at `root`, whose `prepare` the program is given in place of the pipeline's."""
    made = Workspace(root)
    for name in ("curriculum", "site_config"):
        (root / name).mkdir()
    return made
