"""Files that commands write where somebody told them to, and the sentences for a disk that refuses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from immerse.cli.options import workspace_of
from immerse.cli.streams import Unheard
from immerse.problems import ImmerseError


def unwritable(place: Path, error: OSError) -> ImmerseError:
    """The sentence for a place that refuses what was to be written there."""
    why = "a file stands where a folder is needed" if isinstance(error, _NO_FOLDER) else error.strerror
    return ImmerseError(f"{place} cannot be written: {why}; name another place")


def not_written(error: OSError, root: Path) -> ImmerseError:
    """The sentence for a file of the workspace that refuses what was to be written there, and is the old one still."""
    place = error.filename or root
    return ImmerseError(f"{place} cannot be written: {error.strerror}; it is as it was. Mend that and try again")


@contextmanager
def not_published(root: Path) -> Iterator[None]:
    """Say of a disk that refuses what a command writes of releases, in one sentence."""
    try:
        yield
    except Unheard:
        raise  # no disk of ours refused: nobody reads what the command says
    except OSError as error:
        place = error.filename or root
        sentence = "what was released before is as it was, and the next command completes or undoes this one"
        raise ImmerseError(f"{place} cannot be written: {error.strerror}; {sentence}") from error


SOURCES = ("curriculum", "playbooks", "site_config")
_NO_FOLDER = (FileExistsError, NotADirectoryError)


def outside_content(root: Path | None, place: Path) -> None:
    """Refuse to write among the sources, where the next check would find it, and through a symbolic link.

    Raises:
        ImmerseError: what to name instead.
    """
    if place.is_symlink():
        raise ImmerseError(f"{place} is a symbolic link; name the place that it leads to")
    whole = place.resolve()
    for above in filter(None, (root, _workspace_above(whole))):
        for folder in SOURCES:
            if whole.is_relative_to((above / folder).resolve()):
                raise ImmerseError(f"{place} lies in {folder}/, where only content belongs; name another place")


def _workspace_above(place: Path) -> Path | None:
    """The workspace, also another one, in which a place lies."""
    from immerse.loading.workspace import find_workspace

    try:
        return find_workspace(place)
    except ImmerseError:
        return None


def write_file(out: Path, content: bytes, *, aside: bool = False) -> None:
    """Write one file that somebody named with `--out`, whole or not at all, and say where it is.

    `-` is the output of the command itself. What is no plain file (a pipe, a device) is written through.

    Args:
        aside: Say it on stderr, because what the command reports goes to stdout.

    Raises:
        ImmerseError: the place is one of the sources, a symbolic link, or cannot be written.
    """
    from immerse.output.writing import write_whole

    if out == Path("-"):
        click.echo(content, nl=False)
        return
    through = _DEVICES in out.parents or (out.exists() and not out.is_file())
    try:
        if through:
            with out.open("wb") as stream:
                stream.write(content)
        else:
            outside_content(_root_if_any(), out)
            write_whole(out, content)
    except OSError as error:
        raise unwritable(out, error) from error
    click.echo(str(out), err=through or aside)


def _root_if_any() -> Path | None:
    """The workspace; None outside of one, where `schema` works too."""
    try:
        return workspace_of(click.get_current_context())
    except ImmerseError:
        return None


_DEVICES = Path("/dev")


def write_or_print(content: bytes, out: Path | None) -> None:
    """Into a file, or to stdout; to a console in its own code page, without the mark for spreadsheets."""
    if out:
        write_file(out, content)
    else:
        click.echo(content.decode("utf-8-sig") if sys.stdout.isatty() else content, nl=False)
