"""`verify-release`: compares a published site with the ledger."""

from datetime import date
from pathlib import Path

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import day_option, format_option, report, view_option, workspace


@click.command("verify-release", short_help="Check that a published site is what was released.")
@client_argument
@click.argument("version", required=False, default="")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A copy of the published site of VERSION in one view.",
)
@view_option(with_both=False)
@format_option("json")
@day_option("--on", "on", "Day for which the pages say which release is in force.")
def verify_release(client: str, version: str, folder: Path | None, view: str, form: str, on: date) -> int:
    """Compare CLIENT's published files with the ledger: VERSION in both views, or every version and the files beside
    them. With --folder, a copy of one version in one view. The network is not used.

    Exits 3 if a file differs, and names each.
    """
    from immerse.model.site_view import View
    from immerse.releasing.published import verify, verify_folder

    root = workspace()
    if folder is None:
        differences = verify(root, client, version, on)
    elif not version:
        raise click.UsageError("name the VERSION that the folder should hold")
    else:
        differences = verify_folder(root, client, version, View(view), folder)
    report(
        form,
        list(differences),
        differences or [f"{client} {version or 'every release'}  every file is as it was released"],
    )
    return 3 if differences else 0
