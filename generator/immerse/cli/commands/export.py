"""`export`: writes the pages of a site as a folder that other engines build."""

from datetime import date
from pathlib import Path

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import draft_option, on_option, store_option, view_option, views, workspace
from immerse.cli.output_files import outside_content, writing
from immerse.cli.problem_formats import print_warnings
from immerse.storage.store import Store
from immerse.words.english import counted


@click.command(short_help="Write the pages as a folder that other engines build.")
@client_argument
@click.argument("folder", type=click.Path(path_type=Path))
@view_option(with_both=False)
@draft_option
@store_option
@on_option
def export(client: str, folder: Path, view: str, draft: bool, store: Store, on: date) -> None:
    """Write CLIENT's pages with an mkdocs.yml into FOLDER, which MkDocs and Zensical build.

    The pages are finished HTML in Markdown files: made to be built, not to be edited.
    """
    from immerse.hosts.export import export_site
    from immerse.pipeline.prepare import prepare
    from immerse.pipeline.source import read_source

    root = workspace()
    outside_content(root, folder)
    source = read_source(root, store)
    prepared = prepare(source, client, views(view)[0], on, draft=draft)
    print_warnings(prepared.problems)
    with writing(folder):
        export_site(prepared.site, folder, prepared.proof)
    click.echo(f"{folder}  {counted(len(prepared.site.pages), 'page')}")
