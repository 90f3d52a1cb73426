"""`releases`: how the releases of clients stand."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from immerse.cli.clients import clients_argument
from immerse.cli.options import chosen_clients, format_option, on_option, workspace_of
from immerse.cli.output_files import not_published

if TYPE_CHECKING:
    from immerse.model.release import History, Release


@click.command(short_help="List the releases, and how each stands.")
@clients_argument
@format_option("json")
@on_option
@click.pass_context
def releases(ctx: click.Context, clients: tuple[str, ...], form: str, on: date) -> None:
    """List the releases of each CLIENT, or of all, as they stand on a day.

    The ledger is verified first, what a command that was cut short has begun is ended, and a version whose day has come
    says from now on that it is no longer in force.
    """
    from immerse.releasing.histories import histories
    from immerse.releasing.published import here

    root = workspace_of(ctx)
    with not_published(root):
        found = histories(root, chosen_clients(root, clients), on)
    if form == "json":
        told = [_as_json(root, history, one) for history in found for one in history.releases]
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        sys.exit(0)
    for history in found:
        for one in history.releases:
            absent = "" if here(root, history.client, one.version) else "  (not below published/ here)"
            click.echo(f"{history.client} {one.version}  from {one.effective}  {_stands(one)}{absent}")
        if not history.releases:
            click.echo(f"{history.client}  nothing is released yet")
    sys.exit(0)


def _stands(one: Release) -> str:
    from immerse.model.release import Standing

    match one.standing:
        case Standing.LATEST:
            return "latest"
        case Standing.LIVE:
            return f"in force until {one.until}" if one.until else "in force"
        case Standing.SUNSET:
            return f"no longer in force since {one.until}"
    return f"withdrawn: {one.why}"


def _as_json(root: Path, history: History, one: Release) -> dict[str, object]:
    from immerse.releasing.published import here

    return {
        "client": history.client,
        "version": one.version,
        "effective": one.effective.isoformat(),
        "standing": one.standing.value,
        "until": one.until.isoformat() if one.until else None,
        "why": one.why,
        "published_here": here(root, history.client, one.version),
    }
