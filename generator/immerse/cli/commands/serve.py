"""`serve`: shows a client's site on this machine, updated with every edit."""

from datetime import date

import click

from immerse.cli.clients import client_argument
from immerse.cli.options import on_option, view_option, views, workspace
from immerse.cli.streams import OutputRefused
from immerse.model.bounds import HIGHEST_PORT


def log_line(line: str) -> None:
    """Print a line about the preview, for as long as there is a terminal."""
    try:
        click.echo(line, err=True)
    except OutputRefused:
        raise
    except OSError:
        pass  # closing the terminal ends the preview by a signal


@click.command(short_help="Show a client's site and follow your edits.")
@client_argument
@view_option(with_both=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address; the default is for this machine only.")
@click.option(
    "--port", type=click.IntRange(0, HIGHEST_PORT), default=8000, show_default=True, help="Port; 0 for a free one."
)
@on_option
def serve(client: str, view: str, host: str, port: int, on: date) -> None:
    """Show CLIENT's site on this machine and follow every edit: an open page shows a save at once.

    A mistake is reported here and on the page, with its place and what to do; the last valid pages are shown until it
    is corrected. Rules about the saved file are checked at once, all rules over all files a moment later. While values
    of CLIENT are stand-ins, every page says that it is a draft. Ctrl-C ends it.
    """
    from immerse.preview import serve_client

    serve_client(workspace(), client, views(view)[0], on, host, port, click.echo, log_line)
