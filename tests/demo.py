"""Two clients with three releases each, in a copied workspace under `build/demo`: `make demo`.

Their selector, the banner of the older versions, and What changed can be looked at at once.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
CLIENTS = ("northgate", "hearthline")
SOURCES = ("curriculum", "playbooks", "site_config")
LESSON = "curriculum/triage/lessons/02-priority-and-clocks.yml"
NORTHGATE, HEARTHLINE = (f"site_config/clients/{client}/policy.yml" for client in CLIENTS)

ADDRESSES = tuple(f"http://localhost:8000/{client}/trainee/" for client in CLIENTS)

Edit = tuple[str, str, str]
"""File, words in it, words in their place."""

VERIFIED: tuple[Edit, ...] = tuple(
    (HEARTHLINE, source, f"{source}\n      verified_on: 2026-10-20")
    for source in (
        'source: "California Civil Code 1798.82 and 1798.100 and following; other states, to be listed by counsel"',
        'source: "Online Safety Act 2023; Regulation (EU) 2022/2065, article 16"',
    )
)
"""What nobody verified yet stops a release: in the copy it is verified."""

STORY: tuple[tuple[str, str, tuple[Edit, ...]], ...] = (
    ("1.0.0", "2026-10-01", VERIFIED),
    (
        "1.1.0",
        "2026-11-01",
        (
            (LESSON, "how long this person can safely wait", "how long this person can wait and still be safe"),
            (NORTHGATE, "P4: {triage_min: 60,", "P4: {triage_min: 45,"),
            (HEARTHLINE, "P4: {triage_min: 240,", "P4: {triage_min: 180,"),
        ),
    ),
    (
        "1.2.0",
        "2026-12-01",
        (
            (LESSON, "a due time you can defend, whatever the hour", "a due time that you can defend at any hour"),
            (NORTHGATE, "update_min: 30, resolve_h: 12", "update_min: 20, resolve_h: 12"),
        ),
    ),
)
"""Version, the day from which it holds, what is edited before it."""


def main(out: Path) -> None:
    """Make the workspace anew and release the clients in it, three times each."""
    shutil.rmtree(out, ignore_errors=True)
    for name in SOURCES:
        shutil.copytree(REPOSITORY / name, out / name)
    for number, (version, day, edits) in enumerate(STORY):
        for file, old, new in edits:
            text = (out / file).read_text("utf-8")
            assert text.count(old) == 1, f"{file} does not say {old!r} once"
            (out / file).write_text(text.replace(old, new), "utf-8")
        sunset = ["--sunset", "2027-03-01"] if number == 2 else []
        command = ["release", *CLIENTS, version, "--effective", day, "--on", "2026-12-01", *sunset]
        subprocess.run([sys.executable, "-m", "immerse", "-C", str(out), *command], check=True)
    print(f"python3 -m http.server -d {out.relative_to(REPOSITORY)}/published shows it at", *ADDRESSES, sep="\n  ")


if __name__ == "__main__":
    main(REPOSITORY / "build" / "demo")
