"""`make bench`: how long things take, as ratios measured side by side in one run, written to docs/benchmarks.md.

Each figure is processor time of whole processes and their children (user and system), the median of a few rounds in
which everything is run once: wall time says more about the neighbours of a shared machine than about the program. R is
`mkdocs build` of an export of one client's site that is kept in tests/reference. Not a test: nothing fails here.
"""

from __future__ import annotations

import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import bench_checklist
import bench_signing
from growth import chapter, measured
from made_clients import add_clients
from saving import seconds_to_page

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
REFERENCE = ROOT / "tests" / "reference" / "export-northgate-trainee.tar.xz"
ON = "2026-12-01"
CLIENT = "northgate"
ROUNDS = int(os.environ.get("IMMERSE_BENCH_ROUNDS", "2"))
CLIENTS = 64
SEVERAL = 5
"""New clients that one process builds."""
CONTENT = ("curriculum", "playbooks", "site_config", "schema")


class Bench:
    """The folders in which is measured, and the figures of each round."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.own = work / "own"
        with tarfile.open(REFERENCE) as archive:
            archive.extractall(work / "reference", filter="data")
        self.few, self.many = self._workspace("four"), self._workspace("many")
        add_clients(self.many, CLIENTS - 5)
        self.added = CLIENTS - 5

    def _workspace(self, name: str) -> Path:
        for folder in CONTENT:
            shutil.copytree(ROOT / folder, self.work / name / folder)
        return self.work / name

    def run(self, what: str, command: list[str], folder: Path = ROOT, *, wall: bool = False) -> None:
        """Time one command; raises CalledProcessError when it fails."""
        # Compiled modules are kept, as for a program that is installed.
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        kept |= {"XDG_CACHE_HOME": str(self.own), "NO_MKDOCS_2_WARNING": "1"}
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, cwd=folder, check=True, capture_output=True, env=kept)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.seconds[what].append(time.monotonic() - begun if wall else used)

    def immerse(self, what: str, folder: Path, *arguments: str, wall: bool = False) -> None:
        """Time one command of immerse in a workspace."""
        self.run(what, [sys.executable, "-m", "immerse", *arguments, "--on", ON], folder, wall=wall)

    def empty(self) -> None:
        """Forget all that was kept, and all sites. They are put aside: right after many files were deleted, a file
        system takes up to twice as long to make new ones."""
        aside = Path(tempfile.mkdtemp(dir=self.work))
        for folder in (self.few / ".immerse", self.few / "site", self.own):
            if folder.exists():
                folder.rename(aside / folder.name)

    def round(self) -> None:
        """Everything once."""
        python, both = sys.executable, ("build", "--all", "--view", "both")
        out = tempfile.mkdtemp(dir=self.work)  # new in each round, as the folders of ours
        self.run("R", [str(BIN / "mkdocs"), "build", "-q", "-d", out], self.work / "reference" / "exp")
        if find_spec("zensical"):
            self.run("Zensical", [python, "-m", "zensical", "build", "--clean"], self.work / "reference" / "exp")
        self.run("import", [python, "-c", "import immerse.cli, immerse.pipeline.prepare"])
        self.run("libraries", [python, "-c", "import pydantic, yaml, jinja2, click"])
        self.empty()
        self.immerse("one site, nothing kept", self.few, "build", CLIENT)
        self.empty()
        self.immerse("eight sites, nothing kept", self.few, *both, "--jobs", "1")
        self._change_lesson(r"^( +text: \|\n +)", r"\1Note. ")
        self.immerse("eight sites, one word changed", self.few, *both, "--jobs", "1")
        self._change_lesson(r"^(title: )", r"\1New ")
        self.immerse("eight sites, one title changed", self.few, *both, "--jobs", "1")
        self.immerse("eight sites, nothing changed", self.few, *both, "--jobs", "1")
        self.immerse("one job", self.few, *both, "--force", "--jobs", "1", wall=True)
        self.immerse("two jobs", self.few, *both, "--force", "--jobs", "2", wall=True)
        self.immerse("check, nothing kept", self.few, "check", "--no-cache")
        self.immerse("first check", self.few, "check")
        self.immerse("check", self.few, "check")
        for folder in (self.few, self.many):
            self.immerse("before", folder, "build", CLIENT, "--view", "both", "--force")
        self.immerse("one client of four", self.few, "build", CLIENT, "--view", "both", "--force")
        self.immerse("one client of 64", self.many, "build", CLIENT, "--view", "both", "--force")
        self.immerse("one more client", self.many, "build", *self._new(1), "--view", "both")
        self.immerse("several more", self.many, "build", *self._new(SEVERAL), "--view", "both", "--jobs", "1")
        of_several, of_one = (self.seconds[what][-1] for what in ("several more", "one more client"))
        self.seconds["a further client"].append((of_several - of_one) / (SEVERAL - 1))

    def _new(self, count: int) -> list[str]:
        """So many new clients in the workspace with many."""
        self.added += count
        return add_clients(self.many, count, self.added - count)

    def _change_lesson(self, pattern: str, replacement: str) -> None:
        """Change the first lesson where the pattern matches first; its title is in the navigation of every page."""
        lesson = sorted((self.few / "curriculum").rglob("lessons/*.yml"))[0]
        changed, count = re.subn(pattern, replacement, lesson.read_text("utf-8"), count=1, flags=re.M)
        assert count == 1
        lesson.write_text(changed, "utf-8")


ROWS: list[tuple[str, str, float]] = [
    ("one site, nothing kept", "R", 1),
    ("eight sites, nothing kept", "R", 8),
    ("eight sites, one word changed", "R", 8),
    ("eight sites, one title changed", "R", 8),
    ("eight sites, nothing changed", "import", 1),
    ("two jobs", "one job", 1),
    ("one client of 64", "one client of four", 1),
    ("one client of 64", "R", 1),
    ("one more client", "R", 1),
    ("a further client", "R", 1),
    ("Zensical", "R", 1),
    ("check, nothing kept", "libraries", 1),
    ("check", "libraries", 1),
    ("check", "R", 1),
]
"""(what, against what, how many of it)."""

WORDS = {
    "R": "R",
    "Zensical": "Zensical, the same export",
    "import": "importing immerse",
    "libraries": "importing pydantic, yaml, jinja2 and click",
    "one site, nothing kept": "one client, one view, nothing kept",
    "eight sites, one word changed": "eight sites, one word of a lesson's text changed",
    "eight sites, one title changed": "eight sites, the title of a lesson changed",
    "two jobs": "eight sites built with two jobs, wall time",
    "one job": "the same with one job",
    "one client of four": "the same with 4",
    "one client of 64": "one client, both views, with 63 and more clients in all, made anew with `--force`",
    "one more client": "a client that is added to 63 and more, both views, its first build",
    "a further client": f"each further one of {SEVERAL} such clients that one process builds",
    "check": "check of four clients, with what the last one kept",
    "check, nothing kept": "check of four clients, nothing kept",
}


def table(seconds: dict[str, list[float]]) -> list[str]:
    """The rows of docs/benchmarks.md, each with the median of the ratios of a round."""
    lines = ["| measured | against | seconds | seconds | ratio |", "|---|---|---:|---:|---:|"]
    for what, against, times in ROWS:
        if what not in seconds:
            continue  # not installed
        one, other = seconds[what], [value * times for value in seconds[against]]
        ratio = statistics.median(first / second for first, second in zip(one, other, strict=True))
        named = f"{times:g} {WORDS[against]}" if times != 1 else WORDS[against]
        medians = f"{statistics.median(one):.2f} | {statistics.median(other):.2f}"
        lines.append(f"| {WORDS.get(what, what)} | {named} | {medians} | {ratio:.2f} |")
    return lines


def saves(bench: Bench) -> str:
    """How long an editor waits for a page, with all four clients' files beside it."""
    seconds = sorted(seconds_to_page(bench.few, CLIENT, ON, 40))
    return (
        "From saving a lesson to the page that shows it, under `immerse serve`, the full programme, wall time of 40 "
        f"saves: median {statistics.median(seconds):.2f} s, 95 of 100 within {seconds[37]:.2f} s."
    )


def main(say: Callable[[str], None] = print) -> None:
    """Measure and write docs/benchmarks.md."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for number in range(ROUNDS):
            bench.round()
            say(f"round {number + 1} of {ROUNDS}")
        saved = saves(bench)
        say(saved)
        checklist = bench_checklist.chapter(bench.few / "site" / CLIENT / "trainee")
    growth = chapter(*measured(ROOT / "docs", say))
    rows = table(bench.seconds)
    say("\n".join(rows))
    lines = [
        "# Benchmarks",
        "",
        f"Measured on {date.today()} with `make bench`: Python {platform.python_version()}, "
        f"mkdocs {version('mkdocs')}, mkdocs-material {version('mkdocs-material')}. Processor time of whole processes "
        f"and their children unless it says wall time, medians of {ROUNDS} rounds; compare ratios, not seconds. R is "
        "`mkdocs build` of an export of one client's site in one view, kept in `tests/reference/`.",
        "",
        *rows,
        "",
        saved,
        "",
        *checklist,
        "",
        *bench_signing.chapter(),
        "",
        *growth,
    ]
    (ROOT / "docs" / "benchmarks.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
