"""`make bench`: how long things take, as ratios measured side by side in one run, written to docs/benchmarks.md.

Each figure is processor time of whole processes (user and system), the median of a few alternating runs: wall time says
more about the neighbours of a shared machine than about the program. Not a test: nothing fails here.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
ON = "2026-12-01"
CLIENT = "northgate"
RUNS = 3


def cpu_seconds(command: list[str], folder: Path) -> float:
    """Processor time of one process and its children, in seconds; raises when it fails. Compiled modules are kept, as
    for a program that is installed: without them Python would compile ours, and only ours, in every run."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=kept)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def alternating(one: Callable[[], float], other: Callable[[], float]) -> tuple[float, float, float]:
    """Median seconds of two measures taken in turn, and the median of their ratios pair by pair."""
    one(), other()
    pairs = [(one(), other()) for _ in range(RUNS)]
    return (
        statistics.median(first for first, _ in pairs),
        statistics.median(second for _, second in pairs),
        statistics.median(first / second for first, second in pairs),
    )


def measure(work: Path) -> list[tuple[str, str, float, float, float]]:
    """(what, against what, seconds, seconds, ratio) for each comparison."""
    immerse, python = str(BIN / "immerse"), sys.executable
    exported = work / "export"
    subprocess.run([immerse, "export", CLIENT, str(exported), "--on", ON], cwd=ROOT, check=True, capture_output=True)
    build = [immerse, "build", "--on", ON, "--out", str(work / "site")]
    mkdocs = [str(BIN / "mkdocs"), "build", "-q", "-d", str(work / "engine")]
    imports = [python, "-c", "import pydantic, yaml, jinja2, click"]
    one = [*build, "--client", CLIENT]
    comparisons = [
        ("build of one client, one view", "`mkdocs build` of its export", one, ROOT, mkdocs, exported),
        (
            "check of the whole workspace",
            "importing its libraries",
            [immerse, "check", "--on", ON],
            ROOT,
            imports,
            ROOT,
        ),
    ]
    rows = []
    for what, against, first, first_folder, second, second_folder in comparisons:
        figures = alternating(
            lambda command=first, folder=first_folder: cpu_seconds(command, folder),
            lambda command=second, folder=second_folder: cpu_seconds(command, folder),
        )
        rows.append((what, against, *figures))
        print(f"{what} / {against}: {figures[2]:.2f}")
    return rows


def main() -> None:
    """Measure and write docs/benchmarks.md."""
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder))
    lines = [
        "# Benchmarks",
        "",
        f"Measured on {date.today()} with `make bench`: Python {platform.python_version()}, "
        f"mkdocs {version('mkdocs')}, mkdocs-material {version('mkdocs-material')}. Processor time of whole processes, "
        f"medians of {RUNS} alternating runs after a warm-up; compare ratios, not seconds.",
        "",
        "| measured | against | seconds | seconds | ratio |",
        "|---|---|---:|---:|---:|",
    ]
    lines += [
        f"| {what} | {against} | {one:.2f} | {other:.2f} | {ratio:.2f} |" for what, against, one, other, ratio in rows
    ]
    (ROOT / "docs" / "benchmarks.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
