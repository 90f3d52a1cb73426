"""Two clients with three releases each, in a copied workspace under `build/demo`: `make demo`.

Their selector, the banner of the older versions, and What changed can be looked at at once. The third release raises
an item, splits one and retires one. Six invented trainees of each client have records at different stages, one of them
graduated and placed; the cohort stands in a roster.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import IO

from demo_records import appoint, write_records
from immerse.exporting.book_file import book_json
from immerse.model.site_view import View
from immerse.pipeline.prepare import compose_client

REPOSITORY = Path(__file__).parents[2]
CLIENTS = ("northgate", "hearthline")
DAY = date(2026, 12, 1)
SOURCES = ("curriculum", "playbooks", "site_config")
CURRICULUM, ROTATION = "curriculum/curriculum.yml", "curriculum/rotation.yml"
TRIAGE = "curriculum/triage/module.yml"
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

RAISED: tuple[Edit, ...] = (
    (
        TRIAGE,
        "criterion: At most 5 in a scored sample of 100 items are sorted wrongly; a wrong owner counts as wrong.",
        "criterion: At most 3 in a scored sample of 100 items are sorted wrongly; a wrong owner counts as wrong.\n"
        "    rev: 2\n    changes:\n"
        "      - {version: 2.0.0, class: raised, what: Three wrong items in a hundred are allowed instead of five.}",
    ),
)
SPLIT: tuple[Edit, ...] = (
    (
        ROTATION,
        "- id: GC-25\n        statement: Access fits the new role, and the old rights are gone.\n"
        "        kind: attested\n        attested_by: {all: [security]}\n",
        "- id: GC-31\n        statement: Access fits the new role.\n"
        "        kind: attested\n        attested_by: {all: [receiving-manager]}\n"
        "      - id: GC-32\n        statement: The rights of the role in the centre are gone.\n"
        "        kind: attested\n        attested_by: {all: [security]}\n",
    ),
)
RETIRED: tuple[Edit, ...] = (
    (
        ROTATION,
        "      - id: GC-29\n        statement: The minutes of the panel at gate G4 are on file, with the reasons.\n"
        "        kind: attested\n        attested_by: {all: [panel]}\n",
        "",
    ),
    (
        CURRICULUM,
        "\nconstitution:\n",
        "\nretired:\n"
        "  - {id: GC-25, version: 2.0.0, split_into: [GC-31, GC-32], what: Two people answer for its two halves.}\n"
        "  - {id: GC-29, version: 2.0.0, what: The panel files its minutes itself.}\n"
        "\nconstitution:\n",
    ),
)

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
        "2.0.0",
        "2026-12-01",
        (
            (CURRICULUM, "version: 1.0.0", "version: 2.0.0"),
            (NORTHGATE, "core_version: 1.0.0", "core_version: 2.0.0"),
            (HEARTHLINE, "core_version: 1.0.0", "core_version: 2.0.0"),
            (LESSON, "a due time you can defend, whatever the hour", "a due time that you can defend at any hour"),
            (NORTHGATE, "update_min: 30, resolve_h: 12", "update_min: 20, resolve_h: 12"),
            *RAISED,
            *SPLIT,
            *RETIRED,
        ),
    ),
)
"""Version, the day from which it holds, what is edited before it."""


def edit(root: Path, edits: tuple[Edit, ...]) -> None:
    """Change files of a workspace; each of the words to change has to stand there once."""
    for file, old, new in edits:
        text = (root / file).read_text("utf-8")
        assert text.count(old) == 1, f"{file} does not say {old!r} once"
        (root / file).write_text(text.replace(old, new), "utf-8")


def main(out: Path) -> None:
    """Make the workspace anew and release the clients in it, three times each."""
    shutil.rmtree(out, ignore_errors=True)
    for name in SOURCES:
        shutil.copytree(REPOSITORY / name, out / name)
    people = {client: appoint(out, client, _book(out, client), seed) for seed, client in enumerate(CLIENTS, 1)}
    for number, (version, day, edits) in enumerate(STORY):
        edit(out, edits)
        sunset = ["--sunset", "2027-03-01"] if number == 2 else []
        command = ["release", *CLIENTS, version, "--effective", day, "--on", "2026-12-01", *sunset]
        _immerse(out, *command)
    days = {client: write_records(out, client, people[client]) for client in CLIENTS}
    _show(out, days)


def _book(root: Path, client: str) -> dict[str, object]:
    """The checklist of a client before anything is released."""
    found: dict[str, object] = json.loads(book_json(compose_client(root, client, View.TRAINEE, DAY).book))
    return found


def _show(out: Path, days: dict[str, str]) -> None:
    """Verify every record, write the rosters, and say where to look."""
    here = out.relative_to(REPOSITORY)
    for client, day in days.items():
        about = ["--client", client, "--on", day]
        files = sorted(str(path) for path in (out / "records" / client).glob("*.json"))
        for file in files:
            _immerse(out, "records", "verify", file, *about)
        roster = out / "rosters" / f"{client}.html"
        roster.parent.mkdir(exist_ok=True)
        with roster.open("wb") as page:  # its people are invented, so it may lie in the workspace
            _immerse(out, "records", "roster", str(out / "records" / client), *about, "--format", "html", into=page)
        print(f"{here}/rosters/{client}.html is the cohort of {client} on {day}")
        print(f"{here}/records/{client} holds its records, {here}/keys/{client} the key cards and their passphrase")
    print(f"python3 -m http.server -d {out.relative_to(REPOSITORY)}/published shows it at", *ADDRESSES, sep="\n  ")


def _immerse(root: Path, *words: str, into: IO[bytes] | None = None) -> None:
    subprocess.run([sys.executable, "-m", "immerse", "-C", str(root), *words], check=True, stdout=into)


if __name__ == "__main__":
    main(REPOSITORY / "build" / "demo")
