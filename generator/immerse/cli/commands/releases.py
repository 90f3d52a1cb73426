"""`releases`: lists the releases of clients and their states."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from immerse.cli.clients import clients_argument
from immerse.cli.options import chosen_clients, day_option, format_option, report, workspace
from immerse.cli.output_files import changing_releases

if TYPE_CHECKING:
    from immerse.model.release import History, ReleasedVersion


@click.command(short_help="List the releases and their states.")
@clients_argument
@format_option("json")
@day_option("--on", "on", "Show which releases are in force on this day.")
def releases(clients: tuple[str, ...], form: str, on: date) -> None:
    """List the releases of each CLIENT, or of all, as of a day.

    The ledger is verified first, an interrupted command is completed, and the pages of a version whose last day has
    passed say from now on that it is no longer in force.
    """
    from immerse.releasing.rollback import histories

    root = workspace()
    with changing_releases(root):
        listed = histories(root, chosen_clients(root, clients), on)
    members = [_as_json(root, history, release) for history in listed for release in history.releases]
    report(form, members, (line for history in listed for line in _lines(root, history, on)))


def _lines(root: Path, history: History, on: date) -> Iterator[str]:
    from immerse.releasing.published import has_sites

    for release in history.releases:
        absent = "" if has_sites(root, history.client, release.version) else "  (not below published/ here)"
        yield f"{history.client} {release.version}  from {release.effective}  {_standing(release, on)}{absent}"
    if not history.releases:
        yield f"{history.client}  nothing is released yet"


def _standing(release: ReleasedVersion, on: date) -> str:
    from immerse.model.release import Standing

    begins = f"in force from {release.effective}" if release.effective > on else ""
    match release.standing:
        case Standing.LATEST:
            return f"latest, {begins}" if begins else "latest"
        case Standing.LIVE:
            return (begins or "in force") + (f" until {release.until}" if release.until else "")
        case Standing.SUNSET:
            return f"no longer in force since {release.until}"
    return f"withdrawn: {release.why}"


def _as_json(root: Path, history: History, release: ReleasedVersion) -> dict[str, object]:
    from immerse.releasing.published import has_sites

    return {
        "client": history.client,
        "version": release.version,
        "effective": release.effective.isoformat(),
        "standing": release.standing.value,
        "until": release.until.isoformat() if release.until else None,
        "why": release.why,
        "published_here": has_sites(root, history.client, release.version),
    }
