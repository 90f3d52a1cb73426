"""`publish`: the released versions sent where hosts look for them."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import format_option, on_option, workspace_of
from immerse.cli.output_files import not_published, outside_content
from immerse.problems import ContentProblems, ImmerseError
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.model.edition import View


@click.command(short_help="Send the released versions where hosts look for them.")
@client_argument
@click.option("--check", is_flag=True, help="Only say what differs there; exits 1 when anything does.")
@format_option("json")
@on_option
@click.pass_context
def publish(ctx: click.Context, client: str, check: bool, form: str, on: date) -> None:
    """Send what is released of CLIENT to the places that site.publish in its policy names, one for each view.

    A place is a folder, or git+REMOTE#BRANCH. Only what the ledger names is sent: the versions first, what leads to
    them last. A place that holds another client's site, or something else, is refused. What was interrupted is
    finished by the next run.
    """
    from immerse.pipeline import known_client
    from immerse.releasing import publishing

    root = workspace_of(ctx)
    targets = _targets(root, known_client(root, client))
    with not_published(root):
        sent = publishing.publish(root, client, targets, on, check=check)
    if form == "json":
        told = [{"view": one.view.value, "target": one.target, "changes": list(one.changes)} for one in sent]
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        for one in sent:
            files = counted(len(one.changes), "file")
            there = "differs there" if len(one.changes) == 1 else "differ there"
            said = f"{files} {there if check else 'sent'}" if one.changes else "as it was released"
            click.echo(f"{client} {one.view}  {one.target}  {said}")
            for path in one.changes if check else ():
                click.echo(f"  {path}")
    sys.exit(1 if check and any(one.changes for one in sent) else 0)


def _targets(root: Path, client: str) -> dict[View, str]:
    from immerse.loading import load_client
    from immerse.model.edition import View

    loaded, problems = load_client(root, client)
    if loaded is None:
        raise ContentProblems(problems)
    named = loaded.policy.site.publish
    found = {view: str(target) for view in View if named and (target := getattr(named, view.value))}
    if not found:
        raise ImmerseError(
            f"nobody says where {client} is published; set in site_config/clients/{client}/policy.yml, below site:  "
            "publish: {trainee: FOLDER or git+REMOTE#BRANCH, mentor: ...}"
        )
    for target in found.values():
        if not target.startswith("git+"):
            _apart(root, root / Path(target).expanduser())
    return found


def _apart(root: Path, place: Path) -> None:
    """Refuse a place among the sources, and among what immerse writes of releases; raises ImmerseError."""
    from immerse.releasing.ledger import RELEASES
    from immerse.releasing.published import PUBLISHED

    outside_content(root, place)
    for folder in (RELEASES, PUBLISHED):
        if place.resolve().is_relative_to((root / folder).resolve()):
            raise ImmerseError(f"{place} lies in {folder}/, which immerse writes itself; name another place")
