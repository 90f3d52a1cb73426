"""`export`: the pages of a site as a folder that other engines build."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import draft_option, on_option, store_of, store_option, view_option, views, workspace_of
from immerse.cli.output_files import outside_content, unwritable
from immerse.cli.problem_formats import print_warnings
from immerse.words.english import counted


@click.command(short_help="Write the pages as a folder that other engines build.")
@client_argument
@click.argument("folder", type=click.Path(path_type=Path))
@view_option(both=False)
@draft_option
@store_option
@on_option
@click.pass_context
def export(ctx: click.Context, client: str, folder: Path, view: str, draft: bool, no_cache: bool, on: date) -> None:
    """Write CLIENT's pages with an mkdocs.yml into FOLDER, which MkDocs and Zensical build.

    The pages are finished HTML in Markdown files: made to be built, not to be edited.
    """
    from immerse.hosts.export import export_site
    from immerse.pipeline import prepare, read_source

    root = workspace_of(ctx)
    outside_content(root, folder)
    source = read_source(root, store_of(root, no_cache=no_cache))
    prepared = prepare(source, client, views(view)[0], on, draft=draft)
    print_warnings(prepared.problems)
    try:
        export_site(prepared.site, folder, prepared.proof)
    except OSError as error:
        raise unwritable(folder, error) from error
    click.echo(f"{folder}  {counted(len(prepared.site.pages), 'page')}")
    sys.exit(0)
