"""What `build` says of sites that are no longer built, and of files in a site that somebody else put there."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click

from immerse.cli.output_files import unwritable
from immerse.words.english import counted

_NAMED = 5
"""Sites and files that are named; the rest is counted."""


def tell_left_over(
    out: Path, clients: Collection[str], built: Collection[str], views: Collection[str], *, prune: bool
) -> None:
    """Name the sites in `out` that were not built, or remove them and say so.

    Raises:
        ImmerseError: a site cannot be removed.
    """
    from immerse.output.pruning import Left, left_over
    from immerse.output.pruning import prune as without

    def said(left: Left) -> str:
        if not prune:
            why = "its client is gone" if left.is_gone else "this view was not built now"
            return f"stays as it was: {why}; --prune removes it"
        try:
            mine = without(out, left)
        except OSError as error:
            raise unwritable(left.folder, error) from error
        return f"stays: {_named(mine)} in it was not written by immerse; move it away first" if mine else "removed"

    found = tuple(left_over(out, clients, built, views))
    for left in found if prune else found[:_NAMED]:
        click.echo(f"{left.folder}  {said(left)}", err=True)
    if not prune and len(found) > _NAMED:
        click.echo(f"and {counted(len(found) - _NAMED, 'more site')}", err=True)


def lost_files(paths: tuple[str, ...]) -> str:
    """That files which somebody added to a site, or changed in it, are not in the new one."""
    return f"warning: the new site is without {_named(paths)}, not written by immerse; add it again after each build"


def _named(paths: tuple[str, ...]) -> str:
    more = f" and {counted(len(paths) - _NAMED, 'more file')}" if len(paths) > _NAMED else ""
    return ", ".join(paths[:_NAMED]) + more
