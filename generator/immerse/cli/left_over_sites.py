"""Reports of `build` on sites that it no longer builds, and on files in a site that it did not write."""

from collections.abc import Collection
from pathlib import Path

import click

from immerse.cli.output_files import writing
from immerse.words.english import counted

_NAMED = 5
"""The greatest number of sites and of files that are named; others are counted."""


def report_left_over(
    out: Path, clients: Collection[str], built: Collection[str], views: Collection[str], *, prune: bool
) -> None:
    """Name the sites in `out` that were not built, or remove them and report it.

    Raises:
        ImmerseError: a site cannot be removed.
    """
    from immerse.output.left_over_sites import Left, left_over
    from immerse.output.left_over_sites import prune as without

    def outcome(left: Left) -> str:
        """The outcome for a site; removes it with `--prune`."""
        if not prune:
            why = "its client was removed" if left.is_gone else "this view was not built now"
            return f"stays as it was: {why}; --prune removes it"
        with writing(left.folder):
            strangers = without(out, left)
        return (
            f"stays: {_named(strangers)} in it was not written by immerse; move it away first"
            if strangers
            else "removed"
        )

    sites = tuple(left_over(out, clients, built, views))
    for left in sites if prune else sites[:_NAMED]:
        click.echo(f"{left.folder}  {outcome(left)}", err=True)
    if not prune and len(sites) > _NAMED:
        click.echo(f"and {counted(len(sites) - _NAMED, 'more site')}", err=True)


def lost_files(paths: tuple[str, ...]) -> str:
    """The warning that the new site lacks files which somebody added to the old one or changed in it."""
    return f"warning: the new site is without {_named(paths)}, not written by immerse; add it again after each build"


def _named(paths: tuple[str, ...]) -> str:
    more = f" and {counted(len(paths) - _NAMED, 'more file')}" if len(paths) > _NAMED else ""
    return ", ".join(paths[:_NAMED]) + more
