"""`publish`: sends the released versions to the places where hosts look for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import day_option, format_option, report, workspace
from immerse.cli.output_files import changing, outside_content
from immerse.problems import ContentProblems, ImmerseError
from immerse.words.english import counted

if TYPE_CHECKING:
    from immerse.model.site_view import View
    from immerse.releasing.target_upload import Upload

_AGAIN = "what was sent stays there, and the next immerse publish sends the rest"


@click.command(short_help="Send the released versions where hosts look for them.")
@client_argument
@click.option("--check", is_flag=True, help="Only report what differs there; exits 1 if anything does.")
@format_option("json")
@day_option("--on", "on", "Day for which the pages say which release is in force.")
def publish(client: str, check: bool, form: str, on: date) -> int:
    """Send CLIENT's released versions to the places that site.publish in its policy names, one for each view.

    A place is a folder, or git+REMOTE#BRANCH. Only files of the ledger are sent: the versions first, then the pages
    that lead to them. Every place is examined first; one with another client's site, or with files and no
    published.json, is refused, and nothing is sent. Foreign files beside the versions are named and left, those in the
    folder of a version are removed. The next run completes an interrupted one.
    """
    from immerse.releasing.target_upload import examined

    root = workspace()
    targets = _targets(root, client)
    with changing(root, _AGAIN), examined(root, client, targets, on, check=check) as uploads:
        for upload in uploads:
            if upload.left:
                click.echo(
                    f"left as it is, not written by immerse: {upload.target}: {', '.join(upload.left)}", err=True
                )
        try:
            for upload in () if check else uploads:
                upload.send()
        finally:
            names = ("view", "target", "changes", "done", "left")
            members = [{name: getattr(upload, name) for name in names} for upload in uploads]
            report(form, members, (line for upload in uploads for line in _lines(client, upload, check=check)))
    return 1 if check and any(upload.changes for upload in uploads) else 0


def _lines(client: str, upload: Upload, *, check: bool) -> Iterator[str]:
    number, files, sent = len(upload.changes), len(upload.files), sum(path in upload.files for path in upload.done)
    outcome = f"{counted(sent, 'file')} sent" if sent == files else f"only {sent} of {counted(files, 'file')} sent"
    if check:
        outcome = f"{counted(number, 'file')} {'differs' if number == 1 else 'differ'} there"
    yield f"{client} {upload.view}  {upload.target}  {outcome if number else 'as it was released'}"
    for path in upload.changes if check else upload.done:
        if path not in upload.files:
            yield f"  {path}  {'is not part of a release' if check else 'removed, as it is not part of a release'}"
        elif check:
            yield f"  {path}"


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
    for view in set(View) - targets.keys():
        click.echo(f"{client} {view}  is not published: site.publish in its policy names no place for it", err=True)
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
