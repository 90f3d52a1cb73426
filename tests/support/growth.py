"""How cost grows with lessons and clients, from programmes and clients that are made; part of `make bench`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from made_clients import add_clients
from made_programme import CLIENT as ACME
from made_programme import make_programme

ROOT = Path(__file__).parents[2]
LESSONS = (30, 125, 500, 1000)
CLIENTS = (1, 4, 16, 64)
CONTENT = ("curriculum", "playbooks", "site_config", "schema")
MANY = 16
"""Clients up to which all of them are built."""
NORTHGATE = "northgate"
_LINE = 14
"""Pixels from one line of words to the next."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one command: seconds of processor time with all its children, and the most memory in MB."""

    seconds: float
    memory: float


def cost_of(folder: Path, *arguments: str) -> Cost:
    """Run a command of immerse in a workspace, which may find something to warn of."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    kept["XDG_CACHE_HOME"] = str(folder.parent / "own")
    command = [sys.executable, "-m", "immerse", "-C", str(folder), *arguments, "--on", "2026-12-01"]
    with subprocess.Popen(command, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ((0, 1) if arguments[0] == "check" else (0,)):
        raise RuntimeError(said)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def by_lessons(work: Path, say: Callable[[str], None]) -> list[list[float]]:
    """A row for each size: lessons, seconds and MB of a first build, MB of the site, kB of a lesson, MB of the search
    index, seconds of a first check."""
    rows = []
    for count in LESSONS:
        root = make_programme(work / f"lessons-{count}", count)
        check = cost_of(root, "check", "--no-cache")
        built = cost_of(root, "build", ACME, "--no-cache")
        site = root / "site" / ACME / "trainee"
        size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
        page, index = site / "learn/maa/maa-l3/index.html", site / "search/search_index.json"
        sizes = size / 1e6, page.stat().st_size / 1e3, index.stat().st_size / 1e6
        rows.append([count, built.seconds, built.memory, *sizes, check.seconds])
        say(f"{count} lessons")
        shutil.rmtree(root)
    return rows


def by_clients(work: Path, say: Callable[[str], None]) -> list[list[float]]:
    """A row for each number of clients: how many, seconds and MB to build one of them anew in both views, seconds of a
    first check of all and of the next one, MB of one process that builds all, if they are no more than `MANY`."""
    rows = []
    for count in CLIENTS:
        root = work / f"clients-{count}"
        for folder in CONTENT:
            shutil.copytree(ROOT / folder, root / folder)
        if count < len(examples := sorted(path for path in (root / "site_config" / "clients").iterdir())):
            for path in examples:
                if path.name != NORTHGATE:
                    shutil.rmtree(path)
        else:
            add_clients(root, count - len(examples))
        first, again = cost_of(root, "check"), cost_of(root, "check")
        cost_of(root, "build", NORTHGATE, "--view", "both")
        built = cost_of(root, "build", NORTHGATE, "--view", "both", "--force")
        all_at_once = ("--all", "--view", "both", "--draft", "--no-cache", "--jobs", "1")
        together = cost_of(root, "build", *all_at_once).memory if count <= MANY else 0
        rows.append([count, built.seconds, built.memory, first.seconds, again.seconds, together])
        say(f"{count} clients")
        shutil.rmtree(root)
    return rows


def table(head: tuple[str, ...], rows: list[list[float]]) -> list[str]:
    """A table in Markdown; the first column is a count."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---:|" * len(head)]
    for first, *rest in rows:
        lines.append(f"| {first:,.0f} | " + " | ".join(f"{value:,.1f}" if value else "–" for value in rest) + " |")
    return lines


LESSONS_HEAD = (
    "lessons",
    "build, seconds",
    "memory, MB",
    "site, MB",
    "page of a lesson, kB",
    "search index, MB",
    "check, seconds",
)
CLIENTS_HEAD = (
    "clients",
    "one of them, both views, seconds",
    "memory, MB",
    "first check, seconds",
    "next check, seconds",
    "all built by one process, MB",
)


def picture(title: str, rows: list[list[float]], lines: dict[int, str], unit: str) -> str:
    """A line chart as SVG: the first column across, `lines` (column -> name) upwards."""
    width, height, left, bottom, top = 640, 320, 60, 40, 50
    across = max(row[0] for row in rows)
    up = max(row[column] for row in rows for column in lines) or 1

    def place(count: float, value: float) -> tuple[float, float]:
        return left + (width - left - 150) * count / across, height - bottom - (height - bottom - top) * value / up

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif" '
        f'font-size="12"><title>{escape(title)}</title><rect width="{width}" height="{height}" fill="#fff"/>'
        f'<text x="{left}" y="22" font-size="15" font-weight="bold">{escape(title)}</text>'
    ]
    for share in (0, 0.5, 1):
        y = place(0, up * share)[1]
        parts.append(
            f'<path d="M{left} {y:.0f}H{width - 150}" stroke="#ccc"/><text x="{left - 6}" y="{y + 4:.0f}" '
            f'text-anchor="end">{up * share:.3g} {escape(unit)}</text>'
        )
    for count, *_ in rows:
        x = place(count, 0)[0]
        parts.append(f'<text x="{x:.0f}" y="{height - bottom + 18}" text-anchor="middle">{count:,.0f}</text>')
    ends = _apart({name: place(0, rows[-1][column])[1] for column, name in lines.items()})
    for (column, name), colour in zip(lines.items(), ("#1e5a96", "#b3541e", "#3c7a3c"), strict=False):
        points = [place(row[0], row[column]) for row in rows]
        drawn = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
        parts.append(f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>' for x, y in points]
        parts.append(
            f'<text x="{points[-1][0] + 8:.0f}" y="{ends[name] + 4:.0f}" fill="{colour}">{escape(name)}</text>'
        )
    return "\n".join([*parts, "</svg>\n"])


def _apart(heights: dict[str, float]) -> dict[str, float]:
    """The heights of names beside the ends of their lines, far enough apart to be read."""
    placed: dict[str, float] = {}
    for name, height in sorted(heights.items(), key=lambda one: one[1]):
        placed[name] = max(height, *(other + _LINE for other in placed.values()), 0)
    return placed


def measured(docs: Path, say: Callable[[str], None]) -> tuple[list[list[float]], list[list[float]]]:
    """Measure both and draw the pictures into `docs`; the rows by lessons, and by clients."""
    with tempfile.TemporaryDirectory() as folder:
        lessons, clients = by_lessons(Path(folder), say), by_clients(Path(folder), say)
    of_clients = {1: "build of one", 3: "first check", 4: "next check"}
    drawn = {
        "growth-lessons.svg": picture("One site by lessons", lessons, {1: "build", 6: "check"}, "s"),
        "growth-clients.svg": picture("By clients", clients, of_clients, "s"),
    }
    for name, text in drawn.items():
        (docs / name).write_text(text, "utf-8")
    return lessons, clients


def chapter(lessons: list[list[float]], clients: list[list[float]]) -> list[str]:
    """What was measured, and what a workspace with several hundred clients has to expect."""
    count, one, memory, *_ = clients[-1]
    text = _TEXT.format(
        lessons="\n".join(table(LESSONS_HEAD, lessons)),
        clients="\n".join(table(CLIENTS_HEAD, clients)),
        checks=_ratio(lessons, 1000, 125, 6),
        house=_ratio(clients, 64, 4, 4),
        count=f"{count:.0f}",
        one=f"{one:.1f}",
        all=f"{300 * one / 60:.0f}",
        memory=f"{memory:.0f}",
        many=MANY,
        together=f"{next(row[5] for row in clients if row[0] == MANY):,.0f}",
    )
    return text.splitlines()


def _ratio(rows: list[list[float]], more: int, fewer: int, column: int) -> str:
    by_count = {row[0]: row[column] for row in rows}
    return f"{by_count[more] / by_count[fewer]:.1f}"


_TEXT = """## How cost grows

Made programmes (`tests/support/made_programme.py`) with one client in the trainee's view, nothing kept; then the
programme of this repository with made clients (`tests/support/made_clients.py`). Processor time of one run each, and
the most memory of a process.

{lessons}

![Seconds of a build and of a check by number of lessons](growth-lessons.svg)

A check of 1,000 lessons takes {checks} times as long as one of 125. No page grows with the number of modules: the
navigation lists twelve of them and a link to all. The search index is one file, because the theme's worker reads one,
and it grows with the words of the site.

{clients}

![Seconds of a build of one client and of checks by number of clients](growth-clients.svg)

A check of 64 clients takes {house} times as long as one of 4, with what the last one kept.

## A workspace with several hundred clients

In a workspace with {count} clients, one of them takes {one} seconds of processor time in both views with nothing kept.
300 clients would take about {all} minutes of one core; divide by the cores that build at once (`--jobs N`, or the
workers of [a scheduler](clusters.md)). This is the row above multiplied, not a measurement of 300 clients. A process
that builds one of them needs about {memory} MB, one that builds {many} one after another about {together} MB: the PDF
compiler keeps what it has set for the next documents. A client for which nothing has changed is compared with its
manifest and not rebuilt.
"""


if __name__ == "__main__":
    print("\n".join(chapter(*measured(ROOT / "docs", lambda line: print(line, file=sys.stderr, flush=True)))))
