"""Finds and removes sites that no build makes any more; finds foreign files in a site."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from immerse.output.fingerprint import MANIFEST, changed_files, is_site
from immerse.output.placing import remove


class Left(NamedTuple):
    """A site of an earlier build that this one did not make."""

    name: str
    """`client/view`."""
    folder: Path
    is_gone: bool
    """Whether the client is no longer in the workspace; else only this view was not requested."""


def own_files(folder: Path, known: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Files of a site that immerse did not write, or that were changed, sorted; empty where there is no site of
    immerse.

    `known` are the digests of some of its files.
    """
    if not is_site(folder):
        return ()
    try:
        return tuple(path for path in changed_files(folder, known) if (folder / path).exists())
    except ValueError:
        return (MANIFEST,)


def left_over(out: Path, clients: Collection[str], built: Collection[str], views: Collection[str]) -> Iterator[Left]:
    """The sites of immerse in `out` that no build makes any more, by name.

    Args:
        out: The folder that holds the sites.
        clients: The clients of the workspace.
        built: The clients that were built now.
        views: The views in which they were built.
    """
    for client in _folders(out):
        for folder in _folders(client):
            of_another_view = client.name in built and folder.name not in views
            if (client.name not in clients or of_another_view) and is_site(folder):
                yield Left(f"{client.name}/{folder.name}", folder, client.name not in clients)


def prune(out: Path, left: Left) -> tuple[str, ...]:
    """Remove a site and the folder of its client when nothing else is in it.

    Returns:
        Files that immerse did not write. Where there are any, nothing is removed.

    Raises:
        OSError: the disk refused.
    """
    if strangers := own_files(left.folder):
        return strangers
    remove(out, left.name)
    return ()


def _folders(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
                yield path
