"""`publish`: sends the released versions to the places where hosts look for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import day_option, format_option, report, workspace
from immerse.cli.output_files import changing_releases, outside_content
from immerse.problems import ContentProblems, ImmerseError
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.model.site_view import View
    from immerse.releasing.target_upload import Sent


@click.command(short_help="Send the released versions where hosts look for them.")
@client_argument
@click.option("--check", is_flag=True, help="Only report what differs there; exits 1 if anything does.")
@format_option("json")
@day_option("--on", "on", "Day for which the pages say which release is in force.")
def publish(client: str, check: bool, form: str, on: date) -> int:
    """Send CLIENT's released versions to the places that site.publish in its policy names, one for each view.

    A place is a folder, or git+REMOTE#BRANCH. Only files of the ledger are sent: the versions first, then the pages
    that lead to them. A place with another client's site, or with other files, is refused. The next run completes an
    interrupted one.
    """
    from immerse.releasing import target_upload

    root = workspace()
    targets = _targets(root, client)
    with changing_releases(root):
        sent = target_upload.publish(root, client, targets, on, check=check)
    members = [{"view": result.view.value, "target": result.target, "changes": list(result.changes)} for result in sent]
    report(form, members, (line for result in sent for line in _lines(client, result, check=check)))
    return 1 if check and any(result.changes for result in sent) else 0


def _lines(client: str, sent: Sent, *, check: bool) -> Iterator[str]:
    difference = "differs there" if len(sent.changes) == 1 else "differ there"
    files = f"{counted(len(sent.changes), 'file')} {difference if check else 'sent'}"
    yield f"{client} {sent.view}  {sent.target}  {files if sent.changes else 'as it was released'}"
    yield from (f"  {path}" for path in sent.changes) if check else ()


def _targets(root: Path, client: str) -> dict[View, str]:
    from immerse.loading.client import load_client
    from immerse.model.site_view import View

    loaded, problems = load_client(root, client)
    if loaded is None:
        raise ContentProblems(problems)
    named = loaded.policy.site.publish
    targets = {view: str(target) for view in View if named and (target := getattr(named, view.value))}
    if not targets:
        raise ImmerseError(
            f"there is no place to publish {client} to; set in site_config/clients/{client}/policy.yml, below site:  "
            "publish: {trainee: FOLDER or git+REMOTE#BRANCH, mentor: ...}"
        )
    for target in targets.values():
        if not target.startswith("git+"):
            _refuse_own_folder(root, root / Path(target).expanduser())
    return targets


def _refuse_own_folder(root: Path, place: Path) -> None:
    """Raise ImmerseError for a place among the sources, or among the files that immerse writes of releases."""
    from immerse.releasing.ledger import RELEASES
    from immerse.releasing.published import PUBLISHED

    outside_content(root, place)
    for folder in (RELEASES, PUBLISHED):
        if place.resolve().is_relative_to((root / folder).resolve()):
            raise ImmerseError(f"{place} lies in {folder}/, which immerse writes itself; name another place")
